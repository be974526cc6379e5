"""履职任务 of the demo: who sits in the Standing Committee and contacts whom, whom deputies visited, who is excused.

Opinions, receptions and what groups did are there already; boards count all of it.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from congress.models import Grant
from deputies.models import CouncilMembership, DeputyContact, DeputyLink, DutyExcuse, Seat, Visit
from groups.models import Group
from proposals.demo.people import People
from proposals.demo.places import STARTED, Tree

MEMBERS = 37  # of the city's Standing Committee; of a few deputies every fourth
PLACES = ("村民组", "小区", "社区", "沿街商户")
SAID = (
    "看望独居老人，了解养老需求。",
    "走访困难家庭，了解就业情况。",
    "了解小区物业和停车问题。",
    "听取商户对办事的意见。",
)
CONTACTED = 5  # deputies on the list of each member
ASKED = (
    "听取对常委会议题的意见。",
    "了解走访中群众反映的问题。",
    "征求对议案建议办理的意见。",
)
REASONS = ("住院治疗", "援外任务", "脱产学习")
NOON = time(10, 30)


def fill_duties(tree: Tree, people: People) -> None:
    """Written many rows at a time, the same on the same day."""
    city = people.seats[tree.city]
    members = city[: min(MEMBERS, len(city) // 4)]
    CouncilMembership.objects.bulk_create([CouncilMembership(seat=seat, starts_on=STARTED) for seat in members])
    below = [seat for county in tree.counties for seat in people.seats[county]]
    _contact(members, [*city[len(members) :], *below], timezone.localdate())
    everybody = [seat for seats in people.seats.values() for seat in seats]
    Visit.objects.bulk_create(list(_visits(everybody, timezone.localdate())), 1000)
    _excuse(city, people.desks[tree.city])


def _visits(seats: list[Seat], today: date) -> Iterator[Visit]:
    """Of ten deputies seven did what a year asks for, two a part of it, one has not begun."""
    first = date(today.year, 1, 1)
    for at, seat in enumerate(seats):
        share = at % 10
        for number in (12, 9) if share < 7 else (6,) if share < 9 else ():
            day = max(first, today - timedelta(days=(at * 7 + number * 11) % 300))
            yield Visit(
                seat=seat,
                day=day,
                number=number,
                place=PLACES[at % len(PLACES)],
                words=SAID[(at + number) % len(SAID)],
                recorded_by=seat.grant,
                recorded_at=timezone.make_aware(datetime.combine(day, NOON)),
            )


def _contact(members: list[Seat], others: list[Seat], today: date) -> None:
    """Each member has a list; of four one did what a year asks for, two a part of it, one has not begun."""
    first = date(today.year, 1, 1)
    links, contacts = [], []
    for at, member in enumerate(members):
        deputies = [others[(at * CONTACTED + number) % len(others)] for number in range(CONTACTED)]
        links += [DeputyLink(member=member, deputy=deputy, starts_on=STARTED) for deputy in deputies]
        for number, deputy in enumerate(deputies[: (3, 5, 1, 0)[at % 4]]):
            day = max(first, today - timedelta(days=(at * 13 + number * 29) % 300))
            contacts.append(
                DeputyContact(
                    member=member,
                    deputy=deputy,
                    day=day,
                    way=tuple(DeputyContact.Way)[number % 3],
                    words=ASKED[(at + number) % len(ASKED)],
                    recorded_by=member.grant,
                    recorded_at=timezone.make_aware(datetime.combine(day, NOON)),
                )
            )
    DeputyLink.objects.bulk_create(links)
    DeputyContact.objects.bulk_create(contacts)


def _excuse(seats: list[Seat], desk: Grant) -> None:
    """Three deputies and a group, for some months each."""
    today = timezone.localdate()
    days = {"starts_on": today - timedelta(days=75), "ends_on": today + timedelta(days=45)}
    facts = {"congress": desk.congress, "given_by": desk, "given_at": timezone.now(), **days}
    rows = [
        DutyExcuse(subject="seat", holder=seat.pk, reason=reason, **facts)
        for seat, reason in zip(seats[9::10], REASONS, strict=False)
    ]
    group = Group.objects.filter(congress=desk.congress).order_by("kind", "-number").first()
    if group:
        facts |= {"starts_on": today - timedelta(days=230), "ends_on": today - timedelta(days=140)}
        rows.append(DutyExcuse(subject="group", holder=group.pk, reason="组长调动，暂未明确", **facts))
    DutyExcuse.objects.bulk_create(rows)
