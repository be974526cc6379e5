"""“聚民意、惠民生”月报: a month's opinions by delegation of this congress, and by each congress below it."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from congress.actors import Actor
from congress.models import Congress
from deputies.models import Delegation
from deputies.permissions import seats_of
from proposals.coverage import last_of
from proposals.figures import Figures, percent
from proposals.figures import Line as Counted
from proposals.listing import NONE
from proposals.measures import opinions
from proposals.models import Proposal
from proposals.reports.tables import Cell, Heading, Line, Table

TITLE = "意见建议月报"
HEADINGS = [
    Heading("deputies", "代表数"),
    Heading("serving", "应提"),
    Heading("heard", "已提代表"),
    Heading("owing", "未提代表"),
    Heading("put_forward", "条数"),
    Heading("coverage", "月提率", is_rate=True),
    Heading("done", "办结"),
    Heading("done_rate", "办结率", is_rate=True),
]
SAYS = {
    "代表数": "当月最后一天（本月为今天）在任的代表，不含空缺。",
    "应提": "当月至少有一天在任的代表，每人每月一条。",
    "已提代表": "当月提了月度意见、没有撤回的代表。",
    "条数": "当月的月度意见，提交后没有撤回的。",
    "月提率": "已提代表÷应提。",
    "办结率": "办结÷条数。",
}


def monthly_table(actor: Actor, congress: Congress, month: date, *, today: date) -> Table:
    """The month's lines: delegations, this level together, each congress below with all within it, all together."""
    found = Figures(actor, congress, month.year, until=today)
    on = min(last_of(month), today)
    holding = _holding(actor, congress, on)
    own, *below = counted = found.by_congress(month)
    lines = [_line(line, number) for line, number in _by_delegation(actor, congress, month, on)]
    lines.append(_line(own, holding[congress.path, False]))
    paths = congress.children.order_by("order", "path").values_list("path", flat=True)
    lines += [_line(line, holding[path, True]) for line, path in zip(below, paths, strict=True)]
    whole = _added(counted, f"within={congress.code}&month={month:%Y-%m}")
    together = _line(whole, holding[congress.path, True])
    return Table(TITLE, "代表团、人大", HEADINGS, lines, together, SAYS, sentence=monthly_sentence(counted, month))


def monthly_sentence(lines: list[Counted], month: date) -> str:
    """What the lines of a month add up to, in one sentence.

    Args:
        lines: of this level alone, and of each below with all within it (`Figures.by_congress`).
    """
    whole = _added(lines, "")
    return (
        f"{month.year}年{month.month}月，应提意见建议的代表{whole.serving}名，已提{whole.heard}名，"
        f"月提率{percent(whole.heard, whole.serving)}；提出意见建议{whole.put_forward}条，已办结{whole.done}条，"
        f"办结率{percent(whole.done, whole.put_forward)}。"
    )


def _added(lines: list[Counted], where: str) -> Counted:
    whole = Counted("合计", where, 0, 0, 0, 0)
    for line in lines:
        whole.put_forward += line.put_forward
        whole.done += line.done
        whole.heard += line.heard
        whole.serving += line.serving
    return whole


def _holding(actor: Actor, congress: Congress, on: date) -> Counter[tuple[str, bool]]:
    """How many serve on a day: by a congress's path, alone, and with all that lies within."""
    seats: Any = seats_of(actor).active(on).filter(congress__path__startswith=congress.path, is_placeholder=False)
    found: Counter[tuple[str, bool]] = Counter()
    for row in seats.order_by().values("congress__path").annotate(number=Count("pk")):
        path = row["congress__path"]
        found[path, False] += row["number"]
        steps = path.rstrip("/").split("/")
        for at in range(1, len(steps) + 1):
            found["/".join(steps[:at]) + "/", True] += row["number"]
    return found


def _by_delegation(actor: Actor, congress: Congress, month: date, on: date) -> list[tuple[Counted, int]]:
    """Of this congress alone; who is in no delegation comes last, where there are such."""
    seats = seats_of(actor).filter(congress=congress, is_placeholder=False)
    served = _numbers(seats.active_between(month, last_of(month)), "delegation")
    serving = _numbers(seats.active(on), "delegation")
    seen = opinions(Proposal.objects.visible_to(actor)).filter(congress=congress, month=month).order_by()
    by_delegation: Any = seen.values("seat__delegation").annotate(
        came=Count("pk"),
        closed=Count("pk", filter=Q(state=Proposal.State.CLOSED)),
        authors=Count("seat", distinct=True, filter=Q(seat__is_placeholder=False)),
    )
    counted = {row["seat__delegation"]: row for row in by_delegation}
    names: dict[int | None, str] = dict(Delegation.objects.filter(congress=congress).values_list("pk", "name"))
    if names and (None in counted or None in served):
        names[None] = "未编入代表团"
    lines = []
    for key, name in names.items():
        where = f"congress={congress.code}&delegation={key or NONE}&month={month:%Y-%m}"
        row = counted.get(key, {"came": 0, "closed": 0, "authors": 0})
        line = Counted(name, where, row["came"], row["closed"], row["authors"], served[key])
        lines.append((line, serving[key]))
    return lines


def _numbers(seats: Any, by: str) -> Counter[Any]:
    return Counter(dict(seats.order_by().values_list(by).annotate(number=Count("pk"))))


def _line(line: Counted, deputies: int) -> Line:
    listed, owing = reverse("proposals:index"), reverse("proposals:owing_deputies")
    values: dict[str, tuple[float | None, str]] = {
        "deputies": (deputies, ""),
        "serving": (line.serving, ""),
        "heard": (line.heard, ""),
        "owing": (line.owing, f"{owing}?{line.where}"),
        "put_forward": (line.put_forward, f"{listed}?measure=opinions&{line.where}"),
        "coverage": (line.heard / line.serving if line.serving else None, ""),
        "done": (line.done, f"{listed}?measure=opinions_done&{line.where}"),
        "done_rate": (line.done / line.put_forward if line.put_forward else None, ""),
    }
    return Line(line.label, [Cell(heading, *values[heading.name]) for heading in HEADINGS])
