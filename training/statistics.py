"""A class in numbers: invited, confirmed, on leave, in each half-day, hours; who lacks what of the year's target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from congress.models import Congress
from deputies.models import Seat, SeatQuerySet
from training import hours
from training.models import Attendance, Course, Enrolment, HalfDay, Lesson

S = Enrolment.State


@dataclass(frozen=True)
class Figures:
    """Of one class; attended: in at least one half-day."""

    invited: int
    enrolled: int
    waiting: int
    leave_asked: int
    on_leave: int
    attended: int
    hours: int

    @property
    def expected(self) -> int:
        return self.invited - self.on_leave


def figures(course: Course) -> Figures:
    """Counted from the records: two queries and those of the hours."""
    states = {"waiting": S.INVITED, "enrolled": S.ENROLLED, "leave_asked": S.LEAVE_ASKED, "on_leave": S.ON_LEAVE}
    counts = {name: Count("pk", filter=Q(state=state)) for name, state in states.items()}
    found: dict[str, Any] = course.enrolments.on_roster().aggregate(invited=Count("pk"), **counts)
    came = Attendance.objects.filter(half_day__course=course, is_void=False)
    found["attended"] = came.aggregate(number=Count("enrolment", distinct=True))["number"]
    return Figures(hours=sum(hours.of_course(course).values()), **found)


def signed_in(course: Course) -> list[tuple[HalfDay, int]]:
    """Each half-day with how many signed in."""
    there = Count("attendances", filter=Q(attendances__is_void=False))
    return [(row, row.there) for row in course.half_days.annotate(there=there).order_by("starts_at")]


def missing_by_place(half_day: HalfDay) -> list[tuple[str, list[str]]]:
    """未到: names by delegation, of everybody who is expected."""
    there = half_day.attendances.filter(is_void=False).values("enrolment")
    rows = half_day.course.enrolments.expected().exclude(pk__in=there)
    found: dict[str, list[str]] = {}
    for row in rows.select_related("person", "seat__delegation"):
        place = row.seat.delegation.name if row.seat and row.seat.delegation else "其他人员"
        found.setdefault(place, []).append(row.person.name)
    return sorted(found.items())


@dataclass(frozen=True)
class Line:
    """A deputy and his year."""

    seat: Seat
    has: hours.Hours
    lacks: str


def deputies_of(congress: Congress, on: date) -> SeatQuerySet:
    """Those whose year is counted."""
    seats = Seat.objects.filter(congress=congress, is_placeholder=False).active(on)
    return seats.select_related("person", "delegation")


def year_lines(seats: Sequence[Seat], congress: Congress, year: int, on: date) -> list[Line]:
    """Their hours in a year, and what each lacks."""
    target, has = hours.target_of(congress, on), hours.of_year([seat.person_id for seat in seats], year)
    lines = [(seat, has.get(seat.person_id, hours.Hours())) for seat in seats]
    return [Line(seat, each, target.lacks(each)) for seat, each in lines]


def with_own(course: Course, row: Enrolment | None) -> list[tuple[HalfDay, int, Attendance | None]]:
    """The half-days with how many signed in to each, and one's own attendance."""
    own = {each.half_day_id: each for each in row.attendances.filter(is_void=False)} if row else {}
    return [(half_day, there, own.get(half_day.pk)) for half_day, there in signed_in(course)]


def with_heard(course: Course, row: Enrolment | None) -> list[tuple[Lesson, int]]:
    """The lessons with how much of each one has heard, in whole percent."""
    own = {each.lesson_id: each.seconds for each in row.watchings.all()} if row else {}
    lessons = course.lessons.select_related("file")
    return [(lesson, own.get(lesson.pk, 0) * 100 // lesson.seconds) for lesson in lessons]
