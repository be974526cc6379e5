"""交办通知: what a desk hands over, with its list; to one organ, or to all of a batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from congress import configuration
from congress.actors import Actor
from congress.dictionaries import words
from congress.documents import BOLD, Paper
from congress.models import Congress, Organ
from congress.templatetags.portal import cn_date
from congress.workflow import OutOfTurn
from proposals.clocks import NoLimit, limit_for
from proposals.models import Assignment, Clock, LimitKey, Proposal
from proposals.papers.wording import author_to_organs, desk_of, number_of, of_term
from proposals.supervision.supervisors import key_item_of

MOST_ROWS = 1000
NOTHING = "这段时间没有交办过（或已全部收回、退办），没有可以印的通知。"
HEADING = ["序号", "编号", "标题", "领衔代表", "承办方式", "期限", "督办"]
WIDTHS = [10, 36, 36, 16, 13, 30, 15]


@dataclass(frozen=True)
class Batch:
    """What was handed over from one day to another, to one organ or to all."""

    since: date
    until: date
    organ: Organ | None = None


def handed_over(actor: Actor, batch: Batch) -> list[Assignment]:
    """The assignments of a batch that still stand, organ by organ.

    Raises:
        OutOfTurn: when there are none, or more than a notice holds.
    """
    found = _rows(actor, batch)
    count = found.count()
    if not count:
        raise OutOfTurn(NOTHING)
    if count > MOST_ROWS:
        raise OutOfTurn(f"这段时间交办了{count}件，一份通知最多列{MOST_ROWS}件，请按单位或分几段印。")
    return list(found)


def assignment_notice(actor: Actor, batch: Batch, rows: Sequence[Assignment], *, on: date) -> bytes:
    """The .docx notice: to whom, how many, what is asked of the organs, the list, contact."""
    congress, organs = actor.congress, list(dict.fromkeys(row.organ for row in rows))
    desk, matters = desk_of(congress, on), list({row.proposal_id: row.proposal for row in rows}.values())
    title = title_of(matters)
    paper = Paper(title, author=desk)
    paper.title(title)
    paper.blank()
    paper.line(f"{organs[0].name_on(on) if len(organs) == 1 else '各承办单位'}：")
    for text in _demands(congress, matters, organs, on):
        paper.text(text)
    paper.blank()
    paper.text("附件：代表建议交办清单")
    paper.blank()
    paper.signature(desk, cn_date(on))
    paper.next_page()
    paper.line("附件", font=BOLD)
    paper.title("代表建议交办清单")
    for organ in organs:
        own = [row for row in rows if row.organ == organ]
        if len(organs) > 1:
            paper.heading(f"{organ}（{len(own)}件）", level=2)
        paper.table([HEADING, *_lines(own)], WIDTHS)
    paper.number_pages()
    return paper.content()


def notice_name(batch: Batch) -> str:
    """交办通知_市城管局_2026-06-24.docx."""
    return f"交办通知_{batch.organ or '全部单位'}_{batch.until}.docx"


def title_of(matters: Sequence[Proposal]) -> str:
    """关于交办市十七届人大一次会议代表建议的通知; 关于交办代表建议的函 between sessions."""
    if matters and all(row.session for row in matters) and (term := of_term(matters)):
        return f"关于交办{term}代表建议的通知"
    return f"关于交办{of_term(matters)}代表建议的函"


def _rows(actor: Actor, batch: Batch) -> QuerySet[Assignment]:
    own = Proposal.objects.visible_to(actor).filter(holder=actor.congress).order_by()
    found = Assignment.objects.current().filter(
        proposal__in=own, assigned_on__gte=batch.since, assigned_on__lte=batch.until
    )
    if batch.organ:
        found = found.filter(organ=batch.organ)
    limits = Clock.objects.filter(limit__in=[LimitKey.REPLY, LimitKey.OPINION]).order_by("pk")
    return (
        found.select_related("organ", "proposal__seat__person", "proposal__term__congress")
        .select_related("proposal__session", "proposal__committee", "proposal__congress")
        .prefetch_related(Prefetch("clocks", limits, to_attr="limits"), "proposal__key_items")
        .order_by("organ__name", "organ", "proposal__number")
    )


def _lines(rows: Sequence[Assignment]) -> list[list[str]]:
    return [
        [
            str(at),
            number_of(row.proposal),
            row.proposal.title,
            author_to_organs(row.proposal),
            f"{row.get_part_display()}{f'：{row.named_part}' if row.named_part else ''}",
            _due(row),
            _supervision(row.proposal),
        ]
        for at, row in enumerate(rows, 1)
    ]


def _supervision(proposal: Proposal) -> str:
    """城环工委（重点督办件）: the committee, and whether the 主任会议 has marked it."""
    who = str(proposal.committee or "—")
    return f"{who}（重点督办件）" if key_item_of(proposal) else who


def _due(row: Assignment) -> str:
    limits: list[Clock] = row.limits  # type: ignore[attr-defined]  # prefetched in _rows
    return str(limits[-1].due_on) if limits else "—"


def _demands(congress: Congress, matters: Sequence[Proposal], organs: Sequence[Organ], on: date) -> list[str]:
    """How many, and what is asked: sign in, release, contact, reply, class, publication."""
    where = "你单位" if len(organs) == 1 else f"{len(organs)}个单位"
    classes = "、".join(code for code, _ in words("outcome", congress).choices(on))
    lane = matters[0].lane
    return [
        f"现将代表建议{len(matters)}件交{where}办理，清单附后。请按下列要求办理：",
        f"一、{_within(LimitKey.SIGN_IN, congress, lane, on)}在平台签收，明确分管负责人和经办人。",
        f"二、不属于本单位职责的，{_within(LimitKey.RELEASE, congress, lane, on)}说明理由申请退办，不得自行转交。",
        "三、办理前、办理中与代表沟通，听取意见；没有沟通的不能答复。",
        "四、在清单所列期限内书面答复代表；确需延期的，在期限届满前申请。会办单位按期向主办单位提出会办意见。",
        f"五、答复由单位负责人签发，注明办理结果（{classes}类）、是否公开和联系人。",
        f"六、有关事宜请与我们联系，电话：{configuration.value('site.help_phone', congress, on=on)}。",
    ]


def _within(key: str, congress: Congress, lane: str, on: date) -> str:
    """收到交办后3个工作日内, by the rule in force."""
    try:
        limit = limit_for(key, congress, lane, on=on)
    except NoLimit:
        return "收到交办后尽快"
    return f"收到交办后{limit.count}{limit.get_unit_display()}内"
