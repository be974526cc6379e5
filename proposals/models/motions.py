"""议案: what committees say of a motion, what is ruled on it, who asks for a review or to withdraw it."""

from django.db import models
from django.db.models import Q

from congress.constraints import all_or_none, one_of
from congress.models import Grant, Organ
from deputies.models import Seat
from proposals.models.proposals import Proposal


class Way(models.TextChoices):
    """Where a motion goes from a ruling. What each body may rule: `Ruling.OF`."""

    AGENDA = "agenda", "列入会议议程"
    REFER = "refer", "交委员会审议，会后提出报告"
    CONVERT = "convert", "转为建议办理"
    DECLINE = "decline", "不列入议程"
    PASS = "pass", "表决通过"  # nosec B105
    REJECT = "reject", "表决未通过"
    NEXT = "next", "建议列入下次大会议程"
    STANDING = "standing", "列入常委会会议议程"
    ENTRUST = "entrust", "交有关机关研究办理"
    PLAN = "plan", "纳入立法或工作计划"
    REFERENCE = "reference", "供工作参考"


class CommitteeView(models.Model):
    """委员会意见: before the presidium rules (审查意见), and after the session (审议结果报告)."""

    class Stage(models.TextChoices):
        VIEW = "view", "审查意见"
        REPORT = "report", "审议结果报告"

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="committee_views", verbose_name="议案")
    committee = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="委员会")
    stage = models.CharField("种类", max_length=6, choices=Stage.choices)
    recommends = models.CharField("建议处理", max_length=10, choices=Way.choices)
    text = models.TextField("意见")
    given_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="提出人")
    given_at = models.DateTimeField("提出时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "委员会意见"
        ordering = ["given_at"]
        constraints = [
            one_of("stage", ["view", "report"], name="committee_view_stage_known"),
            models.CheckConstraint(condition=~Q(text=""), name="committee_view_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.committee}：{self.get_recommends_display()}"


class Ruling(models.Model):
    """决定: of the presidium, of the whole congress by its vote, of the Standing Committee on a report."""

    class Body(models.TextChoices):
        PRESIDIUM = "presidium", "主席团"
        CONGRESS = "congress", "大会"
        STANDING = "standing", "常委会"

    OF = {
        Body.PRESIDIUM: (Way.AGENDA, Way.REFER, Way.CONVERT, Way.DECLINE),
        Body.CONGRESS: (Way.PASS, Way.REJECT),
        Body.STANDING: (Way.ENTRUST, Way.NEXT, Way.STANDING, Way.PLAN, Way.REFERENCE),
    }
    WITH_REASON = (Way.CONVERT, Way.DECLINE)

    class Review(models.TextChoices):
        KEPT = "kept", "维持原决定"
        CHANGED = "changed", "改变原决定"

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="rulings", verbose_name="议案")
    body = models.CharField("作出决定的", max_length=10, choices=Body.choices)
    way = models.CharField("决定", max_length=10, choices=Way.choices)
    reason = models.CharField("理由", max_length=500, blank=True)
    ruled_on = models.DateField("决定日期")
    recorded_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="登记人")
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)
    review_asked_at = models.DateTimeField("提出复议", null=True, blank=True)
    review = models.CharField("复议结果", max_length=7, choices=Review.choices, blank=True)
    review_reason = models.CharField("复议理由", max_length=500, blank=True)
    reviewed_at = models.DateTimeField("复议时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "决定"
        ordering = ["recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(body="presidium", way__in=["agenda", "refer", "convert", "decline"])
                | Q(body="congress", way__in=["pass", "reject"])
                | Q(body="standing", way__in=["entrust", "next", "standing", "plan", "reference"]),
                name="ruling_is_its_bodys",
            ),
            models.CheckConstraint(
                condition=~Q(way__in=["convert", "decline"]) | ~Q(reason=""), name="ruling_against_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(review="", reviewed_at__isnull=True)
                | Q(review_asked_at__isnull=False, reviewed_at__isnull=False) & ~Q(review="") & ~Q(review_reason=""),
                name="ruling_reviewed_once_asked",
            ),
            models.UniqueConstraint(fields=["proposal"], condition=Q(body="congress"), name="ruling_voted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_body_display()}：{self.get_way_display()}"


class ReviewSupport(models.Model):
    """One of the sponsors asks that a ruling be reviewed (复议)."""

    ruling = models.ForeignKey(Ruling, models.PROTECT, related_name="supports", verbose_name="决定")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="代表")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "复议联名"
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["ruling", "seat"], name="review_supported_once")]

    def __str__(self) -> str:
        return str(self.seat)


class Withdrawal(models.Model):
    """撤回申请: a registered motion is withdrawn with the presidium's consent, before the vote (代表法 art. 15)."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="withdrawals", verbose_name="议案")
    reason = models.CharField("理由", max_length=300)
    asked_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间", auto_now_add=True)
    is_granted = models.BooleanField("同意", null=True, blank=True)
    answer = models.CharField("答复", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "撤回申请"
        ordering = ["asked_at"]
        constraints = [
            all_or_none("is_granted", "decided_by", "decided_at", name="withdrawal_decided_by_somebody"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(decided_at__isnull=True), name="withdrawal_asked_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:30]
