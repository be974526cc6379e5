"""The city of the journeys: one desk, two organs with an office, three deputies, limits and calendar in force."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.db.models import F
from django.utils import timezone

from congress.models import CalendarYear, Congress, Grant, Organ, Role, SpecialDay
from deputies.models import Duty, Seat
from proposals.models import Assignment, Limit, Proposal
from tests.places import a_congress, a_grant, a_seat, an_organ

TITLE = "关于西山路口增设夜间照明的建议"
BODY = "西山路口东侧步道晚上没有路灯，行人看不清台阶。建议市城管局在步道加装六盏路灯，年底前完成。"

_entered: dict[Any, list[Any]] = {}


@dataclass(frozen=True)
class World:
    """Who lives there, each under the grant he acts under."""

    city: Congress
    county: Congress
    urban: Organ
    housing: Organ
    office: Organ
    zhang: Seat
    li: Seat
    wang: Seat
    desk: Grant
    county_desk: Grant
    handler: Grant
    leader: Grant
    second_handler: Grant
    second_leader: Grant

    @property
    def deputy(self) -> Grant:
        """张某, who writes."""
        assert self.zhang.grant is not None
        return self.zhang.grant


def a_world() -> World:
    """Everything a journey needs, made by the commands and rows of an installation."""
    calendar_and_limits()
    city = a_congress()
    county = a_congress("XS", parent=city, level="county")
    urban, housing = an_organ(city, "市城管局"), an_organ(city, "市住建局")
    office = an_organ(city, "市政科", kind=Organ.Kind.INNER, parent=urban)
    an_organ(city, "城环工委", kind=Organ.Kind.COMMITTEE, branch=Organ.Branch.CONGRESS)
    return World(
        city=city,
        county=county,
        urban=urban,
        housing=housing,
        office=office,
        zhang=a_seat(city),
        li=a_seat(city, name="李某", phone="13800000002", card="002"),
        wang=a_seat(city, name="欧阳某", phone="13800000003", card="003"),
        desk=a_grant(Role.DESK, city, name="赵某"),
        county_desk=a_grant(Role.DESK, county, name="孙某"),
        handler=a_grant(Role.HANDLER, city, name="周某", organ=urban),
        leader=a_grant(Role.ORGAN_LEADER, city, name="吴某", organ=urban),
        second_handler=a_grant(Role.HANDLER, city, name="郑某", organ=housing),
        second_leader=a_grant(Role.ORGAN_LEADER, city, name="冯某", organ=housing),
    )


def calendar_and_limits() -> None:
    """What two commands of an installation enter; from their second time on, empty tables get the same rows again."""
    are_empty = not any(table.objects.exists() for table in (CalendarYear, SpecialDay, Limit, Duty))
    if are_empty and _entered:
        for table, rows in _entered.items():
            table.objects.bulk_create(rows)
        with connection.cursor() as cursor:  # their keys are as they were: the next row must get another
            for statement in connection.ops.sequence_reset_sql(no_style(), list(_entered)):
                cursor.execute(statement)
        return
    call_command("load_calendar", verbosity=0)
    call_command("load_limits", verbosity=0)
    call_command("load_duties", verbosity=0)
    if are_empty:
        _entered.update({table: list(table.objects.all()) for table in (CalendarYear, SpecialDay, Limit, Duty)})


def today_is_worked() -> None:
    """Make today a working day, whatever the day on which the tests run: some messages wait for one."""
    today = timezone.localdate()
    CalendarYear.objects.update_or_create(year=today.year, defaults={"source": "试"})
    SpecialDay.objects.update_or_create(date=today, defaults={"is_workday": True, "name": "上班"})


def the_proposal(title: str = TITLE) -> Proposal:
    """The proposal of that title as it is stored now."""
    return Proposal.objects.get(title=title)


def the_assignment(organ: Organ) -> Assignment:
    """What that organ has in hand now."""
    return Assignment.objects.current().get(organ=organ)


def let_the_undo_time_pass(proposal: Proposal) -> None:
    """A quarter of an hour goes by: the desk sees what was submitted."""
    earlier = F("submitted_at") - timedelta(minutes=15)
    assert Proposal.objects.filter(pk=proposal.pk, submitted_at__isnull=False).update(submitted_at=earlier)
