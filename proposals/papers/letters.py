"""答复函: a reply as the letter that an organ seals and sends."""

from datetime import date

from django.utils import timezone

from congress import configuration
from congress.documents import BOLD, Paper
from congress.models import Organ
from congress.numerals import numeral
from congress.templatetags.portal import cn_date
from deputies.models import Seat
from proposals.models import Assignment, CoSignature, Proposal, Reply

THANKS = "感谢您对我们工作的关心和支持。"


def reply_letter(reply: Reply, *, to: Seat | None = None) -> bytes:
    """The reply as a .docx letter; unsigned ones say so and are dated today.

    The mark of the class at the top right, number and signatory, title, salutation, the text as it was written,
    thanks, the organ by the name it bore on that day, contact, copies.

    Args:
        to: one of those who put it forward together, whose own letter this is; all of them when left out.
    """
    assignment = reply.assignment
    proposal = assignment.proposal
    day = timezone.localdate(reply.signed_at) if reply.signed_at else timezone.localdate()
    organ = assignment.organ.name_on(day)
    paper = Paper(title_of(proposal).replace("\n", ""), author=organ)
    _write_head(paper, reply)
    paper.title(title_of(proposal))
    paper.blank()
    paper.line(f"{to.person.name}代表：" if to else salutation_of(proposal))
    paper.text(reply.text)
    for line in [*answers_of(reply), *promises_of(reply)]:
        paper.text(line)
    if "感谢" not in reply.text:
        paper.text(THANKS)
    paper.blank()
    paper.blank()
    paper.signature(organ, cn_date(day))
    paper.text(f"（联系人：{reply.contact_name}，联系电话：{reply.contact_phone}）")
    paper.blank()
    if copies := copies_of(assignment, day):
        paper.line(f"抄送：{'，'.join(copies)}。")
    paper.number_pages(from_second=True)
    return paper.content()


def answers_of(reply: Reply) -> list[str]:
    """对各条诉求逐条答复如下：诉求1：…… 答复：采纳。……"""
    lines = [f"诉求{row.ask.number}：{row.ask.text}。答复：{row}" for row in reply.own_answers()]
    return ["对各条诉求逐条答复如下：", *lines] if lines else []


def promises_of(reply: Reply) -> list[str]:
    """承诺事项：加装六盏路灯（2026年12月31日前完成）。Several are numbered."""
    lines = [f"{row.content}（{cn_date(row.promised_on)}前完成）。" for row in reply.lines()]
    if len(lines) < 2:
        return [f"承诺事项：{line}" for line in lines]
    return ["承诺事项：", *(f"{at}. {line}" for at, line in enumerate(lines, 1))]


def addressees(proposal: Proposal, on: date) -> list[Seat]:
    """Whoever put it forward together, each of whom gets a letter; nobody where the lead alone is written to.

    The congress decides that (setting reply.audience). Hidden names are on no letter.
    """
    to_each = configuration.value("reply.audience", proposal.congress, on=on) == "each"
    seats = [row.seat for row in proposal.co_signatories()] if to_each and not proposal.is_name_hidden else []
    return [proposal.seat, *seats] if seats else []


def letter_name(reply: Reply, to: Seat | None = None) -> str:
    """答复函_HB-2026-0312_市城管局.docx; with the name of whom it is for, where it is for one."""
    name = f"_{to.person.name}" if to else ""
    return f"答复函_{reply.assignment.proposal.number}_{reply.assignment.organ}{name}.docx"


def title_of(proposal: Proposal) -> str:
    """对淮北市十七届人大一次会议, below it 第…号建议的答复; 闭会期间 for what was put forward between sessions."""
    term = f"{proposal.congress.place}{numeral(proposal.term.number)}届人大"
    what = "意见" if proposal.kind == Proposal.Kind.OPINION else "建议"
    return f"对{term}{proposal.occasion}\n第{proposal.official_number}号{what}的答复"


def salutation_of(proposal: Proposal) -> str:
    """张某等3名代表：; no name where the deputy asked that organs shall not learn it."""
    if proposal.is_name_hidden:
        return "代表："
    if proposal.delegation:
        return f"{proposal.delegation}："
    joined = proposal.co_signatures.filter(state=CoSignature.State.CONFIRMED).count()
    others = f"等{joined + 1}名" if joined else ""
    return f"{proposal.seat.person.name}{others}代表："


def copies_of(assignment: Assignment, day: date) -> list[str]:
    """The desk that assigned it, the government's office for an organ of the government, the joint organs."""
    holder = assignment.proposal.holder
    organs = holder.organs.filter(is_active=True, parent__isnull=True)
    copied = list(organs.filter(kind=Organ.Kind.DESK))
    if assignment.organ.branch == Organ.Branch.GOVERNMENT:
        copied += organs.filter(kind=Organ.Kind.GOVERNMENT)
    joint = assignment.proposal.assignments.current().filter(part=Assignment.Part.JOINT)
    copied += [row.organ for row in joint.select_related("organ")]
    return [organ.name_on(day) for organ in dict.fromkeys(copied) if organ.pk != assignment.organ_id]


def _write_head(paper: Paper, reply: Reply) -> None:
    """What stands above the title: may it be public, the class, the numbers, who signed."""
    if not reply.signed_at:
        paper.line("（送审稿，未签发）")
    paper.line(f"是否同意公开：{'是' if reply.is_public else '否'}", right=0)
    paper.line(f"办理结果：{reply.outcome or '　'}类", font=BOLD, right=0)
    signed = reply.signed_by.person.name if reply.signed_by else "　　　"
    paper.ends(f"编号：{reply.assignment.proposal.number}", f"签发人：{signed}")
    if reply.document_number:
        paper.line(reply.document_number, right=0)
    paper.blank()
