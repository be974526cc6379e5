"""承诺: what a reply undertakes to do and by when, how it goes on, and who says that it is done."""

import uuid

from django.db import models
from django.db.models import Q

from congress.actors import Actor
from congress.constraints import all_or_none, in_order, one_of
from congress.models import Grant, StoredFile, Term
from proposals.models.assignments import Assignment
from proposals.models.replies import Reply


class PromiseQuerySet(models.QuerySet["Promise"]):
    def made(self) -> "PromiseQuerySet":
        """Signed, so that somebody may count on it."""
        return self.exclude(state=Promise.State.DRAFT)

    def unsettled(self) -> "PromiseQuerySet":
        """Neither done nor failed: what keeps a closed matter from being struck off (销号)."""
        return self.filter(state__in=Promise.UNSETTLED)

    def visible_to(self, actor: Actor | None) -> "PromiseQuerySet":
        """The promises of the replies that an actor may see: an organ its own."""
        return self.made().filter(reply__assignment__in=Assignment.objects.visible_to(actor).order_by())


class Promise(models.Model):
    """One line of what a reply promises: a draft until it is signed. Its state is written by the workflow alone."""

    class State(models.TextChoices):
        DRAFT = "draft", "拟稿"
        OPEN = "open", "办理中"
        REPORTED = "reported", "已报兑现，待确认"
        DONE = "done", "已兑现"
        FAILED = "failed", "未兑现"
        REPLACED = "replaced", "由新答复代替"

    UNSETTLED = ("open", "reported")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reply = models.ForeignKey(Reply, models.PROTECT, related_name="promises", verbose_name="答复")
    position = models.PositiveSmallIntegerField("序号", default=1)
    content = models.CharField("承诺事项", max_length=200, blank=True)
    promised_on = models.DateField("承诺完成时间", null=True, blank=True)
    due_on = models.DateField("现在的期限", null=True, blank=True)
    made_on = models.DateField("作出日期", null=True, blank=True)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField("版本", default=1)
    settled_on = models.DateField("了结日期", null=True, blank=True)
    failed_reason = models.CharField("没有兑现的原因", max_length=300, blank=True, default="")
    carried_into = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="转入的届"
    )

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "承诺"
        ordering = ["reply", "position"]
        constraints = [
            one_of("state", ["draft", "open", "reported", "done", "failed", "replaced"], name="promise_state_known"),
            models.UniqueConstraint(fields=["reply", "position"], name="promise_line_once"),
            models.CheckConstraint(
                condition=Q(state="draft")
                | ~Q(content="") & Q(promised_on__isnull=False, due_on__isnull=False, made_on__isnull=False),
                name="promise_made_says_what_and_until_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="draft") | Q(made_on__isnull=True, due_on__isnull=True, carried_into__isnull=True),
                name="promise_of_a_draft_is_not_made",
            ),
            in_order("promised_on", "due_on", name="promise_only_extended"),
            models.CheckConstraint(
                condition=Q(state__in=["done", "failed", "replaced"], settled_on__isnull=False)
                | ~Q(state__in=["done", "failed", "replaced"]) & Q(settled_on__isnull=True),
                name="promise_settled_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state="failed") & ~Q(failed_reason="") | ~Q(state="failed") & Q(failed_reason=""),
                name="promise_failed_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="promise_unsettled", condition=Q(state__in=["open", "reported"]))
        ]

    def __str__(self) -> str:
        return self.content

    @property
    def root_id(self) -> uuid.UUID:
        """Its events are shown under its proposal."""
        return self.reply.assignment.proposal_id

    @property
    def is_extended(self) -> bool:
        return self.due_on != self.promised_on

    def last_report(self) -> "PromiseReport | None":
        """What the organ said last, with what deputy and desk said to it; as a page has read it where it has."""
        read = getattr(self, "_prefetched_objects_cache", {}).get("reports")
        return (list(read) or [None])[-1] if read is not None else with_confirmations().filter(promise=self).last()


class PromiseProgress(models.Model):
    """进展: how far the organ has come with a promise."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="progress", verbose_name="承诺")
    text = models.CharField("进展", max_length=500)
    on = models.DateField("日期")
    logged_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="填报人")
    logged_at = models.DateTimeField("填报时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "承诺进展"
        ordering = ["on", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="promise_progress_says_something")]

    def __str__(self) -> str:
        return f"{self.on} {self.text[:30]}"


class PromiseReport(models.Model):
    """兑现报告: the organ says that a promise is done; another one may follow when it was sent back."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="reports", verbose_name="承诺")
    text = models.CharField("兑现情况", max_length=500)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="证明材料"
    )
    reported_on = models.DateField("报告日期")
    reported_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="报告人")
    reported_at = models.DateTimeField("报告时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "兑现报告"
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="promise_report_says_something")]

    def __str__(self) -> str:
        return self.text[:30]


class PromiseConfirmation(models.Model):
    """确认: what deputy and desk say to a report, each once. The deputy judges as he judges a reply."""

    class Side(models.TextChoices):
        DEPUTY = "deputy", "代表"
        DESK = "desk", "代表工委"

    class Level(models.TextChoices):
        SATISFIED = "satisfied", "已兑现，满意"
        MOSTLY = "mostly", "已兑现，基本满意"
        DENIED = "denied", "没有兑现"

    report = models.ForeignKey(PromiseReport, models.PROTECT, related_name="confirmations", verbose_name="兑现报告")
    side = models.CharField("哪一方", max_length=6, choices=Side.choices)
    level = models.CharField("意见", max_length=10, choices=Level.choices)
    words = models.CharField("说明", max_length=300, blank=True)
    by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="确认人")
    at = models.DateTimeField("确认时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "兑现确认"
        ordering = ["at"]
        constraints = [
            one_of("side", ["deputy", "desk"], name="promise_confirmation_side_known"),
            one_of("level", ["satisfied", "mostly", "denied"], name="promise_confirmation_level_known"),
            models.CheckConstraint(condition=~Q(level="denied") | ~Q(words=""), name="promise_denied_gives_reasons"),
            models.UniqueConstraint(fields=["report", "side"], name="promise_confirmed_once_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}：{self.get_level_display()}"

    @property
    def is_kept(self) -> bool:
        return self.level != self.Level.DENIED


class PromiseExtension(models.Model):
    """承诺延期: an organ asked for more time for a promise, and what the desk said."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="extensions", verbose_name="承诺")
    reason = models.CharField("理由", max_length=300)
    until = models.DateField("延期至")
    asked_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间", auto_now_add=True)
    is_granted = models.BooleanField("同意", null=True, blank=True)
    answer = models.CharField("答复", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定人"
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "承诺延期申请"
        ordering = ["asked_at"]
        constraints = [
            all_or_none("is_granted", "decided_by", "decided_at", name="promise_extension_decided_by_somebody"),
            models.UniqueConstraint(
                fields=["promise"],
                condition=Q(decided_at__isnull=True),
                name="promise_extension_asked_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:30]


def with_confirmations() -> models.QuerySet[PromiseReport]:
    """Reports with who wrote them, their paper, and what deputy and desk said to each."""
    reports = PromiseReport.objects.select_related("reported_by", "file")
    return reports.prefetch_related("confirmations__by__person")
