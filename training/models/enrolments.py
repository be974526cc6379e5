"""报名: a person in a class, when he was in the room, and the certificate that he was given."""

import uuid

from django.db import models
from django.db.models import Q

from congress.actors import Actor
from congress.constraints import all_or_none, in_order, one_of
from congress.models import ADMINISTRATORS, Congress, Grant, Person
from deputies.models import Seat
from deputies.permissions import is_branch_desk
from training.models.courses import Course, HalfDay


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def visible_to(self, actor: Actor | None) -> "EnrolmentQuerySet":
        """One's own while on the roster; to who oversees the congress those of its classes and of those below."""
        if actor is None or actor.role in ADMINISTRATORS:
            return self.none()
        seen = Q(person=actor.person) & ~Q(course__state=Course.State.DRAFT) & ~Q(state=Enrolment.State.STRUCK)
        if actor.oversees and not is_branch_desk(actor):
            seen |= Q(course__congress__path__startswith=actor.congress.path)
        return self.filter(seen)

    def expected(self) -> "EnrolmentQuerySet":
        """Who is to come: everybody on the roster but those on leave."""
        return self.on_roster().exclude(state=Enrolment.State.ON_LEAVE)

    def on_roster(self) -> "EnrolmentQuerySet":
        """Everybody who was not struck off."""
        return self.exclude(state=Enrolment.State.STRUCK)


class Enrolment(models.Model):
    """A person in a class. A deputy is in it with his seat; heads of counties and towns come as persons."""

    class State(models.TextChoices):
        INVITED = "invited", "待确认"
        ENROLLED = "enrolled", "已报名"
        LEAVE_ASKED = "leave_asked", "请假待批"
        ON_LEAVE = "on_leave", "已准假"
        STRUCK = "struck", "已移出"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments", verbose_name="培训班")
    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments", verbose_name="参加人")
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="enrolments", verbose_name="代表资格"
    )
    work_unit = models.CharField("单位及职务", max_length=80, blank=True)
    state = models.CharField("状态", max_length=11, choices=State.choices, default=State.INVITED)
    reason = models.CharField("请假或移出的理由", max_length=300, blank=True, default="")
    asked_at = models.DateTimeField("请假时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批假或移出的人"
    )
    decided_at = models.DateTimeField("批假或移出的时间", null=True, blank=True)
    enrolled_at = models.DateTimeField("登记时间")

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报名"
        ordering = ["person__sort_key", "id"]
        constraints = [
            one_of(
                "state", ["invited", "enrolled", "leave_asked", "on_leave", "struck"], name="enrolment_state_known"
            ),
            all_or_none("decided_by", "decided_at", name="enrolment_leave_decided_by_somebody"),
            models.CheckConstraint(
                condition=Q(state__in=["invited", "enrolled"]) | ~Q(reason=""), name="enrolment_leave_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["on_leave", "struck"]) | Q(decided_at__isnull=False),
                name="enrolment_leave_is_given",
            ),
            models.UniqueConstraint(fields=["course", "person"], name="enrolment_once"),
        ]

    def __str__(self) -> str:
        return self.person.name

    @property
    def place(self) -> str:
        """代表团, or what somebody without a seat is."""
        if self.seat and self.seat.delegation:
            return self.seat.delegation.name
        return self.work_unit or "其他"


class Attendance(models.Model):
    """Somebody in one half-day: when he signed in and out, and how. The database knows one for each."""

    class Way(models.TextChoices):
        CODE = "code", "扫码"
        DIGITS = "digits", "签到码"
        DESK = "desk", "补签"
        SHEET = "sheet", "签到表"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    half_day = models.ForeignKey(HalfDay, models.PROTECT, related_name="attendances", verbose_name="半天")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attendances", verbose_name="报名")
    came_at = models.DateTimeField("签到时间")
    came_way = models.CharField("签到方式", max_length=6, choices=Way.choices)
    left_at = models.DateTimeField("签退时间", null=True, blank=True)
    left_way = models.CharField("签退方式", max_length=6, choices=Way.choices, blank=True, default="")
    is_void = models.BooleanField("已取消", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "签到"
        ordering = ["came_at"]
        constraints = [
            models.UniqueConstraint(fields=["half_day", "enrolment"], name="class_attendance_once"),
            in_order("came_at", "left_at", name="attendance_left_after_it_came"),
            one_of("came_way", ["code", "digits", "desk", "sheet"], name="attendance_came_way_known"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, left_way="")
                | Q(left_at__isnull=False, left_way__in=["code", "digits", "desk", "sheet"]),
                name="attendance_left_in_a_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} {self.half_day}"


class Certificate(models.Model):
    """结业证书: numbered within its congress and year; what it says was counted on that day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="certificate", verbose_name="报名")
    congress = models.ForeignKey(Congress, models.PROTECT, related_name="+", verbose_name="人大")
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("序号")
    hours = models.PositiveSmallIntegerField("学时")
    issued_on = models.DateField("发证日期")
    issued_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="发证人")

    class Meta:
        verbose_name = verbose_name_plural = "结业证书"
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["congress", "year", "number"], name="certificate_number_once"),
            models.CheckConstraint(condition=Q(hours__gte=1), name="certificate_of_some_hours"),
        ]

    def __str__(self) -> str:
        return f"培证〔{self.year}〕{self.number:04}号"
