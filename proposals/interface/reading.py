"""What other systems read. Every question begins with visible_to, as on the pages."""

import base64
import binascii
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.dictionaries import Lexicon
from congress.interface import scopes
from congress.interface.operations import Asked, Operation
from congress.interface.problems import Problem
from congress.interface.shapes import (
    Choice,
    Day,
    Flag,
    Key,
    Many,
    Member,
    Moment,
    OrNothing,
    Text,
    Thing,
    Whole,
    answered,
)
from congress.models import Event, Organ
from congress.registries import registry
from proposals import replies, showing
from proposals.interface import feed
from proposals.interface.papers import (
    ASSIGNMENT,
    PROPOSAL,
    PROPOSAL_LINE,
    REPLY,
    assignment_of,
    line_of,
    paper_of,
    reply_of,
)
from proposals.models import Assignment, Clock, Proposal, with_asks
from proposals.models.proposals import ProposalQuerySet

MOST = 100
LIMIT = Member("一页多少", Whole(1, MOST), default=50)
CURSOR = Member("上一页的 next", Text(200))
POSITION = Whole()


def _shown(actor: Actor) -> ProposalQuerySet:
    """What he may see, with all that a line says."""
    rows = Proposal.objects.visible_to(actor).select_related("seat__person", "congress", "holder", "session")
    return rows.prefetch_related(Prefetch("assignments", Assignment.objects.select_related("organ")))


def _one(asked: Asked) -> Proposal:
    return get_object_or_404(_shown(asked.caller.actor), pk=asked.place["pk"])


def _settled_head() -> int:
    """An event from which changes can be asked for later: nothing before it is still on its way."""
    before = timezone.now() - timeline.IN_FLIGHT
    return Event.objects.filter(at__lte=before).order_by("-at", "-id").values_list("id", flat=True).first() or 0


def _cursor(moment: datetime, key: UUID) -> str:
    return base64.urlsafe_b64encode(f"{moment.isoformat()} {key}".encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[datetime, UUID]:
    try:
        moment, key = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True).decode().split(" ")
        read = datetime.fromisoformat(moment), UUID(key)
        if timezone.is_naive(read[0]):
            raise ValueError("no offset")
    except (ValueError, binascii.Error):
        raise Problem(422, errors={"cursor": "不是上一页给出的 next"}) from None
    return read


def list_proposals(asked: Asked) -> dict[str, Any]:
    """The list in the order of submission, or what changed since a position."""
    actor, query = asked.caller.actor, asked.query
    rows = _filtered(_shown(actor), query)
    if query["changed_since"] is not None:
        asked.caller.require(scopes.EVENTS)
        told, head = feed.since(actor, query["changed_since"], query["limit"])
        order = {each.matter: each.event for each in told}
        found = {row.pk: row for row in rows.filter(pk__in=order).order_by()}
        items = [line_of(found[key], actor) for key in sorted(order, key=lambda key: order[key]) if key in found]
        return {"items": items, "next": None, "head": head}
    head = _settled_head()
    if query["cursor"]:
        moment, key = _read(query["cursor"])
        rows = rows.filter(Q(submitted_at__gt=moment) | Q(submitted_at=moment, pk__gt=key))
    page = list(rows.order_by("submitted_at", "pk")[: query["limit"] + 1])
    shown = page[: query["limit"]]
    more = shown[-1] if len(page) > len(shown) else None
    next_page = _cursor(more.submitted_at, more.pk) if more and more.submitted_at else None
    return {"items": [line_of(row, actor) for row in shown], "next": next_page, "head": head}


def _filtered(rows: ProposalQuerySet, query: dict[str, Any]) -> ProposalQuerySet:
    for name in ("kind", "state", "number"):
        if query[name] is not None:
            rows = rows.filter(**{name: query[name]})
    if query["organ"]:
        theirs = Assignment.objects.current().filter(organ=query["organ"], proposal=OuterRef("pk"))
        rows = rows.filter(Exists(theirs))
    if query["submitted_from"]:
        rows = rows.filter(submitted_at__date__gte=query["submitted_from"])
    if query["submitted_to"]:
        rows = rows.filter(submitted_at__date__lte=query["submitted_to"])
    return rows


def one_proposal(asked: Asked) -> dict[str, Any]:
    return paper_of(_one(asked), asked.caller.actor)


def assignments_of(asked: Asked) -> dict[str, Any]:
    """The organs it was handed to, as far as the actor sees them."""
    proposal, actor = _one(asked), asked.caller.actor
    rows = Assignment.objects.visible_to(actor).filter(proposal=proposal).select_related("organ")
    clocks = list(Clock.objects.running().filter(root=proposal))
    return {"items": [assignment_of(row, actor, clocks) for row in rows]}


def replies_of(asked: Asked) -> dict[str, Any]:
    """Signed replies, those to what it was merged into among them, and the drafts of one's own organ."""
    proposal = _one(asked)
    matters = [proposal.pk, *([proposal.merged_into_id] if proposal.state == Proposal.State.MERGED else [])]
    rows = replies.visible_replies(asked.caller.actor).filter(assignment__proposal__in=matters)
    return {
        "items": [
            reply_of(row)
            for row in rows.select_related("assignment__organ")
            .prefetch_related("promises", with_asks())
            .order_by("signed_at", "pk")
        ]
    }


