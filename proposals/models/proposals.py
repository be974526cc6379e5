"""The proposal itself: what a deputy puts forward, who puts it forward with him, what is attached."""

import hashlib
import uuid
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects

from congress.actors import Actor
from congress.addresses import address_of
from congress.constraints import one_of
from congress.models import Congress, Organ, Person, Role, Session, StoredFile, Term
from deputies.models import Delegation, Seat
from groups.models import Matter

MOTIONS_ONLY = "examining examined on_agenda passed rejected declined referred reported settled handed fallen".split()


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, actor: Actor | None) -> "ProposalQuerySet":
        """The only way a view may begin a query for proposals."""
        from proposals.models.assignments import Assignment
        from proposals.models.supervision import in_a_campaign_of

        if actor is None:
            return self.none()
        handed_over = self.exclude(state__in=Proposal.PRIVATE)
        if actor.oversees:
            below = Congress.objects.within(actor.congress)
            held = handed_over.filter(Q(congress__in=below) | Q(holder__in=below) | Q(transfer_to=actor.congress))
            if actor.is_desk and actor.organ and actor.organ.kind == Organ.Kind.STREET:
                return held.filter(seat__branch_desk=actor.organ)
            return held
        if actor.role in (Role.HANDLER, Role.ORGAN_LEADER):
            return handed_over.filter(
                Exists(Assignment.objects.current().filter(proposal=OuterRef("pk"), organ=actor.organ))
            )
        if actor.role == Role.GOVERNMENT:
            return handed_over.filter(
                Exists(
                    Assignment.objects.current().filter(proposal=OuterRef("pk"), organ__branch=Organ.Branch.GOVERNMENT)
                ),
                holder=actor.congress,
            )
        if actor.role == Role.COMMITTEE:
            return handed_over.filter(Q(committee=actor.organ) | in_a_campaign_of(actor.organ))
        if actor.seat:
            joined = CoSignature.objects.filter(proposal=OuterRef("pk"), seat=actor.seat).exclude(
                state__in=CoSignature.NOT_WITH_IT
            )
            return self.filter(Q(seat=actor.seat) | Exists(joined) & ~Q(state=Proposal.State.DRAFT))
        return self.none()

    def put_forward(self) -> "ProposalQuerySet":
        """Sent to the desk and not withdrawn, whatever became of it; a trial import left out."""
        return self.filter(is_put_forward())

    def key(self) -> "ProposalQuerySet":
        """重点督办件, marked now."""
        return self.filter(is_key())

    def with_mark(self) -> "ProposalQuerySet":
        """Each with `is_key`: whether it is a key item now."""
        return self.annotate(is_key=is_key())

    def closed(self) -> "ProposalQuerySet":
        """办结."""
        return self.filter(state=Proposal.State.CLOSED)


def is_put_forward() -> Q:
    """What `put_forward` asks of a row, for counts of several things at once."""
    gone = (Proposal.State.WITHDRAWN, Proposal.State.FALLEN)
    return Q(is_live=True) & ~Q(state__in=[*Proposal.PRIVATE, *gone])


def is_key() -> Exists:
    """What `key` asks."""
    from proposals.models.supervision import KeyItem

    return Exists(KeyItem.objects.current().filter(proposal=OuterRef("pk")))


