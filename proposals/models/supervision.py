"""督办: key items, what is asked and reported of a matter, meetings and campaigns over many, who is told when."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q

from congress.constraints import all_or_none, exactly_one, in_order, one_of
from congress.models import Congress, Grant, Organ, Person
from deputies.models import Seat
from proposals.models.assignments import Assignment
from proposals.models.clocks import Clock
from proposals.models.proposals import Proposal

# Not accepted yet, or no longer handled: nobody supervises it together with others.
GONE = ("refused", "merged", "escalated", "withdrawn", "fallen")
NOT_IN_CAMPAIGNS = (*Proposal.PRIVATE, "submitted", "returned", *GONE)


class Nomination(models.Model):
    """Desk or committee proposes a matter as a key item; the 主任会议 decides (代表法 art. 52)."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="nominations", verbose_name="建议")
    reason = models.CharField("理由", max_length=300)
    nominated_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="提出人")
    nominated_at = models.DateTimeField("提出时间", auto_now_add=True)
    is_agreed = models.BooleanField("同意", null=True, blank=True)
    answer = models.CharField("决定的理由", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    decided_at = models.DateTimeField("登记时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "提请列为重点督办件"
        ordering = ["nominated_at"]
        constraints = [
            all_or_none("is_agreed", "decided_by", "decided_at", name="nomination_decided_by_somebody"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(decided_at__isnull=True), name="nomination_waits_once"
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:30]


class KeyItemQuerySet(models.QuerySet["KeyItem"]):
    def current(self) -> "KeyItemQuerySet":
        """Marked, and the mark not taken off again."""
        return self.filter(ended_at__isnull=True)


class KeyItem(models.Model):
    """重点督办件: marked by the 主任会议, with its leader (领办); the committee is the proposal's own."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="key_items", verbose_name="建议")
    leader = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="领办领导")
    marked_on = models.DateField("主任会议日期")
    reason = models.CharField("理由", max_length=300)
    marked_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="登记人")
    marked_at = models.DateTimeField("登记时间", auto_now_add=True)
    ended_on = models.DateField("取消日期", null=True, blank=True)
    end_reason = models.CharField("取消的理由", max_length=300, blank=True)
    ended_by = models.ForeignKey(Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="取消人")
    ended_at = models.DateTimeField("取消时间", null=True, blank=True)

    objects = KeyItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "重点督办件"
        ordering = ["marked_at"]
        constraints = [
            all_or_none("ended_on", "ended_by", "ended_at", name="key_item_ended_by_somebody"),
            in_order("marked_on", "ended_on", name="key_item_ends_after_it_began"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(ended_at__isnull=True), name="key_item_marked_once"
            ),
        ]

    def __str__(self) -> str:
        return f"重点督办（{self.leader.person.name}领办）"


class Progress(models.Model):
    """办理进展: what an organ has done so far."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="progress", verbose_name="交办")
    on = models.DateField("日期")
    text = models.TextField("进展")
    written_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="登记人")
    written_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "办理进展"
        ordering = ["on", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="progress_says_something")]

    def __str__(self) -> str:
        return f"{self.on} {self.text[:30]}"


class Visit(models.Model):
    """视察、走访: of one matter, with the deputies who put it forward."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="visits", verbose_name="建议")
    on = models.DateField("日期")
    place = models.CharField("地点和集合时间", max_length=60)
    called_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="组织人")
    called_at = models.DateTimeField("登记时间", auto_now_add=True)
    result = models.TextField("视察情况", blank=True)
    recorded_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间（情况）", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "视察"
        ordering = ["on", "id"]
        constraints = [
            all_or_none("recorded_by", "recorded_at", name="visit_recorded_by_somebody"),
            models.CheckConstraint(
                condition=Q(result="", recorded_at__isnull=True) | (~Q(result="") & Q(recorded_at__isnull=False)),
                name="visit_recorded_with_its_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.place}"


class VisitInvitation(models.Model):
    """One deputy invited to a visit, and whether he comes."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="invitations", verbose_name="视察")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="代表")
    comes = models.BooleanField("参加", null=True, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "视察邀请"
        ordering = ["id"]
        constraints = [
            all_or_none("comes", "answered_at", name="visit_invitation_answered_with_time"),
            models.UniqueConstraint(fields=["visit", "seat"], name="visit_invitation_once"),
        ]

    def __str__(self) -> str:
        answer = {None: "没有答复", True: "参加", False: "不参加"}[self.comes]
        return f"{self.seat}（{answer}）"


class Instruction(models.Model):
    """批示: what the leader of a key item asks of an organ, to be answered by a day."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="instructions", verbose_name="交办")
    leader = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="批示的领导")
    text = models.CharField("批示", max_length=500)
    given_on = models.DateField("批示日期")
    due_on = models.DateField("答复期限")
    recorded_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="登记人")
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)
    answer = models.TextField("落实情况", blank=True)
    answered_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复人"
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "批示"
        ordering = ["given_on", "id"]
        constraints = [
            in_order("given_on", "due_on", name="instruction_due_after_it_is_given"),
            all_or_none("answered_by", "answered_at", name="instruction_answered_by_somebody"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="instruction_answered_in_words",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="instruction_open", condition=Q(answered_at__isnull=True))]

    def __str__(self) -> str:
        return self.text[:30]


class Dispatch(models.Model):
    """调度会: a leader hears the organs of several matters, and tells them what to do."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    congress = models.ForeignKey(Congress, models.PROTECT, related_name="+", verbose_name="人大")
    leader = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="主持的领导")
    on = models.DateField("日期")
    place = models.CharField("地点和时间", max_length=60)
    called_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="召集人")
    called_at = models.DateTimeField("召集时间", auto_now_add=True)
    next_on = models.DateField("下次调度", null=True, blank=True)
    recorded_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "调度会"
        ordering = ["-on", "-called_at"]
        constraints = [
            in_order("on", "next_on", name="dispatch_next_after_this"),
            all_or_none("recorded_by", "recorded_at", name="dispatch_recorded_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}调度会"


class AgendaItem(models.Model):
    """One organ's part in one matter on the agenda: what it reported, what it was told."""

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="agenda", verbose_name="调度会")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="agenda", verbose_name="交办")
    reported = models.TextField("汇报", blank=True)
    told = models.TextField("要求", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "调度事项"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["dispatch", "assignment"], name="agenda_item_once")]

    def __str__(self) -> str:
        return str(self.assignment)


