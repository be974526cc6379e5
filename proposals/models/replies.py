"""答复: the reply, and the deputy's rating of it."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Prefetch, Q, prefetch_related_objects

from congress.constraints import all_or_none, one_of
from congress.models import Grant, Person, StoredFile
from deputies.models import Seat
from proposals.models.assignments import Assignment


class Reply(models.Model):
    """What one organ answers in one round; a draft until its leader signs."""

    class Outcome(models.TextChoices):
        """Letters that rules hang on; what they are called is in the dictionary `outcome`."""

        A = "A"
        B = "B"
        C = "C"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="replies", verbose_name="交办")
    round = models.PositiveSmallIntegerField("轮次")
    version = models.PositiveIntegerField("版本", default=1)
    outcome = models.CharField("办理结果", max_length=1, choices=Outcome.choices, blank=True)
    text = models.TextField("答复内容", blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="正式答复文件"
    )
    document_number = models.CharField("发文字号", max_length=40, blank=True)
    contact_name = models.CharField("联系人", max_length=30, blank=True)
    contact_phone = models.CharField("联系电话", max_length=30, blank=True)
    is_public = models.BooleanField("同意公开", default=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟稿人")
    saved_at = models.DateTimeField("保存时间", auto_now=True)
    signed_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发人"
    )
    signed_at = models.DateTimeField("签发时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "答复"
        ordering = ["round"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "round"], name="reply_once_a_round"),
            all_or_none("signed_by", "signed_at", name="reply_signed_by_somebody"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True) | ~Q(outcome=""), name="reply_signed_has_an_outcome"
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True) | ~Q(text="") | Q(file__isnull=False),
                name="reply_signed_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment.organ}的答复"

    @staticmethod
    def opening(assignment: Assignment) -> str:
        """The first words of every reply; the page writes them, and they alone answer nothing."""
        proposal = assignment.proposal
        return f"您提出的《{proposal.title}》（{proposal.number}）收悉。现答复如下："

    @property
    def says_something(self) -> bool:
        """The official file is there, or words beyond the opening."""
        return self.file_id is not None or bool(self.text.replace(self.opening(self.assignment), "").strip())

    def lines(self) -> list[Any]:
        """What it promises, in order; nothing of one that is not kept yet."""
        return [] if self._state.adding else list(self.promises.all())

    def own_answers(self) -> list[Any]:
        """What it answers to the asks of its own proposal, in order.

        Those of what was merged into it are left out, and, of a draft, what was written to an ask that was changed.
        """
        if self._state.adding:
            return []
        prefetch_related_objects([self], with_asks())
        own = [row for row in self.ask_answers.all() if row.ask.proposal_id == self.assignment.proposal_id]
        return own if self.signed_at else [row for row in own if row.ask.retired_at is None]


def with_asks() -> "Prefetch[Any]":
    """Of replies: what each answers, with the asks."""
    from proposals.models.asks import AskAnswer

    return Prefetch("ask_answers", AskAnswer.objects.select_related("ask"))


def with_signer() -> models.QuerySet[Reply]:
    """Replies with what one statement reads along: rating, file, who signed."""
    return Reply.objects.select_related("file", "rating", "signed_by__person")


def in_rounds() -> models.QuerySet[Reply]:
    """The reply of each round, with all that is shown and asked of it: promises, answers and faults too."""
    return with_signer().prefetch_related("promises", with_asks(), "overrides")


class Override(models.Model):
    """带问题签发: a fault that the check found in a reply, and why its signer signed all the same."""

    class Fault(models.TextChoices):
        NAME = "name", "称呼不对"
        NUMBER = "number", "编号或标题不对"
        ALIKE = "alike", "与以前的答复相近"
        ASKS = "asks", "有诉求没有答复"
        JOINT = "joint", "缺协办意见"

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="overrides", verbose_name="答复")
    fault = models.CharField("问题", max_length=6, choices=Fault.choices)
    found = models.CharField("检查结果", max_length=300)
    reason = models.CharField("理由", max_length=300)
    signed_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="签发人")

    class Meta:
        verbose_name = verbose_name_plural = "带问题签发"
        ordering = ["pk"]
        constraints = [
            one_of("fault", ["name", "number", "alike", "asks", "joint"], name="override_fault_known"),
            models.UniqueConstraint(fields=["reply", "fault"], name="override_once_a_fault"),
            models.CheckConstraint(condition=~Q(reason=""), name="override_gives_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_fault_display()}：{self.reason}"


def rounds_of(assignment: Assignment) -> list[Reply]:
    """An organ's reply of each round; read once, and again after the assignment was read again."""
    prefetch_related_objects([assignment], Prefetch("replies", in_rounds()))
    return list(assignment.replies.all())


