"""对口归类: what the offices that classify together think of a matter, and disputes over whose work it is."""

from django.db import models
from django.db.models import Q

from congress.constraints import all_or_none
from congress.models import Grant, Organ
from proposals.models.assignments import Assignment
from proposals.models.proposals import Proposal


class ClassificationView(models.Model):
    """归类意见: to which organ one office would give a matter, who should supervise it, what it is about."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="classification_views", verbose_name="建议")
    office = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="归类单位")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="主办单位")
    committee = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="督办工委"
    )
    category = models.CharField("类别", max_length=20, blank=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    given_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="提出人")
    given_at = models.DateTimeField("提出时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "归类意见"
        ordering = ["office__sort_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "office"], name="classification_view_once_an_office"),
        ]

    def __str__(self) -> str:
        return f"{self.office}：{self.organ}"


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def waiting(self) -> "DisputeQuerySet":
        """Put to the 编办, not decided, not taken back."""
        return self.filter(decided_at__isnull=True, dropped_at__isnull=True)

    def decided(self) -> "DisputeQuerySet":
        """Those with a decision, the newest first."""
        return self.filter(decided_at__isnull=False).order_by("-decided_at", "-pk")


class Dispute(models.Model):
    """承办争议: whose work a matter is, put to the 编办 by the desk, or by rule after one release too many."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="disputes", verbose_name="建议")
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, null=True, blank=True, related_name="disputes", verbose_name="申请退办的单位"
    )
    reason = models.CharField("争议情况", max_length=300)
    referred_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提请人"
    )
    referred_at = models.DateTimeField("提请时间", auto_now_add=True)
    organ = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="裁定的单位"
    )
    answer = models.CharField("裁定的依据", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="裁定人"
    )
    decided_at = models.DateTimeField("裁定时间", null=True, blank=True)
    dropped_at = models.DateTimeField("撤回时间", null=True, blank=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "承办争议"
        ordering = ["referred_at", "id"]
        constraints = [
            all_or_none("organ", "decided_by", "decided_at", name="dispute_decided_by_somebody"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | ~Q(answer=""), name="dispute_decided_with_a_ground"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(dropped_at__isnull=True), name="dispute_decided_or_dropped"
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(decided_at__isnull=True, dropped_at__isnull=True),
                name="dispute_waits_once",
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:30]
