"""What waits at stations: days on duty, receptions to be recorded, messages of the public."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from congress.actors import Actor
from congress.registries import Todo
from congress.templatetags.portal import cn_day
from groups.models import DutySeat, Reception, Station, VisitorMessage

SOON = timedelta(days=7)
MOST = 5


def deputy_todos(actor: Actor, today: date) -> Iterator[Todo]:
    """His next days on duty, those that were and of which nothing is recorded, and messages at his stations."""
    if not actor.seat:
        return
    near = DutySeat.objects.filter(seat=actor.seat, day__is_cancelled=False)
    near = near.filter(day__day__range=(today - SOON, today + SOON))
    recorded = Reception.objects.standing().filter(station=OuterRef("day__station"), day=OuterRef("day__day"))
    rows = near.filter(Q(day__day__gt=today) | ~Exists(recorded)).select_related("day__station")
    for row in rows.order_by("day__day")[:MOST]:
        duty, station = row.day, row.day.station
        if duty.day > today:
            label = f"{cn_day(duty.day)}{duty.starts_at:%H:%M}在{station}值班接待群众"
            yield Todo(duty.day, label, station.get_absolute_url(), "去看看")
        else:
            address = f"{reverse('stations:record_reception', args=[station.pk])}?day={duty.day}"
            yield Todo(duty.day, f"登记{cn_day(duty.day)}在{station}的接待", address, "去登记")
    yield from _new_messages(actor)


def desk_todos(actor: Actor, today: date) -> Iterator[Todo]:
    """Messages that nobody has taken up."""
    if actor.is_desk:
        yield from _new_messages(actor)


def waiting(actor: Actor) -> Q:
    """New messages of stations that this actor's own desk keeps, or to which he belongs."""
    stations = Station.objects.recorded_for(actor)
    return Q(station__in=stations.filter(congress=actor.congress) if actor.is_desk else stations)


def _new_messages(actor: Actor) -> Iterator[Todo]:
    new = VisitorMessage.objects.filter(waiting(actor), state=VisitorMessage.State.NEW)
    found = new.aggregate(number=Count("pk"))["number"]
    if found:
        yield Todo(None, f"群众留言{found}条等着处理", f"{reverse('stations:messages')}?state=new", "去处理")
