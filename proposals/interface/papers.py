"""Proposals, assignments and replies as other systems get them: what the actor sees on pages, without telephones."""

from typing import Any

from congress.actors import Actor
from congress.interface.shapes import Choice, Day, Flag, Key, Many, Moment, OrNothing, Text, Thing, Whole, answered
from congress.models import Congress, Organ
from proposals import showing
from proposals.models import AskAnswer, Assignment, Clock, LimitKey, Promise, Proposal, Reply

CONGRESS = Thing("Congress", answered(code=("编号前缀", Text()), name=("名称", Text())))
ORGAN_NAME = Thing("OrganName", answered(id=("标识", Key()), name=("名称", Text())))
LINE = answered(
    id=("标识", Key()),
    number=("编号", Text()),
    kind=("种类", Choice(tuple(Proposal.Kind.values))),
    state=("状态", Choice(tuple(Proposal.State.values))),
    state_label=("状态的说法", Text()),
    title=("标题", Text()),
    category=("类别代码", Text()),
    lane=("办理方式", Choice(tuple(Proposal.Lane.values))),
    congress=("提出层级", CONGRESS),
    holder=("办理层级", CONGRESS),
    occasion=("会议", Text()),
    number_in_session=("会议编号", OrNothing(Whole())),
    author=("提出人", Text()),
    submitted_at=("提交时间", Moment()),
    assigned_on=("交办日期", OrNothing(Day())),
    answered_on=("答复日期", OrNothing(Day())),
    closed_on=("办结日期", OrNothing(Day())),
    is_public=("可以公开", Flag()),
)
ASK = Thing("Ask", answered(id=("标识", Whole()), number=("序号", Whole()), text=("诉求", Text())))
PROPOSAL_LINE = Thing("ProposalLine", LINE)
PROPOSAL = Thing(
    "Proposal",
    LINE
    | answered(
        body=("内容，议案为案据", Text()),
        plan=("方案，议案才有", Text()),
        asks=("逐条诉求", Many(ASK)),
        place=("地点", Text()),
        cosigners=("联名代表", Many(Text())),
        wants_contact=("要求当面沟通", Flag()),
        needs_no_reply=("不需要书面答复", Flag()),
        merged_into=("并入", OrNothing(Key())),
    ),
)
ASSIGNMENT = Thing(
    "Assignment",
    answered(
        id=("标识", Key()),
        proposal=("建议", Key()),
        organ=("承办单位", ORGAN_NAME),
        part=("承办方式", Choice(tuple(Assignment.Part.values))),
        named_part=("分办内容", Text()),
        state=("状态", Choice(tuple(Assignment.State.values))),
        state_label=("状态的说法", Text()),
        round=("轮次", Whole()),
        assigned_on=("交办日期", Day()),
        signed_in_at=("签收时间", OrNothing(Moment())),
        replied_on=("答复日期", OrNothing(Day())),
        due_on=("这一轮的期限", OrNothing(Day())),
    ),
)
PROMISED = Thing(
    "Promise",
    answered(
        id=("标识", Key()),
        content=("承诺事项", Text()),
        promised_on=("承诺完成时间", OrNothing(Day())),
        due_on=("现在的期限", OrNothing(Day())),
        state=("状态", Choice(tuple(Promise.State.values))),
    ),
)
ANSWER = Thing(
    "AskAnswer",
    answered(
        ask=("诉求的标识", Whole()),
        kind=("怎么办，草稿里可以还没有选", Choice(("", *AskAnswer.Kind.values))),
        words=("答复内容", Text()),
    ),
)
REPLY = Thing(
    "Reply",
    answered(
        id=("标识", Key()),
        assignment=("交办", Key()),
        organ=("承办单位", ORGAN_NAME),
        round=("轮次", Whole()),
        version=("版本", Whole()),
        outcome=("办理结果", Choice(("", *Reply.Outcome.values))),
        text=("答复内容", Text()),
        document_number=("发文字号", Text()),
        promises=("承诺", Many(PROMISED)),
        answers=("逐条答复", Many(ANSWER)),
        is_public=("同意公开", Flag()),
        signed_at=("签发时间，没有签发的是草稿", OrNothing(Moment())),
    ),
)
OF_THE_ROUND = (LimitKey.REPLY, LimitKey.REHANDLE, LimitKey.OPINION)


