"""五种登记簿: each a table over the records of one station and year, on a page to print and as a workbook."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Prefetch, Q
from django.utils.timezone import localdate

from congress import spreadsheets
from congress.actors import Actor
from congress.exporting import log_export
from congress.replica import from_replica
from congress.spreadsheets import Column
from groups.models import Attendance, DutyDay, DutySeat, Matter, Reception, ReceptionSeat, Satisfaction, Station

STEP = "export_register"
DAY = "yyyy-mm-dd"
Rows = list[list[object]]


def _names(rows: "Iterable[ReceptionSeat | DutySeat]") -> str:
    return "、".join(row.seat.person.name for row in rows)


def _sign_ins(station: Station, year: int) -> Rows:
    days = station.duty_days.filter(day__year=year, is_cancelled=False)
    days = days.prefetch_related("on_duty__seat__person", "receptions__received_by__seat__person")
    return [
        [
            duty.day,
            f"{duty.starts_at:%H:%M}—{duty.ends_at:%H:%M}",
            duty.theme,
            _names(duty.on_duty.all()),
            "；".join(_names(row.received_by.all()) for row in duty.receptions.all() if not row.is_withdrawn),
            _moved(duty),
        ]
        for duty in days
    ]


def _moved(duty: DutyDay) -> str:
    return f"原定{duty.planned_on}" if duty.is_moved else ""


def _held(station: Station, year: int) -> list[Reception]:
    rows = station.receptions.filter(day__year=year, withdrawn_at=None).order_by("day", "recorded_at")
    return list(rows.prefetch_related("received_by__seat__person", "matters"))


def _activities(station: Station, year: int) -> Rows:
    """What deputies received, and what groups held there; the one line or the other, in the order of the days."""
    received = [[row.day, "接待群众", row.summary, _names(row.received_by.all())] for row in _held(station, year)]
    lines: Rows = [*received, *_of_groups(station, year)]
    return sorted(lines, key=lambda line: str(line[0]))


def _of_groups(station: Station, year: int) -> Rows:
    """Activities of groups that were held at the station."""
    there = Attendance.objects.filter(state=Attendance.State.PRESENT).select_related("seat__person")
    rows = station.activities.held().filter(day__year=year).select_related("group").order_by("day", "recorded_at")
    return [
        [
            row.day,
            "小组活动",
            f"{row.group}：{row.title or row.summary}",
            "、".join(each.seat.person.name for each in row.attendances.all()),
        ]
        for row in rows.prefetch_related(Prefetch("attendances", there))
    ]


def _receptions(station: Station, year: int) -> Rows:
    return [
        [
            row.day,
            _names(row.received_by.all()),
            row.visitors,
            row.summary,
            len(row.matters.all()),
            sum(matter.settled_on is not None for matter in row.matters.all()),
        ]
        for row in _held(station, year)
    ]


def _matters(station: Station, year: int, *, by_a_deputy: bool) -> list[Matter]:
    rows = Matter.objects.at(station).filter(Q(reception__day__year=year) | Q(message__at__year=year))
    if by_a_deputy:
        rows = rows.filter(way__in=Matter.BY_A_DEPUTY)
    return sorted(rows.select_related("reception", "message__visitor", "visitor", "passed_to__person"), key=_day_of)


def _day_of(matter: Matter) -> date:
    """When it was raised, or written."""
    if matter.reception is not None:
        return matter.reception.day
    assert matter.message is not None  # one of both
    return localdate(matter.message.at)


def _visitor(matter: Matter) -> str:
    origin = matter.message or matter
    found = getattr(origin, "visitor", None)
    return f"{found.masked_name} {found.masked_phone}".strip() if found else ""


def _how_pleased(matter: Matter) -> str:
    """What the visitor said when he was told, or pressed on his receipt."""
    said = matter.message.satisfaction if matter.message else matter.satisfaction
    return str(Satisfaction(said).label) if said else ""


def _opinions(station: Station, year: int) -> Rows:
    return [
        [
            _day_of(matter),
            matter.content,
            matter.get_way_display(),
            str(matter.passed_to or ""),
            matter.result,
            matter.settled_on,
        ]
        for matter in _matters(station, year, by_a_deputy=True)
    ]


def _contacts(station: Station, year: int) -> Rows:
    return [
        [
            _day_of(matter),
            _visitor(matter),
            matter.content,
            matter.get_way_display(),
            matter.result,
            matter.told_on,
            _how_pleased(matter),
        ]
        for matter in _matters(station, year, by_a_deputy=False)
    ]


@dataclass(frozen=True)
class Book:
    """One register: its title, its columns, its rows."""

    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Station, int], Rows]


BOOKS = {
    "sign-ins": Book(
        "签到簿",
        (
            Column("日期", 12, DAY),
            Column("时间", 16),
            Column("主题", 20),
            Column("值班代表", 24),
            Column("到场接待的代表", 24),
            Column("改期", 16),
        ),
        _sign_ins,
    ),
    "activities": Book(
        "活动记录簿",
        (Column("日期", 12, DAY), Column("活动", 12), Column("内容", 50), Column("代表", 30)),
        _activities,
    ),
    "opinions": Book(
        "建议批评意见登记簿",
        (
            Column("日期", 12, DAY),
            Column("内容", 50),
            Column("去向", 20),
            Column("提出的代表", 14),
            Column("办理结果", 40),
            Column("解决日期", 12, DAY),
        ),
        _opinions,
    ),
    "contacts": Book(
        "联系群众登记簿",
        (
            Column("日期", 12, DAY),
            Column("群众", 20),
            Column("反映的事项", 50),
            Column("去向", 20),
            Column("办理结果", 40),
            Column("告知日期", 12, DAY),
            Column("是否满意", 12),
        ),
        _contacts,
    ),
    "receptions": Book(
        "接待群众登记簿",
        (
            Column("日期", 12, DAY),
            Column("接待的代表", 30),
            Column("来访人数", 10),
            Column("一句话", 50),
            Column("反映的事项", 12),
            Column("已经解决", 12),
        ),
        _receptions,
    ),
}


@transaction.atomic
def export(station: Station, book: Book, year: int, *, by: Actor, at: datetime) -> bytes:
    """The workbook of one register, visitors masked. Raises OutOfTurn after ten exports within an hour."""
    with from_replica():
        rows = book.rows(station, year)
    log_export(STEP, by=by, at=at, rows=len(rows), station=str(station.pk))
    title = f"{station}{year}年{book.title}"
    exporter = f"{by.person.name}（{by.label}）"
    return spreadsheets.export(title, book.columns, rows, maker=station.congress.name, exporter=exporter, at=at)
