"""What waits at stations: days on duty, receptions to be recorded, messages of the public."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from congress.actors import Actor
from congress.registries import Todo
from congress.templatetags.portal import cn_day
from groups.models import DutySeat, Reception, Station, VisitorMessage

SOON = timedelta(days=7)
MOST = 5


def days_on_duty(actor: Actor, today: date) -> QuerySet[DutySeat] | None:
    """A deputy's days on duty a week back and ahead; of those that were, the ones of which nothing is recorded."""
    if not actor.seat:
        return None
    near = DutySeat.objects.filter(seat=actor.seat, day__is_cancelled=False)
    near = near.filter(day__day__range=(today - SOON, today + SOON))
    recorded = Reception.objects.standing().filter(station=OuterRef("day__station"), day=OuterRef("day__day"))
    rows = near.filter(Q(day__day__gt=today) | ~Exists(recorded))
    return rows.select_related("day__station").order_by("day__day")


def deputy_todos(days: QuerySet[DutySeat], actor: Actor, today: date) -> Iterator[Todo]:
    """His next days on duty, and those that were and of which nothing is recorded."""
    for row in days[:MOST]:
        duty, station = row.day, row.day.station
        if duty.day > today:
            label = f"{cn_day(duty.day)}{duty.starts_at:%H:%M}在{station}值班接待群众"
            yield Todo(duty.day, label, station.get_absolute_url(), "去看看")
        else:
            address = f"{reverse('stations:record_reception', args=[station.pk])}?day={duty.day}"
            yield Todo(duty.day, f"登记{cn_day(duty.day)}在{station}的接待", address, "去登记")


def waiting(actor: Actor) -> Q:
    """New messages of stations that this actor's own desk keeps, or to which he belongs."""
    stations = Station.objects.recorded_for(actor)
    return Q(station__in=stations.filter(congress=actor.congress) if actor.is_desk else stations)


def new_messages(actor: Actor, today: date) -> QuerySet[VisitorMessage] | None:
    """Messages that nobody has taken up, at a deputy's stations or the desk's."""
    if not (actor.seat or actor.is_desk):
        return None
    return VisitorMessage.objects.filter(waiting(actor), state=VisitorMessage.State.NEW)


def message_todos(new: QuerySet[VisitorMessage], actor: Actor, today: date) -> Iterator[Todo]:
    """One line, however many messages wait."""
    yield Todo(None, f"群众留言{new.count()}条等着处理", f"{reverse('stations:messages')}?state=new", "去处理")
