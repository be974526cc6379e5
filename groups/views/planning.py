"""年度计划、发起活动、能否参加、请假、签到、会前材料."""

import base64
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress import attendance_codes
from congress.codes import picture_of
from congress.downloads import respond
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from congress.workflow import OutOfTurn
from groups.activities import attending, changing, planning
from groups.activities.permissions import may_answer
from groups.forms.activities import DigitsForm, PlanActivityForm, ReadingForm, YearPlanForm
from groups.forms.keeping import ReasonForm
from groups.models import Activity, Attendance, Reading
from groups.permissions import may_act_for
from groups.views.finding import activity_or_404, group_or_404, number_in, show_number, show_version, stored_from


@require_http_methods(["GET", "POST"])
def write_plan(request: PortalRequest, pk: UUID) -> HttpResponse:
    """制定年度计划, of this year or the one in the address; what a colleague saved meanwhile is shown."""
    group, today = group_or_404(request, pk), timezone.localdate()
    require(may_act_for(request.actor, group, today))
    year = number_in(request.GET.get("year")) or today.year
    there = group.plans.filter(year=year).first()
    initial: dict[str, Any] = {"year": year, "of_year": year, "seen": planning.times_written(there)}
    initial |= {"number": there.number, "text": there.text} if there else {"number": 4}
    form, status = YearPlanForm(request.POST or None, initial=initial), 200
    if form.is_valid():
        fields = form.columns()
        try:
            planning.write_plan(group, by=request.actor, at=timezone.now(), **fields)
            messages.success(request, "年度计划已保存。")
            return redirect(group)
        except OutOfTurn as late:
            there, status = group.plans.filter(year=fields["year"]).first(), 409
            form.add_error(None, str(late))
            show_number(form, "seen", planning.times_written(there))
            show_number(form, "of_year", fields["year"])
    context = {"form": form, "group": group, "stored": there if status == 409 else None}
    return render(request, "groups/write_plan.html", context, status=status)


@require_http_methods(["GET", "POST"])
def plan_activity(request: PortalRequest, pk: UUID) -> HttpResponse:
    """发起活动: all members are told and asked."""
    group = group_or_404(request, pk)
    require(may_act_for(request.actor, group, timezone.localdate()))
    form = PlanActivityForm(request.POST or None, group=group)
    if form.is_valid():
        with said_at(form, "day"):
            made = planning.plan_activity(group, by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "活动已发起，已通知全组成员。")
            return redirect(made)
    return render(request, "groups/plan_activity.html", {"form": form, "group": group})


@require_http_methods(["GET", "POST"])
def change_activity(request: PortalRequest, pk: UUID) -> HttpResponse:
    """改计划中的活动; what a colleague saved meanwhile is said above what was typed."""
    row, status = activity_or_404(request, pk), 200
    require(may_act_for(request.actor, row.group, timezone.localdate()))
    form = PlanActivityForm(request.POST or None, group=row.group, activity=row)
    if form.is_valid():
        fields = dict(form.cleaned_data)
        seen = fields.pop("version") or 0
        with said_at(form, "day"):
            try:
                if changing.change_activity(row, seen=seen, by=request.actor, at=timezone.now(), **fields):
                    messages.success(request, "已保存，时间地点有变的已通知全组成员。")
                return redirect(row)
            except OutOfTurn as late:
                if row.state != Activity.State.PLANNED:
                    raise
                row, status = activity_or_404(request, pk), 409
                form.add_error(None, str(late))
                show_version(form, row.version)
    context = {"form": form, "activity": row, "is_late": status != 200}
    return render(request, "groups/change_activity.html", context, status=status)


@require_http_methods(["GET", "POST"])
def cancel_activity(request: PortalRequest, pk: UUID) -> HttpResponse:
    """取消活动, with the reason."""
    row = activity_or_404(request, pk)
    require(may_act_for(request.actor, row.group, timezone.localdate()))
    form = ReasonForm(request.POST or None, submit="取消活动")
    if form.is_valid():
        planning.cancel_activity(row, by=request.actor, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "活动已取消，已通知全组成员。")
        return redirect(row)
    return render(request, "groups/cancel_activity.html", {"form": form, "activity": row})


@require_POST
def answer(request: PortalRequest, pk: UUID) -> HttpResponse:
    """参加."""
    row = activity_or_404(request, pk)
    attending.answer(row, by=request.actor, at=timezone.now())
    messages.success(request, "已答复参加。")
    return redirect(row)


