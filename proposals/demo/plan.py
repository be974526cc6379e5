"""Who of the large demo put forward what, when, and how far it has come: exactly as many as the seed reports."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from congress.models import Congress
from congress.workdays import Calendar
from deputies.models import Seat

# Huaibei from April to November 2022: 15,757 opinions of 2,921 deputies, 11,311 of them done.
PUT_FORWARD, DONE = 15_757, 11_311
FIRST_MONTH, LAST_MONTH = 4, 11
DAYS_OF_A_MONTH = (5, 12, 19, 26)
VARIANTS = 3
# Working days after which a matter may be closed, and how far the others have come by their age: two or three ways a
# day, because each way is taken through the steps once.
RIPE = 25
LEFT_BEHIND = ("handled", "refused", "dissatisfied", "handled", "signing", "refused", "assigned")
YOUNG = {
    2: ("submitted", "submitted", "registered"),
    6: ("assigned", "submitted", "registered", "refused"),
    12: ("signed_in", "handled", "assigned", "returned"),
    RIPE: ("handled", "replied", "signing", "signed_in"),
}
WAYS_A_DAY = {True: 2, False: 3}
# One each in the city, among the youngest.
YOUNGEST = 6
ONCE = ("merged", "transferred", "extension", "release", "transferred", "release")


@dataclass(frozen=True)
class Item:
    """One opinion of the plan.

    Attributes:
        stage: as in `story.STAGES`.
        variant: which of the ways in which such a matter went.
        serial: of its number, in the order of days.
    """

    congress: Congress
    seat: Seat
    day: date
    stage: str
    variant: int
    serial: int

    @property
    def pattern(self) -> tuple[str, date, str, int]:
        """Items that agree in this went the same way on the same days."""
        return (self.congress.level, self.day, self.stage, self.variant)


def months(first: date, until: date) -> list[date]:
    """The first days of the months from that of `first` to that of `until`."""
    found = [first.replace(day=1)]
    while (after := (found[-1] + timedelta(days=32)).replace(day=1)) <= until:
        found.append(after)
    return found


def span(today: date, first_month: int = FIRST_MONTH) -> tuple[date, date]:
    """From the first of the campaign's months to its last day, or yesterday: of this year once its November is under
    way, else of the last one.
    """
    year = today.year if (today.month, today.day) > (LAST_MONTH, DAYS_OF_A_MONTH[0] + 3) else today.year - 1
    return date(year, first_month, 1), min(date(year, LAST_MONTH, 30), today - timedelta(days=1))


def plan(
    seats: dict[Congress, list[Seat]],
    random: Random,
    calendar: Calendar,
    *,
    first: date,
    until: date,
    today: date,
    put_forward: int = PUT_FORWARD,
    done: int = DONE,
) -> list[Item]:
    """Exactly so many items from the first day to the last, exactly so many of them closed, in the order of days.

    Raises:
        ValueError: when so many cannot be done in that time.
    """
    days = _days(first, until, calendar)
    everybody = [(congress, seat) for congress, held in seats.items() for seat in held]
    drawn = sorted(_draw(everybody, days, random, put_forward), key=lambda row: row[2])
    ages = {day: calendar.workdays_between(day, today) for day in days}
    ripe = [at for at, (_, _, day) in enumerate(drawn) if ages[day] >= RIPE]
    if len(ripe) < done:
        raise ValueError(f"only {len(ripe)} of {put_forward} are old enough to be closed, not {done}")
    closed = set(random.sample(ripe, done))
    serials: Counter[Congress] = Counter()
    items = []
    for at, (congress, seat, day) in enumerate(drawn):
        serials[congress] += 1
        stage, variant = (
            ("closed", random.randrange(VARIANTS)) if at in closed else (_unfinished(day, ages, random), 0)
        )
        items.append(Item(congress, seat, day, stage, variant, serials[congress]))
    return _with_what_happens_once(items, ages)


def _with_what_happens_once(items: list[Item], ages: dict[date, int]) -> list[Item]:
    young = [
        at
        for at, item in enumerate(items)
        if item.congress.level == Congress.Level.CITY and ages[item.day] <= YOUNGEST
    ]
    for number, (at, stage) in enumerate(zip(young, ONCE, strict=False)):
        items[at] = replace(items[at], stage=stage, variant=VARIANTS + number)
    return items


def _days(first: date, until: date, calendar: Calendar) -> list[date]:
    found = []
    for month in months(first, until):
        for number in DAYS_OF_A_MONTH:
            day = calendar.next_workday(month.replace(day=number))
            if day <= until and day.month == month.month:
                found.append(day)
    return found


def _draw(
    everybody: Sequence[tuple[Congress, Seat]], days: Sequence[date], random: Random, number: int
) -> Iterator[tuple[Congress, Seat, date]]:
    """Nobody twice in a month before everybody had the chance; some of the most eager twice."""
    by_month: dict[int, list[date]] = {}
    for day in days:
        by_month.setdefault(day.month, []).append(day)
    chances = [(congress, seat, month) for congress, seat in everybody for month in by_month]
    once = min(len(chances), number - number // 20)
    drawn = random.sample(chances, once) + random.choices(chances, k=number - once)
    for congress, seat, month in drawn:
        yield congress, seat, random.choice(by_month[month])


def _unfinished(day: date, ages: dict[date, int], random: Random) -> str:
    is_ripe = ages[day] >= RIPE
    stages = LEFT_BEHIND if is_ripe else next(stages for limit, stages in YOUNG.items() if ages[day] <= limit)
    first = day.toordinal() % len(stages)
    return random.choice((stages + stages)[first : first + WAYS_A_DAY[is_ripe]])
