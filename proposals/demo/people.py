"""Who lives in the demo: deputies with their seats, desks, handlers and leaders, those who look on, administrators."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from django.utils import timezone

from congress.models import ADMINISTRATORS, Congress, Grant, Organ, Person, Role
from congress.pinyin import person_sort_key
from deputies.models import Delegation, Seat, SeatState
from proposals.demo.names import names, phones
from proposals.demo.places import STARTED, Tree

SMALL = {"city": 16, "county": 4, "town": 1}
# Deputies of the seed: 2,921 on three levels. Per congress an estimate by the formula of 选举法 art. 12.
SEED_CITY, SEED_COUNTIES, SEED_ALL = 320, {"SX": 326, "XS": 250, "DJ": 188, "LS": 190}, 2921
BUSY = ("城市管理局", "住房和城乡建设局", "交通运输局", "教育局", "水务局", "公安局", "农业农村局", "卫生健康委员会")
AT_ONCE = 1000


@dataclass
class People:
    """Who acts in the stories: of each congress its desk and deputies, of each organ its handler and leader."""

    seats: dict[Congress, list[Seat]] = field(default_factory=dict)
    desks: dict[Congress, Grant] = field(default_factory=dict)
    handlers: dict[Organ, Grant] = field(default_factory=dict)
    leaders: dict[Organ, Grant] = field(default_factory=dict)


class Settling:
    """Makes people one after the other from the same names and numbers."""

    def __init__(self, tree: Tree, random: Random) -> None:
        self.tree, self.random = tree, random
        self.names, self.phones = names(random), phones()
        self.people = People()

    def settle(self, deputies: dict[Congress, int], *, every_organ: bool) -> People:
        """People of the whole tree.

        Args:
            deputies: how many seats each congress has.
            every_organ: every handling organ has its handler and leader; otherwise only the busy ones, so that the
                warning about an organ without accounts can be seen.
        """
        for congress in self.tree.congresses:
            self.people.desks[congress] = self.grant(Role.DESK, congress, self.tree.desks[congress])
            for name, organ in self.tree.organs[congress].items():
                if every_organ or congress.level != "city" or name in BUSY:
                    self.people.handlers[organ] = self.grant(Role.HANDLER, congress, organ)
                    self.people.leaders[organ] = self.grant(Role.ORGAN_LEADER, congress, organ)
            self._seat(congress, deputies[congress])
        for county, streets in self.tree.streets.items():
            for street in streets:
                self.grant(Role.DESK, county, street)
        self._look_on()
        return self.people

    def grant(self, role: str, congress: Congress, organ: Organ | None = None) -> Grant:
        """A new person with that role since the term began."""
        [person] = self._persons(1)
        return Grant.objects.create(person=person, role=role, congress=congress, organ=organ, starts_on=STARTED)

    def _look_on(self) -> None:
        city = self.tree.city
        for committee in self.tree.committees[:2]:
            self.grant(Role.COMMITTEE, city, committee)
        self.grant(Role.DESK, city, self.tree.desks[city])
        self.grant(Role.COUNCIL, city)
        self.grant(Role.GOVERNMENT, city, self.tree.office)
        self.grant(Role.AUDITOR, city)
        for role in ADMINISTRATORS:
            self.grant(role, city)
        self.grant(Role.STAFFING, city, self.tree.arbiter)

    def _seat(self, congress: Congress, number: int) -> None:
        """Deputies of one congress, their delegations, and for some of a district the street they come from."""
        term, streets = congress.terms.get(), self.tree.streets.get(congress, [])
        delegations = self._delegations(congress)
        grants = Grant.objects.bulk_create(
            [
                Grant(person=person, role=Role.DEPUTY, congress=congress, starts_on=STARTED)
                for person in self._persons(number)
            ],
            AT_ONCE,
        )
        seats = Seat.objects.bulk_create(
            [
                Seat(
                    person=grant.person,
                    congress=congress,
                    term=term,
                    grant=grant,
                    delegation=delegations[at % len(delegations)] if delegations else None,
                    branch_desk=streets[at % len(streets)] if streets and at % 2 else None,
                    card_number=f"{at + 1:04}",
                    starts_on=STARTED,
                )
                for at, grant in enumerate(grants)
            ],
            AT_ONCE,
        )
        SeatState.objects.bulk_create(
            [SeatState(seat=seat, state=SeatState.State.SERVING, starts_on=STARTED) for seat in seats], AT_ONCE
        )
        self.people.seats[congress] = seats

    def _delegations(self, congress: Congress) -> list[Delegation]:
        if congress.level == "town":
            return []
        parts = (
            [child.place for child in self.tree.counties] if congress == self.tree.city else ["第一", "第二", "第三"]
        )
        return [Delegation.objects.create(congress=congress, name=f"{part}代表团") for part in parts]

    def _persons(self, number: int) -> list[Person]:
        return Person.objects.bulk_create(list(self._made(number)), AT_ONCE)

    def _made(self, number: int) -> Iterator[Person]:
        for _ in range(number):
            name = next(self.names)
            person = Person(name=name, sort_key=person_sort_key(name), notice_read_at=timezone.now())
            person.set_phone(next(self.phones))
            person.set_unusable_password()
            yield person


def small(tree: Tree) -> dict[Congress, int]:
    """A few deputies everywhere."""
    return {congress: SMALL[congress.level] for congress in tree.congresses}


def seed(tree: Tree) -> dict[Congress, int]:
    """2,921 deputies: the city and the counties by the formula, the rest shared evenly by the towns."""
    found = {tree.city: SEED_CITY} | {county: SEED_COUNTIES[county.code] for county in tree.counties}
    left, towns = SEED_ALL - sum(found.values()), len(tree.towns)
    return found | {town: left // towns + (at < left % towns) for at, town in enumerate(tree.towns)}
