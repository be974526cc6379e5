"""What pages show of groups: the state of the 四个一, who is in them, what came of what."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from congress.actors import Actor
from congress.registries import registry
from deputies.duties import strips
from deputies.duties.counting import records_in
from deputies.duties.holders import Scope
from deputies.duties.periods import period_at
from deputies.duties.strips import StripLine
from deputies.models import Duty
from groups.models import Activity, Attendance, Group, Link, Membership, Photo, Post
from groups.models.groups import on_a_day

QUARTERS = ("一季度", "二季度", "三季度", "四季度")


def quarter_of(day: date) -> int:
    """0 to 3."""
    return (day.month - 1) // 3


def quarter_begins(day: date) -> date:
    """The first day of the quarter of that day."""
    return date(day.year, quarter_of(day) * 3 + 1, 1)


def links_on(group: Group, today: date) -> dict[str, Link]:
    """Its fixed links of the day, by kind."""
    return {link.kind: link for link in Link.objects.on(today).filter(group=group).select_related("organ")}


@dataclass(frozen=True)
class DutyOfAGroup:
    """One duty of a group this year.

    Attributes:
        quarters: of a duty of each quarter, its word and how much is on record; None for one still to come.
    """

    line: StripLine
    quarters: list[tuple[str, int | None]]


def duties_of(group: Group, actor: Actor, today: date) -> list[DutyOfAGroup]:
    """今年“四个一”: each line with the quarters of what is due in each quarter, from the records that it counts."""
    year = period_at("year", today)
    scope = Scope(actor, year.first, year.last, holder=group.pk)
    found = []
    for line in strips.of("group", group.pk, group.congress, actor, today):
        duty, numbers = line.progress.asked, [0, 0, 0, 0]
        is_quarterly = duty.shown.period == Duty.Period.QUARTER and line.progress.is_asked
        if is_quarterly and duty.countable:
            rows = records_in(duty.countable, scope, duty.span, duty.shown.holder)
            for day, amount in rows.order_by().values_list("counted_on", "amount"):
                numbers[quarter_of(day)] += amount
        now = quarter_of(today)
        words = [(word, numbers[at] if at <= now else None) for at, word in enumerate(QUARTERS)]
        found.append(DutyOfAGroup(line, words if is_quarterly else []))
    return found


def listed(actor: Actor, today: date) -> Any:
    """The groups of the reader's congress today, with what the list shows of them."""
    quarter = Activity.objects.held().filter(group=OuterRef("pk"), day__gte=quarter_begins(today))
    rows = Group.objects.visible_to(actor).filter(congress=actor.congress).on(today)
    standing = Link.objects.on(today).filter(group=OuterRef("pk"))
    is_on = Q(memberships__starts_on__lte=today) & (
        Q(memberships__ends_on__isnull=True) | Q(memberships__ends_on__gte=today)
    )
    return (
        rows.select_related("area", "committee")
        .annotate(
            members_number=Count("memberships", filter=is_on),
            has_activity=Exists(quarter.filter(day__lte=today)),
            has_organ=Exists(standing.filter(kind=Link.Kind.ORGAN)),
            has_village=Exists(standing.filter(kind=Link.Kind.VILLAGE)),
        )
        .order_by("kind", "number")
    )


def with_leaders(groups: list[Group], today: date) -> list[tuple[Group, str]]:
    """Each with its leader's name."""
    posts = Post.objects.filter(on_a_day(today), group__in=groups, kind=Post.Kind.LEADER)
    names = {row.group_id: row.grant.person.name for row in posts.select_related("grant__person")}
    return [(group, names.get(group.pk, "")) for group in groups]


def posts_on(group: Group, day: date) -> list[Post]:
    """组长 first, then 副组长, then 联络员."""
    order = list(Post.Kind.values)
    rows = list(Post.objects.filter(on_a_day(day), group=group).select_related("grant__person"))
    return sorted(rows, key=lambda row: (order.index(row.kind), row.starts_on, row.pk))


def own_groups(actor: Actor, today: date) -> list[Group]:
    """Those in which the actor is a member or has a post today."""
    member = Membership.objects.filter(on_a_day(today), group=OuterRef("pk"), seat=actor.seat) if actor.seat else None
    post = Q(Exists(Post.objects.filter(on_a_day(today), group=OuterRef("pk"), grant=actor.grant)))
    return list(Group.objects.on(today).filter(post | Q(Exists(member)) if member is not None else post))


def _number_of(rows: Any) -> Any:
    """How many of these there are for each activity, asked for the rows of a page alone."""
    found = rows.filter(activity=OuterRef("pk")).order_by().values("activity")
    return Coalesce(Subquery(found.annotate(number=Count("pk")).values("number")), 0)


def counted(rows: Any) -> Any:
    """Activities, the newest first, with how many were there of how many, and how many photos there are."""
    return rows.annotate(
        there=_number_of(Attendance.objects.filter(state=Attendance.State.PRESENT)),
        all_of_them=_number_of(Attendance.objects.all()),
        photos_number=_number_of(Photo.objects.all()),
    ).order_by("-day", "-recorded_at", "pk")


def offshoots(actor: Actor, record: Any, today: date) -> list[tuple[str, dict[str, Any]]]:
    """What higher apps know of what came of a record."""
    return [found for source in registry.offshoots if (found := source(actor, record, today))]
