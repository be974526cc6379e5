"""What the public said that waits for a deputy: an opinion to write, a message to answer, a reply to tell of."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from congress.actors import Actor
from congress.models import Role
from congress.registries import Todo
from groups.models import Matter, Station, VisitorMessage
from groups.stations.permissions import OF_A_LEVEL
from proposals.from_matters import GONE
from proposals.models import Proposal

MOST = 5


def of_a_deputy(actor: Actor, today: date) -> QuerySet[Matter] | None:
    """Matters of which the visitor was not told yet, and that are this deputy's turn.

    His opinion of it is answered; or nobody writes one, and he was asked, or took it up without asking another, or
    the desk left it to the deputies of a station that is his; or it is a message that he took up and sent elsewhere.
    """
    if not actor.seat:
        return None
    of_matter = Proposal.objects.filter(reception_matter=OuterRef("pk"))
    answered = Proposal.objects.filter(seat=actor.seat, reception_matter__isnull=False, answered_on__isnull=False)
    stations = Station.objects.recorded_for(actor).order_by().values("pk")
    here = Q(message__station__in=stations) | Q(reception__station__in=stations)
    his = Q(passed_to=actor.seat) | Q(passed_to=None, recorded_by=actor.grant)
    his |= here & Q(passed_to=None, recorded_by__role=Role.DESK)
    ways = [way for way, levels in OF_A_LEVEL.items() if actor.congress.level in levels]
    to_write = his & Q(~Exists(of_matter.exclude(state__in=GONE)), way__in=ways, settled_on=None)
    sent_on = Q(message__state=VisitorMessage.State.TAKEN, recorded_by=actor.grant) & ~Q(way__in=Matter.BY_A_DEPUTY)
    rows = Matter.objects.filter(told_on=None, reception__withdrawn_at=None)
    rows = rows.filter(Q(pk__in=answered.order_by().values("reception_matter")) | to_write | sent_on)
    number = answered.filter(reception_matter=OuterRef("pk")).order_by("answered_on", "pk").values("number")[:1]
    return rows.annotate(answered=Subquery(number)).select_related("message").order_by("recorded_at", "pk")


def deputy_todos(waiting: QuerySet[Matter], actor: Actor, today: date) -> Iterator[Todo]:
    """A line for each, the longest waiting first; it leads to the page of the matter, where all of it is done."""
    for matter in waiting[:MOST]:
        if number := matter.answered:  # type: ignore[attr-defined]
            label, button = f"意见{number}已答复，请告知反映的群众", "去告知"
        elif matter.is_for_a_deputy:
            label, button = f"群众反映的“{matter}”等着提意见", "去提意见"
        else:
            assert matter.message is not None  # asked for above
            label, button = f"群众留言（{matter.message.number}）已受理，还没有答复群众", "去答复"
        yield Todo(None, label, matter.get_absolute_url(), button)
