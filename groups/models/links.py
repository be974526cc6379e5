"""固定联系 with a state organ and a village or community, and 实事: practical matters done for people."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from congress.actors import Actor
from congress.addresses import address_of
from congress.constraints import in_order
from congress.models import Grant, Organ, StoredFile
from groups.models.groups import Group, on_a_day


class LinkQuerySet(models.QuerySet["Link"]):
    def visible_to(self, actor: Actor | None) -> "LinkQuerySet":
        """Those of the groups that the actor sees."""
        return self.filter(group__in=Group.objects.visible_to(actor))

    def on(self, day: date) -> "LinkQuerySet":
        """Those that stand on that day."""
        return self.filter(on_a_day(day))


class Link(models.Model):
    """固定联系: a group and one organ, or one village, from one day to another; one of each kind on a day."""

    class Kind(models.TextChoices):
        ORGAN = "organ", "国家机关"
        VILLAGE = "village", "村（社区）"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="links", verbose_name="小组")
    kind = models.CharField("种类", max_length=7, choices=Kind.choices)
    organ = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="联系的机关"
    )
    village = models.CharField("联系的村（社区）", max_length=40, blank=True)
    contact = models.CharField("对方联系人", max_length=40, blank=True)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)
    set_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="登记人")

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "固定联系"
        ordering = ["kind", "-starts_on"]
        constraints = [
            in_order("starts_on", "ends_on", name="link_ends_after_start"),
            models.CheckConstraint(
                condition=Q(kind="organ", organ__isnull=False, village="")
                | (Q(kind="village", organ__isnull=True) & ~Q(village="")),
                name="link_of_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.organ.name if self.organ else self.village

    def get_absolute_url(self) -> str:
        return address_of("groups:link", self.pk)


class LinkNote(models.Model):
    """One contact within a fixed link: what day, what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(Link, models.PROTECT, related_name="notes", verbose_name="固定联系")
    day = models.DateField("日期")
    text = models.TextField("联系情况")
    written_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="登记人")
    written_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "联系记录"
        ordering = ["-day", "-written_at"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="link_note_says_something")]

    def __str__(self) -> str:
        return f"{self.link} {self.day}"


class PracticalMatterQuerySet(models.QuerySet["PracticalMatter"]):
    def visible_to(self, actor: Actor | None) -> "PracticalMatterQuerySet":
        """Those of the groups that the actor sees."""
        return self.filter(group__in=Group.objects.visible_to(actor))


class PracticalMatter(models.Model):
    """实事: one thing that a group gets done for people; done on a day, confirmed by the village afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="matters", verbose_name="小组")
    version = models.PositiveIntegerField("版本", default=1)
    title = models.CharField("事项", max_length=60)
    text = models.TextField("办理情况", blank=True)
    beneficiaries = models.CharField("受益群众", max_length=60, blank=True)
    place = models.CharField("地点", max_length=60, blank=True)
    cost = models.PositiveIntegerField("费用（元）", null=True, blank=True)
    starts_on = models.DateField("开始日期")
    done_on = models.DateField("办成日期", null=True, blank=True)
    confirmed_by = models.CharField("村（社区）确认人", max_length=40, blank=True)
    confirmed_on = models.DateField("确认日期", null=True, blank=True)
    written_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="登记人")

    objects = PracticalMatterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "实事"
        ordering = ["-starts_on", "title"]
        constraints = [
            in_order("starts_on", "done_on", name="matter_done_after_start"),
            in_order("done_on", "confirmed_on", name="matter_confirmed_after_it_was_done"),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True, confirmed_by="")
                | (Q(confirmed_on__isnull=False, done_on__isnull=False) & ~Q(confirmed_by="")),
                name="matter_confirmed_by_somebody_once_done",
            ),
        ]
        indexes = [models.Index(fields=["group", "done_on"], name="matter_done")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("groups:matter", self.pk)

    @property
    def state(self) -> str:
        """Its word on screen."""
        if self.confirmed_on:
            return "村（社区）已确认"
        return "已办成" if self.done_on else "办理中"


class Evidence(models.Model):
    """佐证材料 of a practical matter: a photo or paper."""

    matter = models.ForeignKey(PracticalMatter, models.CASCADE, related_name="evidence", verbose_name="实事")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")

    class Meta:
        verbose_name = verbose_name_plural = "佐证材料"
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.file)
