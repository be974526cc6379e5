"""Rows that a page speaks of, for those who may see them; and files that came with a form."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.shortcuts import get_object_or_404

from congress import files
from congress.downloads import SHOWN
from congress.models import StoredFile
from congress.requests import PortalRequest
from groups.forms.fields import NOT_A_PHOTO
from groups.models import Activity, Group, Link, PracticalMatter


def group_or_404(request: PortalRequest, pk: UUID) -> Group:
    """The group, when this actor sees it."""
    seen = Group.objects.visible_to(request.actor)
    return get_object_or_404(seen.select_related("congress", "term", "area", "committee"), pk=pk)


def activity_or_404(request: PortalRequest, pk: UUID) -> Activity:
    """The activity, when this actor sees its group."""
    seen = Activity.objects.visible_to(request.actor)
    people = ("recorded_by__person", "confirmed_by__person", "planned_by__person")
    return get_object_or_404(seen.select_related("group__congress", "topic", "station", *people), pk=pk)


def link_or_404(request: PortalRequest, pk: UUID) -> Link:
    """The link, when this actor sees its group."""
    return get_object_or_404(Link.objects.visible_to(request.actor).select_related("group__congress", "organ"), pk=pk)


def matter_or_404(request: PortalRequest, pk: UUID) -> PracticalMatter:
    """The practical matter, when this actor sees its group."""
    return get_object_or_404(
        PracticalMatter.objects.visible_to(request.actor).select_related("group__congress"), pk=pk
    )


def stored_from(request: PortalRequest, form: BaseForm, name: str, *, photos: bool = False) -> list[StoredFile] | None:
    """What was uploaded under this name, kept; None where something is not fit, which the form then says."""
    kept: list[StoredFile] = []
    for upload in request.FILES.getlist(name):
        try:
            file = files.store(upload, by=request.actor.person)
            if photos and file.media_type not in SHOWN:
                raise ValidationError(NOT_A_PHOTO)
        except ValidationError as problem:
            form.add_error(name, [f"{upload.name}：{text}" for text in problem.messages])
            return None
        kept.append(file)
    return kept


def show_version(form: Any, version: int) -> None:
    """The form shows what was typed again, bound to what is stored by now: pressed again, it takes its place."""
    show_number(form, "version", version)


def show_number(form: Any, name: str, number: int) -> None:
    """The same of another field that says what was seen."""
    form.data = form.data.copy()
    form.data[name] = str(number)


def number_in(text: Any) -> int:
    """A whole number that a form sent; 0 for anything else."""
    said = str(text or "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else 0
