"""培训统计: what a congress's classes of one year came to, summed from who was there and what was heard.

Trained is who has hours of a class (training/hours.py). A person counts once, in however many classes he was; each
class he was in is a time. Classes count in the year in which they begin.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from congress.models import Congress
from deputies.models import Delegation
from training import hours, statistics
from training.models import Course, Enrolment, Material

MOST_LAWS = 60


@dataclass(frozen=True)
class Part:
    """The whole, or a kind, a class, a delegation: how many were trained, how often, how many hours together.

    Attributes:
        of: the kind's code, the class, the delegation (None for those of none).
        classes: how many classes.
        people, times: persons, and persons once for each class.
        deputies: of a delegation, how many it has today.
    """

    of: Any
    classes: int = 0
    people: int = 0
    times: int = 0
    hours: int = 0
    deputies: int = 0


def classes_of(congress: Congress, year: int) -> QuerySet[Course]:
    """Those that were opened and begin in that year."""
    return Course.objects.filter(congress=congress, state=Course.State.OPEN, starts_on__year=year)


def trained(courses: QuerySet[Course]) -> QuerySet[Enrolment]:
    """Who has hours of them, a row for each class."""
    sat = hours.counted_attendances().filter(enrolment=OuterRef("pk"))
    heard = hours.counted_watchings().filter(enrolment=OuterRef("pk"))
    return Enrolment.objects.filter(Q(Exists(sat)) | Q(Exists(heard)), course__in=courses).order_by()


def _hours(courses: QuerySet[Course], of: str) -> dict[Any, int]:
    """Hours by a column of the enrolment."""
    found: dict[Any, int] = defaultdict(int)
    sat = hours.counted_attendances().filter(half_day__course__in=courses)
    heard = hours.counted_watchings().filter(lesson__course__in=courses)
    for rows, column in ((sat, "half_day__hours"), (heard, "lesson__hours")):
        for key, said in rows.order_by().values_list(f"enrolment__{of}").annotate(Sum(column)):  # type: ignore[attr-defined]
            found[key] += said
    return found


def _people(courses: QuerySet[Course], of: str) -> dict[Any, tuple[int, int]]:
    """Persons and times by a column of the enrolment."""
    rows = trained(courses).values_list(of).annotate(Count("person", distinct=True), Count("pk"))
    return {key: (people, times) for key, people, times in rows}


def whole(courses: QuerySet[Course]) -> Part:
    """Of all of them together."""
    found = trained(courses).aggregate(people=Count("person", distinct=True), times=Count("pk"))
    return Part(None, courses.count(), hours=sum(_hours(courses, "course").values()), **found)


def by_kind(courses: QuerySet[Course]) -> list[Part]:
    """A part for each kind that there was, the most classes first."""
    people, has = _people(courses, "course__kind"), _hours(courses, "course__kind")
    kinds = courses.order_by().values_list("kind").annotate(number=Count("pk")).order_by("-number", "kind")
    return [Part(kind, number, *people.get(kind, (0, 0)), has.get(kind, 0)) for kind, number in kinds]


def by_class(courses: QuerySet[Course], shown: list[Course]) -> list[Part]:
    """A part for each class that is shown."""
    some = courses.filter(pk__in=[row.pk for row in shown])
    people, has = _people(some, "course"), _hours(some, "course")
    return [Part(row, 1, *people.get(row.pk, (0, 0)), has.get(row.pk, 0)) for row in shown]


def by_delegation(courses: QuerySet[Course], congress: Congress, on: Any) -> list[Part]:
    """A part for each delegation that has deputies or sent somebody; last, whoever belongs to none."""
    of = "seat__delegation"
    people, has = _people(courses, of), _hours(courses, of)
    seats = statistics.deputies_of(congress, on).order_by().values_list("delegation").annotate(Count("pk"))
    deputies: dict[Any, int] = dict(seats)
    names = {row.pk: row for row in Delegation.objects.filter(pk__in={*people, *deputies} - {None})}
    keys = sorted(names, key=lambda key: str(names[key]))
    if None in people:
        keys.append(None)
    rows = [(names.get(key), *people.get(key, (0, 0)), has.get(key, 0), deputies.get(key, 0)) for key in keys]
    return [Part(of, 0, people, times, sum_of, number) for of, people, times, sum_of, number in rows]


def compulsory(courses: QuerySet[Course]) -> list[tuple[str, int]]:
    """必学资料: its name, and in how many classes it was."""
    rows = Material.objects.filter(course__in=courses, is_compulsory=True).order_by()
    return list(rows.values_list("title").annotate(number=Count("course")).order_by("-number", "title")[:MOST_LAWS])
