"""The official calendar as the database keeps it: the one that every time limit of the portal is counted on."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from congress import remembered
from congress.holiday_plan import PlanRow, calendar_of, load_calendar_file, plan_year
from congress.models import CalendarYear, SpecialDay
from congress.workdays import Calendar

_kept: dict[tuple[object, ...], Calendar] = {}


def current_calendar() -> Calendar:
    """The calendar in force: the database's, or the repository's file while the database has no year at all.

    Costs one small query a call, or a request; the days are read again only when a year has been entered since.
    Change days through `enter_plan`, or save their year too, or call `forget`.
    """
    version = remembered.once("calendar", _edition)
    if version not in _kept:
        calendar = _read_tables([year for year, _ in version]) if version else file_calendar()
        _kept.clear()
        _kept[version] = calendar
        return calendar
    return _kept[version]


def file_calendar() -> Calendar:
    """The calendar of the file in the repository."""
    return calendar_of(load_calendar_file())


def calendar_years() -> list[tuple[int, str, datetime | None, list[PlanRow]]]:
    """Every year that has its plan, the newest first: year, source, when it was entered (None: the file's), days."""
    years = {row.year: row for row in CalendarYear.objects.all()}
    if years:
        days = SpecialDay.objects.values_list("date", "is_workday", "name")
        rows = [PlanRow(*day) for day in days]
    else:
        rows = load_calendar_file()
    found: dict[int, list[PlanRow]] = {}
    for row in rows:
        found.setdefault(row.year, []).append(row)
    return [
        (year, years[year].source if years else plan[0].source, years[year].entered_at if years else None, plan)
        for year, plan in sorted(found.items(), reverse=True)
        if not years or year in years
    ]


def forget() -> None:
    """Read the tables again at the next call, in this process."""
    _kept.clear()
    remembered.forget()


def _edition() -> tuple[tuple[int, datetime], ...]:
    return tuple(CalendarYear.objects.order_by("year").values_list("year", "entered_at"))


def enter_plan(year: int, rows: Sequence[PlanRow], *, save: bool = True) -> bool:
    """Make these rows the year's whole notice, in place of any earlier one.

    Args:
        year: the year of the notice; its 元旦 may begin in the December before.
        rows: all its days off and weekend days worked.
        save: False only looks.

    Returns:
        Whether this changes anything; nothing is written otherwise.

    Raises:
        ValueError: when there are no rows, or a row belongs to another year's notice.
    """
    if not rows or any(row.year != year for row in rows):
        raise ValueError(f"放假安排为空，或有不属于{year}年的日期")
    source = rows[0].source
    wanted = {row.date: (row.is_workday, row.name) for row in rows}
    with transaction.atomic():
        around = SpecialDay.objects.filter(date__year__in=(year - 1, year))
        found = {day.date: day for day in around if plan_year(day.date, day.name) == year or day.date in wanted}
        had = {day.date: (day.is_workday, day.name) for day in found.values()}
        if had == wanted and CalendarYear.objects.filter(year=year, source=source).exists():
            return False
        if save:
            SpecialDay.objects.filter(pk__in=[day.pk for day in found.values()]).delete()
            SpecialDay.objects.bulk_create(
                SpecialDay(date=day, is_workday=worked, name=name) for day, (worked, name) in wanted.items()
            )
            CalendarYear.objects.update_or_create(year=year, defaults={"source": source})
            remembered.forget()
    return True


def _read_tables(years: Sequence[int]) -> Calendar:
    days = list(SpecialDay.objects.values_list("date", "is_workday", "name"))
    return Calendar(
        special={day: worked for day, worked, _ in days},
        planned_years=frozenset(years),
        names={day: name for day, _, name in days},
    )
