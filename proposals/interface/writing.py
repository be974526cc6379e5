"""The few things other systems write: an opinion entered for a deputy, a reply drafted and sent to its leader.

A reply never leaves by machine alone: it is signed in the portal by a person, as any other.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone

from congress import configuration
from congress.actors import Actor
from congress.dictionaries import words
from congress.interface import scopes
from congress.interface.operations import Asked, Operation
from congress.interface.problems import Problem
from congress.interface.shapes import ONE_LINE, WRITTEN, Choice, Day, Flag, Key, Many, Member, Text, Thing, Whole
from congress.interface.shapes import answered as always
from congress.permissions import require
from deputies.models import Seat
from proposals import drafting, guards, replies
from proposals.asks.answering import Answers, asks_of, kinds_for
from proposals.models import AskAnswer, Assignment, Proposal, Reply
from proposals.permissions import may_reply
from proposals.promises.lines import MOST

LONGEST_REPLY = 20_000
MOST_ASKS = 40
FILED = Thing(
    "NewProposal",
    {
        "card_number": Member("代表证号", Text(20, 1, ONE_LINE, "请填写代表证号"), is_required=True),
        "deputy": Member("代表姓名", Text(30, 1, ONE_LINE, "请填写姓名"), is_required=True, says="要与证号对得上。"),
        "title": Member("标题", Text(60, 1, ONE_LINE, "请写标题，写成一行"), is_required=True),
        "body": Member("内容", Text(5000, 1, WRITTEN, "请写建议内容"), is_required=True),
        "category": Member("类别代码", Text(20), default="", says="字典 category 里的。"),
        "place": Member("地点", Text(60), default=""),
        "is_public": Member("可以公开", Flag(), default=True),
    },
)
TAKEN = Thing(
    "FiledProposal",
    always(id=("标识", Key()), number=("编号", Text()), state=("状态", Choice(tuple(Proposal.State.values)))),
)
PROMISE = Thing(
    "PromiseLine",
    {
        "content": Member("承诺事项", Text(200, 1, WRITTEN, "请写承诺事项"), is_required=True),
        "promised_on": Member("承诺完成时间", Day(), is_required=True),
    },
)
ANSWER = Thing(
    "AskAnswerLine",
    {
        "ask": Member("诉求的标识", Whole(1, 2**31 - 1), is_required=True),
        "kind": Member("怎么办", Choice(tuple(AskAnswer.Kind.values)), is_required=True),
        "words": Member("答复内容", Text(500), default=""),
    },
)
DRAFT = Thing(
    "ReplyDraft",
    {
        "version": Member(
            "看到的版本", Whole(0, 2**31 - 1), is_required=True, says="还没有草稿时写 0，别人改过的不会被覆盖。"
        ),
        "text": Member("答复内容", Text(LONGEST_REPLY, 1, WRITTEN, "请写答复内容"), is_required=True),
        "outcome": Member("办理结果", Choice(("", *Reply.Outcome.values)), default=""),
        "document_number": Member("发文字号", Text(40), default=""),
        "contact_name": Member("联系人", Text(30), default=""),
        "promises": Member("承诺", Many(PROMISE, MOST), default=(), says="选 B 类时要写，每项都写事项和时间。"),
        "answers": Member(
            "逐条答复", Many(ANSWER, MOST_ASKS), default=(), says="标识见建议的 asks；没有写到的诉求，答复不变。"
        ),
        "is_public": Member("同意公开", Flag(), default=True),
    },
)
KEPT = Thing(
    "KeptDraft",
    always(
        id=("答复", Key()),
        assignment=("交办", Key()),
        round=("轮次", Whole()),
        version=("版本，下次修改时带上", Whole()),
    ),
)
NOTHING = Thing("Nothing")
SENT = Thing(
    "SentForSigning",
    always(assignment=("交办", Key()), state=("状态", Choice(tuple(Assignment.State.values)))),
)


def file_proposal(asked: Asked) -> dict[str, Any]:
    """代录, as the desk does it from paper."""
    sent, actor, at = asked.sent, asked.caller.actor, timezone.now()
    sent["title"], sent["body"] = sent["title"].strip(), sent["body"].strip()
    if errors := _unfit(sent, actor):
        raise Problem(422, "有的内容不符合要求，没有录入。", errors=errors)
    seat = _seat(sent, actor)
    fields = {name: sent[name] for name in ("title", "body", "category", "place", "is_public")}
    proposal = drafting.enter(seat=seat, by=actor, at=at, **fields)
    return {"id": proposal.pk, "number": proposal.number, "state": proposal.state}


def _unfit(sent: dict[str, Any], actor: Actor) -> dict[str, str]:
    """What the city has decided about an opinion's length and categories."""
    today, errors = timezone.localdate(), {}
    most = configuration.value("opinion.max_length", actor.congress, on=today)
    if len(sent["body"]) > most:
        errors["body"] = f"内容最多{most}字，现在是{len(sent['body'])}字"
    if sent["category"] and sent["category"] not in dict(words("category", actor.congress).choices(today)):
        errors["category"] = "没有这个类别，请看字典 category"
    return errors


