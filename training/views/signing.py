"""签到: the screen in the room, and the telephone that reads it.

What was scanned is looked at when its address is opened, by whoever opens it: somebody who has to sign in to the
portal first finds his sign-in waiting, for ten minutes, in this browser alone.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from congress import attendance_codes, codes
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from training import attending
from training.forms.taking_part import DigitsForm
from training.models import Enrolment, HalfDay
from training.permissions import may_keep
from training.views.finding import half_day_or_404, own_enrolment

SCANNED = "scanned"
KEPT_SECONDS = 600
STALE = "这个二维码已经换了，请重新扫屏幕上的，或者输入屏幕上的6位签到码。"
WRONG = "签到码不对，或者已经换了，请看屏幕上现在的6位数字。"
BUSY = "输错太多次了，请过几分钟再试，或者请工作人员补签。"


def _kept(request: PortalRequest, pk: UUID) -> HalfDay:
    found = half_day_or_404(request, pk)
    require(may_keep(request.actor, found.course))
    return found


@require_safe
def signin_screen(request: PortalRequest, pk: UUID) -> HttpResponse:
    """What the big screen shows: a code that changes every half minute, six digits, how many are there."""
    found, at = _kept(request, pk), timezone.now()
    purpose = attending.OUT if request.GET.get("purpose") == attending.OUT else attending.IN
    key = f"training:{purpose}"
    there = found.attendances.filter(is_void=False)
    context = {
        "half_day": found,
        "course": found.course,
        "purpose": purpose,
        "word": attending.PURPOSES[purpose],
        "digits": attendance_codes.digits(key, found.pk, at),
        "seconds": attendance_codes.seconds_left(at),
        "there": there.exclude(left_at=None).count() if purpose == attending.OUT else there.count(),
        "expected": found.course.enrolments.expected().count(),
        "may": attending.is_time(found, purpose, at),
    }
    response = render(request, "training/signin_screen.html", context)
    response["Refresh"] = str(attendance_codes.seconds_left(at))
    return response


@require_safe
def signin_code(request: PortalRequest, pk: UUID, purpose: str) -> HttpResponse:
    """The picture of the code of this half minute."""
    found = _kept(request, pk)
    if purpose not in attending.PURPOSES:
        raise Http404
    token = attendance_codes.token(f"training:{purpose}", found.pk, timezone.now())
    address = request.build_absolute_uri(reverse("training:scan", args=[found.pk, purpose, token]))
    return HttpResponse(codes.picture_of(address), content_type="image/png")


@login_not_required
@require_safe
def scan(request: HttpRequest, pk: UUID, purpose: str, token: str) -> HttpResponse:
    """What the picture leads to: the code is looked at now and kept for this browser."""
    if purpose not in attending.PURPOSES:
        raise Http404
    found, at = get_object_or_404(HalfDay, pk=pk), timezone.now()
    if attendance_codes.is_token(token, f"training:{purpose}", found.pk, at):
        request.session[SCANNED] = {"half_day": str(found.pk), "purpose": purpose, "at": at.timestamp()}
    else:
        messages.warning(request, STALE)
    return redirect("training:signin", found.pk)


def _scanned(request: PortalRequest, half_day: HalfDay, at: datetime) -> str:
    """For what this browser has scanned this half-day's code within ten minutes; empty when it has not."""
    kept: dict[str, Any] = request.session.get(SCANNED) or {}
    if kept.get("half_day") != str(half_day.pk):
        return ""
    is_fresh = 0 <= at.timestamp() - float(kept["at"]) <= KEPT_SECONDS
    return str(kept["purpose"]) if is_fresh else ""


@require_http_methods(["GET", "POST"])
def signin(request: PortalRequest, pk: UUID) -> HttpResponse:
    """签到、签退: one press after the code was scanned, or six digits."""
    found, at = get_object_or_404(HalfDay.objects.select_related("course__congress"), pk=pk), timezone.now()
    scanned = _scanned(request, found, at)
    row = own_enrolment(request, found.course)
    if (row is None or row.state == Enrolment.State.STRUCK) and not scanned:
        half_day_or_404(request, pk)  # who has nothing to do with the class does not learn of it
    own = row.attendances.filter(half_day=found, is_void=False).first() if row else None
    purpose = scanned or (attending.OUT if own and found.course.asks_sign_out else attending.IN)
    sent = request.POST if request.method == "POST" else None
    form = DigitsForm(sent, submit=attending.PURPOSES[purpose], is_scanned=bool(scanned))
    if request.method == "POST" and form.is_valid():
        way = _proved(request, form, found, purpose, scanned, at)
        if way:
            with said_at(form, None):
                attending.attend(found, purpose, way=way, by=request.actor, at=at)
                request.session.pop(SCANNED, None)
                messages.success(request, f"{attending.PURPOSES[purpose]}成功：{found}。")
                return redirect("training:signin", found.pk)
    context = {
        "half_day": found,
        "course": found.course,
        "row": row,
        "own": own,
        "scanned": scanned,
        "word": attending.PURPOSES[purpose],
        "form": form,
        "is_done": bool(own and (own.left_at or not found.course.asks_sign_out)),
        "may": attending.is_time(found, purpose, at),
    }
    return render(request, "training/signin.html", context)


def _proved(
    request: PortalRequest, form: DigitsForm, half_day: HalfDay, purpose: str, scanned: str, at: datetime
) -> str:
    """By which way somebody is in the room; empty when nothing proves it, which the form then says.

    Wrong digits are counted by person: twenty wrong ones in ten minutes, and no more are looked at.
    """
    said = form.cleaned_data["digits"]
    if scanned and not said:
        return attending.W.CODE
    limit = {"app": "allauth.account", "action": "attendance_digits", "key": str(request.actor.person.pk)}
    if not ratelimit.consume(request, dry_run=True, **limit):
        form.add_error("digits", BUSY)
        return ""
    if way := attending.proves(said, half_day, purpose, at):
        return way
    ratelimit.consume(request, **limit)
    form.add_error("digits", WRONG)
    return ""
