"""比率: parts of wholes, each of two measures, so that both numbers open their lists."""

from collections.abc import Mapping
from dataclasses import dataclass

from congress.registries import registry

LEAST = 5  # of fewer no satisfaction is told: one deputy's word would be known


@dataclass(frozen=True)
class Rate:
    """One rate, by the names of its measures.

    Attributes:
        is_of_ratings: what deputies said; not told of fewer than five.
    """

    name: str
    label: str
    part: str
    whole: str
    is_of_ratings: bool = False

    @property
    def says(self) -> str:
        """口径: which over which."""
        few = f"；不足{LEAST}件的不计算" if self.is_of_ratings else ""
        return f"{registry.measures[self.part].label}÷{registry.measures[self.whole].label}{few}"

    def value(self, numbers: Mapping[str, int]) -> float | None:
        """As a number between 0 and 1; None of nothing, and of too few ratings."""
        whole = numbers[self.whole]
        if not whole or (self.is_of_ratings and whole < LEAST):
            return None
        return numbers[self.part] / whole

    def words(self, numbers: Mapping[str, int]) -> str:
        """71.8%, or a dash."""
        value = self.value(numbers)
        return "—" if value is None else f"{value:.1%}"


RATES = [
    Rate("answered_rate", "办复率", "answered", "handed"),
    Rate("done_rate", "办结率", "proposals_done", "proposals"),
    Rate("in_time_rate", "按时率", "in_time", "due"),
    Rate("sign_in_rate", "签收及时率", "signed_in_time", "sign_in_due"),
    Rate("release_rate", "退办率", "released", "received"),
    Rate("met_rate", "面商率", "met", "answered"),
    Rate("pleased_rate", "满意率（含基本满意）", "pleased", "rated", is_of_ratings=True),
    Rate("satisfied_rate", "满意率（不含基本满意）", "satisfied", "rated", is_of_ratings=True),
    Rate("first_satisfied_rate", "首次满意率", "first_satisfied", "first_rated", is_of_ratings=True),
    Rate("solved_rate", "办成率", "solved", "answered"),
    Rate("turned_rate", "B转A率", "turned", "class_b"),
    Rate("cleared_rate", "销号率", "cleared", "proposals_done"),
]
BY_NAME = {rate.name: rate for rate in RATES}


def measures_of(*names: str) -> list[str]:
    """The measures that these rates (all of them when none is named) are made of, each once."""
    asked = [BY_NAME[name] for name in names] or RATES
    return list(dict.fromkeys(name for rate in asked for name in (rate.part, rate.whole)))