def _seat(sent: dict[str, Any], actor: Actor) -> Seat:
    """The deputy in office who has this card and this name; one of the two alone could be somebody else's."""
    seats = Seat.objects.active(timezone.localdate()).filter(congress=actor.congress, is_placeholder=False)
    found = seats.filter(card_number=sent["card_number"], person__name=sent["deputy"])
    seat = found.select_related("person", "congress", "term").first()
    if seat is None:
        raise Problem(422, "没有录入。", errors={"card_number": "没有证号和姓名都对得上的在任代表"})
    return seat


def _assignment(asked: Asked) -> Assignment:
    rows = Assignment.objects.visible_to(asked.caller.actor)
    return get_object_or_404(
        rows.select_related("proposal__seat__person", "proposal__holder", "organ"), pk=asked.place["pk"]
    )


def save_reply(asked: Asked) -> dict[str, Any]:
    """The draft of this round, as a whole, in place of the version that was seen."""
    sent, actor = asked.sent, asked.caller.actor
    assignment = _assignment(asked)
    require(may_reply(actor, assignment))
    lines = [(line["content"], line["promised_on"]) for line in sent["promises"]]
    if any(day < timezone.localdate() for _, day in lines):
        raise Problem(422, "没有保存。", errors={"promises": "承诺完成时间不能早于今天"})
    answers = _answers(assignment, sent["answers"])
    known = guards.reply_of(assignment)
    if sent["version"] != (known.version if known else 0):
        raise _changed(known)
    reply = known or replies.begin(assignment, by=actor)
    fields = {name: sent[name] for name in sent if name not in ("version", "contact_name", "promises", "answers")}
    fields |= {"contact_name": sent["contact_name"]} if sent["contact_name"] else {}
    try:
        replies.save(reply, by=actor, seen=reply.version, lines=lines, answers=answers, **fields)
    except drafting.Overwritten:
        raise _changed(guards.reply_of(assignment)) from None
    return {"id": reply.pk, "assignment": assignment.pk, "round": reply.round, "version": reply.version}


def _answers(assignment: Assignment, sent: Sequence[dict[str, Any]]) -> Answers:
    """To asks of this proposal, and nothing that this organ may not say."""
    asks, kinds = {ask.pk for ask in asks_of(assignment)}, dict(kinds_for(assignment))
    if any(row["ask"] not in asks for row in sent):
        raise Problem(422, "没有保存。", errors={"answers": "有的诉求不是这件建议的，或者已经改掉"})
    if any(row["kind"] not in kinds for row in sent):
        raise Problem(422, "没有保存。", errors={"answers": "只有分办的单位可以写由其他单位答复"})
    return {row["ask"]: (row["kind"], row["words"]) for row in sent}


def _changed(reply: Reply | None) -> Problem:
    version = reply.version if reply else 0
    return Problem(409, "草稿已经有人改过，请先读取再改。", errors={"version": f"现在是{version}"})


def send_for_signing(asked: Asked) -> dict[str, Any]:
    """送签: from here on it is the leader's."""
    assignment, actor = _assignment(asked), asked.caller.actor
    require(may_reply(actor, assignment))
    try:
        replies.send_for_signing(assignment, by=actor, on=timezone.localdate())
    except PermissionDenied as missing:
        raise Problem(409, str(missing)) from None
    return {"assignment": assignment.pk, "state": assignment.state}


FILE_PROPOSAL = Operation(
    "fileProposal",
    "代代表录入一件意见",
    scopes.FILE,
    file_proposal,
    TAKEN,
    says="与代表工委代录纸质意见相同：给出编号，代表收到回执，等待审核。",
    body=FILED,
    status=201,
)
SAVE_REPLY = Operation(
    "saveReply",
    "起草答复",
    scopes.REPLY,
    save_reply,
    KEPT,
    says="整份保存；签收和沟通登记在平台上办。",
    body=DRAFT,
)
SEND_FOR_SIGNING = Operation(
    "sendForSigning",
    "送签",
    scopes.REPLY,
    send_for_signing,
    SENT,
    says="领导在平台上签发后才送达代表。缺什么（沟通、结果、内容）会说明。",
    body=NOTHING,
)
