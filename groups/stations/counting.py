"""接待群众 as duties count it, and the sums of a station's page. Nothing is entered twice: both read the records."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Sum, Value
from django.utils.timezone import localdate

from congress import countables
from congress.actors import Actor
from congress.addresses import address_of
from congress.countables import Countable, Line, OpenKind
from groups.models import (
    DutySeat,
    Matter,
    Reception,
    ReceptionSeat,
    Satisfaction,
    Station,
    StationSeat,
    VisitorMessage,
)
from groups.models.groups import on_a_day


def receptions(actor: Actor | None) -> Any:
    """A row for each deputy who received, dated by the reception; what this actor may see, all for None."""
    rows = ReceptionSeat.objects.select_related("reception__station")
    if actor is not None:
        rows = rows.filter(reception__in=Reception.objects.visible_to(actor))
    rows = rows.filter(reception__withdrawn_at=None)
    return rows.annotate(
        holder=F("seat_id"), counted_on=F("reception__day"), amount=Value(1, output_field=IntegerField())
    )


def line(row: ReceptionSeat) -> Line:
    """One of them in a list."""
    reception = row.reception
    label = f"{reception.station}接待群众{reception.visitors}人：{reception.summary}"
    return Line(reception.day, label, reception.get_absolute_url())


countables.declare(
    Countable(
        name="reception",
        label="接待群众",
        subject="seat",
        unit="次",
        records=receptions,
        line=line,
        says="在阵地登记的接待，按接待日期，每位接待的代表各计一次；撤销的不计",
        congress="seat__congress",
    )
)


PLEASED = (Satisfaction.SATISFIED, Satisfaction.MOSTLY)
# Asked of a visitor at a reception, or pressed on a receipt: a matter of a message has none of its own.
JUDGED = {
    "judged": Count("pk", filter=~Q(satisfaction="")),
    "satisfied": Count("pk", filter=Q(satisfaction__in=PLEASED)),
}


@dataclass(frozen=True)
class Sums:
    """What a station did: 接待, 来访, 反映的事项, of these 解决."""

    receptions: int
    visitors: int
    matters: int
    solved: int
    told: int
    put_forward: int
    judged: int
    satisfied: int

    @property
    def rate(self) -> str:
        """解决率, 73 of 82 as 89.02%; a dash of nothing."""
        if not self.matters:
            return "—"
        percent = Decimal(self.solved * 100) / Decimal(self.matters)
        return f"{percent.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def between(first: date | None, last: date | None) -> tuple[Q, Q]:
    """Of receptions and of matters, those of these days; None leaves an end open."""
    of_receptions, of_matters = Q(), Q()
    for bound, day in (("gte", first), ("lte", last)):
        if day:
            of_receptions &= Q(**{f"day__{bound}": day})
            of_matters &= Q(**{f"reception__day__{bound}": day}) | Q(**{f"message__at__date__{bound}": day})
    return of_receptions, of_matters


def sums_of(station: Station, first: date | None = None, last: date | None = None) -> Sums:
    """The sums of these days, by three statements."""
    of_receptions, of_matters = between(first, last)
    held = Reception.objects.standing().filter(of_receptions, station=station)
    met = held.aggregate(number=Count("pk"), people=Sum("visitors"))
    raised = Matter.objects.at(station).filter(of_matters)
    days = {f"at__date__{bound}": day for bound, day in (("gte", first), ("lte", last)) if day}
    pressed = VisitorMessage.objects.filter(station=station, **days).aggregate(**JUDGED)
    of = raised.aggregate(
        number=Count("pk"),
        solved=Count("pk", filter=Q(settled_on__isnull=False)),
        told=Count("pk", filter=Q(told_on__isnull=False)),
        put_forward=Count("pk", filter=Q(way__in=Matter.BY_A_DEPUTY)),
        **JUDGED,
    )
    return Sums(
        receptions=met["number"],
        visitors=met["people"] or 0,
        matters=of["number"],
        solved=of["solved"],
        told=of["told"],
        put_forward=of["put_forward"],
        judged=of["judged"] + pressed["judged"],
        satisfied=of["satisfied"] + pressed["satisfied"],
    )


# --- of deputies, for everybody: days that the public roster announced, stations that name him
def open_receptions() -> Any:
    """On a day of the roster that stood, by a deputy whom it named; how many came and what they said is not public."""
    named = DutySeat.objects.filter(day=OuterRef("reception__duty"), seat=OuterRef("seat"))
    rows = ReceptionSeat.objects.filter(
        Exists(named),
        reception__withdrawn_at=None,
        reception__duty__is_cancelled=False,
        reception__day=F("reception__duty__day"),
    )
    return rows.select_related("reception__station").annotate(
        holder=F("seat_id"), counted_on=F("reception__day"), amount=Value(1, output_field=IntegerField())
    )


def open_stations() -> Any:
    """Where he can be met today, as the stations' own pages say."""
    today = localdate()
    rows = StationSeat.objects.filter(on_a_day(today), station__in=Station.objects.on(today))
    return rows.select_related("station").annotate(
        holder=F("seat_id"), counted_on=F("starts_on"), amount=Value(1, output_field=IntegerField())
    )


def _address(station: Station) -> str:
    return address_of("public:station", station.pk) if station.is_on(localdate()) else ""


def _open_reception(row: ReceptionSeat) -> Line:
    station = row.reception.station
    return Line(row.reception.day, f"在{station}接待群众", _address(station))


def _open_station(row: StationSeat) -> Line:
    return Line(row.starts_on, f"{row.station}进站代表", _address(row.station))


countables.declare_open(OpenKind("reception", "值班接待", "次", open_receptions, _open_reception))
countables.declare_open(OpenKind("station", "进站", "个", open_stations, _open_station))
