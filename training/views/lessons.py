"""线上课: the recording, its pieces, what was heard of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.permissions import ALLOWED, refuse, require
from congress.refusing import said_at
from congress.requests import PortalRequest
from training import media, watching
from training.forms.courses import LessonForm
from training.hours import HEARD_PERCENT
from training.models import Course, Watching
from training.permissions import may_keep, may_take_part
from training.views.finding import kept_or_404, lesson_or_404, own_enrolment


@require_http_methods(["GET", "POST"])
def add_lesson(request: PortalRequest, pk: UUID) -> HttpResponse:
    """加线上课."""
    found = kept_or_404(request, pk)
    form = LessonForm(request.POST or None, request.FILES or None)
    if form.is_valid() and (fields := _stored(request, form)) is not None:
        with said_at(form, "title"):
            media.add_lesson(found, by=request.actor, at=timezone.now(), **fields)
            messages.success(request, "线上课已加上。")
            return redirect(found)
    return render(request, "training/add_lesson.html", {"course": found, "form": form})


def _stored(request: PortalRequest, form: LessonForm) -> dict[str, Any] | None:
    """What was typed, the recording kept; None where something is missing, which the form then says."""
    fields = dict(form.cleaned_data)
    upload, seconds = fields.pop("upload"), fields.pop("duration")
    seconds = media.seconds_of(upload) or seconds
    if not seconds:
        form.add_error("duration", "请写时长，如 12:30")
        return None
    try:
        file = media.keep_recording(upload, by=request.actor.person)
    except ValidationError as problem:
        form.add_error("upload", problem)
        return None
    return {**fields, "file": file, "seconds": seconds}


@require_safe
def lesson(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The player, from where one left off, and how much one has heard."""
    found = lesson_or_404(request, pk)
    row = own_enrolment(request, found.course)
    heard = Watching.objects.filter(lesson=found, enrolment=row).first() if row else None
    percent = (heard.seconds if heard else 0) * 100 // found.seconds
    keeps = bool(may_keep(request.actor, found.course))
    context = {
        "lesson": found,
        "course": found.course,
        "heard": heard,
        "percent": percent,
        "needed": HEARD_PERCENT,
        "may": may_take_part(row),
        "keeps": keeps,
        "may_remove": keeps and found.course.state != Course.State.CANCELLED and not found.is_closed,
        "minutes": f"{found.seconds // 60}分{found.seconds % 60:02}秒",
    }
    return render(request, "training/lesson.html", context)


@require_safe
def recording(request: PortalRequest, pk: UUID) -> HttpResponseBase:
    """The recording, whole or in pieces."""
    found = lesson_or_404(request, pk)
    require(refuse(watching.CLOSED) if found.is_closed else ALLOWED)
    header, if_range = request.headers.get("Range", ""), request.headers.get("If-Range", "")
    return media.respond_in_pieces(found.file, header, if_range)


@require_POST
def report_watched(request: PortalRequest, pk: UUID) -> HttpResponse:
    """What the player has played since its last report."""
    found = lesson_or_404(request, pk)
    row = own_enrolment(request, found.course)
    require(may_take_part(row))
    assert row is not None
    said = request.POST.get("position", "")
    position = int(said) if said.isascii() and said.isdecimal() and len(said) < 7 else 0
    spans = watching.read_spans(request.POST.get("spans", ""), found)
    kept = watching.report_watched(found, row, spans, position=position, by=request.actor, at=timezone.now())
    percent = kept.seconds * 100 // found.seconds
    return JsonResponse({"percent": percent, "is_done": kept.finished_at is not None})
