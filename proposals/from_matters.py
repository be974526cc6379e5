"""由群众反映提出意见: a draft begun from what the public said at a station, and what its page shows of it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress import configuration, timeline
from congress.actors import Actor
from congress.permissions import require
from congress.rereading import reread
from congress.workflow import OutOfTurn
from groups.models import Matter
from groups.stations.keeping import hold_station
from groups.stations.permissions import may_put_forward
from proposals import drafting
from proposals.models import Proposal, Publication
from proposals.showing import state_word

GONE = (Proposal.State.WITHDRAWN, Proposal.State.REFUSED)
# What everybody may know of where it stands; everything before a reply is one word.
FOR_EVERYBODY = {Proposal.State.ANSWERED: "已答复", Proposal.State.CLOSED: "已办结"}


@transaction.atomic
def begin_opinion(matter: Matter, *, by: Actor) -> Proposal:
    """The deputy's draft, begun with the words of the matter; pressed twice it is the same draft.

    Raises:
        PermissionDenied: he is not a deputy of the level that its way names, or another one was asked.
        OutOfTurn: another deputy has begun one.
    """
    today = timezone.localdate()
    hold_station(matter.station)
    if matter.reception:
        reread(matter.reception)
    require(may_put_forward(by, matter, today))
    if found := Proposal.objects.filter(reception_matter=matter).exclude(state__in=GONE).first():
        if found.seat_id == by.seat.pk:
            return found
        raise OutOfTurn("这一件已经有代表在写意见。")
    most = int(configuration.value("opinion.max_length", by.congress, on=today))
    draft = drafting.begin(by=by, body=matter.content[:most], category=matter.category, reception_matter=matter)
    timeline.record("begin_opinion", matter, by=by, root=matter.message_id or matter.reception_id)
    return draft


def offshoot(actor: Actor | None, record: Any, today: date) -> tuple[str, dict[str, Any]] | None:
    """On the page of a matter: the opinion that came of it, or the button that begins one.

    Nobody in particular is told the number once it is sent, whether it is answered, and where it is public.
    """
    if not isinstance(record, Matter):
        return None
    rows = Proposal.objects.filter(reception_matter=record).exclude(state__in=GONE)
    if actor is None:
        sent = rows.put_forward().first()
        return ("public/_opinion.html", _for_everybody(sent)) if sent else None
    own = rows.filter(pk__in=Proposal.objects.visible_to(actor)).first()
    may_begin = own is None and not rows.exists() and bool(may_put_forward(actor, record, today))
    if own is None and not may_begin and not (record.is_for_a_deputy or rows.exists()):
        return None
    sent = rows.put_forward().first() if own is None else None
    shown = {"proposal": own, "word": state_word(own, actor) if own else "", "sent": sent}
    return "proposals/_from_matter.html", {**shown, "matter": record, "may_begin": may_begin}


def matter_of(proposal: Proposal, actor: Actor) -> Matter | None:
    """What the public said that led to it, for those who read that."""
    if proposal.reception_matter_id is None:
        return None
    return Matter.objects.visible_to(actor).filter(pk=proposal.reception_matter_id).first()


def _for_everybody(proposal: Proposal) -> dict[str, Any]:
    public = Publication.objects.published().filter(proposal=proposal).first()
    said = FOR_EVERYBODY.get(Proposal.State(proposal.state), "办理中")
    day = timezone.localdate(proposal.submitted_at) if proposal.submitted_at else None
    return {
        "number": proposal.number,
        "day": day,
        "state": said,
        "public": public,
        "answered_on": proposal.answered_on,
    }
