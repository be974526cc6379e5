"""征询意见表: what the deputy says of a reply, on paper; one who has rated on the screen finds his words in it."""

from datetime import date

from django.utils import timezone

from congress.dictionaries import words
from congress.documents import Paper
from congress.templatetags.portal import cn_date
from proposals.models import LimitKey, PaperScan, Proposal, Rating, Reply
from proposals.papers.bridging import code_of
from proposals.papers.wording import on, ticked

YES_NO = (("yes", "是"), ("no", "否"))


def feedback_form(reply: Reply, *, site: str) -> bytes:
    """The .docx form that goes out with a signed reply and comes back within the time for rating.

    Args:
        site: how the portal is reached, for the QR code.
    """
    assignment = reply.assignment
    proposal = assignment.proposal
    paper = Paper(title_of(proposal), author=assignment.organ.name)
    paper.code(code_of(proposal, PaperScan.Kind.FEEDBACK, site=site))
    paper.title(title_of(proposal))
    paper.blank()
    rating: Rating | None = getattr(reply, "rating", None)
    paper.form(
        [
            ("编号", f"{proposal.number}"),
            ("标题", proposal.title),
            ("承办单位", str(assignment.organ)),
            ("答复日期", on(reply.signed_at)),
            ("办理结果", words("outcome", proposal.holder).label(reply.outcome, _signed_on(reply))),
            ("收到答复函", ticked(YES_NO) + "　收到日期：　　年　　月　　日"),
            ("沟通方式", _ways(reply)),
            ("沟通次数", f"单位登记{len(_contacts(reply))}次；实际　　　次"),
            ("对办理过程", ticked(Rating.Level.choices, rating.process if rating else "")),
            ("对办理结果", ticked(Rating.Level.choices, rating.result if rating else "")),
            ("意见（不满意请写明原因）", (rating.reason if rating else "") or "\n\n\n"),
            ("代表签名", ""),
            ("日期", on(rating.rated_at if rating else None)),
        ],
        [3, 9],
    )
    due = reply.clocks.filter(limit=LimitKey.RATE).order_by("-pk").first()
    until = f"请于{cn_date(due.due_on)}前" if due else "请"
    paper.text(f"{until}签名后交代表工作机构，拍照或扫描即可存入；也可以登录平台直接评价。没有交回的不计作满意。")
    paper.number_pages()
    return paper.content()


def feedback_name(reply: Reply) -> str:
    """征询意见表_HB-2026-0312_市城管局.docx."""
    return f"征询意见表_{reply.assignment.proposal.number}_{reply.assignment.organ}.docx"


def title_of(proposal: Proposal) -> str:
    """What the form calls itself."""
    what = {"opinion": "意见", "suggestion": "建议", "motion": "议案"}[proposal.kind]
    return f"代表{what}办理情况征询意见表"


def _signed_on(reply: Reply) -> date:
    assert reply.signed_at
    return timezone.localdate(reply.signed_at)


def _contacts(reply: Reply) -> list[str]:
    return [row.way for row in reply.assignment.contacts.all() if row.round == reply.round]


def _ways(reply: Reply) -> str:
    """走访 / 座谈 / 电话 / 未联系, those that the organ recorded ticked."""
    proposal, used = reply.assignment.proposal, set(_contacts(reply))
    known = words("contact", proposal.holder).choices(_signed_on(reply))
    shown = "　".join(f"{'■' if code in used else '□'}{label}" for code, label in known)
    return f"{shown}　□未联系"
