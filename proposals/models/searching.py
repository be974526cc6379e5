"""What proposals are searched by, and the filters that people keep."""

from django.db import models
from django.db.models import Q

from congress.actors import Actor
from congress.constraints import one_of
from congress.models import Person, Role
from proposals.models.assignments import Assignment
from proposals.models.proposals import Attachment, Proposal
from proposals.models.replies import Reply


class SearchTextQuerySet(models.QuerySet["SearchText"]):
    def readable_by(self, actor: Actor) -> "SearchTextQuerySet":
        """Of proposals that the actor may see, what he may read: an organ reads no other organ's reply.

        Whether he may see the proposal is asked of the proposal.
        """
        over = (Assignment.State.RELEASED, Assignment.State.ENDED)
        answer = ~Q(reply__assignment__state__in=over)
        if actor.role in (Role.HANDLER, Role.ORGAN_LEADER):
            answer &= Q(reply__assignment__organ=actor.organ)
        return self.filter(Q(source__in=SearchText.OF_THE_CASE) | answer)


class SearchText(models.Model):
    """A piece of what stands in a proposal, a signed reply or a paper, normalised; pieces overlap by a word's length.

    A paper out of which nothing could be read has one empty piece.
    """

    class Source(models.TextChoices):
        CASE = "case", "内容"
        PAPER = "paper", "附件"
        REPLY = "reply", "答复"
        LETTER = "letter", "正式答复文件"

    OF_THE_CASE = ("case", "paper")
    OF_A_REPLY = ("reply", "letter")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="search_texts", verbose_name="建议")
    source = models.CharField("来源", max_length=6, choices=Source.choices)
    attachment = models.ForeignKey(
        Attachment, models.CASCADE, null=True, blank=True, db_index=False, related_name="+", verbose_name="附件"
    )
    reply = models.ForeignKey(
        Reply, models.CASCADE, null=True, blank=True, db_index=False, related_name="+", verbose_name="答复"
    )
    part = models.PositiveSmallIntegerField("第几段")
    text = models.TextField("文字", blank=True)

    objects = SearchTextQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "检索文本"
        ordering = ["proposal", "source", "part", "pk"]
        constraints = [
            one_of("source", ["case", "paper", "reply", "letter"], name="search_text_source_known"),
            models.CheckConstraint(
                condition=Q(source="paper", attachment__isnull=False)
                | (~Q(source="paper") & Q(attachment__isnull=True)),
                name="search_text_of_an_attachment",
            ),
            models.CheckConstraint(
                condition=Q(source__in=["reply", "letter"], reply__isnull=False)
                | (~Q(source__in=["reply", "letter"]) & Q(reply__isnull=True)),
                name="search_text_of_a_reply",
            ),
            models.UniqueConstraint(
                fields=["proposal", "part"], condition=Q(source="case"), name="search_text_case_part_once"
            ),
            models.UniqueConstraint(fields=["attachment", "part"], name="search_text_paper_part_once"),
            models.UniqueConstraint(fields=["reply", "source", "part"], name="search_text_reply_part_once"),
        ]

    def __str__(self) -> str:
        return self.text[:30]


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def visible_to(self, actor: Actor | None) -> "SavedFilterQuerySet":
        """A person's own, under whatever role he comes; nobody else's."""
        return self.filter(person=actor.person) if actor is not None else self.none()


class SavedFilter(models.Model):
    """保存的筛选: words and filters of the list that a person has given a name."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_filters", verbose_name="所有人")
    name = models.CharField("名称", max_length=20)
    parameters = models.CharField("条件", max_length=600)
    is_default = models.BooleanField("打开列表时先用这个", default=False)
    saved_at = models.DateTimeField("保存时间", auto_now_add=True)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "保存的筛选"
        ordering = ["saved_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="saved_filter_name_once"),
            models.UniqueConstraint(fields=["person"], condition=Q(is_default=True), name="saved_filter_one_default"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(parameters=""), name="saved_filter_says_something"),
        ]

    def __str__(self) -> str:
        return self.name
