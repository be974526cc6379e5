"""代表阵地 of the demo: 111 rooms and 272 points on every level; a few with rosters, receptions and messages."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, time, timedelta

from django.utils import timezone

from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Congress, Organ
from deputies.models import Seat
from groups.models import Activity, DutyDay, DutySeat, Matter, Reception, ReceptionSeat, Station, StationSeat
from groups.stations import messaging
from groups.stations.rules import MONTHLY, Rule, planned
from proposals.demo.people import People
from proposals.demo.places import STARTED, Tree
from proposals.models import Proposal

ROOMS, POINTS = 111, 272  # of the seed
ROOM, POINT = "代表活动室", "代表联系群众工作点"
PLACES = ("东关", "西关", "南湖", "北苑", "新村", "古井", "学府", "桥头", "梧桐", "河滨", "果园", "站前")
HOURS = "每月第二个星期三9:00—11:00接待，平时工作日开放"
BUSY = 6  # stations of which something is told
SAID = (
    ("反映小区门口路灯不亮", "小区门口的路灯坏了三盏，老人晚上出门不方便，希望尽快修好。", "community"),
    ("反映背街巷道积水", "下雨天巷道积水没过脚面，孩子上学要绕路，希望疏通下水道。", "street"),
    ("咨询医保异地结算", "父母在外地住院，想知道怎样办异地结算。", "on_spot"),
    ("建议公交线路延伸", "新小区离公交站一公里多，建议把公交线路延伸到小区门口。", "city"),
)
RESULT = {
    "community": "社区已经联系物业修好。",
    "street": "街道已经安排疏通。",
    "on_spot": "当场说明了办理的地方和材料。",
}
FIRST_STATION_NUMBER = 3190000


def open_stations(tree: Tree, people: People) -> None:
    """All of them with their deputies, then what is told of a few."""
    stations = Station.objects.bulk_create(list(_stations(tree)), 500)
    attached = list(_attached(stations, people))
    StationSeat.objects.bulk_create(attached, 1000)
    of: dict[object, list[Seat]] = {}
    for row in attached:
        of.setdefault(row.station.pk, []).append(row.seat)
    busy = [station for station in stations if station.congress == tree.city][:BUSY]
    for station in busy:
        _roster(station, of[station.pk])
        _receptions(station, of[station.pk])
    if busy:
        _held_there(busy[0], tree.city)
        _messages(busy[0], of[busy[0].pk], Actor(people.desks[tree.city]))


def _held_there(station: Station, city: Congress) -> None:
    """Two activities of groups were held at the station."""
    rows = Activity.objects.held().filter(group__congress=city).order_by("day", "pk")
    Activity.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:2])).update(station=station)


def _where(tree: Tree) -> Iterator[tuple[Congress, Organ | None]]:
    """The places in turn: each town, each street, each county, the city."""
    for town in tree.towns:
        yield town, None
    for county, streets in tree.streets.items():
        for street in streets:
            yield county, street
    for county in tree.counties:
        yield county, None
    yield tree.city, None


def _stations(tree: Tree) -> Iterator[Station]:
    places = list(_where(tree))
    for at in range(ROOMS + POINTS):
        congress, street = places[at % len(places)]
        round_, kind = at // len(places), ROOM if at < ROOMS else POINT
        near = street.name.removesuffix("人大工委") if street else congress.place
        place = f"{PLACES[round_ % len(PLACES)]}社区"
        yield Station(
            congress=congress,
            branch_desk=street,
            kind=kind,
            name=f"{near}{place}{kind}",
            place=place,
            address=f"{near}{place}党群服务中心一楼",
            area=120 if kind == ROOM else 40,
            hours=HOURS,
            head="代表小组组长",
            contact="社区代表工作联络员",
            phone=f"0561-{FIRST_STATION_NUMBER + at}",
            starts_on=STARTED,
        )


def _attached(stations: list[Station], people: People) -> Iterator[StationSeat]:
    """Two deputies of its own congress each, and one of the city's below."""
    city = next(seats for congress, seats in people.seats.items() if congress.level == Congress.Level.CITY)
    turn: Counter[Congress] = Counter()
    for at, station in enumerate(stations):
        own, nth = people.seats[station.congress], turn[station.congress]
        turn[station.congress] += 1
        chosen = [own[(nth * 2 + step) % len(own)] for step in range(2)] + [city[at % len(city)]]
        for seat in dict.fromkeys(chosen):
            yield StationSeat(station=station, seat=seat, starts_on=STARTED)


def _roster(station: Station, seats: list[Seat]) -> None:
    """The second Wednesday of each month of this year, in turn."""
    year = timezone.localdate().year
    days = planned(Rule(MONTHLY, weekday=2, nth=2), date(year, 1, 1), date(year, 12, 31), current_calendar())
    facts = {"station": station, "starts_at": time(9), "ends_at": time(11), "theme": "接待群众"}
    duties = DutyDay.objects.bulk_create([DutyDay(day=day, planned_on=was, **facts) for was, day in days])
    turns = [DutySeat(day=duty, seat=seats[at % len(seats)]) for at, duty in enumerate(duties)]
    DutySeat.objects.bulk_create(turns)


def _receptions(station: Station, seats: list[Seat]) -> None:
    """One on each of the last roster days, with a matter that went one of the ways."""
    today, now = timezone.localdate(), timezone.now()
    held = list(station.duty_days.filter(day__lt=today).order_by("-day")[: len(SAID)])
    by = {"recorded_by": seats[0].grant, "recorded_at": now}
    receptions = [
        Reception(station=station, duty=duty, day=duty.day, visitors=2 + at, summary=SAID[at][0], **by)
        for at, duty in enumerate(held)
    ]
    Reception.objects.bulk_create(receptions)
    ReceptionSeat.objects.bulk_create([ReceptionSeat(reception=row, seat=seats[0]) for row in receptions])
    matters = []
    for at, row in enumerate(receptions):
        _, content, way = SAID[at]
        result = RESULT.get(way, "")
        told = row.day + timedelta(days=0 if way == "on_spot" else 5)
        days = {"settled_on": told, "told_on": told} if result and told <= today else {}
        matters.append(Matter(reception=row, content=content, way=way, result=result if days else "", **days, **by))
    Matter.objects.bulk_create(matters)


def _messages(station: Station, seats: list[Seat], desk: Actor) -> None:
    """One new, one answered, one of which a deputy of the city made an opinion that is answered by now."""
    now = timezone.now()

    def left(text: str, **visitor: str) -> "messaging.VisitorMessage":
        key = messaging.key_from(messaging.ticket())
        who = {"name": "", "phone": "", **visitor}
        return messaging.leave_message(station, key=key, text=text, photo=None, at=now, **who)

    left("广场的健身器材坏了两件，孩子在上面玩不安全。", name="周女士", phone="10090000101")
    answered = left("想问社区食堂什么时候开门。")
    messaging.answer_message(answered, answer="本月底开门，中午十一点半供餐。", is_declined=False, by=desk, at=now)
    own = Proposal.objects.put_forward().filter(congress=station.congress, kind="opinion", answered_on__isnull=False)
    opinion = own.order_by("number").first()
    if opinion is None:
        return
    told = left("建议在路口加一处夜间照明。", name="赵先生", phone="10090000102")
    matter = messaging.take_up_message(told, way="city", category="", passed_to=None, by=desk, at=now)
    Proposal.objects.filter(pk=opinion.pk).update(reception_matter=matter)
    messaging.answer_message(
        told, answer="代表已经提出意见，单位已经答复，正在实施。", is_declined=False, by=desk, at=now
    )
