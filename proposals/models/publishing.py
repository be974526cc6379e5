"""公开: what the desk decided about a proposal, and the copy that everybody may read."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from congress.constraints import one_of
from congress.models import Congress, Grant
from proposals.models.proposals import Proposal
from proposals.models.replies import Reply


class PublicationQuerySet(models.QuerySet["Publication"]):
    def published(self) -> "PublicationQuerySet":
        """公开, now: the only way a public page may begin a query."""
        return self.filter(state=Publication.State.PUBLISHED)

    def seen_once(self) -> "PublicationQuerySet":
        """Published now or withdrawn: what those who copy the open data must hear of."""
        return self.exclude(state=Publication.State.WITHHELD)


class Publication(models.Model):
    """公开决定: one a proposal. The words are a copy, masked, made at that moment; only what is public has any.

    What was changed or withdrawn of the proposal afterwards is not in it, and what is withdrawn leaves no words here.
    """

    class State(models.TextChoices):
        WITHHELD = "withheld", "不公开"
        PUBLISHED = "published", "已公开"
        WITHDRAWN = "withdrawn", "已撤回公开"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="publication", verbose_name="建议")
    state = models.CharField("决定", max_length=9, choices=State.choices)
    reason = models.CharField("理由", max_length=300, blank=True, default="")
    masked_words = models.TextField("另行遮去的词", blank=True, default="")
    source = models.CharField("原文指纹", max_length=64, editable=False)
    decided_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="决定人")
    decided_at = models.DateTimeField("决定时间")
    published_at = models.DateTimeField("公开时间", null=True, blank=True)
    congress = models.ForeignKey(Congress, models.PROTECT, related_name="publications", verbose_name="人大")
    number = models.CharField("编号", max_length=24, unique=True)
    year = models.PositiveSmallIntegerField("年份")
    kind = models.CharField("种类", max_length=10, choices=Proposal.Kind.choices)
    category = models.CharField("类别", max_length=40, blank=True, default="")
    author = models.CharField("代表", max_length=120, blank=True, default="")
    put_forward_on = models.DateField("提出日期")
    title = models.CharField("标题", max_length=200, blank=True, default="")
    body = models.TextField("内容", blank=True, default="")
    plan = models.TextField("方案", blank=True, default="")
    search_text = models.TextField("检索文本", blank=True, default="", editable=False)
    changed_at = models.DateTimeField("变动时间")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开决定"
        ordering = ["-put_forward_on", "-number"]
        constraints = [
            one_of("state", ["published", "withheld", "withdrawn"], name="publication_state_known"),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False) & ~Q(title="") & ~Q(body="")
                | ~Q(state="published") & Q(title="", body="", plan="", author="", category="", search_text=""),
                name="publication_alone_has_words",
            ),
            models.CheckConstraint(
                condition=Q(state="published", reason="") | ~Q(state="published") & ~Q(reason=""),
                name="publication_withheld_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(published_at__isnull=False), name="publication_was_public"
            ),
        ]
        indexes = [
            models.Index(fields=["changed_at", "id"], name="publication_changed"),
            models.Index(fields=["state", "-put_forward_on", "-number"], name="publication_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        """Its page for everybody: by its number, which never changes."""
        return reverse("public:suggestion", args=[self.number])

    @property
    def is_public(self) -> bool:
        return self.state == self.State.PUBLISHED


class PublishedReply(models.Model):
    """An organ's answer as everybody may read it; gone once the publication is withdrawn."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="replies", verbose_name="公开决定")
    position = models.PositiveSmallIntegerField("顺序")
    organ = models.CharField("承办单位", max_length=60)
    outcome = models.CharField("办理结果", max_length=9, choices=Reply.Outcome.choices)
    outcome_label = models.CharField("办理结果（文字）", max_length=40)
    text = models.TextField("答复", blank=True)
    signed_on = models.DateField("答复日期")

    class Meta:
        verbose_name = verbose_name_plural = "公开的答复"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "position"], name="published_reply_position_once"),
            one_of("outcome", ["A", "B", "C"], name="published_reply_outcome_known"),
        ]
        indexes = [models.Index(fields=["organ"], name="published_reply_organ")]

    def __str__(self) -> str:
        return f"{self.organ}的答复"
