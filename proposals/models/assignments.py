"""交办: what one organ has to do with a proposal, and what it does."""

import uuid

from django.db import models
from django.db.models import Q

from congress.actors import Actor
from congress.constraints import all_or_none, one_of
from congress.models import Grant, Organ, Person, Role
from proposals.models.proposals import Proposal


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def current(self) -> "AssignmentQuerySet":
        """Not released and not ended: the organ still has to do with it."""
        return self.exclude(state__in=[Assignment.State.RELEASED, Assignment.State.ENDED])

    def replying(self) -> "AssignmentQuerySet":
        """Those that owe the deputy a reply: lead and separate, not joint."""
        return self.exclude(part=Assignment.Part.JOINT)

    def visible_to(self, actor: Actor | None) -> "AssignmentQuerySet":
        """The assignments an actor may look at: an organ its own, everybody else those of what he may see."""
        if actor is None:
            return self.none()
        if actor.role in (Role.HANDLER, Role.ORGAN_LEADER):
            return self.current().filter(organ=actor.organ)
        return self.filter(proposal__in=Proposal.objects.visible_to(actor))


class Assignment(models.Model):
    """One proposal in the hands of one organ. Its state is written by the workflow alone."""

    class Part(models.TextChoices):
        LEAD = "lead", "主办"
        JOINT = "joint", "协办"
        SEPARATE = "separate", "分办"

    class State(models.TextChoices):
        ASSIGNED = "assigned", "待签收"
        RELEASE_ASKED = "release_asked", "申请退办"
        HANDLING = "handling", "办理中"
        SIGNING = "signing", "待签发"
        REPLIED = "replied", "待评价"
        REHANDLING = "rehandling", "重新办理"
        RATED = "rated", "已评价"
        LAPSED = "lapsed", "未评价"
        DISPUTED = "disputed", "不满意，待协调"
        GIVEN = "given", "已提交协办意见"
        RELEASED = "released", "已退办"
        ENDED = "ended", "已终止"

    AT_WORK = ("assigned", "release_asked", "handling", "signing", "rehandling")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="assignments", verbose_name="建议")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="assignments", verbose_name="承办单位")
    part = models.CharField("承办方式", max_length=8, choices=Part.choices)
    named_part = models.CharField("分办内容", max_length=120, blank=True)
    state = models.CharField("状态", max_length=13, choices=State.choices, default=State.ASSIGNED)
    version = models.PositiveIntegerField("版本", default=1)
    round = models.PositiveSmallIntegerField("轮次", default=1)
    assigned_on = models.DateField("交办日期")
    first_assigned_on = models.DateField("首次交办日期")
    assigned_by = models.ForeignKey(Grant, models.PROTECT, null=True, related_name="+", verbose_name="交办人")
    signed_in_at = models.DateTimeField("签收时间", null=True, blank=True)
    office = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办科室")
    handler = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="经办人")
    replied_on = models.DateField("答复日期", null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "交办"
        ordering = ["assigned_on", "part", "id"]
        constraints = [
            one_of("part", ["lead", "joint", "separate"], name="assignment_part_known"),
            models.UniqueConstraint(
                fields=["proposal", "organ"],
                condition=~Q(state__in=["released", "ended"]),
                name="assignment_organ_once",
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(part="lead") & ~Q(state__in=["released", "ended"]),
                name="assignment_one_lead",
            ),
            models.CheckConstraint(
                condition=~Q(part="separate") | ~Q(named_part=""), name="assignment_separate_part_is_named"
            ),
            models.CheckConstraint(
                condition=Q(part="joint") | ~Q(state="given"), name="assignment_only_joint_gives_opinion"
            ),
            models.CheckConstraint(
                condition=~Q(part="joint")
                | ~Q(state__in=["signing", "replied", "rehandling", "rated", "lapsed", "disputed"]),
                name="assignment_joint_never_replies",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["replied", "rated", "lapsed", "disputed"]) | Q(replied_on__isnull=False),
                name="assignment_replied_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["assigned", "release_asked", "released", "ended"])
                | Q(signed_in_at__isnull=False),
                name="assignment_signed_in_before_handling",
            ),
        ]
        indexes = [models.Index(fields=["organ", "state"], name="assignment_inbox")]

    def __str__(self) -> str:
        return f"{self.organ}（{self.get_part_display()}）"

    @property
    def root_id(self) -> uuid.UUID:
        """Its events are shown under its proposal."""
        return self.proposal_id


