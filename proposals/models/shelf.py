"""履职参考: what deputies look things up in while they write, kept by the desk of a congress."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from congress.actors import Actor
from congress.addresses import address_of
from congress.constraints import in_order, one_of
from congress.models import ADMINISTRATORS, Congress, Grant, Organ, StoredFile
from proposals.models.proposals import Proposal


def paths_of(congress: Congress) -> list[str]:
    """The paths of a congress and of all above it: HB/SX/ gives HB/ and HB/SX/."""
    parts = congress.path.rstrip("/").split("/")
    return ["/".join(parts[: upto + 1]) + "/" for upto in range(len(parts))]


class ShelfEntryQuerySet(models.QuerySet["ShelfEntry"]):
    def visible_to(self, actor: Actor | None) -> "ShelfEntryQuerySet":
        """What stands on the shelf of his congress and of those above; the desk's own drafts and what it took off."""
        if actor is None or actor.role in ADMINISTRATORS:
            return self.none()
        read = Q(state=ShelfEntry.State.SHELVED, congress__path__in=paths_of(actor.congress))
        is_street = actor.organ is not None and actor.organ.kind == Organ.Kind.STREET
        own = Q(congress=actor.congress) if actor.is_desk and not is_street else Q()
        return self.filter(read | own)

    def shelved(self) -> "ShelfEntryQuerySet":
        """已上架, now."""
        return self.filter(state=ShelfEntry.State.SHELVED)

    def in_force(self, day: date) -> "ShelfEntryQuerySet":
        """Rules that hold on that day."""
        lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
        return self.filter(lasting, kind=ShelfEntry.Kind.RULE, starts_on__lte=day)


class ShelfEntry(models.Model):
    """One entry of the shelf: a topic of a year, a case, a model text or a rule of the congress.

    Plain paragraphs, written by the desk or made out of a closed matter; `version` keeps two editors apart.
    """

    class Kind(models.TextChoices):
        TOPIC = "topic", "参考选题"
        CASE = "case", "优秀案例"
        MODEL = "model", "范文"
        RULE = "rule", "本级制度"

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        SHELVED = "shelved", "已上架"
        REMOVED = "removed", "已下架"

    class Paper(models.TextChoices):
        ANY = "any", "各种建议和议案"
        ORDINARY = "ordinary", "意见和建议"
        MOTION = "motion", "议案"

    MADE = (Kind.CASE, Kind.MODEL)  # out of a closed matter

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    congress = models.ForeignKey(Congress, models.PROTECT, related_name="shelf", verbose_name="人大")
    kind = models.CharField("种类", max_length=5, choices=Kind.choices)
    state = models.CharField("状态", max_length=7, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField("版本", default=1)
    title = models.CharField("标题", max_length=100)
    text = models.TextField("正文")
    paper = models.CharField("用于哪种文件", max_length=8, choices=Paper.choices, default=Paper.ANY)
    category = models.CharField("类别", max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("年份", null=True, blank=True)
    starts_on = models.DateField("生效日期", null=True, blank=True)
    ends_on = models.DateField("失效日期", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name="由哪一项代替"
    )
    source = models.CharField("来源", max_length=100, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="附件")
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="shelf_entries", verbose_name="由哪一件整理"
    )
    reason = models.CharField("下架的理由", max_length=300, blank=True, default="")
    written_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="编写人")
    written_at = models.DateTimeField("编写时间", auto_now_add=True)
    changed_at = models.DateTimeField("修改时间")

    objects = ShelfEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "履职参考"
        ordering = ["-changed_at", "pk"]
        constraints = [
            one_of("kind", ["topic", "case", "model", "rule"], name="shelf_entry_kind_known"),
            one_of("state", ["draft", "shelved", "removed"], name="shelf_entry_state_known"),
            one_of("paper", ["any", "ordinary", "motion"], name="shelf_entry_paper_known"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="shelf_entry_says_something"),
            models.CheckConstraint(
                condition=Q(kind="topic", year__isnull=False) | (~Q(kind="topic") & Q(year__isnull=True)),
                name="shelf_entry_topics_have_a_year",
            ),
            models.CheckConstraint(
                condition=Q(kind="rule", starts_on__isnull=False)
                | (~Q(kind="rule") & Q(starts_on__isnull=True, ends_on__isnull=True, replaced_by__isnull=True)),
                name="shelf_entry_rules_are_dated",
            ),
            in_order("starts_on", "ends_on", name="shelf_entry_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | Q(ends_on__isnull=False), name="shelf_entry_replaced_on_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(replaced_by=models.F("id")), name="shelf_entry_not_replaced_by_itself"
            ),
            models.CheckConstraint(
                condition=Q(proposal__isnull=True) | Q(kind="case") | Q(kind="model"),
                name="shelf_entry_made_of_a_matter",
            ),
            models.CheckConstraint(
                condition=(Q(state="removed") & ~Q(reason="")) | (~Q(state="removed") & Q(reason="")),
                name="shelf_entry_taken_off_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["proposal", "kind"], condition=~Q(state="removed"), name="shelf_entry_made_once"
            ),
        ]
        indexes = [models.Index(fields=["congress", "state", "kind", "-changed_at"], name="shelf_entry_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("proposals:shelf_entry", self.pk)

    @property
    def is_shelved(self) -> bool:
        return self.state == self.State.SHELVED
