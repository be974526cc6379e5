"""Tables of a class: the roster for the office, and the sheet that was signed on paper."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress import rosters, spreadsheets, timeline
from congress.actors import Actor
from congress.dictionaries import Lexicon
from congress.exporting import log_export
from congress.permissions import require
from congress.replica import from_replica
from congress.spreadsheets import Cells, Column
from training import hours, statistics, yearly
from training.attending import IN, OUT, W, told_by_desk
from training.models import Attendance, Course, Enrolment, HalfDay
from training.permissions import may_keep
from training.planning import hold_course

NAME, PLACE, OUT_LABEL = "姓名", "代表团或单位", "签退"
SHEET = [Column(NAME, 12), Column(PLACE, 24), Column(OUT_LABEL, 10)]
NOTES = {
    NAME: "必填，签了到的人一人一行。",
    PLACE: "选填，重名时用来分清是哪一位，与花名册上的写法一样。",
    OUT_LABEL: "选填，签了退的写“是”。",
}
YES = ("是", "√", "✓", "已签", "1")
NO = ("", "否", "没有", "0")


@transaction.atomic
def load_sheet(
    half_day: HalfDay, rows: Sequence[Cells], *, by: Actor, at: datetime, source: str = ""
) -> tuple[int, list[str]]:
    """Take a sheet: every line, or none. The same sheet twice makes no second attendance.

    Args:
        rows: as `congress.spreadsheets.read` gave them, heading included.
        source: the file's fingerprint, kept with the event.
    Returns:
        how many attendances are new or complete now, and what is wrong with the lines: then nothing was taken.
    """
    course = half_day.course
    require(may_keep(by, course))
    header, places = spreadsheets.find_header(rows, [column.label for column in SHEET])
    if faults := rosters.missing([NAME], places):
        return 0, faults
    hold_course(course)
    found, problems = _read(course, rows, header, places)
    if not problems and not found:
        problems = ["只有表头，没有签到的人，请填好再传"]
    if problems:
        return 0, problems
    before = _signed(half_day)
    for enrolment, purpose in found:
        told_by_desk(half_day, enrolment, purpose, W.SHEET, by, at)
    new = len(_signed(half_day) - before)
    timeline.record("load_sheet", half_day, by=by, root=course.pk, at=at, file=source, new=new)
    return new, []


def _signed(half_day: HalfDay) -> set[tuple[Any, bool]]:
    rows = Attendance.objects.filter(half_day=half_day, is_void=False)
    return {(pk, left_at is not None) for pk, left_at in rows.values_list("pk", "left_at")}


def _read(
    course: Course, rows: Sequence[Cells], header: int, places: dict[str, int]
) -> tuple[list[tuple[Enrolment, str]], list[str]]:
    by_name: dict[str, list[Enrolment]] = {}
    for row in course.enrolments.on_roster().select_related("person", "seat__delegation"):
        by_name.setdefault(row.person.name, []).append(row)
    found, problems = [], []
    seen: dict[Any, int] = {}
    for line, cells in spreadsheets.numbered(rows, header):
        name, place, left = (spreadsheets.text_of(rosters.cell_of(column.label, cells, places)) for column in SHEET)
        same = by_name.get(name, [])
        if len(same) > 1 and place:
            same = [row for row in same if row.place == place]
        if problem := _problem(name, left, same, seen):
            problems.append(f"第{line}行：{problem}")
        else:
            seen[same[0].pk] = line
            found.append((same[0], OUT if left in YES else IN))
    return found, problems


def _problem(name: str, left: str, same: Sequence[Enrolment], seen: dict[Any, int]) -> str:
    """What is wrong with one line; empty when it names one person of the class."""
    if left not in (*YES, *NO):
        return "签退请写“是”或不写"
    if not name:
        return "请写姓名"
    if not same:
        return f"{name[:20]}不在这个培训班的花名册上"
    if len(same) > 1:
        return f"有{len(same)}位{name[:20]}，请写代表团或单位"
    return f"{name[:20]}重复（与第{seen[same[0].pk]}行）" if same[0].pk in seen else ""


ON_LEAVE = (Enrolment.State.LEAVE_ASKED, Enrolment.State.ON_LEAVE)  # of whose leave the reason still counts
ROSTER = [
    Column(NAME, 12),
    Column(PLACE, 26),
    Column("状态", 12),
    Column("请假理由", 24),
    Column("签到（次）", 12),
    Column("应到（次）", 12),
    Column("学时", 10),
    Column("结业证书", 22),
]


@transaction.atomic
def export_roster(course: Course, *, by: Actor, at: datetime) -> bytes:
    """花名册 with attendance and hours.

    Raises:
        OutOfTurn: after ten exports within an hour.
    """
    with from_replica():
        has, days = hours.of_course(course), course.half_days.count()
        came: dict[Any, int] = {}
        for (pk,) in Attendance.objects.filter(half_day__course=course, is_void=False).values_list("enrolment"):
            came[pk] = came.get(pk, 0) + 1
        people = course.enrolments.on_roster().select_related("person", "seat__delegation", "certificate")
        rows = [
            [
                row.person.name,
                row.place,
                row.get_state_display(),
                row.reason if row.state in ON_LEAVE else "",
                came.get(row.pk, 0),
                days,
                has.get(row.pk, 0),
                str(row.certificate) if hasattr(row, "certificate") else "",
            ]
            for row in people
        ]
    log_export("export_roster", by=by, at=at, rows=len(rows), course=str(course.pk))
    return spreadsheets.export(
        "培训花名册",
        ROSTER,
        rows,
        maker=f"{by.congress.name}（{course.title}）",
        exporter=f"{by.person.name}（{by.label}）",
        at=at,
    )


ATTENDED = [
    Column(NAME, 12),
    Column(PLACE, 26),
    Column("签到时间", 18, "yyyy-mm-dd hh:mm"),
    Column("签到方式", 12),
    Column("签退时间", 18, "yyyy-mm-dd hh:mm"),
    Column("签退方式", 12),
]


@transaction.atomic
def export_attendance(half_day: HalfDay, *, by: Actor, at: datetime) -> bytes:
    """导出签到表: everybody who is expected, with when he came and left.

    Raises:
        OutOfTurn: after ten exports within an hour.
    """
    with from_replica():
        there = {row.enrolment_id: row for row in half_day.attendances.filter(is_void=False)}
        people = half_day.course.enrolments.expected().select_related("person", "seat__delegation")
        rows = [[row.person.name, row.place, *_moments(there.get(row.pk))] for row in people]
    log_export("export_attendance", by=by, at=at, rows=len(rows), half_day=str(half_day.pk))
    maker = f"{by.congress.name}（{half_day.course.title}，{half_day.topic}）"
    return spreadsheets.export(
        "签到表", ATTENDED, rows, maker=maker, exporter=f"{by.person.name}（{by.label}）", at=at
    )


def _moments(row: Attendance | None) -> list[Any]:
    if row is None:
        return ["", "", "", ""]
    came = timezone.localtime(row.came_at).strftime("%Y-%m-%d %H:%M")
    left = timezone.localtime(row.left_at).strftime("%Y-%m-%d %H:%M") if row.left_at else ""
    return [came, row.get_came_way_display(), left, row.get_left_way_display() if row.left_way else ""]


YEAR = [Column(NAME, 12), Column("代表团", 24), Column("学时", 10), Column("其中线上", 10), Column("还差", 30)]


@transaction.atomic
def export_hours(year: int, *, by: Actor, at: datetime) -> bytes:
    """年度学时 of every deputy of the exporter's congress.

    Raises:
        OutOfTurn: after ten exports within an hour.
    """
    on = timezone.localtime(at).date()
    with from_replica():
        seats = list(statistics.deputies_of(by.congress, on))
        lines = statistics.year_lines(seats, by.congress, year, on)
        rows = [
            [str(line.seat), str(line.seat.delegation or ""), line.has.all, line.has.online, line.lacks]
            for line in lines
        ]
    log_export("export_hours", by=by, at=at, rows=len(rows), year=year)
    return spreadsheets.export(
        f"{year}年代表培训学时", YEAR, rows, maker=by.congress.name, exporter=f"{by.person.name}（{by.label}）", at=at
    )


CLASSES = [
    Column("名称", 40),
    Column("种类", 12),
    Column("开始日期", 12, "yyyy-mm-dd"),
    Column("结束日期", 12, "yyyy-mm-dd"),
    Column("必修", 8),
    Column("参训（人）", 12),
    Column("学时", 10),
]


@transaction.atomic
def export_statistics(year: int, *, by: Actor, at: datetime) -> bytes:
    """培训统计: a line for each class of the year, the sum below.

    Raises:
        OutOfTurn: after ten exports within an hour.
    """
    words = Lexicon().words("course_kind", by.congress.pk)
    with from_replica():
        sums = yearly.Year(by.congress, year)
        shown = list(sums.courses.order_by("starts_on", "title", "pk"))
        rows: list[list[Any]] = [
            [
                part.of.title,
                words.label(part.of.kind, part.of.starts_on),
                part.of.starts_on,
                part.of.ends_on,
                "是" if part.of.is_compulsory else "",
                part.people,
                part.hours,
            ]
            for part in sums.by_class(shown)
        ]
        whole = sums.whole()
        rows.append([f"合计{whole.classes}个班", "", None, None, "", whole.people, whole.hours])
    log_export("export_statistics", by=by, at=at, rows=len(rows), year=year)
    exporter = f"{by.person.name}（{by.label}）"
    return spreadsheets.export(f"{year}年培训统计", CLASSES, rows, maker=by.congress.name, exporter=exporter, at=at)
