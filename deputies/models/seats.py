"""Seats: what ties a person to a congress and a term, and acts as "the deputy"."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from congress.constraints import in_order, one_of
from congress.models import Congress, Grant, Organ, Person, Term


class Delegation(models.Model):
    """代表团: the deputies of one electing unit."""

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="delegations", verbose_name="人大")
    name = models.CharField("名称", max_length=40)
    head = models.OneToOneField(
        "Seat", models.PROTECT, null=True, blank=True, related_name="heads", verbose_name="团长"
    )

    class Meta:
        verbose_name = verbose_name_plural = "代表团"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["congress", "name"], name="delegation_name_once")]

    def __str__(self) -> str:
        return self.name


class SeatQuerySet(models.QuerySet["Seat"]):
    def active(self, on: date) -> "SeatQuerySet":
        """Held and not suspended on that day."""
        return self.active_between(on, on)

    def active_between(self, first: date, last: date) -> "SeatQuerySet":
        """Active on at least one of these days: coverage of a month counts these."""
        return self.filter(
            models.Exists(
                SeatState.objects.filter(
                    Q(ends_on__isnull=True) | Q(ends_on__gte=first),
                    seat=models.OuterRef("pk"),
                    state=SeatState.State.SERVING,
                    starts_on__lte=last,
                )
            )
        )


class Seat(models.Model):
    """代表资格: one person's seat in one congress for one term, held from one day to another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats", verbose_name="代表")
    congress = models.ForeignKey(Congress, models.PROTECT, related_name="seats", verbose_name="人大")
    term = models.ForeignKey(Term, models.PROTECT, related_name="seats", verbose_name="届")
    grant = models.OneToOneField(Grant, models.PROTECT, related_name="seat", verbose_name="授权")
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name="代表团"
    )
    branch_desk = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name="联系街道"
    )
    card_number = models.CharField("代表证号", max_length=20, blank=True)
    electing_unit = models.CharField("选举单位（选区）", max_length=60, blank=True)
    work_unit = models.CharField("工作单位及职务", max_length=80, blank=True)
    is_placeholder = models.BooleanField("占位", default=False)
    hidden_at = models.DateTimeField("选择不公开代表页的时间", null=True, blank=True)
    starts_on = models.DateField("任期开始")
    ends_on = models.DateField("任期结束", null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表资格"
        ordering = ["person__sort_key", "id"]
        constraints = [
            in_order("starts_on", "ends_on", name="seat_ends_after_start"),
            models.UniqueConstraint(
                fields=["term", "card_number"], condition=~Q(card_number=""), name="seat_card_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.person.name

    @property
    def is_in_public(self) -> bool:
        """The deputy has not taken his public page away."""
        return self.hidden_at is None

    def is_active(self, on: date) -> bool:
        """Held and not suspended on that day."""
        return any(
            state.state == SeatState.State.SERVING
            and state.starts_on <= on
            and (state.ends_on is None or on <= state.ends_on)
            for state in self.states.all()
        )


class SeatState(models.Model):
    """Whether the seat was served, suspended or ended, from when to when, on what legal ground.

    Suspension: 代表法 art. 61. End: 代表法 art. 62; announced after art. 63. A score never ends a seat.
    """

    class State(models.TextChoices):
        SERVING = "serving", "在任"
        SUSPENDED = "suspended", "暂停执行职务"
        ENDED = "ended", "资格终止"

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="states", verbose_name="代表资格")
    state = models.CharField("状态", max_length=10, choices=State.choices)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)
    ground = models.CharField("依据", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "资格状态"
        ordering = ["starts_on"]
        constraints = [
            in_order("starts_on", "ends_on", name="seat_state_ends_after_start"),
            one_of("state", ["serving", "suspended", "ended"], name="seat_state_known"),
            models.CheckConstraint(condition=Q(state="serving") | ~Q(ground=""), name="seat_state_end_has_a_ground"),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
