"""数据: a year at a glance: tiles, then pictures, each with the table of its numbers, each number with its list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from congress.dictionaries import words
from congress.registries import Tile
from proposals.figures import Figures
from proposals.figures import Line as Month
from proposals.listing import NONE
from proposals.measures import rules
from proposals.models import Proposal
from proposals.reports.asked import Asked
from proposals.reports.charts import Chart, lined, lying, standing
from proposals.reports.comparing import compared
from proposals.reports.tables import Cell, Heading, Line, Table
from proposals.reports.year import OF_FORMAL

WITHOUT = ("kind", "category", "organ", "delegation", "outcome")
MOST_ORGANS = 20
COUNTED = ("proposals", "proposals_done", "in_hand", "not_handed", "overdue")
NUMBER = Heading("number", "件数")
OF_ORGANS = [
    Heading("handed", "主办数"),
    Heading("in_time_rate", "按时率", is_rate=True),
    Heading("pleased_rate", "满意率", is_rate=True),
]


@dataclass(frozen=True)
class Picture:
    """A chart and the table of its numbers."""

    chart: Chart
    table: Table


class Dashboard:
    """The numbers of a year for a congress and all below it; as many queries however many there are."""

    def __init__(self, asked: Asked, *, today: date) -> None:
        self.asked, self.today = asked, today
        self.numbers = asked.counts(COUNTED)
        self.formal = asked.counts(OF_FORMAL, kind="formal")
        self.deputies = asked.seats.active(today).count()
        self.months = Figures(asked.actor, asked.congress, asked.year, until=today).by_month()
        self.matters = asked.matters.filter(rules["proposals"].of(None))

    @property
    def tiles(self) -> list[Tile]:
        """The numbers first."""
        roster = urlencode({"within": self.asked.congress.code, "state": "serving"})
        labels = {
            "proposals": "提出",
            "proposals_done": "办结",
            "in_hand": "办理中",
            "not_handed": "没有交办",
            "overdue": "超期",
        }
        tiles = [Tile("代表", self.deputies, f"{reverse('deputies:index')}?{roster}")]
        tiles += [Tile(label, self.numbers[name], self.asked.address(measure=name)) for name, label in labels.items()]
        in_time = f"按时答复{self.formal['in_time']}件"
        address = self.asked.address(measure="proposals", kind="formal")
        return [*tiles, Tile("议案建议", self.formal["proposals"], address, in_time)]

    @property
    def pictures(self) -> list[Picture]:
        return [self._monthly(), self._states(), self._organs(), self._categories(), self._coverage()]

    def _monthly(self) -> Picture:
        pairs = [(month.put_forward, month.done) for month in self.months]
        chart = standing(
            "months", "每月的月度意见", _most(self.months), _names(self.months), pairs, ("提出", "其中办结")
        )
        headings = [Heading("put_forward", "提出"), Heading("done", "其中办结")]
        lines = [
            Line(
                month.label,
                [
                    Cell(headings[0], month.put_forward, _address("opinions", month)),
                    Cell(headings[1], month.done, _address("opinions_done", month)),
                ],
            )
            for month in self.months
        ]
        return Picture(chart, Table(chart.title, "月份", headings, lines))

    def _coverage(self) -> Picture:
        shares = [month.heard / month.serving if month.serving else 0.0 for month in self.months]
        chart = lined(
            "coverage", "每月提意见的代表占比", "已提代表占当月在任代表的比例。", _names(self.months), shares
        )
        headings = [Heading("heard", "已提"), Heading("serving", "应提"), Heading("share", "月提率", is_rate=True)]
        lines = [
            Line(month.label, [Cell(heading, value) for heading, value in zip(headings, values, strict=True)])
            for month, share in zip(self.months, shares, strict=True)
            for values in [(month.heard, month.serving, share)]
        ]
        return Picture(chart, Table(chart.title, "月份", headings, lines))

    def _states(self) -> Picture:
        """Every state that holds any; together they are what was put forward."""
        rows = [
            (Proposal.State(state).label, number, self.asked.address(measure="proposals", state=state))
            for state, number in self._grouped("state")
        ]
        return _lying("states", "办到哪一步", f"合计{self.numbers['proposals']}件。", "状态", rows)

    def _categories(self) -> Picture:
        known = words("category", self.asked.actor.congress)
        rows = [
            (
                known.label(category, self.today) if category else "未分类",
                number,
                self.asked.address(measure="proposals", category=category or NONE),
            )
            for category, number in self._grouped("category")
        ]
        return _lying("categories", "哪一方面", f"合计{self.numbers['proposals']}件。", "类别", rows)

    def _organs(self) -> Picture:
        """The twenty that lead the most."""
        table = compared(self.asked, "主办最多的单位", OF_ORGANS)
        table.order("handed", is_down=True)
        table.lines, table.whole, table.says = table.lines[:MOST_ORGANS], None, {}
        rows = []
        for line in table.lines:
            handed, in_time, pleased = (cell.words for cell in line.cells)
            rows.append((line.label, line.value("handed"), f"{handed}件 按时{in_time} 满意{pleased}"))
        chart = lying("organs", table.title, f"按主办件数，前{MOST_ORGANS}个单位；旁边是按时率和满意率。", rows)
        return Picture(chart, table)

    def _grouped(self, by: str) -> list[tuple[str, int]]:
        """How many of each, the most first."""
        rows: Any = self.matters.order_by().values_list(by).annotate(number=Count("pk"))
        return sorted(rows, key=lambda row: (-row[1], row[0]))


def _lying(key: str, title: str, says: str, of: str, rows: Sequence[tuple[str, int, str]]) -> Picture:
    chart = lying(key, title, says, [(label, number, str(number)) for label, number, _ in rows])
    lines = [Line(label, [Cell(NUMBER, number, address)]) for label, number, address in rows]
    return Picture(chart, Table(title, of, [NUMBER], lines))


def _names(months: Sequence[Month]) -> list[str]:
    return [month.label.removesuffix("月") for month in months]


def _most(months: Sequence[Month]) -> str:
    """The month with the most, in words."""
    most = max(months, key=lambda month: month.put_forward)
    return f"{most.label}最多，{most.put_forward}条。"


def _address(measure: str, month: Month) -> str:
    return f"{reverse('proposals:index')}?measure={measure}&{month.where}"
