"""邀请、报名、请假: how people come into a class, and how they are excused from it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress import phones, timeline
from congress.actors import Actor
from congress.models import Event, Grant, Person, Role
from congress.notices import Post, post_many
from congress.permissions import refuse, require
from congress.pinyin import person_sort_key
from congress.rereading import reread
from congress.workflow import OutOfTurn
from deputies.models import Seat
from training.models import Course, Enrolment
from training.permissions import is_running, may_keep
from training.planning import hold_course

S = Enrolment.State
AT_ONCE = 500
STRUCK_OFF = "您已移出花名册，要参加请联系代表工作机构。"


def hold_enrolment(enrolment: Enrolment) -> None:
    """The row as it is by now, and nobody else's until the transaction ends."""
    list(Enrolment.objects.select_for_update(no_key=True).filter(pk=enrolment.pk).values_list("pk"))
    reread(enrolment)


@transaction.atomic
def invite_audience(course: Course, *, by: Actor, at: datetime) -> int:
    """按范围邀请: everybody of the audience who is not in it yet; says how many were new.

    Whoever has two seats in the congress is one person and comes once.
    """
    require(may_keep(by, course))
    hold_course(course)
    day = timezone.localtime(at).date()
    require(is_running(course, day))
    there = set(course.enrolments.values_list("person", flat=True))
    seats = {seat.person_id: seat for seat in course.reached(day).select_related("person").order_by("pk")}
    new = [_row(course, seat.person, seat, at) for pk, seat in seats.items() if pk not in there]
    Enrolment.objects.bulk_create(new, AT_ONCE)
    if new:
        timeline.record("invite_audience", course, by=by, at=at, is_locked=True, people=len(new))
        _tell(course, new, at)
    return len(new)


def _row(course: Course, person: Person, seat: Seat | None, at: datetime, work_unit: str = "") -> Enrolment:
    return Enrolment(course=course, person=person, seat=seat, work_unit=work_unit, enrolled_at=at)


def _tell(course: Course, rows: Iterable[Enrolment], at: datetime, again: str = "") -> None:
    post_many(
        Post(
            key=f"course_invited:{row.pk}{again}",
            kind="course_invited",
            to=row.person,
            congress=course.congress,
            facts={"name": row.person.name, "title": course.title, "date": course.starts_on},
            day=timezone.localtime(at).date(),
            address=course.get_absolute_url(),
        )
        for row in rows
    )


def the_person(name: str, phone: str, work_unit: str, course: Course, at: datetime) -> Person:
    """Whom the desk means: by his number, else somebody of that name and office who is in the class already, else new.

    Args:
        phone: as it was normalised; empty where none is known.
    Raises:
        PermissionDenied: the number is another person's.
    """
    if phone:
        found = Person.objects.by_phone(phone)
        if found and found.name != name:
            require(refuse("这个手机号已登记在另一个姓名下，请核对姓名和号码。"))
        if found:
            return found
    else:
        same = course.enrolments.filter(person__name=name, work_unit=work_unit, seat=None).select_related("person")
        if row := same.first():
            return row.person
    return Person.objects.create_person(name, phone=phone, sort_key=person_sort_key(name), home=course.congress)


@transaction.atomic
def invite_person(course: Course, *, name: str, phone: str, work_unit: str, by: Actor, at: datetime) -> Enrolment:
    """另请一人: a deputy, or somebody who is none.

    Args:
        phone: eleven digits, or empty for who only comes and never signs in to the portal.
    """
    require(may_keep(by, course))
    hold_course(course)
    require(is_running(course, timezone.localtime(at).date()))
    person = the_person(name, phones.normalise(phone) if phone else "", work_unit, course, at)
    if found := course.enrolments.filter(person=person).first():
        return _back(found, by, at)
    seats = person.seats.filter(congress=course.congress_id).active(timezone.localtime(at).date())
    row = _row(course, person, seats.first(), at, work_unit)
    row.save(force_insert=True)
    timeline.record("invite_person", row, by=by, root=course.pk, at=at)
    _tell(course, [row], at)
    return row


@transaction.atomic
def enrol(course: Course, *, by: Actor, at: datetime) -> Enrolment:
    """报名: somebody of the audience by himself, or who was invited; twice is once.

    Raises:
        PermissionDenied: the class is not for him, or over.
    """
    hold_course(course)
    day = timezone.localtime(at).date()
    require(is_running(course, day))
    row = course.enrolments.filter(person=by.person).first()
    if row is not None:
        return _confirmed(row, by, at)
    if not Course.objects.filter(Course.objects.open_to(by, day), pk=course.pk).exists():
        require(refuse("这个培训班没有邀请您，如要参加请联系代表工作机构。"))
    row = _row(course, by.person, by.seat, at)
    row.state = S.ENROLLED
    row.save(force_insert=True)
    timeline.record("enrol", row, by=by, root=course.pk, at=at)
    return row


def _back(row: Enrolment, by: Actor, at: datetime) -> Enrolment:
    """Invited again after he was struck off; anybody else stays as he is."""
    hold_enrolment(row)
    if row.state == S.STRUCK:
        row.state, row.reason, row.decided_by, row.decided_at = S.INVITED, "", None, None
        row.save(update_fields=["state", "reason", "decided_by", "decided_at"])
        facts: dict[str, Any] = {"before": S.STRUCK, "after": S.INVITED, "at": at, "is_locked": True}
        timeline.record("invite_person", row, by=by, root=row.course_id, **facts)
        again = Event.objects.filter(subject_id=row.pk, step="invite_person").count()
        _tell(row.course, [row], at, f":{again}")
    return row


