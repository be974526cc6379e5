"""办班: a class as the desk plans it, opens it, takes it back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Congress, StoredFile, Term
from congress.notices import Post, post_many
from congress.permissions import refuse, require
from congress.rereading import reread
from congress.revising import revise
from congress.workflow import OutOfTurn
from training.models import Course, HalfDay, Material
from training.permissions import may_keep, may_keep_courses

PLANNED = (
    "kind",
    "title",
    "theme",
    "organiser",
    "place",
    "teachers",
    "starts_on",
    "ends_on",
    "audience",
    "group",
    "is_compulsory",
    "asks_sign_out",
)


def hold_course(course: Course) -> None:
    """The class as it is by now, and nobody else's until the transaction ends."""
    list(Course.objects.select_for_update(no_key=True).filter(pk=course.pk).values_list("pk"))
    reread(course)


def _day(moment: datetime) -> date:
    """Where the portal is."""
    return timezone.localtime(moment).date()


def hold_live(course: Course) -> None:
    """The same; raises OutOfTurn once it was cancelled."""
    hold_course(course)
    if course.state == Course.State.CANCELLED:
        raise OutOfTurn("这个培训班已经取消，不能再改。")


@transaction.atomic
def plan_course(*, term: Term, by: Actor, at: datetime, **fields: Any) -> Course:
    """A draft that the desk alone sees.

    Args:
        term: whose deputies it is for.
        fields: those of PLANNED; the same title on the same first day is the same class.
    """
    require(may_keep_courses(by))
    list(Congress.objects.select_for_update(no_key=True).filter(pk=by.congress.pk).values_list("pk"))
    same = Course.objects.filter(congress=by.congress, title=fields["title"], starts_on=fields["starts_on"])
    if same.exclude(state=Course.State.CANCELLED).exists():
        require(refuse("这一天开始的同名培训班已经有了。"))
    course = Course.objects.create(congress=by.congress, term=term, written_by=by.grant, written_at=at, **fields)
    timeline.record("plan_course", course, by=by, at=at)
    return course


@transaction.atomic
def change_course(course: Course, *, seen: int | None, by: Actor, at: datetime, **fields: Any) -> bool:
    """修改; what stood there before is kept.

    Args:
        seen: how often it had been changed when the form was opened.
    Raises:
        OutOfTurn: somebody changed it meanwhile, or it was cancelled.
    """
    require(may_keep(by, course))
    hold_live(course)
    days = course.half_days.values_list("starts_at", flat=True)
    if any(not fields["starts_on"] <= _day(day) <= fields["ends_on"] for day in days):
        require(refuse("已经排定的半天不在这几天里，请先改半天的时间。"))
    twin = Course.objects.filter(congress=course.congress_id, title=fields["title"], starts_on=fields["starts_on"])
    if twin.exclude(state=Course.State.CANCELLED).exclude(pk=course.pk).exists():
        require(refuse("这一天开始的同名培训班已经有了。"))
    return revise("change_course", course, by=by, at=at, seen=seen, **fields)


def _fits(course: Course, starts_at: datetime, but: HalfDay | None = None) -> None:
    day = _day(starts_at)
    if not course.starts_on <= day <= course.ends_on:
        require(refuse(f"这个培训班从{course.starts_on}到{course.ends_on}，请写这几天里的时间。"))
    others = course.half_days.filter(starts_at=starts_at)
    if (others.exclude(pk=but.pk) if but else others).exists():
        require(refuse("这个时间已经排了半天。"))


@transaction.atomic
def add_half_day(course: Course, *, by: Actor, at: datetime, **fields: Any) -> HalfDay:
    """排一个半天.

    Args:
        fields: starts_at, ends_at, topic, speaker, place, hours.
    """
    require(may_keep(by, course))
    hold_live(course)
    _fits(course, fields["starts_at"])
    made = HalfDay.objects.create(course=course, **fields)
    timeline.record("add_half_day", made, by=by, root=course.pk, at=at)
    return made


@transaction.atomic
def change_half_day(half_day: HalfDay, *, seen: int | None, by: Actor, at: datetime, **fields: Any) -> bool:
    """改一个半天; hours stay once somebody has signed in, because they were counted so."""
    require(may_keep(by, half_day.course))
    hold_live(half_day.course)
    _fits(half_day.course, fields["starts_at"], half_day)
    if fields["hours"] != half_day.hours and half_day.attendances.filter(is_void=False).exists():
        require(refuse("已经有人签到，学时不能再改。"))
    return revise("change_half_day", half_day, by=by, at=at, seen=seen, **fields)


@transaction.atomic
def open_course(course: Course, *, by: Actor, at: datetime) -> None:
    """发布: its audience sees it from now on and may enrol.

    Raises:
        OutOfTurn: it was opened already.
        PermissionDenied: there is nothing to go to or to hear yet.
    """
    require(may_keep(by, course))
    hold_course(course)
    if course.state != Course.State.DRAFT:
        raise OutOfTurn("这个培训班刚刚已经发布或者取消。")
    if not course.half_days.exists() and not course.lessons.exists():
        require(refuse("还没有安排半天，也没有线上课，请先排好再发布。"))
    _turn(course, "open_course", Course.State.OPEN, by, at)


@transaction.atomic
def cancel_course(course: Course, *, reason: str, by: Actor, at: datetime) -> None:
    """取消, and everybody who is in it is told; hours that were earned are not credited any more.

    Raises:
        OutOfTurn: it was cancelled already.
    """
    require(may_keep(by, course))
    hold_course(course)
    if course.state == Course.State.CANCELLED:
        raise OutOfTurn("这个培训班刚刚已经取消。")
    if course.enrolments.filter(certificate__isnull=False).exists():
        require(refuse("已经发过结业证书，不能取消。"))
    was = course.state
    _turn(course, "cancel_course", Course.State.CANCELLED, by, at, reason)
    if was == Course.State.OPEN:
        day = _day(at)
        people = course.enrolments.on_roster().select_related("person").order_by("pk")
        post_many(
            Post(
                key=f"course_cancelled:{row.pk}",
                kind="course_cancelled",
                to=row.person,
                congress=course.congress,
                facts={"title": course.title, "reason": reason, "name": row.person.name},
                day=day,
                address=course.get_absolute_url(),
            )
            for row in people
        )


def _turn(course: Course, step: str, state: str, by: Actor, at: datetime, reason: str = "") -> None:
    """Locked by the caller."""
    before, course.state, course.reason = course.state, state, reason
    course.save(update_fields=["state", "reason"])
    timeline.record(step, course, by=by, before=before, after=state, at=at, is_locked=True)


@transaction.atomic
def add_material(
    course: Course,
    *,
    title: str,
    file: StoredFile | None,
    link: str,
    is_compulsory: bool,
    by: Actor,
    at: datetime,
) -> Material:
    """加一份资料: a file or a link; everybody who sees the class may open it."""
    require(may_keep(by, course))
    hold_live(course)
    if course.materials.filter(title=title).exists():
        require(refuse("这个名称的资料已经有了。"))
    facts = {"title": title, "file": file, "link": link, "is_compulsory": is_compulsory}
    made = Material.objects.create(course=course, added_at=at, **facts)
    timeline.record("add_material", made, by=by, root=course.pk, at=at)
    return made
