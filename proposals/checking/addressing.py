"""Names and numbers in a reply that are those of another matter: copied from it, or mistyped."""

import re
import unicodedata
from functools import cached_property

from congress.numerals import numeral
from deputies.models import Seat
from proposals.models import Proposal
from proposals.searching.words import normalise

HAN = "\u3400-\u9fff·"
# 尊敬的张某、李某代表：, 张某代表、李某代表： or 张某等3名代表：, at the beginning of a line.
SALUTATION = re.compile(
    rf"^[ \t\u3000]*(?:尊敬的)?([{HAN}、]{{2,40}}?)(?:等[\d一二三四五六七八九十]+[位名人])?代表[：:]", re.MULTILINE
)
MENTION = re.compile(rf"([{HAN}]{{2,6}})代表")
NOBODY = {"各位", "全体", "有关", "领衔", "联名", "人大", "尊敬的", "提案"}
NUMBER = re.compile(r"(?<![A-Za-z0-9])([A-Z][A-Z0-9]{0,7}-\d{4}-\d{4,})(?!\d)")
ORDINAL = re.compile(r"第\s*(\d{1,5}|[一二三四五六七八九十]{1,4})\s*号(?:代表)?(?:人大)?(?:代表)?(?:建议|意见|议案)")
TITLE = re.compile(r"提出的[^《》\n]{0,12}《([^《》\n]{2,80})》")
MOST_NAMES = 300
HIDDEN = "代表要求不显示姓名，称呼只写“代表”，不写姓名。"


class Matter:
    """A proposal and what was merged into it; asks the database only for what a strange word makes it ask."""

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal

    @cached_property
    def followers(self) -> list[Proposal]:
        return list(self.proposal.followers().select_related("seat__person"))

    @cached_property
    def names(self) -> set[str]:
        """Whoever put it forward, or what was merged into it; nobody who hides his name."""
        shown = [matter for matter in (self.proposal, *self.followers) if not matter.is_name_hidden]
        people = [seat.person for matter in shown for seat in _seats_of(matter)]
        return {"".join(person.name.split()) for person in people}

    def values(self, field: str) -> set[str]:
        """What stands in that column, of each of them."""
        return {str(value) for row in (self.proposal, *self.followers) if (value := getattr(row, field))}


def _seats_of(proposal: Proposal) -> list[Seat]:
    return [proposal.seat, *(row.seat for row in proposal.co_signatories())]


def wrong_names(text: str, matter: Matter) -> str:
    """A sentence that says whom the reply names instead of the deputies of this matter; empty when nobody.

    A name before 代表 at the beginning of a letter has to be one of theirs; elsewhere it is strange only where another
    deputy of the congress bears it. Where the deputy hides his name, no name is right, his own among them.
    """
    strange = [name for name in _addressed(text) if name not in matter.names]
    strange += [name for name in _mentioned(text, matter) if name not in strange]
    if not strange:
        return ""
    if matter.proposal.is_name_hidden:
        return HIDDEN
    said = "、".join(f"“{name}代表”" for name in strange)
    return f"答复里的{said}没有提出这件建议，请核对称呼和姓名。"


def _addressed(text: str) -> list[str]:
    found: list[str] = []
    for hit in SALUTATION.finditer(text):
        names = [name.removesuffix("代表") for name in hit[1].split("、")]
        found += [name for name in names if name and name not in NOBODY and not name.endswith("人大")]
    return list(dict.fromkeys(found))


def _mentioned(text: str, matter: Matter) -> list[str]:
    """Deputies of the congress whose names stand before 代表 somewhere in the text; whose matter it is left out."""
    places = [[hit[1][-length:] for length in range(len(hit[1]), 1, -1)] for hit in MENTION.finditer(text)]
    own, names = matter.proposal, {name for ends in places for name in ends}
    if not names or len(names) > MOST_NAMES:
        return []
    seats = Seat.objects.filter(congress__in={own.congress_id, own.holder_id}, is_placeholder=False)
    known = set(seats.filter(person__name__in=names).values_list("person__name", flat=True))
    found = [next((name for name in ends if name in known), "") for ends in places]
    strange = [name for name in dict.fromkeys(found) if name]
    return [name for name in strange if name not in matter.names] if strange else []


def wrong_numbers(text: str, matter: Matter) -> str:
    """A sentence that says which number or title in the reply is another matter's; empty when none is."""
    plain, own = unicodedata.normalize("NFKC", text), matter.proposal
    plain = plain.replace(f"《{unicodedata.normalize('NFKC', own.title)}》", "")
    strange = [hit for hit in NUMBER.findall(plain) if hit != own.number and hit not in matter.values("number")]
    strange += [f"第{hit}号" for hit in ORDINAL.findall(plain) if hit not in _ordinals_of(matter)]
    strange += [f"《{hit}》" for hit in TITLE.findall(plain) if normalise(hit) not in _titles_of(matter)]
    if not strange:
        return ""
    said = "、".join(dict.fromkeys(strange))
    return f"答复里的{said}不是这件建议的编号或标题（这件是{own.number}），请核对。"


def _titles_of(matter: Matter) -> set[str]:
    return {normalise(title) for title in matter.values("title")}


def _ordinals_of(matter: Matter) -> set[str]:
    """Of each its numbers in its session, in figures and in words."""
    found = matter.values("session_number") | matter.values("motion_number")
    return found | {numeral(int(number)) for number in found if int(number) < 100}
