"""小组活动: the list, one activity, its record, photos, the desk's confirmation."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.downloads import respond
from congress.interrupted import keeps_words, typed_into
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from congress.revising import revisions_of
from congress.workflow import OutOfTurn
from groups import reading
from groups.activities import recording
from groups.activities.permissions import S, attendance_of, may_record
from groups.forms.activities import ActivityFilterForm, RecordForm
from groups.forms.keeping import ReasonForm
from groups.models import Activity, Photo
from groups.permissions import is_its_desk, may_act_for, may_visit
from groups.views.finding import activity_or_404, group_or_404, number_in, show_version, stored_from

PAGE = 20
YEARS = 5
OWN = 5  # groups that are named above the list; whoever has more goes by the list of all


@require_safe
def activities(request: PortalRequest) -> HttpResponse:
    """What comes and what was: of one's own groups, and of all for who oversees."""
    actor, today = request.actor, timezone.localdate()
    require(may_visit(actor))
    own = reading.own_groups(actor, today)
    found = Activity.objects.visible_to(actor).filter(group__congress=actor.congress)
    if not actor.oversees:
        found = found.filter(group__in=own)
    form = ActivityFilterForm(
        request.GET, congress=actor.congress, years=list(range(today.year, today.year - YEARS, -1))
    )
    if form.is_valid():
        chosen = {name: value for name, value in form.cleaned_data.items() if value}
        if year := chosen.pop("year", ""):
            chosen["day__year"] = int(year)
        found = found.filter(**chosen)
    rows = reading.counted(found.select_related("group", "topic"))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "filters": form, "groups": own if len(own) <= OWN else [], "today": today}
    return render(request, "groups/activities.html", context)


@require_safe
def activity(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One activity: when and where, who comes or came, what was done and found, what came of it."""
    row, actor, today = activity_or_404(request, pk), request.actor, timezone.localdate()
    acts = bool(may_act_for(actor, row.group, today))
    own = attendance_of(actor, row)
    everybody = list(row.attendances.select_related("seat__person"))
    context = {
        "activity": row,
        "today": today,
        "acts": acts,
        "own": own,
        "attendances": everybody,
        "there": sum(each.state == "present" for each in everybody),
        "readings": row.readings.select_related("file"),
        "photos": row.photos.select_related("file"),
        "may_record": row.state != S.CANCELLED and row.day <= today and bool(may_record(actor, row, today)),
        "may_confirm": row.state == S.RECORDED and bool(is_its_desk(actor, row.group)),
        "may_send_back": row.is_held and bool(is_its_desk(actor, row.group)),
        "was_changed": revisions_of(row).exists(),
        "offshoots": reading.offshoots(actor, row, today),
    }
    return render(request, "groups/activity.html", context)


@keeps_words("groups:record_activity")
@require_http_methods(["GET", "POST"])
def record_activity(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记一次活动 without a plan: kind, day, one sentence; everybody was there."""
    group, actor, today = group_or_404(request, pk), request.actor, timezone.localdate()
    require(may_act_for(actor, group, today))
    form = RecordForm(typed_into(request), request.FILES or None, group=group)
    if request.method == "POST" and form.is_valid():
        photos = stored_from(request, form, "photos", photos=True)
        if photos is not None:
            with said_at(form, "excused" if form.cleaned_data["excused"] or form.cleaned_data["absent"] else "day"):
                made = recording.record_activity(group, by=actor, at=timezone.now(), **form.ticked(), **form.columns())
                return _with_photos(request, made, photos)
    return render(request, "groups/record_activity.html", {"form": form, "group": group})


@keeps_words("groups:record")
@require_http_methods(["GET", "POST"])
def record(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记有计划的活动, or correct a record; what a colleague saved meanwhile is shown beside what was typed."""
    row, actor = activity_or_404(request, pk), request.actor
    require(may_record(actor, row, timezone.localdate()))
    form = RecordForm(typed_into(request), request.FILES or None, group=row.group, activity=row)
    status = 200
    if request.method == "POST" and form.is_valid():
        photos = stored_from(request, form, "photos", photos=True)
        if photos is not None:
            seen = form.cleaned_data["version"] or 0
            facts: dict[str, Any] = {"seen": seen, "by": actor, "at": timezone.now()}
            facts |= {**form.ticked(), **form.columns()}
            with said_at(form, "excused" if form.cleaned_data["excused"] or form.cleaned_data["absent"] else "day"):
                try:
                    recording.record(row, **facts)
                except OutOfTurn as late:
                    row, status = activity_or_404(request, pk), 409
                    form.add_error(None, str(late))
                    show_version(form, row.version)
                else:
                    return _with_photos(request, row, photos)
    context = {"form": form, "activity": row, "is_late": status != 200}
    return render(request, "groups/record.html", context, status=status)


def _with_photos(request: PortalRequest, row: Activity, photos: list[Any]) -> HttpResponse:
    """Those that come with a record; one too many is said and the others stay."""
    from django.core.exceptions import PermissionDenied

    for file in photos:
        try:
            recording.add_photo(row, file, by=request.actor, at=timezone.now())
        except PermissionDenied as problem:
            messages.error(request, f"{problem}。")
            break
    messages.success(request, "活动已登记，记入每位到场代表的履职记录。")
    return redirect(row)


@require_safe
def photo(request: PortalRequest, pk: int) -> HttpResponseBase:
    """A photo of an activity that one may see, or its small picture."""
    seen = Activity.objects.visible_to(request.actor)
    row = get_object_or_404(Photo.objects.select_related("file", "small"), pk=pk, activity__in=seen)
    return respond(row.small if row.small and "small" in request.GET else row.file, inline=True)


@require_POST
def confirm_activity(request: PortalRequest, pk: UUID) -> HttpResponse:
    """确认."""
    row = activity_or_404(request, pk)
    seen = number_in(request.POST.get("version")) or row.version
    recording.confirm_activity(row, seen=seen, by=request.actor, at=timezone.now())
    messages.success(request, f"已确认{row.group}的活动。")
    return redirect(row)


@require_http_methods(["GET", "POST"])
def send_back(request: PortalRequest, pk: UUID) -> HttpResponse:
    """退回补正, with the reason."""
    row = activity_or_404(request, pk)
    require(is_its_desk(request.actor, row.group))
    form = ReasonForm(request.POST or None, submit="退回补正")
    if form.is_valid():
        recording.send_back(row, by=request.actor, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "已退回，小组改好以后再确认。")
        return redirect(row)
    return render(request, "groups/send_back.html", {"form": form, "activity": row})
