"""Organs: desks, committees, offices, and the bodies that handle proposals; their names change with time."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from congress.constraints import in_order
from congress.models.tree import Congress


class OrganQuerySet(models.QuerySet["Organ"]):
    def handling(self) -> "OrganQuerySet":
        """Organs to which a proposal can be assigned now."""
        return self.filter(kind__in=Organ.HANDLING, is_active=True)

    def unserved(self, on: date) -> "OrganQuerySet":
        """Those for which nobody acts on that day: nobody would sign in."""
        return self.exclude(_somebody_acts(on))

    def marked(self, on: date) -> "OrganQuerySet":
        """Each with `is_served`: whether somebody acts for it on that day."""
        return self.annotate(is_served=_somebody_acts(on))


def _somebody_acts(on: date) -> Exists:
    from congress.models.people import Grant, Role

    staff = Grant.objects.active(on).filter(role__in=[Role.HANDLER, Role.ORGAN_LEADER])
    return Exists(staff.filter(organ=OuterRef("pk")))


class Organ(models.Model):
    """A body with a name: the desk of a congress, a committee, a department, a court, a company."""

    class Kind(models.TextChoices):
        DESK = "desk", "代表工作机构"
        STREET = "street", "街道人大工委"
        COMMITTEE = "committee", "专委会（工委）"
        OFFICE = "office", "办事机构"
        GOVERNMENT = "government", "政府办公室（督查室）"
        STAFFING = "staffing", "机构编制部门（编办）"
        HANDLER = "handler", "承办单位"
        INNER = "inner", "内设科室"

    class Branch(models.TextChoices):
        CONGRESS = "congress", "人大"
        GOVERNMENT = "government", "政府"
        SUPERVISION = "supervision", "监委"
        COURT = "court", "法院"
        PROCURATORATE = "procuratorate", "检察院"
        PARTY = "party", "党委"
        MASS = "mass", "群团"
        COMPANY = "company", "国企"
        COUNTY = "county", "县区"

    # Those that proposals may be assigned to: an office that takes part in distributing them answers some itself.
    HANDLING = ("handler", "government", "staffing")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    congress = models.ForeignKey(Congress, models.PROTECT, related_name="organs", verbose_name="所属人大")
    kind = models.CharField("类型", max_length=12, choices=Kind.choices)
    branch = models.CharField("系统", max_length=14, choices=Branch.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级单位"
    )
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=20, blank=True)
    sort_key = models.CharField("拼音", max_length=80, blank=True, db_index=True)
    phone = models.CharField("办公电话", max_length=30, blank=True)
    is_active = models.BooleanField("启用", default=True)

    objects = OrganQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ["sort_key", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "name"], condition=Q(parent__isnull=True, is_active=True), name="organ_name_once"
            ),
            models.UniqueConstraint(
                fields=["parent", "name"], condition=Q(is_active=True), name="organ_inner_name_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind="inner") | Q(parent__isnull=False), name="organ_inner_has_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def name_on(self, day: date) -> str:
        """The name it bore on that day: papers of the past keep the names of the past."""
        held = self.names.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day)).first()
        return held.name if held else self.name


class OrganName(models.Model):
    """A name an organ bore from one day to another, both counted."""

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="names", verbose_name="单位")
    name = models.CharField("名称", max_length=60)
    starts_on = models.DateField("启用日期")
    ends_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "单位名称"
        ordering = ["starts_on"]
        constraints = [in_order("starts_on", "ends_on", name="organ_name_ends_after_start")]

    def __str__(self) -> str:
        return self.name
