"""表彰决定: what the 主任会议 decided of a year, award by award, for letterhead and seal."""

from collections.abc import Sequence
from datetime import date

from congress.documents import Paper
from congress.models import Congress
from congress.numerals import numeral
from congress.permissions import ALLOWED, Verdict, refuse
from congress.templatetags.portal import cn_date
from proposals.models import Candidate, Commendation
from proposals.papers.wording import HIDDEN


def is_decided(rows: Sequence[Candidate]) -> Verdict:
    """Somebody was commended."""
    return ALLOWED if rows else refuse("主任会议还没有决定表彰的，没有表彰决定。")


def commendation_decision(commendation: Commendation, rows: Sequence[Candidate], *, on: date) -> bytes:
    """The .docx decision. Matters stand with number, title and who put them forward; a hidden name stays hidden.

    Args:
        rows: those who were commended, award by award.
    """
    congress, year = commendation.congress, commendation.year
    sender = _standing_committee(congress)
    title = f"{sender}关于{year}年评选表彰的决定"
    paper = Paper(title, author=sender)
    paper.title(title)
    met = max((row.decided_on for row in rows if row.decided_on), default=on)
    paper.text(f"（{cn_date(met)}{sender}主任会议决定）")
    paper.blank()
    names = "、".join(dict.fromkeys(row.award.name for row in rows))
    paper.text(f"{year}年，根据办理实绩，经提名、审核，{sender}主任会议决定，对下列{names}予以表彰：")
    for number, award in enumerate(dict.fromkeys(row.award for row in rows), 1):
        own = [row for row in rows if row.award == award]
        paper.heading(f"{numeral(number)}、{award.name}（{len(own)}个）")
        for place, row in enumerate(own, 1):
            paper.text(f"{place}．{_whom(row, on)}")
    paper.blank()
    paper.signature(sender, cn_date(on))
    paper.number_pages()
    return paper.content()


def _standing_committee(congress: Congress) -> str:
    """淮北市人大常委会; of a town, which has none, 某镇人大主席团."""
    return f"{congress.name}主席团" if congress.level == Congress.Level.TOWN else f"{congress.name}常委会"


def _whom(row: Candidate, on: date) -> str:
    if row.proposal is None:
        return row.organ.name_on(on) if row.organ else str(row.delegation)
    author = HIDDEN if row.proposal.is_name_hidden else f"{row.proposal.seat.person.name}代表"
    return f"{row.proposal.title}（{row.proposal.number}，{author}）"


def decision_name(commendation: Commendation) -> str:
    """表彰决定_2026.docx."""
    return f"表彰决定_{commendation.year}.docx"