@require_http_methods(["GET", "POST"])
def ask_leave(request: PortalRequest, pk: UUID) -> HttpResponse:
    """请假, with the reason."""
    row = activity_or_404(request, pk)
    require(may_answer(request.actor, row))
    form = ReasonForm(request.POST or None, submit="请假")
    if form.is_valid():
        attending.ask_leave(row, by=request.actor, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "请假已送组长，答复会告诉您。")
        return redirect(row)
    return render(request, "groups/ask_leave.html", {"form": form, "activity": row})


def _attendance(request: PortalRequest, pk: UUID) -> Attendance:
    seen = Activity.objects.visible_to(request.actor)
    rows = Attendance.objects.select_related("activity__group__congress", "seat__person")
    return get_object_or_404(rows, pk=pk, activity__in=seen)


@require_POST
def decide_leave(request: PortalRequest, pk: UUID) -> HttpResponse:
    """同意请假, or not."""
    row = _attendance(request, pk)
    attending.decide_leave(row, is_granted="refuse" not in request.POST, by=request.actor, at=timezone.now())
    messages.success(request, "已答复，已告诉请假的代表。")
    return redirect(row.activity)


@require_POST
def mark_present(request: PortalRequest, pk: UUID) -> HttpResponse:
    """组长签到."""
    row = _attendance(request, pk)
    attending.mark_present(row, by=request.actor, at=timezone.now())
    messages.success(request, f"{row.seat}已签到。")
    return redirect("groups:sign_in_code", row.activity_id)


@require_http_methods(["GET", "POST"])
def sign_in(request: PortalRequest, pk: UUID) -> HttpResponse:
    """签到: the picture leads here with its token; without a camera the six digits are typed."""
    row, token = activity_or_404(request, pk), request.GET.get("code", "")[:64]
    require(may_answer(request.actor, row))
    sent = request.POST.get("token", "")[:64]
    form = DigitsForm(None if sent else request.POST or None)
    if sent or form.is_valid():
        digits = "" if sent else form.cleaned_data["digits"]
        form = form if not sent else DigitsForm({"digits": ""})
        form.errors.clear()
        with said_at(form, None if sent else "digits"):
            attending.sign_in(row, token=sent, digits=digits, by=request.actor, at=timezone.now())
            messages.success(request, "已签到。")
            return redirect(row)
    return render(request, "groups/sign_in.html", {"form": form, "activity": row, "token": token})


@require_safe
def sign_in_code(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The screen in the room: a picture and six digits that hold for half a minute; whoever came without a phone."""
    row, now = activity_or_404(request, pk), timezone.now()
    require(may_act_for(request.actor, row.group, timezone.localdate()))
    token = attendance_codes.token(attending.PURPOSE, row.pk, now)
    address = request.build_absolute_uri(f"{reverse('groups:sign_in', args=[row.pk])}?code={token}")
    context = {
        "activity": row,
        "picture": base64.b64encode(picture_of(address)).decode(),
        "digits": attendance_codes.digits(attending.PURPOSE, row.pk, now),
        "seconds": attendance_codes.seconds_left(now),
        "attendances": row.attendances.select_related("seat__person"),
        "is_today": row.day == timezone.localdate() and row.state == Activity.State.PLANNED,
    }
    response = render(request, "groups/sign_in_code.html", context)
    response["Refresh"] = str(context["seconds"])
    return response


@require_http_methods(["GET", "POST"])
def add_reading(request: PortalRequest, pk: UUID) -> HttpResponse:
    """会前材料."""
    row = activity_or_404(request, pk)
    require(may_act_for(request.actor, row.group, timezone.localdate()))
    form = ReadingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kept = stored_from(request, form, "upload")
        if kept is not None:
            with said_at(form, None):
                facts = {"title": form.cleaned_data["title"], "link": form.cleaned_data["link"] or None}
                file = kept[0] if kept else None
                planning.add_reading(row, **facts, file=file, by=request.actor, at=timezone.now())
                messages.success(request, "材料已加上，成员在活动页面可以看到。")
                return redirect(row)
    return render(request, "groups/add_reading.html", {"form": form, "activity": row})


@require_safe
def reading_file(request: PortalRequest, pk: int) -> HttpResponseBase:
    """A file that is read before an activity."""
    seen = Activity.objects.visible_to(request.actor)
    row = get_object_or_404(Reading.objects.select_related("file"), pk=pk, activity__in=seen)
    if row.file is None:
        raise Http404
    return respond(row.file)