def _confirmed(row: Enrolment, by: Actor, at: datetime) -> Enrolment:
    hold_enrolment(row)
    if row.state == S.STRUCK:
        require(refuse(STRUCK_OFF))
    if row.state == S.LEAVE_ASKED:
        raise OutOfTurn("您已经请假，正在等批准。要参加的，请联系代表工作机构。")
    if row.state != S.ENROLLED:
        before, row.state, row.reason = row.state, S.ENROLLED, ""
        row.save(update_fields=["state", "reason"])
        timeline.record("enrol", row, by=by, root=row.course_id, before=before, after=row.state, at=at, is_locked=True)
    return row


@transaction.atomic
def ask_leave(enrolment: Enrolment, *, reason: str, by: Actor, at: datetime) -> None:
    """请假, with the reason; the desk is told.

    Raises:
        OutOfTurn: asked already, or the class is over.
    """
    if enrolment.person_id != by.person.pk:
        require(refuse("请假由本人办理。"))
    hold_enrolment(enrolment)
    require(is_running(enrolment.course, timezone.localtime(at).date()))
    if enrolment.state == S.STRUCK:
        require(refuse(STRUCK_OFF))
    if enrolment.state not in (S.INVITED, S.ENROLLED):
        raise OutOfTurn("您已经请过假了。")
    before, enrolment.state, enrolment.reason = enrolment.state, S.LEAVE_ASKED, reason
    enrolment.asked_at, enrolment.decided_by, enrolment.decided_at = at, None, None
    enrolment.save(update_fields=["state", "reason", "asked_at", "decided_by", "decided_at"])
    timeline.record(
        "ask_leave",
        enrolment,
        by=by,
        root=enrolment.course_id,
        before=before,
        after=enrolment.state,
        at=at,
        is_locked=True,
    )
    _tell_desk(enrolment, at)


@transaction.atomic
def take_back_leave(enrolment: Enrolment, *, by: Actor, at: datetime) -> None:
    """撤回请假 that was not decided yet: he stands where he stood before he asked.

    Raises:
        OutOfTurn: none waits, or it was decided meanwhile.
    """
    if enrolment.person_id != by.person.pk:
        require(refuse("请假由本人撤回。"))
    hold_enrolment(enrolment)
    require(is_running(enrolment.course, timezone.localtime(at).date()))
    if enrolment.state != S.LEAVE_ASKED:
        raise OutOfTurn("没有等批准的请假，不用撤回。")
    asked = Event.objects.filter(subject_id=enrolment.pk, step="ask_leave").order_by("-at", "-pk")
    stood = asked.values_list("before", flat=True).first() or S.ENROLLED
    enrolment.state, enrolment.reason, enrolment.asked_at = stood, "", None
    enrolment.save(update_fields=["state", "reason", "asked_at"])
    facts: dict[str, Any] = {"before": S.LEAVE_ASKED, "after": stood, "at": at, "is_locked": True}
    timeline.record("take_back_leave", enrolment, by=by, root=enrolment.course_id, **facts)


def _tell_desk(enrolment: Enrolment, at: datetime) -> None:
    course = enrolment.course
    day = timezone.localtime(at).date()
    desk = Grant.objects.active(day).filter(congress=course.congress_id, role=Role.DESK)
    staff = {grant.person_id: grant.person for grant in desk.exclude(organ__kind="street").select_related("person")}
    post_many(
        Post(
            key=f"course_leave:{enrolment.pk}:{at:%Y%m%d%H%M%S%f}:{person.pk}",
            kind="course_leave_asked",
            to=person,
            congress=course.congress,
            facts={"who": enrolment.person.name, "title": course.title},
            day=day,
            address=course.get_absolute_url(),
        )
        for person in staff.values()
    )


@transaction.atomic
def decide_leave(enrolment: Enrolment, *, grants: bool, by: Actor, at: datetime) -> None:
    """准假或不准; the person is told.

    Args:
        grants: False: he is expected as before.
    Raises:
        OutOfTurn: a colleague decided it, or he came after all.
    """
    require(may_keep(by, enrolment.course))
    hold_enrolment(enrolment)
    if enrolment.state != S.LEAVE_ASKED:
        raise OutOfTurn("这个请假刚刚已经处理。")
    before, enrolment.state = enrolment.state, S.ON_LEAVE if grants else S.ENROLLED
    enrolment.decided_by, enrolment.decided_at = by.grant, at
    enrolment.save(update_fields=["state", "decided_by", "decided_at"])
    timeline.record(
        "decide_leave",
        enrolment,
        by=by,
        root=enrolment.course_id,
        before=before,
        after=enrolment.state,
        at=at,
        is_locked=True,
    )
    course = enrolment.course
    post = Post(
        key=f"course_leave_decided:{enrolment.pk}:{enrolment.asked_at or at:%Y%m%d%H%M%S%f}",
        kind="course_leave_decided",
        to=enrolment.person,
        congress=course.congress,
        facts={"title": course.title, "answer": "已准假" if grants else "没有准假，请参加"},
        day=timezone.localtime(at).date(),
        address=course.get_absolute_url(),
    )
    post_many([post])
