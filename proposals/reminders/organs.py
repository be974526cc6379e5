"""What organs are reminded of: signing in, the limits of their papers, replies that wait for a signature."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from congress.calendar_table import current_calendar
from congress.models import Grant, Notice, Organ, Person, Role
from congress.notices import Post, post_many
from congress.registries import reminder
from proposals.clocks import Light
from proposals.models import Assignment, Clock, LimitKey
from proposals.reminders.stages import Stage, stage_of, weeks_since

PAPERS = {LimitKey.REPLY: "答复", LimitKey.REHANDLE: "重新答复", LimitKey.OPINION: "协办意见"}
HANDLERS = (Role.HANDLER,)
BOTH = (Role.HANDLER, Role.ORGAN_LEADER)
ORGANS_AT_ONCE, CLOCKS_AT_ONCE = 100, 5000

Staff = dict[tuple[UUID, str], list[Person]]


def staff_of_all(organs: Iterable[UUID], on: date) -> Staff:
    """Who acts for each of these organs on that day in which role, in one query."""
    found: Staff = defaultdict(list)
    grants = Grant.objects.active(on).filter(organ__in=organs, role__in=BOTH).select_related("person")
    for grant in grants:
        if grant.organ_id and grant.person not in found[grant.organ_id, grant.role]:
            found[grant.organ_id, grant.role].append(grant.person)
    return found


def people(staff: Staff, organ: Organ, roles: Iterable[str]) -> list[Person]:
    """Those of one organ in these roles, each once."""
    return list({person.pk: person for role in roles for person in staff[organ.pk, role]}.values())


def by_organ(clocks: QuerySet[Clock], today: date) -> Iterator[tuple[Organ, list[Clock], Staff]]:
    """The clocks of each organ together, and its staff: a few organs at a time, fewer where they have many clocks."""
    rows = clocks.select_related("root__holder", "assignment__organ").order_by("assignment__organ", "due_on")
    groups = ((organ, list(group)) for organ, group in groupby(rows.iterator(chunk_size=2000), key=_organ))
    batch: list[tuple[Organ, list[Clock]]] = []
    for group in groups:
        batch.append(group)
        if len(batch) == ORGANS_AT_ONCE or sum(len(of_one) for _, of_one in batch) >= CLOCKS_AT_ONCE:
            yield from _with_staff(batch, today)
            batch = []
    yield from _with_staff(batch, today)


def _organ(clock: Clock) -> Organ:
    assert clock.assignment is not None  # only clocks of assignments are asked for
    return clock.assignment.organ


def _with_staff(batch: list[tuple[Organ, list[Clock]]], today: date) -> Iterator[tuple[Organ, list[Clock], Staff]]:
    staff = staff_of_all([organ.pk for organ, _ in batch], today)
    yield from ((organ, clocks, staff) for organ, clocks in batch)


def _running(*limits: str) -> QuerySet[Clock]:
    return Clock.objects.running().filter(limit__in=limits, assignment__isnull=False, root__is_live=True)


@reminder("not_signed", "没有签收的")
def not_signed(today: date) -> int:
    """Items not signed in when their limit was over, then each week: one message an organ."""
    posted = 0
    for organ, late, staff in by_organ(_running(LimitKey.SIGN_IN).filter(due_on__lt=today), today):
        newest = max((weeks_since(clock.due_on, today) * -1, clock.due_on) for clock in late)[1]
        week = weeks_since(newest, today)
        posted += post_many(
            Post(
                key=f"not_signed:{organ.pk}:{newest}:{week}:{person.pk}",
                kind="not_signed",
                to=person,
                congress=late[0].root.holder,
                facts={"organ": str(organ), "n": len(late), "d": -Light(late[0], today, current_calendar()).left},
                address=reverse("proposals:inbox"),
                day=today,
            )
            for person in people(staff, organ, BOTH)
        )
    return posted


@reminder("limits", "期限过半、将到期、超期")
def limits(today: date) -> int:
    """Replies, new replies and joint opinions: 50 %, 80 %, 3 working days before, on the day, weekly when overdue."""
    calendar, posted = current_calendar(), 0
    for organ, clocks, staff in by_organ(_running(*PAPERS), today):
        reached = [
            (clock, light, stage) for clock in clocks if (stage := stage_of(light := Light(clock, today, calendar)))
        ]
        posts = [post for clock, light, stage in reached for post in _posts(organ, staff, light, stage)]
        posts = _not_told(posts)
        if len({post.address for post in posts}) > 1:
            posts = [*(_inside_only(post) for post in posts), *_digests(organ, clocks, posts, today)]
        posted += post_many(posts)
    return posted


def _posts(organ: Organ, staff: Staff, light: Light, stage: Stage) -> Iterator[Post]:
    """One limit's stage, for whoever can do something about it: the handler, from the last day on the leader too."""
    clock, assignment = light.clock, light.clock.assignment
    assert assignment is not None
    roles: Iterable[str] = BOTH if stage.kind in ("due_today", "overdue") else HANDLERS
    if assignment.state == Assignment.State.SIGNING:
        roles = (Role.ORGAN_LEADER,)
    for person in people(staff, organ, roles):
        yield Post(
            key=f"{stage.kind}:{clock.pk}:{stage.name}:{person.pk}",
            kind=stage.kind,
            to=person,
            congress=clock.root.holder,
            facts={
                "organ": str(organ),
                "no": clock.root.number,
                "paper": PAPERS[LimitKey(clock.limit)],
                "d": abs(light.left),
                "until": light.last_day,
            },
            address=clock.root.get_absolute_url(),
            day=light.today,
        )