class Proposal(models.Model):
    """月度意见, 建议, 议案: from draft to closed. Its state is written by the workflow alone.

    A motion has its 案由 in the title, its 案据 in the text and its 方案 in the plan (代表法 art. 15).
    """

    class Kind(models.TextChoices):
        OPINION = "opinion", "月度意见"
        SUGGESTION = "suggestion", "建议"
        MOTION = "motion", "议案"

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        COSIGN = "cosign", "征集联名"
        SUBMITTED = "submitted", "待审核"
        RETURNED = "returned", "退回修改"
        REFUSED = "refused", "不予受理"
        MERGED = "merged", "已并案"
        REGISTERED = "registered", "待交办"
        ESCALATED = "escalated", "已上转"
        IN_HAND = "in_hand", "办理中"
        ANSWERED = "answered", "已答复"
        CLOSED = "closed", "办结"
        WITHDRAWN = "withdrawn", "已撤回"
        EXAMINING = "examining", "委员会审查"
        EXAMINED = "examined", "待主席团决定"
        ON_AGENDA = "on_agenda", "列入会议议程"
        PASSED = "passed", "表决通过"
        REJECTED = "rejected", "表决未通过"
        DECLINED = "declined", "不列入议程"
        REFERRED = "referred", "委员会审议"
        REPORTED = "reported", "待常委会决定"
        SETTLED = "settled", "审议结束"
        HANDED = "handed", "待交办（议案）"
        FALLEN = "fallen", "联名不足，终止"

    class Lane(models.TextChoices):
        ORDINARY = "ordinary", "普通"
        SIMPLE = "simple", "即办"
        URGENT = "urgent", "紧急"
        FORMAL = "formal", "正式"

    PRIVATE = ("draft", "cosign")
    WAITING = ("submitted", "registered")
    TO_ASSIGN = (*WAITING, "handed")
    BEFORE_THE_PRESIDIUM = ("submitted", "returned", "registered", "examining", "examined")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("种类", max_length=10, choices=Kind.choices, default=Kind.OPINION)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField("版本", default=1)
    congress = models.ForeignKey(Congress, models.PROTECT, related_name="proposals", verbose_name="提出层级")
    holder = models.ForeignKey(Congress, models.PROTECT, related_name="held_proposals", verbose_name="办理层级")
    transfer_to = models.ForeignKey(
        Congress, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="转往"
    )
    term = models.ForeignKey(Term, models.PROTECT, related_name="proposals", verbose_name="届")
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name="会议"
    )
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="proposals", verbose_name="提出人")
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name="以代表团名义"
    )
    title = models.CharField("标题", max_length=60, blank=True)
    body = models.TextField("内容", blank=True)
    plan = models.TextField("方案", blank=True)
    number = models.CharField("编号", max_length=24, unique=True, null=True, blank=True)
    session_number = models.PositiveSmallIntegerField("会议编号", null=True, blank=True)
    motion_number = models.PositiveSmallIntegerField("议案编号", null=True, blank=True)
    month = models.DateField("所属月份", null=True, blank=True)
    lane = models.CharField("办理方式", max_length=8, choices=Lane.choices, default=Lane.ORDINARY)
    category = models.CharField("类别", max_length=20, blank=True)
    place = models.CharField("地点", max_length=60, blank=True)
    wished_organ = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="希望由谁办"
    )
    committee = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="supervised", verbose_name="督办工委"
    )
    wants_contact = models.BooleanField("要求当面沟通", default=False)
    needs_no_reply = models.BooleanField("不需要书面答复，供研究参考", default=False)
    is_public = models.BooleanField("可以公开", default=True)
    is_name_hidden = models.BooleanField("对承办单位隐去姓名", default=False)
    is_live = models.BooleanField("计入统计和提醒", default=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入"
    )
    topic = models.ForeignKey(
        "ShelfEntry", models.PROTECT, null=True, blank=True, related_name="written", verbose_name="按哪个参考选题写"
    )
    activity = models.ForeignKey(
        "groups.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name="来自小组活动",
    )
    reception_matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name="来自群众反映的事项"
    )
    refusal_code = models.CharField("不予受理原因", max_length=4, blank=True)
    entered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代录人"
    )
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    saved_at = models.DateTimeField("保存时间", auto_now=True)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    assigned_on = models.DateField("交办日期", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "建议"
        ordering = ["-submitted_at", "-created_at"]
        constraints = [
            one_of("kind", ["opinion", "suggestion", "motion"], name="proposal_kind_known"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cosign"]) | Q(number__isnull=False, submitted_at__isnull=False),
                name="proposal_numbered_once_submitted",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cosign"]) | (~Q(title="") & ~Q(body="")),
                name="proposal_written_once_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(merged_into__isnull=False), name="proposal_merged_into_something"
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal_code=""), name="proposal_refused_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="escalated") | Q(transfer_to__isnull=False), name="proposal_escalated_to_a_desk"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["in_hand", "answered", "closed"]) | Q(assigned_on__isnull=False),
                name="proposal_assigned_once_in_hand",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False)
                | (~Q(state="closed") & Q(closed_on__isnull=True)),
                name="proposal_closed_has_its_day",
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="proposal_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(session_number__isnull=True, motion_number__isnull=True) | Q(session__isnull=False),
                name="proposal_session_number_of_a_session",
            ),
            models.CheckConstraint(
                condition=Q(delegation__isnull=True) | Q(kind="suggestion") | Q(kind="motion"),
                name="proposal_of_a_delegation_is_formal",
            ),
            models.UniqueConstraint(
                fields=["reception_matter"],
                condition=~Q(state__in=["withdrawn", "refused"]),
                name="proposal_of_a_matter_once",
            ),
            models.UniqueConstraint(fields=["session", "session_number"], name="proposal_session_number_once"),
            models.UniqueConstraint(fields=["session", "motion_number"], name="proposal_motion_number_once"),
            models.CheckConstraint(
                condition=~Q(kind="motion")
                | Q(state__in=["draft", "cosign"])
                | (~Q(plan="") & Q(session__isnull=False)),
                name="proposal_motion_has_a_plan_and_a_session",
            ),
            models.CheckConstraint(
                condition=Q(kind="motion") | ~Q(state__in=MOTIONS_ONLY),
                name="proposal_only_motions_are_examined",
            ),
        ]
        indexes = [
            models.Index(fields=["holder", "state", "-submitted_at"], name="proposal_queue"),
            models.Index(fields=["seat", "month"], name="proposal_seat_month"),
            models.Index(fields=["congress", "month", "state"], name="proposal_month"),
            models.Index(fields=["-submitted_at"], name="proposal_newest"),
            models.Index(fields=["congress", "-submitted_at"], name="proposal_newest_of_congress"),
        ]

    def __str__(self) -> str:
        return self.title or "（还没有标题）"

    def get_absolute_url(self) -> str:
        return address_of("proposals:detail", self.pk)

    @property
    def text_digest(self) -> str:
        """The fingerprint of title, text and plan: what a co-signatory confirms.

        A motion that its author makes a suggestion keeps its words, the plan after the text, and so its fingerprint.
        """
        words = "\n".join([self.title, self.body, *([self.plan] if self.plan else [])])
        return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()

    @property
    def occasion(self) -> str:
        """一次会议, or 闭会期间: when it was put forward."""
        return self.session.occasion if self.session else "闭会期间"

    @property
    def official_number(self) -> str:
        """What papers call it: 12 of its session once it is registered there, otherwise the number on its receipt."""
        return str(self.number_in_session or self.number or "")

    @property
    def number_in_session(self) -> int | None:
        """第n号 among the motions or among the suggestions of its session; None before it is registered."""
        return self.motion_number if self.kind == self.Kind.MOTION else self.session_number

    @property
    def root_id(self) -> uuid.UUID:
        """A proposal is the matter under which its own events are shown."""
        return self.pk

    def followers(self) -> "ProposalQuerySet":
        """Those that were merged into it and wait for its answer."""
        return Proposal.objects.filter(merged_into=self, state=self.State.MERGED)

    def current_asks(self) -> list[Any]:
        """What it asks for, in order; read once, and again after the row was read again."""
        from proposals.models.asks import Ask

        prefetch_related_objects([self], Prefetch("asks", Ask.objects.current()))
        return list(self.asks.all())

    def asked_to_join(self) -> list["CoSignature"]:
        """Everybody who was asked to join, with his name; read once, and again after the row was read again."""
        with_names = CoSignature.objects.select_related("seat__person")
        prefetch_related_objects([self], Prefetch("co_signatures", with_names))
        return list(self.co_signatures.all())

    def co_signatories(self) -> list["CoSignature"]:
        """Those of them who said yes."""
        return [row for row in self.asked_to_join() if row.state == CoSignature.State.CONFIRMED]


