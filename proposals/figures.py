"""统计: what was put forward, what is done, who was heard, by month and by congress; each number opens its list."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from congress.actors import Actor
from congress.models import Congress
from deputies.permissions import seats_of
from proposals.coverage import serving_in
from proposals.measures import opinions
from proposals.models import Proposal


@dataclass
class Line:
    """One line of the figures.

    Attributes:
        label: of which month, or of which congress.
        where: the filters under which the lists behind the numbers open, as they stand in an address.
        put_forward, done: opinions.
        heard, serving: deputies who put one forward in the month, and all who served in it.
        inside: the code of a congress that has congresses below it, to look at theirs.
    """

    label: str
    where: str
    put_forward: int = 0
    done: int = 0
    heard: int = 0
    serving: int = 0
    inside: str = ""

    @property
    def done_rate(self) -> str:
        return percent(self.done, self.put_forward)

    @property
    def coverage(self) -> str:
        return percent(self.heard, self.serving)

    @property
    def owing(self) -> int:
        return max(self.serving - self.heard, 0)


def percent(part: int, whole: int) -> str:
    """71.8%, or a dash of nothing."""
    return f"{part / whole:.1%}" if whole else "—"


class Figures:
    """The counts of one year by congress and month, in three queries; every line is summed up from them."""

    def __init__(self, actor: Actor, congress: Congress, year: int, *, until: date) -> None:
        """Of what the actor may see in that congress and below: the months of the year up to that day, from the first
        in which anything was put forward.
        """
        self.congress = congress
        last = until.month if until.year == year else 12
        self.months = [date(year, month, 1) for month in range(1, last + 1)]
        self.put_forward: Counter[tuple[str, date]] = Counter()
        self.done: Counter[tuple[str, date]] = Counter()
        self.heard: Counter[tuple[str, date]] = Counter()
        seen = opinions(Proposal.objects.visible_to(actor)).filter(congress__in=Congress.objects.within(self.congress))
        counted = seen.filter(month__in=self.months).order_by().values("congress__path", "month")
        for row in counted.annotate(
            came=Count("pk"),
            closed=Count("pk", filter=Q(state=Proposal.State.CLOSED)),
            authors=Count("seat", distinct=True, filter=Q(seat__is_placeholder=False)),
        ):
            key = row["congress__path"], row["month"]
            self.put_forward[key], self.done[key], self.heard[key] = row["came"], row["closed"], row["authors"]
        began = min((month for _, month in self.put_forward), default=self.months[-1])
        self.months = [month for month in self.months if month >= began]  # nothing was asked of anybody before
        self.serving = serving_in(seats_of(actor), self.months)

    def by_month(self) -> list[Line]:
        """A line for each month, of this congress and all below it."""
        here = f"within={self.congress.code}"
        return [
            self._line(Line(f"{month.month}月", f"{here}&month={month:%Y-%m}"), self.congress.path, [month])
            for month in self.months
        ]

    def together(self) -> Line:
        """All months; who was heard is a matter of each month, so it is left out."""
        line = Line("合计", f"within={self.congress.code}&months={self.months[0]:%Y}")
        return self._line(line, self.congress.path, self.months, people=False)

    def by_congress(self, month: date) -> list[Line]:
        """One month: this congress by itself, then each one right below it with all that lies within."""
        when = f"month={month:%Y-%m}"
        own = Line(f"{self.congress.place}本级", f"congress={self.congress.code}&{when}")
        lines = [self._line(own, self.congress.path, [month], below=False)]
        children = self.congress.children.order_by("order", "path").annotate(below=Count("children"))
        for child in children:
            inside = child.code if child.below else ""
            line = Line(child.place, f"within={child.code}&{when}", inside=inside)
            lines.append(self._line(line, child.path, [month]))
        return lines

    def _line(self, line: Line, path: str, months: Iterable[date], *, below: bool = True, people: bool = True) -> Line:
        wanted = set(months)

        def total(counts: Counter[tuple[str, date]]) -> int:
            return sum(
                number
                for (place, month), number in counts.items()
                if month in wanted and (place.startswith(path) if below else place == path)
            )

        line.put_forward, line.done = total(self.put_forward), total(self.done)
        if people:
            line.heard, line.serving = total(self.heard), total(self.serving)
        return line


def chosen_congress(actor: Actor, code: str) -> Congress:
    """The congress of that code when it lies within the actor's, else the actor's own."""
    within = Congress.objects.within(actor.congress)
    return within.filter(code=code).first() or actor.congress if code else actor.congress
