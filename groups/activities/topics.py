"""专题行动: opened by the desk, changed while it runs, closed with its sums; what groups found, what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils.timezone import localdate

from congress import timeline
from congress.actors import Actor
from congress.models import Congress
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.rereading import reread
from congress.revising import revise
from congress.workflow import OutOfTurn
from groups.models import Activity, Group, Topic
from groups.permissions import may_establish

TAKEN = "已经有叫这个名称的专题行动"
CLOSED = "这个专题行动已经结束。"


def may_keep_topic(actor: Actor, topic: Topic) -> Verdict:
    """代表工委 of its congress."""
    own = actor.congress.pk == topic.congress_id
    return may_establish(actor) and (ALLOWED if own else refuse("专题行动由发起它的代表工作机构管理。"))


@transaction.atomic
def open_topic(*, title: str, text: str, starts_on: date, ends_on: date | None, by: Actor, at: datetime) -> Topic:
    """发起专题行动 of the desk's congress; word for word the same is the same.

    Raises:
        PermissionDenied: not the desk, or the name is taken.
    """
    require(may_establish(by))
    list(Congress.objects.select_for_update(no_key=True).filter(pk=by.congress.pk).values_list("pk"))
    facts = {"title": title, "text": text, "starts_on": starts_on, "ends_on": ends_on}
    own = Topic.objects.filter(congress=by.congress)
    if found := own.filter(**facts).first():
        return found
    if own.filter(title=title).exists():
        require(refuse(TAKEN))
    topic = Topic.objects.create(congress=by.congress, opened_by=by.grant, **facts)
    timeline.record("open_topic", topic, by=by, note=title, at=at)
    return topic


def _hold(topic: Topic) -> None:
    """The topic as it is by now, its congress's names held. Raises OutOfTurn once it was closed."""
    list(Congress.objects.select_for_update(no_key=True).filter(pk=topic.congress_id).values_list("pk"))
    list(Topic.objects.select_for_update(no_key=True).filter(pk=topic.pk).values_list("pk"))
    reread(topic)
    if topic.is_closed:
        raise OutOfTurn(CLOSED)


@transaction.atomic
def change_topic(topic: Topic, *, seen: int, by: Actor, at: datetime, **fields: Any) -> bool:
    """修改 while it runs; what stood there before is kept. Says whether anything differed.

    Args:
        seen: how often it had been changed when the form was opened.
        fields: title, text, starts_on, ends_on.
    Raises:
        OutOfTurn: it was closed, or somebody changed it meanwhile.
        PermissionDenied: the name is another's.
    """
    require(may_keep_topic(by, topic))
    _hold(topic)
    if Topic.objects.filter(congress=topic.congress_id, title=fields["title"]).exclude(pk=topic.pk).exists():
        require(refuse(TAKEN))
    return revise("change_topic", topic, by=by, at=at, seen=seen, **fields)


@dataclass(frozen=True)
class TopicSums:
    """What came of a topic: 活动小组, of them 参加, 活动, of them 发现问题."""

    groups_number: int
    part_number: int
    held_number: int
    problems_number: int


def sums_of_topic(topic: Topic, on: date) -> TopicSums:
    """As they were fixed, or as the records have it by now: two statements."""
    if topic.is_closed:
        return TopicSums(
            topic.groups_number or 0, topic.part_number or 0, topic.held_number or 0, topic.problems_number or 0
        )
    held = Activity.objects.held().filter(topic=topic).order_by()
    found = held.aggregate(
        part=Count("group", distinct=True), held=Count("pk"), problems=Count("pk", filter=~Q(problems=""))
    )
    own = Group.objects.filter(congress=topic.congress_id, kind=Group.Kind.ACTIVITY).on(on)
    return TopicSums(own.count(), found["part"], found["held"], found["problems"])


@transaction.atomic
def close_topic(topic: Topic, *, conclusion: str, by: Actor, at: datetime) -> None:
    """结束: the sums are fixed as they are, no activity joins any more; a record that is put right changes them not.

    Raises:
        OutOfTurn: it was closed already.
    """
    require(may_keep_topic(by, topic))
    _hold(topic)
    today = localdate(at)
    facts: dict[str, Any] = vars(sums_of_topic(topic, today))
    last = max(topic.starts_on, min(topic.ends_on or today, today))
    facts |= {"conclusion": conclusion, "closed_by": by.grant, "closed_at": at, "ends_on": last}
    for name, value in facts.items():
        setattr(topic, name, value)
    topic.save(update_fields=list(facts))
    timeline.record("close_topic", topic, by=by, at=at, note=conclusion, is_locked=True)
