"""What deputies record themselves: visits, and contacts of members of the Standing Committee with deputies."""

import uuid

from django.db import models
from django.db.models import Q

from congress.actors import Actor
from congress.addresses import address_of
from congress.constraints import all_or_none, one_of
from congress.models import Grant, Organ
from deputies.models.seats import Seat


def _overseen(actor: Actor, seat: str) -> Q:
    """Of deputies whom this actor oversees; a street's branch desk those of its street."""
    if actor.is_desk and actor.organ is not None and actor.organ.kind == Organ.Kind.STREET:
        return Q(**{f"{seat}__branch_desk": actor.organ})
    return Q(**{f"{seat}__congress__path__startswith": actor.congress.path})


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, actor: Actor | None) -> "VisitQuerySet":
        """The only way a view may begin a query for visits: a deputy's own, and those whom one oversees."""
        if actor is None:
            return self.none()
        if actor.oversees:
            return self.filter(_overseen(actor, "seat"))
        return self.filter(seat=actor.seat) if actor.seat else self.none()

    def counting(self) -> "VisitQuerySet":
        """Those that were not cancelled."""
        return self.filter(cancelled_at__isnull=True)


class DeputyContactQuerySet(models.QuerySet["DeputyContact"]):
    def visible_to(self, actor: Actor | None) -> "DeputyContactQuerySet":
        """The only way a view may begin a query for contacts: either side's own, and those whom one oversees."""
        if actor is None:
            return self.none()
        if actor.oversees:
            return self.filter(_overseen(actor, "member"))
        return self.filter(Q(member=actor.seat) | Q(deputy=actor.seat)) if actor.seat else self.none()

    def counting(self) -> "DeputyContactQuerySet":
        """Those that were not cancelled."""
        return self.filter(cancelled_at__isnull=True)


class OwnRecord(models.Model):
    """What every record of a deputy's own has: its day, one sentence, who entered it, and why it was cancelled.

    Wrong words are corrected by `congress.revising.revise`; what should not be there is cancelled and counts no more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.DateField("日期")
    words = models.CharField("一句话说明", max_length=200)
    recorded_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="登记人")
    recorded_at = models.DateTimeField("登记时间")
    cancelled_at = models.DateTimeField("作废时间", null=True, blank=True)
    cancelled_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="作废人"
    )
    cancel_reason = models.CharField("作废的理由", max_length=200, blank=True, default="")

    class Meta:
        abstract = True

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None


def _cancelled_whole(name: str) -> list[models.CheckConstraint]:
    """Who cancelled it, when and why are known together."""
    return [
        all_or_none("cancelled_at", "cancelled_by", name=f"{name}_cancelled_by_somebody"),
        models.CheckConstraint(
            condition=Q(cancelled_at__isnull=True, cancel_reason="")
            | (Q(cancelled_at__isnull=False) & ~Q(cancel_reason="")),
            name=f"{name}_cancelled_with_a_reason",
        ),
    ]


class Visit(OwnRecord):
    """走访: a deputy went to see people, so many households or persons on one day."""

    class Unit(models.TextChoices):
        HOUSEHOLD = "household", "户"
        PERSON = "person", "人"

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="visits", verbose_name="代表")
    number = models.PositiveSmallIntegerField("走访了多少户（人）")
    unit = models.CharField("户还是人", max_length=9, choices=Unit.choices, default=Unit.HOUSEHOLD)
    place = models.CharField("地点", max_length=60, blank=True, default="")

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "走访"
        ordering = ["-day", "-recorded_at", "id"]
        constraints = [
            one_of("unit", ["household", "person"], name="visit_unit_known"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=999), name="visit_number_sensible"),
            models.CheckConstraint(condition=~Q(words=""), name="visit_says_something"),
            *_cancelled_whole("visit"),
        ]
        indexes = [models.Index(fields=["seat", "day"], name="visit_of_seat", condition=Q(cancelled_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.seat}走访{self.number}{self.get_unit_display()}"

    def get_absolute_url(self) -> str:
        return address_of("duties:visit", self.pk)


class DeputyContact(OwnRecord):
    """联系代表: a member of the Standing Committee spoke with a deputy."""

    class Way(models.TextChoices):
        MEETING = "meeting", "见面"
        PHONE = "phone", "电话"
        TALK = "talk", "座谈"
        LETTER = "letter", "书信、网络"

    member = models.ForeignKey(Seat, models.PROTECT, related_name="contacts_made", verbose_name="常委会组成人员")
    deputy = models.ForeignKey(Seat, models.PROTECT, related_name="contacts", verbose_name="联系的代表")
    way = models.CharField("方式", max_length=7, choices=Way.choices, default=Way.MEETING)

    objects = DeputyContactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联系代表"
        ordering = ["-day", "-recorded_at", "id"]
        constraints = [
            one_of("way", ["meeting", "phone", "talk", "letter"], name="deputy_contact_way_known"),
            models.CheckConstraint(condition=~Q(member=models.F("deputy")), name="deputy_contact_of_two"),
            models.CheckConstraint(condition=~Q(words=""), name="deputy_contact_says_something"),
            *_cancelled_whole("deputy_contact"),
        ]
        indexes = [
            models.Index(fields=["member", "day"], name="contact_of_member", condition=Q(cancelled_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.member}联系{self.deputy}"

    def get_absolute_url(self) -> str:
        return address_of("duties:contact", self.pk)
