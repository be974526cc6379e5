"""会办意见函: what a joint organ tells the lead organ; not for the deputy."""

from django.utils import timezone

from congress.documents import Paper
from congress.templatetags.portal import cn_date
from proposals.models import Assignment, JointOpinion


def opinion_letter(opinion: JointOpinion) -> bytes:
    """The .docx letter: to the lead organ, the opinion as it was given, organ and day, who can be asked."""
    assignment = opinion.assignment
    proposal, day = assignment.proposal, timezone.localdate(opinion.given_at)
    organ = assignment.organ.name_on(day)
    title = f"关于第{proposal.official_number}号代表{'意见' if proposal.kind == 'opinion' else '建议'}的会办意见"
    paper = Paper(title, author=organ)
    paper.line(f"编号：{proposal.number}")
    paper.blank()
    paper.title(title)
    paper.blank()
    lead = proposal.assignments.current().filter(part=Assignment.Part.LEAD).select_related("organ").first()
    paper.line(f"{lead.organ.name_on(day) if lead else '主办单位'}：")
    paper.text(f"代表提出的《{proposal.title}》，我单位会办。现提出会办意见如下：")
    paper.text(opinion.text)
    paper.blank()
    paper.blank()
    paper.signature(organ, cn_date(day))
    paper.text(f"（联系人：{opinion.given_by.name}，联系电话：　　　　　　　　）")
    paper.text("本函供主办单位研究答复用，不直接答复代表。")
    paper.number_pages(from_second=True)
    return paper.content()


def opinion_letter_name(opinion: JointOpinion) -> str:
    """会办意见函_HB-2026-0312_市住建局.docx."""
    return f"会办意见函_{opinion.assignment.proposal.number}_{opinion.assignment.organ}.docx"
