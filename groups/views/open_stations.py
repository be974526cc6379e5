"""For everybody, without signing in: the stations, a form for a message, the receipt on which its answer is read.

No cookie is read or set here. In place of a token against forgery the form carries a ticket of ours; without one
nothing is taken, and sent twice it is one message.
"""

from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress import configuration, files
from congress.files.storing import MEGABYTE
from congress.models import StoredFile
from congress.open_pages import too_many
from groups.forms.receptions import JudgeForm, LeaveMessageForm
from groups.forms.stations import OpenStationFilterForm
from groups.models import Matter, Satisfaction, Station, VisitorMessage
from groups.models.groups import on_a_day
from groups.stations import lineage, messaging

PAGE, COMING, PHOTO = 30, 12, 10 * MEGABYTE
RATES = {"message": "30/h/ip", "message_of_station": "300/d/key", "judgement": "60/h/ip"}
BUSY = "这里近来的留言太多，请过一会儿再提交，或者在接待日当面反映。写的内容还在下面。"


@login_not_required
@require_safe
def stations(request: HttpRequest) -> HttpResponse:
    """代表阵地: by place, with a word to look for and a county to choose."""
    filters = OpenStationFilterForm(request.GET, on=localdate())
    if filters.asked.get("q") and (refusal := too_many(request)):
        return refusal
    rows = filters.narrow(Station.objects.on(localdate())).select_related("congress")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "public/stations.html", {"page": page, "filters": filters})


@login_not_required
@require_safe
def station(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of them: where it is, when it is open, who receives on which day."""
    today = localdate()
    row = get_object_or_404(Station.objects.on(today).select_related("congress"), pk=pk)
    days = row.duty_days.filter(is_cancelled=False, day__gte=today).prefetch_related("on_duty__seat__person")
    attached = row.attached.filter(on_a_day(today)).select_related("seat__person", "seat__congress")
    context = {"station": row, "days": days[:COMING], "attached": attached, "today": today}
    return render(request, "public/station.html", context)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def leave_message(request: HttpRequest, pk: UUID) -> HttpResponse:
    """留言: one text, and if he likes a photo, a name, a number."""
    key = messaging.key_from(request.POST.get("ticket", "")) if request.method == "POST" else ""
    row = get_object_or_404(Station.objects.on(localdate()).select_related("congress"), pk=pk)
    ticket = {"ticket": messaging.ticket()}
    form = LeaveMessageForm(request.POST or None, request.FILES or None, initial=ticket)
    if request.method == "POST" and form.is_valid():
        if VisitorMessage.objects.filter(key_digest=messaging.digest_of(key)).exists():
            return redirect("public:receipt", key)  # pressed twice
        if not _may_leave(request, row):
            form.add_error(None, BUSY)
        elif _left(row, form, key) is not None:
            return redirect("public:receipt", key)
    days = configuration.value("retention.visitors_days", on=localdate())
    return render(request, "public/leave_message.html", {"form": form, "station": row, "days": days})


def _may_leave(request: HttpRequest, row: Station) -> bool:
    """Whether this address and this station may have one more message now."""
    asked: dict[str, Any] = {"app": "congress", "config": RATES}
    own = ratelimit.consume(request, action="message", **asked)
    return bool(own and ratelimit.consume(request, action="message_of_station", key=str(row.pk), **asked))


def _left(row: Station, form: LeaveMessageForm, key: str) -> VisitorMessage | None:
    """The message; None where the photo is not fit or the station closed, which the form then says."""
    words = {name: form.cleaned_data[name] for name in ("text", "name", "phone")}
    upload: Any = form.cleaned_data["photo"]
    try:
        photo: StoredFile | None = files.store(upload, by=None, limit=PHOTO, is_photo=True) if upload else None
        return messaging.leave_message(row, key=key, photo=photo, at=now(), **words)
    except ValidationError as problem:
        form.add_error("photo", problem)
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
    return None


def _message_or_404(key: str) -> VisitorMessage:
    rows = VisitorMessage.objects.select_related("station__congress")
    return get_object_or_404(rows, key_digest=messaging.digest_of(key))


@csrf_exempt
@login_not_required
@require_POST
def judge_answer(request: HttpRequest, key: str) -> HttpResponse:
    """评价答复: one press on the receipt. A second one finds the first."""
    messaging.key_from(request.POST.get("ticket", ""))  # the form is ours
    row = _message_or_404(key)
    if not ratelimit.consume(request, action="judgement", app="congress", config=RATES):
        raise PermissionDenied("这里近来的评价太多，请过一会儿再按。")
    pressed = next((word for word in Satisfaction.values if word in request.POST), "")
    messaging.judge_answer(row, satisfaction=pressed, at=now())
    return redirect("public:receipt", key)


@login_not_required
@require_safe
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    """回执: where the message stands, and its answer; whoever has the address is who left it."""
    row = _message_or_404(key)
    matter = Matter.objects.filter(message=row).first()
    context: dict[str, Any] = {
        "message": row,
        "steps": lineage.steps_of(row, matter),
        "offshoots": lineage.offshoots_of(matter, None, localdate()) if matter else [],
        "form": None,
    }
    if row.state == VisitorMessage.State.ANSWERED and not row.satisfaction:
        address = reverse("public:judge_answer", args=[key])
        context["form"] = JudgeForm(address=address, initial={"ticket": messaging.ticket()})
    response = render(request, "public/receipt.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
