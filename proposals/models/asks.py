"""逐条诉求: what a proposal asks for, one by one, and what each reply answers to it."""

from django.db import models
from django.db.models import Q

from congress.constraints import one_of
from proposals.models.proposals import Proposal
from proposals.models.replies import Reply


class AskQuerySet(models.QuerySet["Ask"]):
    def current(self) -> "AskQuerySet":
        """Of the last split of each proposal."""
        return self.filter(retired_at__isnull=True)


class Ask(models.Model):
    """诉求: one thing that a proposal asks for. A row never changes: another split retires it, its answers stay."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="asks", verbose_name="建议")
    number = models.PositiveSmallIntegerField("序号")
    text = models.CharField("诉求", max_length=200)
    retired_at = models.DateTimeField("改掉时间", null=True, blank=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "诉求"
        ordering = ["proposal", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "number"], condition=Q(retired_at__isnull=True), name="ask_number_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="ask_numbered_from_one"),
            models.CheckConstraint(condition=~Q(text=""), name="ask_says_something"),
        ]

    def __str__(self) -> str:
        return f"诉求{self.number}：{self.text}"


class AskAnswer(models.Model):
    """逐条答复: what one reply says to one ask; a draft until the reply is signed, and so perhaps half-filled."""

    class Kind(models.TextChoices):
        ADOPTED = "adopted", "采纳"
        PARTLY = "partly", "部分采纳"
        EXPLAINED = "explained", "解释说明"
        DECLINED = "declined", "不采纳"
        ELSEWHERE = "elsewhere", "由其他分办单位答复"

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="ask_answers", verbose_name="答复")
    ask = models.ForeignKey(Ask, models.PROTECT, related_name="answers", verbose_name="诉求")
    kind = models.CharField("怎么办", max_length=9, choices=Kind.choices, blank=True)
    words = models.CharField("答复内容", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "逐条答复"
        ordering = ["ask__number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "ask"], name="ask_answer_once"),
            one_of("kind", ["", "adopted", "partly", "explained", "declined", "elsewhere"], name="ask_answer_known"),
            models.CheckConstraint(condition=~Q(kind="") | ~Q(words=""), name="ask_answer_says_something"),
        ]

    def __str__(self) -> str:
        return "。".join(filter(None, (self.get_kind_display(), self.words)))

    @property
    def is_whole(self) -> bool:
        """What becomes of it, with words; who leaves it to another organ needs none."""
        return self.kind == self.Kind.ELSEWHERE or bool(self.kind and self.words.strip())
