"""表彰: a year's commendation of one congress, what is awarded in it, and who was put up for it."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse

from congress.addresses import address_of
from congress.constraints import all_or_none, exactly_one, one_of
from congress.models import Congress, Grant, Organ, Role
from deputies.models import Delegation
from proposals.models.proposals import Proposal

if TYPE_CHECKING:
    from congress.actors import Actor


class CommendationQuerySet(models.QuerySet["Commendation"]):
    def published(self) -> "CommendationQuerySet":
        """已公布, now: the only way a public page may begin a query."""
        return self.filter(state=Commendation.State.PUBLISHED)

    def visible_to(self, actor: "Actor | None") -> "CommendationQuerySet":
        """What is public; before that its congress's, to those who look at the whole and to committees."""
        from deputies.permissions import is_branch_desk

        if actor is None:
            return self.none()
        follows = (actor.oversees and not is_branch_desk(actor)) or actor.role == Role.COMMITTEE
        if not follows:
            return self.published()
        return self.filter(Q(state=Commendation.State.PUBLISHED) | Q(congress=actor.congress))


class Commendation(models.Model):
    """评选表彰 of one year: opened by the desk, decided by the 主任会议, published and perhaps withdrawn."""

    class State(models.TextChoices):
        OPEN = "open", "评选中"
        PUBLISHED = "published", "已公布"
        WITHDRAWN = "withdrawn", "已撤回公布"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    congress = models.ForeignKey(Congress, models.PROTECT, related_name="commendations", verbose_name="人大")
    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField("状态", max_length=9, choices=State.choices, default=State.OPEN)
    nominations_end = models.DateField("提名截止日期")
    opened_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="开始评选的人")
    opened_at = models.DateTimeField("开始评选时间")
    published_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公布人"
    )
    published_at = models.DateTimeField("公布时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回公布的理由", max_length=300, blank=True, default="")
    changed_at = models.DateTimeField("变动时间")

    objects = CommendationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评选表彰"
        ordering = ["-year", "congress"]
        constraints = [
            models.UniqueConstraint(fields=["congress", "year"], name="commendation_once_a_year"),
            one_of("state", ["open", "published", "withdrawn"], name="commendation_state_known"),
            all_or_none("published_by", "published_at", name="commendation_published_by_somebody"),
            models.CheckConstraint(
                condition=Q(state="open", published_at__isnull=True)
                | ~Q(state="open") & Q(published_at__isnull=False),
                name="commendation_open_until_published",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn") & ~Q(withdrawn_reason="")
                | ~Q(state="withdrawn") & Q(withdrawn_reason=""),
                name="commendation_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.congress.place}{self.year}年评选表彰"

    def get_absolute_url(self) -> str:
        return address_of("proposals:commendation", self.pk)

    @property
    def public_address(self) -> str:
        """Its page for everybody."""
        return reverse("public:commendation", args=[self.congress.code, self.year])

    @property
    def is_public(self) -> bool:
        return self.state == self.State.PUBLISHED


class Award(models.Model):
    """奖项 of that year: a word of a dictionary as it was when the year was opened, and how many may get it."""

    class Subject(models.TextChoices):
        MATTER = "matter", "意见建议"
        GROUP = "group", "代表团（小组）"
        ORGAN = "organ", "承办单位"

    commendation = models.ForeignKey(Commendation, models.CASCADE, related_name="awards", verbose_name="评选表彰")
    subject = models.CharField("评什么", max_length=6, choices=Subject.choices)
    code = models.CharField("字典编码", max_length=40)
    name = models.CharField("奖项名称", max_length=40)
    quota = models.PositiveSmallIntegerField("名额")

    class Meta:
        verbose_name = verbose_name_plural = "奖项"
        ordering = ["id"]
        constraints = [
            one_of("subject", ["matter", "group", "organ"], name="award_subject_known"),
            models.CheckConstraint(condition=Q(quota__gte=1), name="award_has_a_quota"),
            models.UniqueConstraint(fields=["commendation", "subject", "code"], name="award_once_a_year"),
        ]

    def __str__(self) -> str:
        return self.name


class Candidate(models.Model):
    """提名: one matter, group or organ put up for an award, and what became of it.

    The evidence is frozen with its definitions once the desk has vetted it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "待审核"
        PASSED = "passed", "审核通过，等主任会议决定"
        TURNED_DOWN = "turned_down", "审核不通过"
        AWARDED = "awarded", "主任会议决定表彰"
        DECLINED = "declined", "主任会议决定不表彰"

    DECIDED = (State.AWARDED, State.DECLINED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    award = models.ForeignKey(Award, models.PROTECT, related_name="candidates", verbose_name="奖项")
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="candidacies", verbose_name="建议"
    )
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代表团（小组）"
    )
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办单位")
    state = models.CharField("状态", max_length=11, choices=State.choices, default=State.WAITING)
    reason = models.CharField("评选理由", max_length=300)
    put_up_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="提名人")
    put_up_at = models.DateTimeField("提名时间")
    evidence = models.JSONField("评选依据", null=True, blank=True)
    vetting = models.CharField("审核意见", max_length=300, blank=True, default="")
    vetted_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人"
    )
    vetted_at = models.DateTimeField("审核时间", null=True, blank=True)
    decided_on = models.DateField("主任会议日期", null=True, blank=True)
    decision = models.CharField("决定说明", max_length=300, blank=True, default="")
    decided_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    decided_at = models.DateTimeField("登记时间", null=True, blank=True)
    called = models.CharField("公布的名称", max_length=120, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "表彰提名"
        ordering = ["put_up_at", "id"]
        constraints = [
            exactly_one("proposal", "delegation", "organ", name="candidate_of_exactly_one"),
            models.UniqueConstraint(fields=["award", "proposal"], name="candidate_matter_once"),
            models.UniqueConstraint(fields=["award", "delegation"], name="candidate_group_once"),
            models.UniqueConstraint(fields=["award", "organ"], name="candidate_organ_once"),
            one_of(
                "state",
                ["waiting", "passed", "turned_down", "awarded", "declined"],
                name="candidate_state_known",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="candidate_with_a_reason"),
            all_or_none("vetted_by", "vetted_at", name="candidate_vetted_by_somebody"),
            models.CheckConstraint(
                condition=Q(state="waiting", vetted_at__isnull=True)
                | ~Q(state="waiting") & Q(vetted_at__isnull=False),
                name="candidate_waits_until_vetted",
            ),
            models.CheckConstraint(
                condition=~Q(state="turned_down") | ~Q(vetting=""), name="candidate_turned_down_with_a_reason"
            ),
            all_or_none("decided_on", "decided_by", "decided_at", name="candidate_decided_by_somebody"),
            models.CheckConstraint(
                condition=Q(state__in=["awarded", "declined"], decided_at__isnull=False)
                | ~Q(state__in=["awarded", "declined"]) & Q(decided_at__isnull=True),
                name="candidate_decided_by_the_meeting",
            ),
            models.CheckConstraint(condition=Q(called="") | Q(state="awarded"), name="candidate_called_once_awarded"),
        ]

    def __str__(self) -> str:
        return str(self.proposal.number if self.proposal else self.delegation or self.organ)

    def get_absolute_url(self) -> str:
        return address_of("proposals:candidate", self.pk)