def events_of(asked: Asked) -> dict[str, Any]:
    """The timeline, as the actor's page shows it."""
    proposal, actor = _one(asked), asked.caller.actor
    rows = showing.rows_for(proposal, actor, list(proposal.assignments.all()))
    return {
        "items": [
            {
                "event": row.event.pk,
                "kind": f"{row.event.subject_kind}.{row.event.step}",
                "label": row.label,
                "at": row.at,
                "who": row.who,
                "note": row.note,
            }
            for row in rows
            if row.event
        ]
    }


def list_events(asked: Asked) -> dict[str, Any]:
    """What happened since, in order: ids, never words."""
    told, head = feed.since(asked.caller.actor, asked.query["after"], asked.query["limit"])
    items = [
        {
            "event": each.event,
            "kind": each.kind,
            "label": feed.LABELS[each.kind.partition(".")[2]],
            "at": each.at,
            "proposal": each.matter,
            "assignment": each.part,
        }
        for each in told
    ]
    return {"items": items, "head": head}


def list_organs(asked: Asked) -> dict[str, Any]:
    """The organs of the congress and of those below; inner offices left out."""
    path, query = asked.caller.actor.congress.path, asked.query
    rows = Organ.objects.filter(congress__path__startswith=path).exclude(kind=Organ.Kind.INNER)
    rows = rows.select_related("congress").order_by("pk")
    if query["after"]:
        rows = rows.filter(pk__gt=query["after"])
    page = list(rows[: query["limit"] + 1])
    shown = page[: query["limit"]]
    items = [
        {
            "id": row.pk,
            "name": row.name,
            "short_name": row.short_name,
            "kind": row.kind,
            "branch": row.branch,
            "congress": row.congress.code,
            "is_active": row.is_active,
        }
        for row in shown
    ]
    return {"items": items, "next": shown[-1].pk if len(page) > len(shown) else None}


def list_dictionaries(asked: Asked) -> dict[str, Any]:
    """The words that may be chosen today, by their codes."""
    lexicon, congress, today = Lexicon(), asked.caller.actor.congress, timezone.localdate()
    items = [
        {
            "name": name,
            "label": declared.label,
            "words": [
                {"code": code, "label": label} for code, label in lexicon.words(name, congress.pk).choices(today)
            ],
        }
        for name, declared in sorted(registry.dictionaries.items())
    ]
    return {"items": items}


def _many(name: str, item: Thing, **more: tuple[str, Any]) -> Thing:
    return Thing(name, answered(items=("各项", Many(item)), **more))


WHAT = answered(event=("记录编号", Whole()), kind=("步骤代码", Text()), label=("步骤", Text()), at=("时间", Moment()))
STEP = Thing("Step", WHAT | answered(who=("谁", Text()), note=("说明", Text())))
EVENT = Thing("Event", WHAT | answered(proposal=("建议", Key()), assignment=("交办", OrNothing(Key()))))
HEAD = ("读到的位置，下次从这里起", Whole())
ORGAN = Thing(
    "Organ",
    answered(
        id=("标识", Key()),
        name=("名称", Text()),
        short_name=("简称", Text()),
        kind=("类型", Choice(tuple(Organ.Kind.values))),
        branch=("系统", Choice(tuple(Organ.Branch.values))),
        congress=("所属人大的编号前缀", Text()),
        is_active=("启用", Flag()),
    ),
)
WORD = Thing("Word", answered(code=("代码", Text()), label=("说法", Text())))
DICTIONARY = Thing("Dictionary", answered(name=("名称", Text()), label=("说法", Text()), words=("各词", Many(WORD))))

LIST_PROPOSALS = Operation(
    "listProposals",
    "建议列表",
    scopes.READ,
    list_proposals,
    _many("Proposals", PROPOSAL_LINE, next=("下一页的 cursor", OrNothing(Text())), head=HEAD),
    says="按提交时间排列；写 changed_since 时改为其后有变动的，反复读到 head 不再前进为止，同一件可能再次出现。",
    query={
        "kind": Member("种类", Choice(tuple(Proposal.Kind.values))),
        "state": Member("状态", Choice(tuple(Proposal.State.values))),
        "number": Member("编号", Text(24)),
        "organ": Member("承办单位", Key()),
        "submitted_from": Member("提交日期从", Day()),
        "submitted_to": Member("提交日期到", Day()),
        "changed_since": Member("上次的 head", POSITION, says="还要有读取变动的权限。"),
        "cursor": CURSOR,
        "limit": LIMIT,
    },
)
ONE_PROPOSAL = Operation("getProposal", "一件建议", scopes.READ, one_proposal, PROPOSAL)
ASSIGNMENTS = Operation("listAssignments", "承办单位", scopes.READ, assignments_of, _many("Assignments", ASSIGNMENT))
REPLIES = Operation("listReplies", "答复", scopes.READ, replies_of, _many("Replies", REPLY))
STEPS = Operation("listSteps", "办理进程", scopes.READ, events_of, _many("Steps", STEP))
LIST_EVENTS = Operation(
    "listEvents",
    "变动",
    scopes.EVENTS,
    list_events,
    _many("Events", EVENT, head=HEAD),
    says="按记录的先后；两分钟内可能还有没写完的，先不给出。",
    query={"after": Member("上次的 head", POSITION, default=0), "limit": LIMIT},
)
ORGANS = Operation(
    "listOrgans",
    "单位",
    "",
    list_organs,
    _many("Organs", ORGAN, next=("下一页的 after", OrNothing(Key()))),
    query={"after": Member("上一页的 next", Key()), "limit": LIMIT},
)
DICTIONARIES = Operation("listDictionaries", "字典", "", list_dictionaries, _many("Dictionaries", DICTIONARY))