class Campaign(models.Model):
    """督办行动: the three forms of supervision, each over matters that were chosen or that share a category."""

    class Form(models.TextChoices):
        TOPIC = "topic", "重点建议专题督"
        KIND = "kind", "共性问题分类督"
        JOINT = "joint", "形成氛围合力督"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    congress = models.ForeignKey(Congress, models.PROTECT, related_name="+", verbose_name="人大")
    form = models.CharField("形式", max_length=5, choices=Form.choices)
    title = models.CharField("名称", max_length=60)
    category = models.CharField("类别", max_length=20, blank=True)
    leader = models.ForeignKey(Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="牵头领导")
    committees = models.ManyToManyField(Organ, related_name="+", verbose_name="督办工委")
    proposals = models.ManyToManyField(Proposal, related_name="campaigns", verbose_name="建议")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    plan = models.TextField("安排", blank=True)
    opened_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="登记人")
    opened_at = models.DateTimeField("登记时间", auto_now_add=True)
    summary = models.TextField("总结", blank=True)
    closed_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="结束登记人"
    )
    closed_at = models.DateTimeField("结束登记时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "督办行动"
        ordering = ["-starts_on", "-opened_at"]
        constraints = [
            one_of("form", ["topic", "kind", "joint"], name="campaign_form_known"),
            in_order("starts_on", "ends_on", name="campaign_ends_after_start"),
            all_or_none("closed_by", "closed_at", name="campaign_closed_by_somebody"),
            models.CheckConstraint(condition=~Q(form="kind") | ~Q(category=""), name="campaign_of_a_kind_names_it"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(summary=""), name="campaign_closed_with_a_summary"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def matters(self) -> "models.QuerySet[Proposal]":
        """Those that were chosen; and of the category, what is handled there and was not closed before."""
        chosen = Q(pk__in=self.proposals.values("pk"))
        if self.category:
            open_then = Q(closed_on__isnull=True) | Q(closed_on__gte=self.starts_on)
            chosen |= Q(category=self.category, holder=self.congress, submitted_at__date__lte=self.ends_on) & open_then
        return Proposal.objects.filter(chosen, is_live=True).exclude(state__in=NOT_IN_CAMPAIGNS)


def in_a_campaign_of(committee: Organ | None) -> Q:
    """Matters that this committee supervises together with others, or as one of a category."""
    own = Campaign.objects.filter(committees=committee)
    of_its_kind = own.exclude(category="").filter(category=OuterRef("category"), congress=OuterRef("holder"))
    chosen = own.filter(proposals=OuterRef("pk"))
    return (Q(Exists(chosen)) | Q(Exists(of_its_kind))) & ~Q(state__in=NOT_IN_CAMPAIGNS)


class Remark(models.Model):
    """督办意见: what committee, leader or desk says, of a matter or of a campaign."""

    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="remarks", verbose_name="建议"
    )
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="remarks", verbose_name="督办行动"
    )
    text = models.TextField("意见")
    written_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="提出人")
    written_at = models.DateTimeField("提出时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "督办意见"
        ordering = ["written_at"]
        constraints = [
            exactly_one("proposal", "campaign", name="remark_of_exactly_one"),
            models.CheckConstraint(condition=~Q(text=""), name="remark_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:30]


class Rung(models.TextChoices):
    """The ladder, from whoever handles a matter up to whoever supervises it."""

    OFFICER = "officer", "经办人"
    SECTION = "section", "科室负责人"
    DEPUTY = "deputy", "分管负责人"
    HEAD = "head", "主要负责人"
    COMMITTEE = "committee", "督办工委"


class Superior(models.Model):
    """Whom an organ names as head of a section or as the deputy head in charge; its head is its 承办单位负责人."""

    NAMED = [(Rung.SECTION.value, Rung.SECTION.label), (Rung.DEPUTY.value, Rung.DEPUTY.label)]

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="superiors", verbose_name="单位")
    office = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="科室")
    rung = models.CharField("职责", max_length=9, choices=NAMED)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="人员")
    named_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="登记人")
    named_at = models.DateTimeField("登记时间", auto_now_add=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "单位各级负责人"
        ordering = ["rung", "office", "id"]
        constraints = [
            one_of("rung", ["section", "deputy"], name="superior_rung_known"),
            models.UniqueConstraint(
                fields=["organ", "rung"],
                condition=Q(ended_at__isnull=True, office__isnull=True),
                name="superior_of_all_offices_once",
            ),
            models.UniqueConstraint(
                fields=["organ", "rung", "office"],
                condition=Q(ended_at__isnull=True, office__isnull=False),
                name="superior_of_an_office_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rung_display()}：{self.person.name}"


class Escalation(models.Model):
    """One rung of the ladder taken for one limit: when, and how far up somebody was found to be told."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="escalations", verbose_name="时限")
    rung = models.CharField("级别", max_length=9, choices=Rung.choices)
    told = models.CharField("告知", max_length=9, choices=Rung.choices, blank=True)
    people = models.PositiveSmallIntegerField("人数")
    on = models.DateField("日期")

    class Meta:
        verbose_name = verbose_name_plural = "逐级提醒"
        ordering = ["on", "id"]
        constraints = [
            one_of("rung", ["officer", "section", "deputy", "head", "committee"], name="escalation_rung_known"),
            models.CheckConstraint(
                condition=Q(told="", people=0) | (~Q(told="") & Q(people__gte=1)), name="escalation_told_somebody"
            ),
            models.UniqueConstraint(fields=["clock", "rung"], name="escalation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.get_rung_display()}"
