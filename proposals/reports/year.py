"""报告句 and 指标表: a year in one paragraph that can be copied, and its rates, each number with its list."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from congress.templatetags.portal import cn_date
from proposals.listing import FORMAL, KINDS
from proposals.models import Proposal
from proposals.rates import BY_NAME, RATES, Rate, measures_of
from proposals.reports.asked import Asked, Number

# What the page shows beside the rates, in its order.
SHOWN = (
    *("proposals", "handed", "not_handed", "in_hand", "answered", "proposals_done", "overdue", "late", "rehandled"),
    *("class_a", "class_b", "class_c", "satisfied", "mostly", "dissatisfied", "unrated"),
    *("process_satisfied", "process_mostly", "process_dissatisfied", "key_items", "key_items_done", "urged"),
    "overridden",
)
COUNTED = tuple(dict.fromkeys([*SHOWN, *measures_of()]))
OF_FORMAL = ("proposals", "answered", "in_time", "late")


@dataclass(frozen=True)
class Piece:
    """A stretch of a sentence, perhaps a number that opens a list."""

    text: str
    address: str = ""
    says: str = ""


@dataclass(frozen=True)
class Row:
    """One rate with both its numbers."""

    rate: Rate
    part: Number
    whole: Number
    value: str


class YearReport:
    """The numbers of one question in three queries, and the words made of them."""

    def __init__(self, asked: Asked, *, today: date) -> None:
        self.asked, self.today = asked, today
        self.numbers = asked.counts(COUNTED)
        self.deputies = asked.seats.active(today).count()
        self.formal = self._formal()

    def _formal(self) -> dict[str, int]:
        """The same of 议案 and 建议; of the kind that was asked for where it is one of them."""
        kind = self.asked.where.get("kind", FORMAL)
        if kind == Proposal.Kind.OPINION or kind not in KINDS:
            return {}
        return self.asked.counts(OF_FORMAL, kind=kind)

    def number(self, name: str) -> Number:
        return self.asked.number(name, self.numbers[name])

    @property
    def shown(self) -> list[Number]:
        """The counts of the year, each with its list and its definition."""
        return [self.number(name) for name in SHOWN]

    @property
    def counted(self) -> list[Number]:
        """Every number of the page: these, and what the rates are made of."""
        return [self.number(name) for name in COUNTED]

    @property
    def rows(self) -> list[Row]:
        """The rates, each with what it is made of."""
        return [Row(rate, self.number(rate.part), self.number(rate.whole), rate.words(self.numbers)) for rate in RATES]

    @cached_property
    def sentence(self) -> list[Piece]:
        """截至…，淮北市2921名各级人大代表，2026年共提出意见建议15757条，相关部门已办结11311件…"""
        asked, n = self.asked, self.numbers
        roster = {"within": asked.congress.code, "state": "serving"}
        if "delegation" in asked.where:
            roster["delegation"] = asked.where["delegation"]
        everybody = "名各级人大代表" if asked.congress.children.exists() else "名人大代表"
        said = [
            Piece(f"截至{cn_date(self.today)}，{asked.congress.place}"),
            Piece(str(self.deputies), f"{reverse('deputies:index')}?{urlencode(roster)}", "现在任职的代表"),
            Piece(f"{everybody}，{asked.year}年共提出意见建议"),
            self._piece("proposals"),
            Piece(f"条{self._each()}，相关部门已答复"),
            self._piece("answered"),
            Piece("件、已办结"),
            self._piece("proposals_done"),
            Piece(f"件，办结率{self._rate('done_rate')}"),
        ]
        if n["due"]:
            said += [
                Piece("；到期应答复的"),
                self._piece("due"),
                Piece("件中，按时答复"),
                self._piece("in_time"),
                Piece(f"件，按时率{self._rate('in_time_rate')}"),
            ]
        if n["rated"]:
            said += [
                Piece("；已评价"),
                self._piece("rated"),
                Piece("件，其中满意"),
                self._piece("satisfied"),
                Piece("件、基本满意"),
                self._piece("mostly"),
                Piece("件、不满意"),
                self._piece("dissatisfied"),
                Piece(f"件{self._satisfaction()}"),
            ]
        return [*said, *self._formal_pieces(), Piece("。")]

    @property
    def text(self) -> str:
        """The sentence to copy."""
        return "".join(piece.text for piece in self.sentence)

    def _piece(self, name: str) -> Piece:
        number = self.number(name)
        return Piece(str(number.number), number.address, number.label)

    def _rate(self, name: str) -> str:
        return BY_NAME[name].words(self.numbers)

    def _each(self) -> str:
        """（人均5.39条）, where there are deputies."""
        return f"（人均{self.numbers['proposals'] / self.deputies:.2f}条）" if self.deputies else ""

    def _satisfaction(self) -> str:
        """，满意率97.1%（不含基本满意为90.0%）; nothing of too few."""
        if BY_NAME["pleased_rate"].value(self.numbers) is None:
            return ""
        return f"，满意率{self._rate('pleased_rate')}（不含基本满意为{self._rate('satisfied_rate')}）"

    def _formal_pieces(self) -> list[Piece]:
        """；其中议案建议273件，均已在法定时限内答复代表: only when it is so."""
        if not self.formal or not self.formal["proposals"]:
            return []
        kind = self.asked.where.get("kind", FORMAL)
        word = "议案建议" if kind == FORMAL else Proposal.Kind(kind).label

        def piece(name: str) -> Piece:
            number = self.asked.number(name, self.formal[name], kind=kind)
            return Piece(str(number.number), number.address, number.label)

        said = [Piece(f"；其中{word}"), piece("proposals")]
        if self.formal["in_time"] == self.formal["proposals"]:
            return [*said, Piece("件，均已在规定时限内答复代表")]
        said += [Piece("件，已答复"), piece("answered"), Piece("件，按时答复"), piece("in_time"), Piece("件")]
        return [*said, Piece("，没有按时答复"), piece("late"), Piece("件")] if self.formal["late"] else said
