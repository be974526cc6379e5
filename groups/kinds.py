"""活动类型: what kinds of activity there are, as words of a dictionary."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from congress.dictionaries import Lexicon
from congress.registries import Dictionary, Entry

NAME = "activity_kind"
KINDS = ("学习", "视察", "调研", "走访", "接待", "座谈", "办实事", "评议", "执法检查", "其他")
BEGAN = date(2022, 1, 1)

dictionary = Dictionary(
    NAME,
    "小组活动的类型",
    "登记小组活动时选择，用于统计。",
    tuple(Entry(word, word, BEGAN) for word in KINDS),
    lasting=frozenset({"其他"}),
    longest=10,
)


def kind_choices(congress: UUID) -> list[tuple[str, str]]:
    """Those that may be chosen today."""
    return Lexicon().words(NAME, congress).choices(timezone.localdate())