class CoSignature(models.Model):
    """附议: one deputy asked to join, and what he said. Each confirms for himself."""

    class State(models.TextChoices):
        INVITED = "invited", "待确认"
        CONFIRMED = "confirmed", "已确认"
        DECLINED = "declined", "未同意"
        LEFT = "left", "已退出"

    NOT_WITH_IT = ("declined", "left")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="co_signatures", verbose_name="建议")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="co_signatures", verbose_name="代表")
    state = models.CharField("状态", max_length=9, choices=State.choices, default=State.INVITED)
    invited_at = models.DateTimeField("邀请时间", auto_now_add=True)
    decided_at = models.DateTimeField("答复时间", null=True, blank=True)
    confirmed_text = models.CharField("确认的文本", max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "联名"
        ordering = ["invited_at"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "seat"], name="co_signature_once"),
            models.CheckConstraint(
                condition=Q(state="invited", decided_at__isnull=True)
                | (~Q(state="invited") & Q(decided_at__isnull=False)),
                name="co_signature_decided_with_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}（{self.get_state_display()}）"


class Attachment(models.Model):
    """A photo or paper that belongs to the proposal."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="attachments", verbose_name="建议")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["file__uploaded_at"]

    def __str__(self) -> str:
        return str(self.file)


class Wording(models.Model):
    """A text as it stood before it was changed after submission: nothing that was sent is lost."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="wordings", verbose_name="建议")
    title = models.CharField("标题", max_length=60)
    body = models.TextField("内容")
    plan = models.TextField("方案", blank=True)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "历次文本"
        ordering = ["at"]

    def __str__(self) -> str:
        return self.title