def _not_told(posts: list[Post]) -> list[Post]:
    told = set(Notice.objects.filter(key__in=[post.key for post in posts]).values_list("key", flat=True))
    return [post for post in posts if post.key not in told]


def _inside_only(post: Post) -> Post:
    return replace(post, channels=())


def _digests(organ: Organ, clocks: list[Clock], posts: list[Post], today: date) -> Iterator[Post]:
    """One message in place of many: how much is in hand, soon due, overdue."""
    calendar = current_calendar()
    lights = [Light(clock, today, calendar) for clock in clocks]
    late = sum(light.is_overdue for light in lights)
    soon = sum(light.colour == "red" for light in lights) - late
    for person in {post.to.pk: post.to for post in posts}.values():
        yield Post(
            key=f"organ_digest:{organ.pk}:{today}:{person.pk}",
            kind="organ_digest",
            to=person,
            congress=clocks[0].root.holder,
            facts={"organ": str(organ), "n": len(clocks), "a": soon, "b": late},
            address=reverse("proposals:inbox"),
            day=today,
        )


@reminder("signature_waiting", "等领导签发的")
def signature_waiting(today: date) -> int:
    """To the leader: replies that have waited for a signature since an earlier day, then each week."""
    waiting = Clock.objects.running().filter(
        limit__in=[LimitKey.REPLY, LimitKey.REHANDLE],
        assignment__state=Assignment.State.SIGNING,
        root__is_live=True,
    )
    posted = 0
    for organ, clocks, staff in by_organ(waiting.prefetch_related("assignment__replies"), today):
        since = [sent for clock in clocks if (sent := _sent_on(clock)) < today]
        if not since:
            continue
        newest = max(since, key=lambda sent: (-weeks_since(sent, today), sent))
        posted += post_many(
            Post(
                key=f"signature_waiting:{organ.pk}:{newest}:{weeks_since(newest, today)}:{person.pk}",
                kind="signature_waiting",
                to=person,
                congress=clocks[0].root.holder,
                facts={"organ": str(organ), "n": len(clocks), "date": clocks[0].due_on},
                address=reverse("proposals:inbox"),
                day=today,
            )
            for person in people(staff, organ, (Role.ORGAN_LEADER,))
        )
    return posted


def _sent_on(clock: Clock) -> date:
    """The day the reply was last written: it went to the leader then, and cannot be changed since."""
    assert clock.assignment is not None
    return max(localdate(reply.saved_at) for reply in clock.assignment.replies.all())