class Contact(models.Model):
    """沟通: the organ talked with the deputy (代表法 art. 51: contact comes before the reply)."""

    class Way(models.TextChoices):
        """Codes that rules name; further ones and all their words are in the dictionary `contact`."""

        IN_PERSON = "in_person"
        PHONE = "phone"
        VISIT = "visit"
        MEETING = "meeting"
        OTHER = "other"

    class Rank(models.TextChoices):
        HEAD = "head", "主要负责人"
        DEPUTY_HEAD = "deputy_head", "分管负责人"
        SECTION_HEAD = "section_head", "科室负责人"
        OFFICER = "officer", "经办人员"

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="contacts", verbose_name="交办")
    round = models.PositiveSmallIntegerField("轮次", default=1)
    on = models.DateField("日期")
    way = models.CharField("方式", max_length=10)
    rank = models.CharField("单位由谁沟通", max_length=12, choices=Rank.choices, blank=True, default="")
    persons = models.CharField("参加人", max_length=80)
    result = models.CharField("沟通情况", max_length=300)
    logged_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    logged_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "沟通记录"
        ordering = ["on", "id"]
        constraints = [
            one_of("rank", ["", "head", "deputy_head", "section_head", "officer"], name="contact_rank_known")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.persons}"


class JointOpinion(models.Model):
    """协办意见: what a joint organ tells the lead organ. For the lead organ and the desk only."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="joint_opinions", verbose_name="交办")
    text = models.TextField("意见")
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="提交人")
    given_at = models.DateTimeField("提交时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "协办意见"
        ordering = ["given_at"]

    def __str__(self) -> str:
        return self.text[:30]


class Release(models.Model):
    """退办: an organ asked to be released, and what the desk said."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="releases", verbose_name="交办")
    code = models.CharField("原因", max_length=20, blank=True)
    reason = models.CharField("理由", max_length=300)
    proposed_organ = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="建议改由"
    )
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间", auto_now_add=True)
    is_granted = models.BooleanField("同意", null=True, blank=True)
    answer = models.CharField("答复", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定人"
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "退办申请"
        ordering = ["asked_at"]
        constraints = [
            all_or_none("is_granted", "decided_by", "decided_at", name="release_decided_by_somebody"),
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(decided_at__isnull=True), name="release_asked_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:30]


class Extension(models.Model):
    """延期: an organ asked for more time, and what the desk said (代表法 art. 51: at most 6 months)."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="extensions", verbose_name="交办")
    reason = models.CharField("理由", max_length=300)
    until = models.DateField("延期至")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间", auto_now_add=True)
    is_granted = models.BooleanField("同意", null=True, blank=True)
    answer = models.CharField("答复", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定人"
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "延期申请"
        ordering = ["asked_at"]
        constraints = [
            all_or_none("is_granted", "decided_by", "decided_at", name="extension_decided_by_somebody"),
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(decided_at__isnull=True), name="extension_asked_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:30]


class Urge(models.Model):
    """催办: somebody asked the organ to hurry."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="urges", verbose_name="交办")
    by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="催办人")
    on = models.DateField("日期")

    class Meta:
        verbose_name = verbose_name_plural = "催办"
        ordering = ["on", "id"]
        constraints = [models.UniqueConstraint(fields=["assignment", "by", "on"], name="urge_once_a_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.by}"
