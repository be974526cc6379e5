"""建议纸: a proposal as the paper form that deputies and desks keep and sign."""

from django.utils import timezone

from congress.actors import Actor
from congress.dictionaries import words
from congress.documents import BOLD, Paper
from congress.numerals import numeral
from congress.templatetags.portal import cn_date
from proposals.models import Assignment, Clock, LimitKey, PaperScan, Proposal
from proposals.papers.bridging import code_of
from proposals.showing import HIDDEN, author_for, phone_for, signatories

MOST_HANDLERS = 20


def suggestion_sheet(proposal: Proposal, actor: Actor, *, site: str) -> bytes:
    """The .docx form: who, what, how it may be handled, signature; overleaf the desk's part.

    Names and phone are those that this actor may see on the screen.

    Args:
        site: how the portal is reached, for the QR code by which the signed sheet finds its case.
    """
    paper = Paper(heading_of(proposal).replace("\n", ""), author=proposal.congress.name)
    if proposal.number:
        paper.code(code_of(proposal, PaperScan.Kind.SHEET, site=site))
    paper.title(heading_of(proposal))
    paper.blank()
    paper.ends(f"编号：{_number(proposal)}", f"类别：{_category(proposal) or '—'}")
    _write_head(paper, proposal, actor)
    paper.blank()
    for part, text in _parts(proposal):
        paper.line(part, font=BOLD)
        paper.text(text)
        paper.blank()
    for label, answer in wishes_of(proposal):
        paper.line(f"{label}：{answer}")
    day = timezone.localdate(proposal.submitted_at) if proposal.submitted_at else None
    paper.line(f"提出日期：{cn_date(day) if day else ''}")
    paper.line("代表签名：", right=8)
    paper.next_page()
    _write_back(paper, proposal)
    paper.number_pages()
    return paper.content()


def _parts(proposal: Proposal) -> list[tuple[str, str]]:
    """正文; of a motion 案据 and 方案."""
    if not proposal.plan:
        return [("正文", proposal.body)]
    return [("案据", proposal.body), ("方案", proposal.plan)]


def _number(proposal: Proposal) -> str:
    """HB-2026-0312（第12号）, with its number in the session once it has one."""
    nth = f"（第{proposal.number_in_session}号）" if proposal.number_in_session else ""
    return f"{proposal.number or '（提交后编号）'}{nth}"


def sheet_name(proposal: Proposal) -> str:
    """建议纸_HB-2026-0312.docx, or 议案纸."""
    paper = "议案纸" if proposal.kind == Proposal.Kind.MOTION else "建议纸"
    return f"{paper}_{proposal.number or '草稿'}.docx"


def heading_of(proposal: Proposal) -> str:
    """淮北市第十七届人民代表大会第一次会议, below it 代表建议、批评和意见; 闭会期间 between sessions."""
    term = f"{proposal.congress.place}第{numeral(proposal.term.number)}届人民代表大会"
    nth = "第" if proposal.session else ""
    what = "代表议案" if proposal.kind == Proposal.Kind.MOTION else "代表建议、批评和意见"
    return f"{term}{nth}{proposal.occasion}\n{what}"


def wishes_of(proposal: Proposal) -> list[tuple[str, str]]:
    """What the deputy asked for beside the matter itself: label and answer, in the order of the form."""
    return [
        ("地点", proposal.place or "—"),
        ("建议承办单位", str(proposal.wished_organ) if proposal.wished_organ else "由代表工委确定"),
        ("是否要求当面沟通", "是" if proposal.wants_contact else "否"),
        ("是否需要书面答复", "不需要，供研究参考" if proposal.needs_no_reply else "需要"),
        ("是否公开", "公开（全文）" if proposal.is_public else "不公开"),
        ("姓名", "请对承办单位保密" if proposal.is_name_hidden else "可以告知承办单位"),
    ]


def _category(proposal: Proposal) -> str:
    day = timezone.localdate(proposal.submitted_at) if proposal.submitted_at else timezone.localdate()
    return words("category", proposal.holder).label(proposal.category, day) if proposal.category else ""


def _write_head(paper: Paper, proposal: Proposal, actor: Actor) -> None:
    """案由, 领衔代表, 联名代表."""
    paper.line(f"案由：{proposal.title}")
    seat, author = proposal.seat, author_for(proposal, actor)
    known = [author]
    if author != HIDDEN:
        known += [str(seat.delegation or ""), seat.work_unit, phone_for(proposal, actor)]
    paper.line(f"领衔代表：{' · '.join(filter(None, known))}")
    rows = [
        [row.seat.person.name, str(row.seat.delegation or ""), row.get_state_display(), _day(row.decided_at)]
        for row in signatories(proposal, actor)
    ]
    if rows:
        paper.line("联名代表")
        paper.table([["姓名", "代表团", "确认情况", "确认时间"], *rows], [3, 5, 2.6, 4.4])


def _write_back(paper: Paper, proposal: Proposal) -> None:
    """交办单位意见: filled in as far as it has come."""
    rows = list(proposal.assignments.current().select_related("organ")[:MOST_HANDLERS])
    limits = Clock.objects.filter(root=proposal, limit=LimitKey.REPLY, assignment__in=rows).order_by("pk")
    due = max((clock.due_on for clock in limits), default=None)
    paper.line("交办单位意见", font=BOLD)
    paper.line(f"主办单位：{_names(rows, Assignment.Part.LEAD) or _names(rows, Assignment.Part.SEPARATE)}")
    paper.line(f"会办单位：{_names(rows, Assignment.Part.JOINT)}")
    paper.line(f"交办日期：{cn_date(proposal.assigned_on) if proposal.assigned_on else ''}")
    paper.line(f"答复期限：{cn_date(due) if due else ''}")


def _names(rows: list[Assignment], part: str) -> str:
    return "、".join(str(row.organ) for row in rows if row.part == part)


def _day(at: object) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""  # type: ignore[arg-type]
