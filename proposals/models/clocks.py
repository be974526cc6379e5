"""时限: the limits in force, and the clocks that run or ran."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from congress.constraints import exactly_one, in_order, one_of
from congress.models import Congress
from proposals.models.assignments import Assignment
from proposals.models.promises import Promise
from proposals.models.proposals import Proposal
from proposals.models.replies import Reply


class LimitKey(models.TextChoices):
    """What is limited."""

    REVIEW = "review", "审核"
    ASSIGN = "assign", "交办"
    ASSIGN_SESSION = "assign_session", "会后交办"
    SUPPLEMENT = "supplement", "补充"
    SIGN_IN = "sign_in", "签收"
    RELEASE = "release", "申请退办"
    REASSIGN = "reassign", "退办审定"
    ARBITRATE = "arbitrate", "裁定"
    CONTACT = "contact", "首次沟通"
    OPINION = "opinion", "协办意见"
    OPINION_AGAIN = "opinion_again", "重提协办意见"
    REPLY = "reply", "答复"
    REPLY_EXTENDED = "reply_extended", "延期答复"
    REHANDLE = "rehandle", "重新办理"
    RATE = "rate", "评价"
    PROMISE = "promise", "承诺"
    MOTION_REPORT = "motion_report", "议案审议结果报告"


class Limit(models.Model):
    """时限规则: how long something may take, per level and lane, from a day on. Empty level or lane = all."""

    key = models.CharField("时限", max_length=16, choices=LimitKey.choices)
    congress = models.ForeignKey(
        Congress, models.PROTECT, null=True, blank=True, related_name="limits", verbose_name="人大"
    )
    level = models.CharField("层级", max_length=6, choices=Congress.Level.choices, blank=True)
    lane = models.CharField("办理方式", max_length=8, choices=Proposal.Lane.choices, blank=True)
    count = models.PositiveSmallIntegerField("数量")
    unit = models.CharField("单位", max_length=2, choices=[("WD", "个工作日"), ("D", "日"), ("M", "个月")])
    ground = models.CharField("依据", max_length=80)
    starts_on = models.DateField("生效日期")

    class Meta:
        verbose_name = verbose_name_plural = "时限规则"
        ordering = ["key", "level", "lane", "-starts_on"]
        constraints = [
            one_of("unit", ["WD", "D", "M"], name="limit_unit_known"),
            models.CheckConstraint(condition=Q(count__gte=1), name="limit_at_least_one"),
            models.CheckConstraint(
                condition=~Q(key="reply")
                | Q(unit="M", count__lte=3)
                | Q(unit="D", count__lte=90)
                | Q(unit="WD", count__lte=60),
                name="limit_reply_within_three_months",
            ),
            models.CheckConstraint(
                condition=~Q(key="reply_extended") | Q(unit="M", count__lte=6),
                name="limit_extension_within_six_months",
            ),
            models.UniqueConstraint(
                fields=["key", "level", "lane", "starts_on"],
                condition=Q(congress__isnull=True),
                name="limit_common_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["congress", "key", "level", "lane", "starts_on"], name="limit_own_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()}：{self.count}{self.get_unit_display()}"


class ClockQuerySet(models.QuerySet["Clock"]):
    def running(self) -> "ClockQuerySet":
        return self.filter(stopped_on__isnull=True)

    def due_within(self, days: int, *, of: date) -> "ClockQuerySet":
        """Due in that many calendar days or fewer, the overdue among them."""
        return self.filter(due_on__lte=of + timedelta(days=days))


class Clock(models.Model):
    """One time limit that runs, or ran: of what, at which level, since when, until when, on what ground, by which sum.

    No limit runs on while a matter goes to another level, so a running one is of the level that handles the matter.
    """

    OWNERS = ("proposal", "assignment", "reply", "promise")

    limit = models.CharField("时限", max_length=16, choices=LimitKey.choices)
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, blank=True, related_name="clocks")
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, blank=True, related_name="clocks")
    reply = models.ForeignKey(Reply, models.PROTECT, null=True, blank=True, related_name="clocks")
    promise = models.ForeignKey(Promise, models.PROTECT, null=True, blank=True, related_name="clocks")
    root = models.ForeignKey(Proposal, models.PROTECT, related_name="all_clocks", verbose_name="所属建议")
    holder = models.ForeignKey(Congress, models.PROTECT, related_name="+", db_index=False, verbose_name="办理层级")
    started_on = models.DateField("起算日期")
    unrolled_on = models.DateField("期满日期")
    due_on = models.DateField("到期日期")
    span = models.CharField("期间", max_length=8)
    ground = models.CharField("依据", max_length=80)
    because = models.CharField("计算", max_length=200)
    is_presumed = models.BooleanField("按推定日历", default=False)
    stopped_on = models.DateField("停止日期", null=True, blank=True)
    extended_from = models.DateField("原到期日期", null=True, blank=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "时限"
        ordering = ["due_on"]
        constraints = [
            exactly_one("proposal", "assignment", "reply", "promise", name="clock_of_exactly_one"),
            in_order("started_on", "due_on", name="clock_due_after_start"),
            in_order("unrolled_on", "due_on", name="clock_rolls_forward"),
            *[
                models.UniqueConstraint(
                    fields=[owner, "limit"], condition=Q(stopped_on__isnull=True), name=f"clock_runs_once_{owner}"
                )
                for owner in ("proposal", "assignment", "reply", "promise")
            ],
        ]
        indexes = [
            models.Index(fields=["due_on"], name="clock_running", condition=Q(stopped_on__isnull=True)),
            models.Index(fields=["holder", "due_on"], name="clock_running_at", condition=Q(stopped_on__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.get_limit_display()}（{self.due_on}前）"
