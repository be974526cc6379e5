"""Every page of stations that takes a POST, at its stage, with what somebody sensible would send."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant
from groups.models import DutyDay, Station, StationSeat, VisitorMessage
from groups.stations import messaging
from tests.proposals.posted_pages import TEXT, Page, day, deputy, desk
from tests.stations import made
from tests.world import World

STATION = {
    "name": "南街代表之家",
    "kind": "代表之家",
    "place": "南街社区",
    "address": "南街1号",
    "starts_on": "2026-01-01",
}
TIMES = {"starts_at": "09:00", "ends_at": "11:00", "theme": "路灯"}


def a_station(world: World) -> Station:
    return made.station(world)


def an_attached(world: World) -> StationSeat:
    return made.station(world).attached.get()


def a_day(world: World) -> DutyDay:
    return made.duty(made.station(world), timezone.localdate() + timedelta(days=9), world.zhang)


def a_message(world: World) -> VisitorMessage:
    return made.message(made.station(world))


def of(
    url: str, grant: Callable[[World], Grant], row: Callable[[World], Any], **sent: object
) -> Callable[[World], Page]:
    def made_page(world: World) -> Page:
        return Page(reverse(url, args=[row(world).pk]), grant(world), sent)

    return made_page


def open_station(world: World) -> Page:
    return Page(reverse("stations:open_station"), world.desk, dict(STATION))


def record_reception(world: World) -> Page:
    address = reverse("stations:record_reception", args=[made.station(world).pk])
    sent = {"day": day(0), "visitors": "2", "summary": TEXT, "seats": [str(world.zhang.pk)]}
    return Page(address, world.deputy, sent)


def change_day(world: World) -> Page:
    address = reverse("stations:change_day", args=[a_day(world).pk])
    return Page(address, world.desk, {"day": day(10), "seats": [str(world.zhang.pk)], **TIMES})


def plan_days(world: World) -> Page:
    address = reverse("stations:plan_days", args=[made.station(world).pk])
    rule = {"kind": "weekly", "weekday": "2", "nth": "1", "every": "1", "day": ""}
    return Page(address, world.desk, {**rule, "first": day(0), "last": day(40), "each": "1", **TIMES})


def leave_message(world: World) -> Page:
    address = reverse("public:leave_message", args=[made.station(world).pk])
    return Page(address, world.deputy, {"ticket": messaging.ticket(), "text": TEXT, "name": "", "phone": ""})


def judge_answer(world: World) -> Page:
    ticket = messaging.ticket()
    row = made.message(made.station(world), ticket=ticket)
    answered = {"answer": TEXT, "is_declined": False, "by": Actor(world.deputy), "at": timezone.now()}
    messaging.answer_message(row, **answered)
    address = reverse("public:judge_answer", args=[messaging.key_from(ticket)])
    return Page(address, world.deputy, {"ticket": messaging.ticket(), "satisfied": "1"})


MATTER = {"content": TEXT, "way": "community", "result": "", "category": "", "passed_to": "", "name": "", "phone": ""}
PAGES: dict[str, Callable[[World], Page]] = {
    "stations:open_station": open_station,
    "stations:change_station": of("stations:change_station", desk, a_station, seen="0", **STATION),
    "stations:station_deputies": of("stations:station_deputies", desk, a_station, names="李某"),
    "stations:detach": of("stations:detach", desk, an_attached),
    "stations:plan_days": plan_days,
    "stations:change_day": change_day,
    "stations:cancel_day": of("stations:cancel_day", desk, a_day),
    "stations:record_reception": record_reception,
    "stations:correct_reception": of(
        "stations:correct_reception", deputy, made.reception, seen="0", day=day(0), visitors="7", summary=TEXT
    ),
    "stations:add_matter": of("stations:add_matter", deputy, made.reception, **MATTER),
    "stations:follow_matter": of(
        "stations:follow_matter", deputy, made.matter, seen="0", result=TEXT, told_on=day(0), satisfaction="satisfied"
    ),
    "stations:matter_visitor": of("stations:matter_visitor", deputy, made.matter),
    "stations:take_up_message": of(
        "stations:take_up_message", deputy, a_message, way="city", passed_to="", category=""
    ),
    "stations:answer_message": of("stations:answer_message", deputy, a_message, answer=TEXT),
    "stations:message_visitor": of("stations:message_visitor", deputy, a_message),
    "proposals:take_up_matter": of("proposals:take_up_matter", deputy, made.matter),
    "public:leave_message": leave_message,
    "public:judge_answer": judge_answer,
    "stations:withdraw_reception": of("stations:withdraw_reception", deputy, made.reception, reason=TEXT),
}