class Rating(models.Model):
    """评价: how satisfied the deputy is with the process and with the result of one reply. Silence has no row."""

    class Level(models.TextChoices):
        SATISFIED = "satisfied", "满意"
        MOSTLY = "mostly", "基本满意"
        DISSATISFIED = "dissatisfied", "不满意"

    reply = models.OneToOneField(Reply, models.PROTECT, related_name="rating", verbose_name="答复")
    process = models.CharField("办理过程", max_length=12, choices=Level.choices)
    result = models.CharField("办理结果", max_length=12, choices=Level.choices)
    reason = models.CharField("说明", max_length=300, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="ratings", verbose_name="评价人")
    rated_at = models.DateTimeField("评价时间", auto_now_add=True)
    changed_at = models.DateTimeField("修改时间", null=True, blank=True)
    asked_others = models.BooleanField("已征求联名代表意见", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "评价"
        constraints = [
            one_of("process", ["satisfied", "mostly", "dissatisfied"], name="rating_process_known"),
            one_of("result", ["satisfied", "mostly", "dissatisfied"], name="rating_result_known"),
            models.CheckConstraint(
                condition=~(Q(process="dissatisfied") | Q(result="dissatisfied")) | ~Q(reason=""),
                name="rating_dissatisfied_gives_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"过程{self.get_process_display()}，结果{self.get_result_display()}"

    @property
    def is_dissatisfied(self) -> bool:
        return self.Level.DISSATISFIED in (self.process, self.result)


class CoSignatoryView(models.Model):
    """联名代表看法: what one who joined thinks of a reply. He tells the lead, who rates; the organ never reads it."""

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="co_signatory_views", verbose_name="答复")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="views_told", verbose_name="代表")
    process = models.CharField("办理过程", max_length=12, choices=Rating.Level.choices)
    result = models.CharField("办理结果", max_length=12, choices=Rating.Level.choices)
    reason = models.CharField("说明", max_length=300, blank=True)
    told_at = models.DateTimeField("告知时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "联名代表看法"
        ordering = ["told_at"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "seat"], name="co_signatory_view_once"),
            one_of("process", ["satisfied", "mostly", "dissatisfied"], name="co_signatory_view_process_known"),
            one_of("result", ["satisfied", "mostly", "dissatisfied"], name="co_signatory_view_result_known"),
        ]

    def __str__(self) -> str:
        return f"过程{self.get_process_display()}，结果{self.get_result_display()}"


class Conclusion(models.Model):
    """协调: how the desk settled a matter with which the deputy stays dissatisfied after the last round."""

    class Way(models.TextChoices):
        MEETING = "meeting", "双方当面协调"
        EXPERTS = "experts", "专家评估"

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="conclusions", verbose_name="交办")
    round = models.PositiveSmallIntegerField("轮次")
    on = models.DateField("日期")
    way = models.CharField("方式", max_length=8, choices=Way.choices)
    result = models.CharField("协调结果", max_length=300)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "协调记录"
        ordering = ["recorded_at"]
        constraints = [
            one_of("way", ["meeting", "experts"], name="conclusion_way_known"),
            models.UniqueConstraint(fields=["assignment", "round"], name="conclusion_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.get_way_display()}"
