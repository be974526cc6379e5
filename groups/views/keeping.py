"""固定联系, 实事."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from congress.downloads import respond
from congress.models import StoredFile
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from congress.revising import revisions_of
from congress.workflow import OutOfTurn
from groups.forms.keeping import LastDayForm, LinkForm, MatterForm, NoteForm
from groups.keeping import linking
from groups.keeping import matters as ledger
from groups.models import Evidence, Link, PracticalMatter
from groups.permissions import may_act_for, may_visit
from groups.views.finding import group_or_404, link_or_404, matter_or_404, show_version, stored_from

PAGE = 20


@require_http_methods(["GET", "POST"])
def set_link(request: PortalRequest, pk: UUID, kind: str) -> HttpResponse:
    """登记固定联系 with an organ or a village."""
    group = group_or_404(request, pk)
    require(may_act_for(request.actor, group, timezone.localdate()))
    if kind not in Link.Kind.values:
        raise Http404
    form = LinkForm(request.POST or None, kind=kind, congress=group.congress)
    if form.is_valid():
        with said_at(form, "starts_on"):
            made = linking.set_link(group, kind=kind, by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, f"{group}固定联系{made}。")
            return redirect(made)
    return render(request, "groups/set_link.html", {"form": form, "group": group, "label": Link.Kind(kind).label})


@require_safe
def link(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One fixed link with its history."""
    row = link_or_404(request, pk)
    acts = bool(may_act_for(request.actor, row.group, timezone.localdate()))
    page = Paginator(row.notes.select_related("written_by__person"), PAGE).get_page(request.GET.get("page"))
    return render(request, "groups/link.html", {"link": row, "page": page, "acts": acts})


@require_http_methods(["GET", "POST"])
def note_contact(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记一次联系."""
    row = link_or_404(request, pk)
    require(may_act_for(request.actor, row.group, timezone.localdate()))
    form = NoteForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "day"):
            linking.note_contact(row, by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "联系情况已登记。")
            return redirect(row)
    return render(request, "groups/note_contact.html", {"form": form, "link": row})


@require_http_methods(["GET", "POST"])
def end_link(request: PortalRequest, pk: UUID) -> HttpResponse:
    """结束联系."""
    row = link_or_404(request, pk)
    require(may_act_for(request.actor, row.group, timezone.localdate()))
    form = LastDayForm(request.POST or None, submit="结束联系")
    if form.is_valid():
        with said_at(form, "ends_on"):
            linking.end_link(row, by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, f"与{row}的固定联系已登记结束。")
            return redirect(row)
    return render(request, "groups/end_link.html", {"form": form, "link": row})


@require_safe
def matters(request: PortalRequest) -> HttpResponse:
    """实事台账 of the congress's groups, the newest first."""
    actor = request.actor
    require(may_visit(actor))
    rows = PracticalMatter.objects.visible_to(actor).filter(group__congress=actor.congress).select_related("group")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "groups/matters.html", {"page": page})


@require_http_methods(["GET", "POST"])
def add_matter(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记一件实事."""
    group = group_or_404(request, pk)
    require(may_act_for(request.actor, group, timezone.localdate()))
    form = MatterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kept = stored_from(request, form, "papers")
        if kept is not None:
            with said_at(form, None):
                made = ledger.add_matter(group, by=request.actor, at=timezone.now(), **form.columns())
                return _with_evidence(request, made, kept)
    return render(request, "groups/add_matter.html", {"form": form, "group": group})


@require_safe
def matter(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One practical matter with its evidence."""
    row = matter_or_404(request, pk)
    context = {
        "matter": row,
        "evidence": row.evidence.select_related("file"),
        "was_changed": revisions_of(row).exists(),
        "acts": bool(may_act_for(request.actor, row.group, timezone.localdate())),
    }
    return render(request, "groups/matter.html", context)


@require_http_methods(["GET", "POST"])
def change_matter(request: PortalRequest, pk: UUID) -> HttpResponse:
    """更新: what a colleague saved meanwhile is shown beside what was typed."""
    row = matter_or_404(request, pk)
    require(may_act_for(request.actor, row.group, timezone.localdate()))
    form, status = MatterForm(request.POST or None, request.FILES or None, matter=row), 200
    if request.method == "POST" and form.is_valid():
        kept = stored_from(request, form, "papers")
        if kept is not None:
            seen = form.cleaned_data["version"] or 0
            with said_at(form, None):
                try:
                    ledger.change_matter(row, seen=seen, by=request.actor, at=timezone.now(), **form.columns())
                except OutOfTurn as late:
                    row, status = matter_or_404(request, pk), 409
                    form.add_error(None, str(late))
                    show_version(form, row.version)
                else:
                    return _with_evidence(request, row, kept)
    context = {"form": form, "matter": row, "is_late": status != 200}
    return render(request, "groups/change_matter.html", context, status=status)


def _with_evidence(request: PortalRequest, row: PracticalMatter, kept: list[StoredFile]) -> HttpResponse:
    for file in kept:
        try:
            ledger.add_evidence(row, file, by=request.actor, at=timezone.now())
        except PermissionDenied as problem:
            messages.error(request, f"{problem}。")
            break
    messages.success(request, f"“{row.title}”已保存。")
    return redirect(row)


@require_safe
def evidence(request: PortalRequest, pk: int) -> HttpResponseBase:
    """A file that shows a practical matter done."""
    seen = PracticalMatter.objects.visible_to(request.actor)
    return respond(get_object_or_404(Evidence.objects.select_related("file"), pk=pk, matter__in=seen).file)
