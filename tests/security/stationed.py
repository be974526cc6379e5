"""What the actors meet of stations: one of the city where the author belongs, with what was said there."""

from datetime import date, time
from typing import Any

from django.utils import timezone

from congress.actors import Actor
from groups.models import DutyDay, DutySeat
from groups.stations import keeping, messaging, receiving
from tests.congress.made_files import photo
from tests.places import START
from tests.security.cast import Cast
from tests.security.planting import canary
from tests.security.things import Thing, _thing, a_file

FAR = date(2090, 3, 1)  # a day of the roster that is still to come whenever the tests run


def stationed(cast: Cast) -> list[Thing]:
    """The station, a day of its roster, a reception with a matter, a message in each state."""
    desk, author, now = Actor(cast.grants["desk"]), Actor(cast.grants["author"]), timezone.now()
    facts = {"name": "东街代表活动室", "kind": "代表活动室", "place": "东街社区", "address": "东街1号"}
    station = keeping.open_station(by=desk, starts_on=START, phone="0561-3190001", contact="戚某", **facts)
    keeping.attach(station, [author.seat], by=desk, on=START)
    duty = DutyDay.objects.create(
        station=station, day=FAR, planned_on=FAR, starts_at=time(9), ends_at=time(11), theme="路灯"
    )
    DutySeat.objects.create(day=duty, seat=author.seat)
    held = {"day": timezone.localdate(), "visitors": 2, "summary": canary("reception_summary")}
    reception = receiving.record_reception(station, seats=[author.seat], by=author, at=now, **held)
    twice = receiving.record_reception(
        station, seats=[author.seat], by=author, at=now, **(held | {"summary": "记了两次"})
    )
    receiving.withdraw_reception(twice, reason=canary("withdrawn_reception"), by=author, at=now)
    said = {"content": canary("matter_content"), "way": "city", "name": canary("matter_visitor")}
    raised = receiving.add_matter(reception, by=author, at=now, **said)
    told = {"result": canary("matter_result"), "is_settled": True, "told_on": None, "satisfaction": ""}
    receiving.follow_matter(raised, seen=None, by=author, at=now, **told)
    made: dict[str, Any] = {}
    for state in ("new", "taken", "answered"):
        ticket = messaging.ticket()
        picture = a_file("照片.jpg", photo(), author.person) if state == "new" else None
        words = {"text": canary(f"{state}_message"), "name": canary("message_visitor"), "phone": "", "photo": picture}
        key = messaging.key_from(ticket)
        made[state] = (messaging.leave_message(station, key=key, at=now, **words), key)
    street = {"way": "street", "category": "", "passed_to": None}
    of_message = messaging.take_up_message(made["taken"][0], by=desk, at=now, **street)
    messaging.answer_message(made["answered"][0], answer="装好了。", is_declined=False, by=desk, at=now)
    for message, _ in made.values():
        message.refresh_from_db()
    return [
        _thing("station", "city", station),
        _thing("attached", "city", station.attached.get()),
        _thing("duty_day", "city", duty),
        Thing("register", "city", station, {"pk": station.pk, "book": "contacts"}),
        _thing("reception", "city", reception),
        _thing("reception", "withdrawn", twice),
        _thing("matter", "of_reception", raised),
        Thing("revised", "matter", None, {"record": "matter", "pk": raised.pk}),
        Thing("revised", "reception", None, {"record": "reception", "pk": reception.pk}),
        _thing("matter", "of_message", of_message),
        *[_thing("message", state, message) for state, (message, _) in made.items()],
        *[Thing("receipt", state, message, {"key": key}) for state, (message, key) in made.items()],
    ]
