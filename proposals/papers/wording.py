"""Words that several papers say alike."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from congress.models import Congress, Organ
from congress.numerals import numeral
from congress.templatetags.portal import cn_date
from proposals.models import Proposal

HIDDEN = "（应要求不显示）"


def author_to_organs(proposal: Proposal) -> str:
    """Who put it forward, on a paper that goes to organs."""
    return HIDDEN if proposal.is_name_hidden else proposal.seat.person.name


def desk_of(congress: Congress, day: date) -> str:
    """The desk in whose name a paper goes out: by the name it bore on that day, or as it is called everywhere."""
    found = congress.organs.filter(kind=Organ.Kind.DESK, is_active=True, parent__isnull=True).first()
    return found.name_on(day) if found else f"{congress.place}人大常委会代表工委"


def of_term(proposals: Iterable[Proposal]) -> str:
    """市十七届人大一次会议 where all were put forward there, else 市十七届人大."""
    rows = list(proposals)
    terms = {row.term for row in rows}
    if len(terms) != 1:
        return ""
    term, sessions = terms.pop(), {row.session_id for row in rows}
    words = f"{term.congress.place}{numeral(term.number)}届人大"
    return f"{words}{rows[0].occasion}" if len(sessions) == 1 else words


def number_of(proposal: Proposal) -> str:
    """HB-2026-0312, below it 第12号 once it has a number in its session: both kinds stand in one list."""
    what = "议案" if proposal.kind == Proposal.Kind.MOTION else ""
    nth = f"\n{what}第{proposal.number_in_session}号" if proposal.number_in_session else ""
    return f"{proposal.number or ''}{nth}"


def on(day: date | datetime | None) -> str:
    """2026年6月24日; a blank to be filled in where there is none."""
    return cn_date(day) if day else "　　　　年　　月　　日"


def clock_time(at: datetime | None) -> str:
    """2026-06-24 09:30."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def ticked(choices: Iterable[tuple[str, str]], chosen: str = "") -> str:
    """□满意　■基本满意　□不满意."""
    return "　".join(f"{'■' if value == chosen else '□'}{label}" for value, label in choices)
