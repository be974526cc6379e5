"""学时: counted from the records, entered by nobody.

A half-day counts its hours for whoever signed in, and out where the class asks for it; a lesson counts its hours for
whoever has heard nine tenths of it and, where the class has a test, passed that. A cancelled class counts nothing.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from congress import configuration
from congress.models import Congress
from training.models import Attempt, Attendance, Course, Enrolment, Exam, Watching

HEARD_PERCENT = 90


@dataclass(frozen=True)
class Hours:
    """What somebody has: all of it, and the part that was online."""

    all: int = 0
    online: int = 0


@dataclass(frozen=True)
class Target:
    """The year's target of a congress (domain: proposals, no law gives them)."""

    all: int
    online: int

    def lacks(self, has: Hours) -> str:
        """还差…; empty when the year's target is reached."""
        parts = []
        if has.all < self.all:
            parts.append(f"{self.all - has.all}学时")
        if has.online < self.online:
            parts.append(f"其中线上{self.online - has.online}学时" if parts else f"线上{self.online - has.online}学时")
        return f"还差{'，'.join(parts)}" if parts else ""


def target_of(congress: Congress, on: date) -> Target:
    """As it is set on that day."""
    whole = configuration.value("training.year_hours", congress, on=on)
    return Target(whole, configuration.value("training.online_hours", congress, on=on))


def counted_attendances() -> QuerySet[Attendance]:
    """Those that count hours."""
    complete = Q(half_day__course__asks_sign_out=False) | Q(left_at__isnull=False)
    return Attendance.objects.filter(complete, is_void=False, half_day__course__state=Course.State.OPEN)


def counted_watchings() -> QuerySet[Watching]:
    """Those that count hours."""
    passed = Attempt.objects.filter(
        enrolment=OuterRef("enrolment"), exam__course=OuterRef("lesson__course"), score__gte=F("exam__pass_mark")
    )
    asked = Exam.objects.filter(course=OuterRef("lesson__course"))
    return Watching.objects.filter(
        Exists(passed) | ~Exists(asked), finished_at__isnull=False, lesson__course__state=Course.State.OPEN
    )


def of_course(course: Course, enrolments: Collection[UUID] | None = None) -> dict[UUID, int]:
    """Hours of each enrolment of a class; those without any are left out."""
    found: dict[UUID, int] = defaultdict(int)
    sat = counted_attendances().filter(half_day__course=course)
    heard = counted_watchings().filter(lesson__course=course)
    if enrolments is not None:
        sat, heard = sat.filter(enrolment__in=enrolments), heard.filter(enrolment__in=enrolments)
    for rows, hours in ((sat, "half_day__hours"), (heard, "lesson__hours")):
        for pk, sum_of in rows.values_list("enrolment").annotate(Sum(hours)).order_by():
            found[pk] += sum_of
    return dict(found)


def whole_of(course: Course) -> int:
    """The hours that a class offers; those of a closed lesson nobody can have any more."""
    days = course.half_days.aggregate(sum=Sum("hours"))["sum"] or 0
    return days + (course.lessons.filter(closed_at=None).aggregate(sum=Sum("hours"))["sum"] or 0)


def year_between(year: int) -> tuple[datetime, datetime]:
    """From its first moment to the first of the next, where the portal is."""
    zone = timezone.get_default_timezone()
    return tuple(datetime.combine(date(each, 1, 1), time(), zone) for each in (year, year + 1))  # type: ignore[return-value]


def of_year(people: QuerySet[Any] | Collection[UUID], year: int) -> dict[UUID, Hours]:
    """Hours of persons in a year, in every class of whatever congress: two queries however many they are."""
    first, end = year_between(year)
    sat = counted_attendances().filter(
        enrolment__person__in=people, half_day__starts_at__gte=first, half_day__starts_at__lt=end
    )
    heard = counted_watchings().filter(enrolment__person__in=people, finished_at__gte=first, finished_at__lt=end)
    rooms = dict(sat.values_list("enrolment__person").annotate(Sum("half_day__hours")).order_by())
    online = dict(heard.values_list("enrolment__person").annotate(Sum("lesson__hours")).order_by())
    return {pk: Hours(rooms.get(pk, 0) + online.get(pk, 0), online.get(pk, 0)) for pk in {*rooms, *online}}


def has_passed(enrolment: Enrolment) -> bool:
    """Passed the class's test, or there is none."""
    exam = Exam.objects.filter(course=enrolment.course_id).first()
    return exam is None or exam.attempts.filter(enrolment=enrolment, score__gte=exam.pass_mark).exists()
