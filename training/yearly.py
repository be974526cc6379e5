"""培训统计: what a congress's classes of one year came to, summed from who was there and what was heard.

Trained is who has hours of a class (training/hours.py). A person counts once, in however many classes he was; each
class he was in is a time. Classes count in the year in which they begin.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
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


class Year:
    """A congress's classes of one year and their sums, each asked for once: a dozen statements in all."""

    def __init__(self, congress: Congress, year: int) -> None:
        self.congress, self.courses = congress, classes_of(congress, year)

    @cached_property
    def kinds_of(self) -> dict[Any, str]:
        """The kind of each class."""
        return dict(self.courses.order_by().values_list("pk", "kind"))

    @cached_property
    def hours_of(self) -> dict[Any, int]:
        """The hours of each class."""
        return self._hours("course")

    def _hours(self, of: str) -> dict[Any, int]:
        """Hours by a column of the enrolment."""
        found: dict[Any, int] = defaultdict(int)
        sat: Any = hours.counted_attendances().filter(half_day__course__in=self.courses)
        heard: Any = hours.counted_watchings().filter(lesson__course__in=self.courses)
        for rows, column in ((sat, "half_day__hours"), (heard, "lesson__hours")):
            for key, said in rows.order_by().values_list(f"enrolment__{of}").annotate(Sum(column)):
                found[key] += said
        return found

    def _people(self, of: str) -> dict[Any, tuple[int, int]]:
        """Persons and times by a column of the enrolment."""
        rows = trained(self.courses).values_list(of).annotate(Count("person", distinct=True), Count("pk"))
        return {key: (people, times) for key, people, times in rows}

    def whole(self) -> Part:
        """Of all of them together."""
        found = trained(self.courses).aggregate(people=Count("person", distinct=True), times=Count("pk"))
        return Part(None, len(self.kinds_of), hours=sum(self.hours_of.values()), **found)

    def by_kind(self) -> list[Part]:
        """A part for each kind that there was, the most classes first."""
        classes, has = Counter(self.kinds_of.values()), Counter[str]()
        for key, number in self.hours_of.items():
            has[self.kinds_of[key]] += number
        people = self._people("course__kind")
        kinds = sorted(classes.items(), key=lambda item: (-item[1], item[0]))
        return [Part(kind, number, *people.get(kind, (0, 0)), has[kind]) for kind, number in kinds]

    def by_class(self, shown: list[Course]) -> list[Part]:
        """A part for each class that is shown."""
        people = self._people("course")
        return [Part(row, 1, *people.get(row.pk, (0, 0)), self.hours_of.get(row.pk, 0)) for row in shown]

    def by_delegation(self, on: date) -> list[Part]:
        """A part for each delegation that has deputies or sent somebody; last, whoever belongs to none."""
        people, has = self._people("seat__delegation"), self._hours("seat__delegation")
        seats = statistics.deputies_of(self.congress, on).order_by().values_list("delegation").annotate(Count("pk"))
        deputies: dict[Any, int] = dict(seats)
        names = {row.pk: row for row in Delegation.objects.filter(pk__in={*people, *deputies} - {None})}
        keys: list[Any] = sorted(names, key=lambda key: str(names[key]))
        if None in people:
            keys.append(None)
        rows = [(names.get(key), *people.get(key, (0, 0)), has.get(key, 0), deputies.get(key, 0)) for key in keys]
        return [Part(of, 0, people, times, sum_of, number) for of, people, times, sum_of, number in rows]

    def compulsory(self) -> list[tuple[str, int]]:
        """必学资料: its name, and in how many classes it was."""
        rows = Material.objects.filter(course__in=self.courses, is_compulsory=True).order_by()
        found = rows.values_list("title").annotate(number=Count("course"))
        return list(found.order_by("-number", "title")[:MOST_LAWS])
