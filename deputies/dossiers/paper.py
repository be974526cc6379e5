"""履职档案 as a Word file: who he is, the totals, then each kind with all its records."""

from datetime import date

from congress.actors import Actor
from congress.countables import Line
from congress.documents import Paper
from deputies.dossiers.compiling import own_sources, totals_of
from deputies.dossiers.reading import reader_of
from deputies.duties.picking import Period
from deputies.models import Seat

NUMERALS = "一二三四五六七八九十"


def dossier_paper(seat: Seat, period: Period, *, actor: Actor, on: date) -> bytes:
    """The dossier of a period, of what this actor may see.

    Args:
        on: the day that it is compiled, which stands on it.
    """
    reader = reader_of(actor, seat)
    totals = totals_of(own_sources(seat.pk, period.span, actor))
    shown = [total for total in totals if total.records]
    paper = Paper(f"履职档案 {seat.person.name} {period.label}", author=str(seat.congress))
    paper.title("代表履职档案")
    paper.line(period.label)
    paper.form(_facts(seat), [2, 4, 2, 4])
    if not reader.is_own:
        paper.text("只列汇编人有权查看的记录。")
    rows = [(total.source.label, total.words) for total in (totals if reader.sees_all else shown)]
    if rows:
        paper.table([("种类", "合计"), *rows], [3, 2])
    for at, total in enumerate(shown):
        paper.heading(f"{_numeral(at)}、{total.source.label}：{total.words}")
        lines = [total.source.line(row) for row in total.source.rows.order_by("-counted_on", "pk")]
        paper.table([("日期", "内容"), *map(_row, lines)], [2, 8])
    if not shown:
        paper.text("这一时段没有记录。")
    paper.text(f"{on.year}年{on.month}月{on.day}日由平台据各项记录汇编，没有另外填写的内容。")
    paper.number_pages()
    return paper.content()


def _facts(seat: Seat) -> list[tuple[str, str, str, str]]:
    delegation = str(seat.delegation or "")
    return [
        ("姓名", seat.person.name, "届", str(seat.term)),
        ("代表团", delegation, "代表证号", seat.card_number),
        ("选举单位（选区）", seat.electing_unit, "工作单位及职务", seat.work_unit),
    ]


def _row(line: Line) -> tuple[str, str]:
    return line.when, line.label


def _numeral(at: int) -> str:
    """一 to 十, 十一 to 二十."""
    return NUMERALS[at] if at < 10 else f"十{NUMERALS[at - 10]}" if at < 19 else str(at + 1)
