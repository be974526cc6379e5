"""代表小组: deputies of one congress and term who work together, from one day to another."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from congress.actors import Actor
from congress.addresses import address_of
from congress.constraints import in_order, one_of
from congress.models import Congress, Grant, Organ, Term
from deputies.models import Seat


def on_a_day(on: date) -> Q:
    """Begun and not over on that day, both ends counted."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, actor: Actor | None) -> "GroupQuerySet":
        """The only way a view may begin a query for groups.

        Who oversees sees those of his congress and below; a deputy and who has a post those of their congress.
        """
        if actor is None or actor.is_administrator:
            return self.none()
        if actor.oversees:
            return self.filter(congress__path__startswith=actor.congress.path)
        if actor.seat or Post.objects.filter(grant=actor.grant).exists():
            return self.filter(congress=actor.congress)
        return self.none()

    def on(self, day: date) -> "GroupQuerySet":
        """Those that exist on that day."""
        return self.filter(on_a_day(day))

    def led_by(self, actor: Actor, on: date) -> "GroupQuerySet":
        """Those in which this actor has a post on that day."""
        return self.filter(Exists(Post.objects.filter(on_a_day(on), group=OuterRef("pk"), grant=actor.grant)))


class Group(models.Model):
    """代表小组. 代表法 art. 27: by area, field and so on."""

    class Kind(models.TextChoices):
        ACTIVITY = "activity", "活动小组"
        PROFESSIONAL = "professional", "专业小组"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    congress = models.ForeignKey(Congress, models.PROTECT, related_name="groups", verbose_name="人大")
    term = models.ForeignKey(Term, models.PROTECT, related_name="groups", verbose_name="届")
    kind = models.CharField("种类", max_length=12, choices=Kind.choices, default=Kind.ACTIVITY)
    number = models.PositiveSmallIntegerField("序号")
    name = models.CharField("名称", max_length=40)
    area = models.ForeignKey(
        Congress, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所在县区"
    )
    committee = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="联系的专门委员会"
    )
    starts_on = models.DateField("成立日期")
    ends_on = models.DateField("撤销日期", null=True, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表小组"
        ordering = ["kind", "number"]
        constraints = [
            in_order("starts_on", "ends_on", name="group_ends_after_start"),
            one_of("kind", ["activity", "professional"], name="group_kind_known"),
            models.UniqueConstraint(fields=["term", "kind", "number"], name="group_number_once"),
            models.UniqueConstraint(fields=["term", "name"], name="group_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("groups:detail", self.pk)

    def is_on(self, day: date) -> bool:
        """Whether it exists on that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class Membership(models.Model):
    """A deputy in a group from one day to another. The database lets nobody into the same group twice on a day."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships", verbose_name="小组")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="memberships", verbose_name="代表")
    starts_on = models.DateField("加入日期")
    ends_on = models.DateField("退出日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "小组成员"
        ordering = ["seat__person__sort_key", "id"]
        constraints = [in_order("starts_on", "ends_on", name="membership_ends_after_start")]

    def __str__(self) -> str:
        return f"{self.group} {self.seat}"


class Post(models.Model):
    """组长, 副组长, 联络员: what somebody does for a group from one day to another.

    A leader acts under his seat's grant; a contact person may be staff, under a grant of that role.
    """

    class Kind(models.TextChoices):
        LEADER = "leader", "组长"
        DEPUTY_LEADER = "deputy_leader", "副组长"
        CONTACT = "contact", "联络员"

    group = models.ForeignKey(Group, models.PROTECT, related_name="posts", verbose_name="小组")
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="group_posts", verbose_name="任职人")
    kind = models.CharField("职务", max_length=13, choices=Kind.choices)
    starts_on = models.DateField("任职日期")
    ends_on = models.DateField("免职日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "小组职务"
        ordering = ["kind", "starts_on"]
        constraints = [
            in_order("starts_on", "ends_on", name="group_post_ends_after_start"),
            one_of("kind", ["leader", "deputy_leader", "contact"], name="group_post_known"),
        ]

    def __str__(self) -> str:
        return f"{self.group}{self.get_kind_display()}"
