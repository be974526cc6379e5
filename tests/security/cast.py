"""Who acts in the permission matrix: a city, two counties, a town, and somebody in every role and relation."""

from dataclasses import dataclass
from datetime import date

from django.core.management import call_command
from django.test import Client

from congress.models import Congress, Grant, Organ, Person, Role
from deputies.models import Seat
from tests.places import a_congress, a_grant, a_seat, an_organ, signed_in
from tests.world import World

NOBODY_IN_PARTICULAR = ("anonymous", "disabled", "roleless")
# His name is hidden from organs; it stands nowhere else, so that it can be searched for.
UNNAMED = "司空某"
# The day on which an acting leader stops.
FAR_AWAY = date(2099, 12, 31)


@dataclass(frozen=True)
class Cast:
    """The places, the world of the journeys within them, and every actor's grant by his name in policy.csv.

    Attributes:
        world: city, first county, lead and joint organ and their people, as the other tests know them.
        grants: what each actor acts under; `roleless` and the two who never get in have none.
        people: everybody by the same names.
    """

    world: World
    lower: Congress
    town: Congress
    unrelated: Organ
    committee: Organ
    grants: dict[str, Grant]
    people: dict[str, Person]
    two_seats: Seat

    @property
    def actors(self) -> list[str]:
        return [*NOBODY_IN_PARTICULAR, *self.grants]

    def seat(self, name: str) -> Seat:
        return self.grants[name].seat

    def client(self, name: str) -> Client:
        """A browser in which that actor is signed in, or was until his account was closed."""
        if name == "anonymous":
            return Client()
        if name in self.grants:
            return signed_in(self.grants[name])
        client = Client()
        person = self.people[name]
        Person.objects.filter(pk=person.pk).update(is_active=True)
        client.force_login(person)
        Person.objects.filter(pk=person.pk).update(is_active=name != "disabled")
        return client


def a_cast() -> Cast:
    """Everybody, with limits and calendar in force."""
    call_command("load_calendar", verbosity=0)
    call_command("load_limits", verbosity=0)
    call_command("load_duties", verbosity=0)
    city = a_congress()
    county, lower = (a_congress(code, parent=city, level="county") for code in ("XS", "LS"))
    town = a_congress("CZ", parent=county, level="town")
    urban, housing, water = (an_organ(city, name) for name in ("市城管局", "市住建局", "市水务局"))
    office = an_organ(city, "市政科", kind=Organ.Kind.INNER, parent=urban)
    streets = [an_organ(city, f"{name}街道人大工委", Organ.Kind.STREET, Organ.Branch.CONGRESS) for name in "东西"]
    committees = [an_organ(city, f"{name}工委", Organ.Kind.COMMITTEE, Organ.Branch.CONGRESS) for name in "环农"]
    inspectors = an_organ(city, "市政府督查室", Organ.Kind.GOVERNMENT)
    arbiter = an_organ(city, "市委编办", Organ.Kind.STAFFING, Organ.Branch.PARTY)
    county_organ = an_organ(county, "县城管局")

    def seat(name: str, number: int, congress: Congress = city, **fields: object) -> Seat:
        return a_seat(congress, name=name, phone=f"1380000{number:04}", card=f"{number:03}", **fields)

    def grant(role: Role, name: str, congress: Congress = city, **fields: object) -> Grant:
        return a_grant(role, congress, name=name, **fields)

    zhang, li, wang = seat("张某", 1, branch_desk=streets[0]), seat("李某", 2), seat("欧阳某", 3)
    two_seats = seat("韩某", 6)
    seats = {
        "author": zhang,
        "cosigner": li,
        "invited": seat("何某", 4),
        "declined": seat("吕某", 5),
        "colleague": wang,
        "two_seats": second_seat(two_seats, lower),
        "county_deputy": seat("施某", 7, lower),
        "unnamed": seat(UNNAMED, 8, branch_desk=streets[0]),
    }
    leader = grant(Role.ORGAN_LEADER, "吴某", organ=urban)
    offices = {
        "group_leader": grant(Role.GROUP_LEADER, "曹某"),
        "group_contact": grant(Role.GROUP_CONTACT, "严某"),
        "lead_handler": grant(Role.HANDLER, "周某", organ=urban),
        "lead_leader": leader,
        "acting_leader": grant(Role.ORGAN_LEADER, "华某", organ=urban, acting_for=leader, ends_on=FAR_AWAY),
        "joint_handler": grant(Role.HANDLER, "郑某", organ=housing),
        "joint_leader": grant(Role.ORGAN_LEADER, "冯某", organ=housing),
        "unrelated_handler": grant(Role.HANDLER, "金某", organ=water),
        "county_handler": grant(Role.HANDLER, "魏某", county, organ=county_organ),
        "desk": grant(Role.DESK, "赵某"),
        "receiving_desk": grant(Role.DESK, "孙某", county),
        "county_desk": grant(Role.DESK, "陶某", lower),
        "town_desk": grant(Role.DESK, "姜某", town),
        "street_desk": grant(Role.DESK, "戚某", organ=streets[0]),
        "other_street_desk": grant(Role.DESK, "谢某", organ=streets[1]),
        "committee": grant(Role.COMMITTEE, "邹某", organ=committees[0]),
        "other_committee": grant(Role.COMMITTEE, "喻某", organ=committees[1]),
        "council": grant(Role.COUNCIL, "柏某"),
        "government": grant(Role.GOVERNMENT, "窦某", organ=inspectors),
        "staffing": grant(Role.STAFFING, "卞某", organ=arbiter),
        "auditor": grant(Role.AUDITOR, "章某"),
        "county_auditor": grant(Role.AUDITOR, "云某", lower),
        "system_admin": grant(Role.SYSTEM_ADMIN, "苏某"),
        "security_admin": grant(Role.SECURITY_ADMIN, "潘某"),
        "audit_admin": grant(Role.AUDIT_ADMIN, "葛某"),
        "county_admin": grant(Role.SYSTEM_ADMIN, "奚某", lower),
    }
    grants = {name: seat.grant for name, seat in seats.items()} | offices
    people = {name: found.person for name, found in grants.items()}
    people["roleless"] = Person.objects.create_person("范某", login="fan")
    people["disabled"] = grant(Role.DESK, "彭某").person
    world = World(
        city=city,
        county=county,
        urban=urban,
        housing=housing,
        office=office,
        zhang=zhang,
        li=li,
        wang=wang,
        desk=offices["desk"],
        county_desk=offices["receiving_desk"],
        handler=offices["lead_handler"],
        leader=leader,
        second_handler=offices["joint_handler"],
        second_leader=offices["joint_leader"],
    )
    return Cast(world, lower, town, water, committees[0], grants, people, two_seats)


def second_seat(first: Seat, congress: Congress) -> Seat:
    """A seat of the same person in another congress."""
    made = a_seat(congress, name="？", phone="13800000099", card="099")
    person, placeholder = first.person, made.person
    Grant.objects.filter(pk=made.grant_id).update(person=person)
    Seat.objects.filter(pk=made.pk).update(person=person)
    placeholder.delete()
    return Seat.objects.select_related("grant__person", "person").get(pk=made.pk)