def _congress(congress: Congress) -> dict[str, Any]:
    return {"code": congress.code, "name": congress.name}


def _organ(organ: Organ) -> dict[str, Any]:
    return {"id": organ.pk, "name": organ.name}


def line_of(proposal: Proposal, actor: Actor) -> dict[str, Any]:
    """One proposal of a list; its current assignments are those that were prefetched."""
    return {
        "id": proposal.pk,
        "number": proposal.number or "",
        "kind": proposal.kind,
        "state": proposal.state,
        "state_label": showing.state_word(proposal, actor, _current(proposal)),
        "title": proposal.title,
        "category": proposal.category,
        "lane": proposal.lane,
        "congress": _congress(proposal.congress),
        "holder": _congress(proposal.holder),
        "occasion": proposal.occasion,
        "number_in_session": proposal.number_in_session,
        "author": showing.author_for(proposal, actor),
        "submitted_at": proposal.submitted_at,
        "assigned_on": proposal.assigned_on,
        "answered_on": proposal.answered_on,
        "closed_on": proposal.closed_on,
        "is_public": proposal.is_public,
    }


def _current(proposal: Proposal) -> list[Assignment]:
    gone = (Assignment.State.RELEASED, Assignment.State.ENDED)
    return [row for row in proposal.assignments.all() if row.state not in gone]


def paper_of(proposal: Proposal, actor: Actor) -> dict[str, Any]:
    """One proposal in full."""
    joined = [row for row in showing.signatories(proposal, actor) if row in proposal.co_signatories()]
    return line_of(proposal, actor) | {
        "body": proposal.body,
        "plan": proposal.plan,
        "asks": [{"id": ask.pk, "number": ask.number, "text": ask.text} for ask in proposal.current_asks()],
        "place": proposal.place,
        "cosigners": [str(row.seat) for row in joined],
        "wants_contact": proposal.wants_contact,
        "needs_no_reply": proposal.needs_no_reply,
        "merged_into": proposal.merged_into_id,
    }


def assignment_of(row: Assignment, actor: Actor, clocks: list[Clock]) -> dict[str, Any]:
    """What one organ has to do with it.

    Args:
        clocks: the running limits of the proposal.
    """
    due = [each.due_on for each in clocks if each.assignment_id == row.pk and each.limit in OF_THE_ROUND]
    return {
        "id": row.pk,
        "proposal": row.proposal_id,
        "organ": _organ(row.organ),
        "part": row.part,
        "named_part": row.named_part,
        "state": row.state,
        "state_label": showing.assignment_word(row, actor),
        "round": row.round,
        "assigned_on": row.assigned_on,
        "signed_in_at": row.signed_in_at,
        "replied_on": row.replied_on,
        "due_on": min(due, default=None),
    }


def reply_of(reply: Reply) -> dict[str, Any]:
    """A signed reply, or the draft of the reader's own organ."""
    return {
        "id": reply.pk,
        "assignment": reply.assignment_id,
        "organ": _organ(reply.assignment.organ),
        "round": reply.round,
        "version": reply.version,
        "outcome": reply.outcome,
        "text": reply.text,
        "document_number": reply.document_number,
        "promises": [
            {name: getattr(line, name) for name in ("content", "promised_on", "due_on", "state")} | {"id": line.pk}
            for line in reply.lines()
        ],
        "answers": [{"ask": row.ask_id, "kind": row.kind, "words": row.words} for row in reply.own_answers()],
        "is_public": reply.is_public,
        "signed_at": reply.signed_at,
    }
