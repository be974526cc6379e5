"""What duties count of groups: activities, links, practical matters; and of deputies, that they were there."""

from typing import Any

from django.db.models import F, IntegerField, Q, Value

from congress.actors import Actor
from congress.countables import Countable, Line, declare
from groups.models import Activity, Attendance, Link, PracticalMatter

ONE = Value(1)
CONGRESS = "group__congress"
INSPECTIONS = ("视察", "调研", "执法检查")  # of the dictionary activity_kind
SAYS = "正在固定联系的，从开始日期到结束日期。"


def activities(actor: Actor | None) -> Any:
    """Recorded or confirmed; each counts on its day."""
    rows = Activity.objects.visible_to(actor) if actor else Activity.objects.all()
    return rows.held().annotate(holder=F("group_id"), counted_on=F("day"), amount=ONE)


def links(kind: str, actor: Actor | None) -> Any:
    """Fixed links of one kind, from their first day to their last."""
    rows = Link.objects.visible_to(actor) if actor else Link.objects.all()
    return rows.filter(kind=kind).annotate(
        holder=F("group_id"), counted_on=F("starts_on"), counted_until=F("ends_on"), amount=ONE
    )


def organ_links(actor: Actor | None) -> Any:
    return links(Link.Kind.ORGAN, actor)


def village_links(actor: Actor | None) -> Any:
    return links(Link.Kind.VILLAGE, actor)


def matters(actor: Actor | None) -> Any:
    """Done; each counts on the day on which it was done."""
    rows = PracticalMatter.objects.visible_to(actor) if actor else PracticalMatter.objects.all()
    return rows.filter(Q(done_on__isnull=False)).annotate(holder=F("group_id"), counted_on=F("done_on"), amount=ONE)


def _activity(row: Any) -> Line:
    return Line(row.day, str(row), row.get_absolute_url())


def _link(row: Any) -> Line:
    return Line(row.starts_on, str(row), row.get_absolute_url())


def _matter(row: Any) -> Line:
    return Line(row.done_on, row.title, row.get_absolute_url())


declare(
    Countable(
        "group_activity",
        "小组活动",
        "group",
        "次",
        activities,
        _activity,
        "已经登记或者确认的活动，按活动日期计；退回补正的和取消的不计。",
        congress=CONGRESS,
    )
)
for name, label, records in (
    ("organ_link", "联系国家机关", organ_links),
    ("village_link", "联系村（社区）", village_links),
):
    declare(Countable(name, label, "group", "个", records, _link, SAYS, is_standing=True, congress=CONGRESS))
WHEN_DONE = "已经办成的实事，按办成日期计。"
declare(Countable("practical_matter", "办实事", "group", "件", matters, _matter, WHEN_DONE, congress=CONGRESS))


# --- of deputies: who was there
def _present(actor: Actor | None, kinds: Q) -> Any:
    """At activities that stand; each counts on its day."""
    held = Activity.objects.visible_to(actor) if actor else Activity.objects.all()
    rows = Attendance.objects.filter(activity__in=held.held().filter(kinds), state=Attendance.State.PRESENT)
    return rows.select_related("activity").annotate(
        holder=F("seat_id"), counted_on=F("activity__day"), amount=Value(1, output_field=IntegerField())
    )


def attended(actor: Actor | None) -> Any:
    return _present(actor, ~Q(kind__in=INSPECTIONS))


def inspected(actor: Actor | None) -> Any:
    return _present(actor, Q(kind__in=INSPECTIONS))


def _attendance(row: Any) -> Line:
    activity = row.activity
    place = f"（{activity.place}）" if activity.place else ""
    return Line(activity.day, f"{activity.kind}：{activity}{place}", activity.get_absolute_url())


for name, label, records, kinds in (
    ("attended_activity", "参加小组活动", attended, "视察、调研、执法检查另计"),
    ("attended_inspection", "参加视察、调研、执法检查", inspected, "只计这三类"),
):
    declare(
        Countable(
            name,
            label,
            "seat",
            "次",
            records,
            _attendance,
            f"小组活动中登记到场的，按活动日期计，{kinds}；退回补正的和取消的不计。",
        )
    )
