"""Many items of the queue at once: a preview, the deed, and ten minutes to take it back."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from congress import configuration
from congress.models import Organ
from congress.permissions import require
from congress.requests import PortalRequest
from proposals import batches, routing
from proposals.batches import Outcome
from proposals.permissions import may_triage

LAST_BATCH = "last_batch"


@require_POST
def assign_suggested(request: PortalRequest) -> HttpResponse:
    """按推荐交办: first what would go to whom, then the deed. The button of one row does it at once."""
    require(may_triage(request.actor))
    today = timezone.localdate()
    if "one" in request.POST:
        return _assign(request, batches.read_picks(request.POST.getlist("one")))
    picks = batches.read_picks(request.POST.getlist("pick"))
    if not picks:
        messages.warning(request, "请先勾选要交办的建议。")
        return redirect("proposals:queue")
    if "confirm" in request.POST:
        return _assign(request, picks)
    found = batches.preview(picks, by=request.actor, on=today)
    context = {
        "preview": found,
        "chosen": len(picks),
        "no_account": routing.unserved(found.by_organ, on=today),
        "minutes": configuration.value("opinion.undo_minutes", request.actor.congress, on=today),
    }
    return render(request, "proposals/assign_suggested.html", context)


def _assign(request: PortalRequest, picks: list[batches.Pick]) -> HttpResponse:
    now = timezone.now()
    outcome = batches.assign(picks, by=request.actor, on=timezone.localdate(now))
    if outcome.assigned:
        minutes = configuration.value("opinion.undo_minutes", request.actor.congress, on=timezone.localdate(now))
        keys = [str(proposal.pk) for proposal in outcome.assigned]
        until = (now + timedelta(minutes=minutes)).isoformat()
        request.session[LAST_BATCH] = {"keys": keys, "until": until}
        messages.success(request, f"已交办{len(keys)}件。")
        if "one" in request.POST:  # the preview of many has said so before
            warn_of_unserved(request, list(Organ.objects.filter(pk__in=[pick.organ for pick in picks if pick.organ])))
    _say_what_was_left(request, outcome)
    return redirect("proposals:queue")


def warn_of_unserved(request: PortalRequest, organs: list[Organ]) -> None:
    """Say of which organs nobody will sign in; they have been assigned to all the same."""
    for organ in routing.unserved(organs, on=timezone.localdate()):
        messages.warning(request, f"{organ}还没有人开通账号，不会有人签收。请联系系统管理员开通，或收回改派。")


@require_POST
def take_back(request: PortalRequest) -> HttpResponse:
    """整批撤回: what was assigned together last, while nobody has signed in."""
    require(may_triage(request.actor))
    batch = last_batch(request)
    if batch is None:
        messages.warning(request, "可以整批撤回的时间已过，请逐件收回交办。")
        return redirect("proposals:queue")
    del request.session[LAST_BATCH]
    outcome = batches.take_back(batch["keys"], by=request.actor, on=timezone.localdate())
    if outcome.assigned:
        messages.success(request, f"已撤回{len(outcome.assigned)}件，承办单位没有收到通知。")
    _say_what_was_left(request, outcome)
    return redirect("proposals:queue")


def last_batch(request: PortalRequest) -> dict[str, Any] | None:
    """What this session assigned last, while it may be taken back: the keys and until when."""
    kept = request.session.get(LAST_BATCH)
    if not kept:
        return None
    until = datetime.fromisoformat(kept["until"])
    return {"keys": [UUID(key) for key in kept["keys"]], "until": until} if timezone.now() < until else None


def _say_what_was_left(request: PortalRequest, outcome: Outcome) -> None:
    for proposal, why in outcome.left:
        messages.warning(request, f"{proposal.number}号没有变动：{why}")
