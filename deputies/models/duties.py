"""履职任务: what a deputy, a member of the Standing Committee or a group owes in a period, as dated data."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from congress.actors import Actor
from congress.constraints import all_or_none, in_order, one_of
from congress.models import Congress, Grant, Organ
from deputies.models.seats import Seat


class DutyQuerySet(models.QuerySet["Duty"]):
    def of(self, congress: Congress) -> "DutyQuerySet":
        """Those common to all, and those that this congress has set for itself."""
        return self.filter(Q(congress__isnull=True) | Q(congress=congress))

    def below(self, congress: Congress) -> "DutyQuerySet":
        """Those common to all, and those of this congress and all below it."""
        return self.filter(Q(congress__isnull=True) | Q(congress__path__startswith=congress.path))


class Duty(models.Model):
    """A line of "5+4": of whom, which records, how many of them in which period, from one day to another.

    Rows without a congress are the nine of the file deputies/data/duties.csv and hold wherever a congress has not set
    its own from a day on. A target of 0 means that nothing is asked there (不适用).
    """

    class Holder(models.TextChoices):
        DEPUTY = "deputy", "每名代表"
        MEMBER = "member", "每名常委会组成人员"
        GROUP = "group", "每个代表小组"

    class Period(models.TextChoices):
        MONTH = "month", "每月"
        QUARTER = "quarter", "每季度"
        YEAR = "year", "每年"
        STANDING = "standing", "固定"

    congress = models.ForeignKey(
        Congress, models.PROTECT, null=True, blank=True, related_name="duties", verbose_name="人大"
    )
    code = models.CharField("代码", max_length=20)
    label = models.CharField("名称", max_length=30)
    holder = models.CharField("由谁完成", max_length=6, choices=Holder.choices)
    countable = models.CharField("计数的记录", max_length=30)
    period = models.CharField("周期", max_length=8, choices=Period.choices)
    target = models.PositiveSmallIntegerField("目标")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)
    order = models.PositiveSmallIntegerField("排序", default=0)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "履职任务"
        ordering = ["order", "code", "starts_on"]
        constraints = [
            in_order("starts_on", "ends_on", name="duty_ends_after_start"),
            one_of("holder", ["deputy", "member", "group"], name="duty_holder_known"),
            one_of("period", ["month", "quarter", "year", "standing"], name="duty_period_known"),
            models.CheckConstraint(condition=Q(target__lte=999), name="duty_target_sensible"),
        ]

    def __str__(self) -> str:
        return self.label

    def is_on(self, day: date) -> bool:
        """Whether it is in force on that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class DutyExcuseQuerySet(models.QuerySet["DutyExcuse"]):
    def visible_to(self, actor: Actor | None) -> "DutyExcuseQuerySet":
        """Those of the congress that one oversees and of those below; a deputy's own; of a street those of its own."""
        if actor is None:
            return self.none()
        if actor.seat:
            return self.filter(subject=DutyExcuse.Subject.SEAT, holder=actor.seat.pk)
        if not actor.oversees:
            return self.none()
        if actor.is_desk and actor.organ is not None and actor.organ.kind == Organ.Kind.STREET:
            own = Seat.objects.filter(branch_desk=actor.organ).values("pk")
            return self.filter(subject=DutyExcuse.Subject.SEAT, holder__in=own)
        return self.filter(congress__path__startswith=actor.congress.path)

    def in_force(self, first: date, last: date) -> "DutyExcuseQuerySet":
        """Not cancelled, and with a day among these."""
        return self.filter(cancelled_at__isnull=True, starts_on__lte=last, ends_on__gte=first)


class DutyExcuse(models.Model):
    """A deputy or a group is excused from one day to another, by the desk, for a reason: illness, a long journey.

    Whose it is stands as a key without a reference: groups live in an app above. The doctor looks that it exists.
    """

    class Subject(models.TextChoices):
        SEAT = "seat", "代表"
        GROUP = "group", "代表小组"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    congress = models.ForeignKey(Congress, models.PROTECT, related_name="+", verbose_name="人大")
    subject = models.CharField("对象", max_length=5, choices=Subject.choices)
    holder = models.UUIDField("谁")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    reason = models.CharField("理由", max_length=100)
    given_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="登记人")
    given_at = models.DateTimeField("登记时间")
    cancelled_at = models.DateTimeField("作废时间", null=True, blank=True)
    cancelled_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="作废人"
    )

    objects = DutyExcuseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "免计时段"
        ordering = ["-starts_on", "-given_at"]
        constraints = [
            in_order("starts_on", "ends_on", name="duty_excuse_ends_after_start"),
            one_of("subject", ["seat", "group"], name="duty_excuse_subject_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="duty_excuse_has_a_reason"),
            all_or_none("cancelled_at", "cancelled_by", name="duty_excuse_cancelled_by_somebody"),
        ]
        indexes = [models.Index(fields=["congress", "holder"], name="duty_excuse_of_holder")]

    def __str__(self) -> str:
        return f"{self.starts_on}至{self.ends_on}"
