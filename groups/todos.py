"""What waits in groups: an invitation to answer, a quarter without a record, leave to decide, records to confirm."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from congress.actors import Actor
from congress.models import Role
from congress.registries import Todo
from groups.models import Activity, Attendance, Group
from groups.permissions import may_establish
from groups.reading import QUARTERS, quarter_begins, quarter_of

S, A = Activity.State, Attendance.State
MOST = 5
OF_GROUPS = (Role.DEPUTY, Role.GROUP_LEADER, Role.GROUP_CONTACT)


def invitations(actor: Actor, today: date) -> QuerySet[Attendance] | None:
    """Activities to come to which this deputy has not said no."""
    if not actor.seat:
        return None
    own = Attendance.objects.filter(seat=actor.seat, activity__state=S.PLANNED, activity__day__gte=today)
    return own.filter(state__in=[A.ASKED, A.COMING]).select_related("activity__group").order_by("activity__day")


def deputy_todos(invited: QuerySet[Attendance], actor: Actor, today: date) -> Iterator[Todo]:
    """Activities to come that he has not answered, and those of today at which he is to sign in."""
    for row in invited[:MOST]:
        activity = row.activity
        if row.state == A.ASKED:
            label = f"{activity.group}活动：{activity}，请答复能否参加"
            yield Todo(activity.day, label, activity.get_absolute_url(), "参加或请假")
        elif activity.day == today:
            label = f"{activity.group}今天活动：{activity}"
            yield Todo(today, label, reverse("groups:sign_in", args=[activity.pk]), "签到")


def led(actor: Actor, today: date) -> QuerySet[Group] | None:
    """The groups in which he has a post."""
    return Group.objects.on(today).led_by(actor, today) if actor.role in OF_GROUPS else None


def leader_todos(own: QuerySet[Group], actor: Actor, today: date) -> Iterator[Todo]:
    """Leave to decide, records to write, a quarter without one."""
    quarter = Activity.objects.held().filter(group=OuterRef("pk"), day__gte=quarter_begins(today), day__lte=today)
    groups = list(own.annotate(has_met=Exists(quarter)))
    leave = Attendance.objects.filter(activity__group__in=groups, activity__state=S.PLANNED, state=A.LEAVE_ASKED)
    for row in leave.select_related("activity__group", "seat__person")[:MOST]:
        yield Todo(row.activity.day, f"{row.seat}请假：{row.activity}", row.activity.get_absolute_url(), "去答复")
    over = Activity.objects.filter(group__in=groups, state__in=[S.PLANNED, S.SENT_BACK], day__lte=today)
    for activity in over.select_related("group").order_by("day")[:MOST]:
        word = "被退回，请补正" if activity.state == S.SENT_BACK else "请登记到场和做了什么"
        yield Todo(
            None, f"{activity.group}活动：{activity}，{word}", f"{activity.get_absolute_url()}record/", "去登记"
        )
    for group in [row for row in groups if row.kind == Group.Kind.ACTIVITY and not row.has_met][:MOST]:
        label = f"{group}{QUARTERS[quarter_of(today)]}还没有登记活动"
        yield Todo(
            None, label, reverse("groups:record_activity", args=[group.pk]), "登记活动", "yellow", "本季度未登记"
        )


def to_confirm(actor: Actor, today: date) -> QuerySet[Activity] | None:
    """Records that the desk has not confirmed."""
    if not may_establish(actor):
        return None
    return Activity.objects.filter(group__congress=actor.congress, state=S.RECORDED)


def desk_todos(records: QuerySet[Activity], actor: Actor, today: date) -> Iterator[Todo]:
    """One line, however many records wait."""
    address = f"{reverse('groups:activities')}?state={S.RECORDED}"
    yield Todo(None, f"待确认的小组活动{records.count()}次", address, "去确认")
