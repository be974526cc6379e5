"""阵地: where deputies receive the public; who is attached to it, and on which days who is there."""

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from congress.actors import Actor
from congress.addresses import address_of
from congress.constraints import in_order
from congress.models import Congress, Organ
from deputies.models import Seat
from deputies.permissions import is_branch_desk
from groups.models.groups import Group, on_a_day

REMEMBERED = timedelta(days=30)  # after a day on duty one may finish its records


def above(congress: Congress) -> list[str]:
    """The paths of a congress and of all above it: HB/SX/ gives HB/ and HB/SX/."""
    parts = congress.path.rstrip("/").split("/")
    return ["/".join(parts[: upto + 1]) + "/" for upto in range(len(parts))]


class StationQuerySet(models.QuerySet["Station"]):
    def visible_to(self, actor: Actor | None) -> "StationQuerySet":
        """The only way a view may begin a query for stations: those of one's own congress, below it and above it."""
        if actor is None or not (actor.oversees or actor.seat):
            return self.none()
        near = Q(congress__path__startswith=actor.congress.path) | Q(congress__path__in=above(actor.congress))
        return self.filter(near)

    def recorded_for(self, actor: Actor | None) -> "StationQuerySet":
        """Those whose receptions and messages this actor reads: he oversees them, or is attached or on duty there."""
        if actor is None:
            return self.none()
        if is_branch_desk(actor):
            return self.filter(branch_desk=actor.organ)
        if actor.oversees:
            return self.filter(congress__path__startswith=actor.congress.path)
        if actor.seat:
            today = localdate()
            here = {"station": OuterRef("pk"), "seat": actor.seat}
            attached = StationSeat.objects.filter(on_a_day(today), **here)
            lately = today - REMEMBERED
            on_duty = DutySeat.objects.filter(day__station=OuterRef("pk"), seat=actor.seat, day__day__gte=lately)
            return self.filter(Exists(attached) | Exists(on_duty.filter(day__is_cancelled=False)))
        return self.none()

    def on(self, day: date) -> "StationQuerySet":
        """Open to the public on that day: begun and not closed."""
        return self.filter(on_a_day(day))


class Station(models.Model):
    """代表活动室, 代表联系群众工作点, 代表之家 …: its kind is a word of the dictionary `station_kind`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    congress = models.ForeignKey(Congress, models.PROTECT, related_name="stations", verbose_name="人大")
    branch_desk = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="stations", verbose_name="所属街道"
    )
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="stations", verbose_name="联系的代表小组"
    )
    kind = models.CharField("种类", max_length=20)
    name = models.CharField("名称", max_length=40)
    place = models.CharField("所在村（社区）", max_length=30)
    address = models.CharField("地址", max_length=80)
    area = models.PositiveSmallIntegerField("面积（平方米）", null=True, blank=True)
    hours = models.CharField("开放时间", max_length=60, blank=True)
    head = models.CharField("站长", max_length=30, blank=True)
    deputy_head = models.CharField("副站长", max_length=30, blank=True)
    contact = models.CharField("联络员", max_length=30, blank=True)
    phone = models.CharField("办公电话", max_length=20, blank=True)
    starts_on = models.DateField("启用日期")
    ends_on = models.DateField("停用日期", null=True, blank=True)

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "阵地"
        ordering = ["congress__path", "place", "name", "id"]
        constraints = [
            in_order("starts_on", "ends_on", name="station_closes_after_opening"),
            models.UniqueConstraint(fields=["congress", "name"], name="station_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("stations:station", self.pk)

    def is_on(self, day: date) -> bool:
        """Whether it is open to the public on that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class StationSeat(models.Model):
    """进站代表: a deputy attached to a station from one day to another; the database lets nobody in twice on a day."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="attached", verbose_name="阵地")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="stations", verbose_name="代表")
    starts_on = models.DateField("进站日期")
    ends_on = models.DateField("离站日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "进站代表"
        ordering = ["seat__person__sort_key", "id"]
        constraints = [in_order("starts_on", "ends_on", name="station_seat_leaves_after_entering")]

    def __str__(self) -> str:
        return f"{self.station} {self.seat}"


class DutyDay(models.Model):
    """值班接待日: when somebody can be met at a station, and why not on the day that the rule gives."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    station = models.ForeignKey(Station, models.PROTECT, related_name="duty_days", verbose_name="阵地")
    day = models.DateField("日期")
    planned_on = models.DateField("原定日期")
    starts_at = models.TimeField("开始时间")
    ends_at = models.TimeField("结束时间")
    theme = models.CharField("主题", max_length=40, blank=True)
    is_cancelled = models.BooleanField("取消", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "值班接待日"
        ordering = ["day", "starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=models.F("ends_at")), name="duty_day_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["station", "day"], condition=Q(is_cancelled=False), name="duty_day_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.day}"

    @property
    def is_moved(self) -> bool:
        """Not on the day that the rule gave: a holiday stood in the way, or somebody moved it."""
        return self.day != self.planned_on


class DutySeat(models.Model):
    """Who is there on that day."""

    day = models.ForeignKey(DutyDay, models.CASCADE, related_name="on_duty", verbose_name="值班接待日")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="duty_days", verbose_name="代表")

    class Meta:
        verbose_name = verbose_name_plural = "值班代表"
        ordering = ["seat__person__sort_key", "id"]
        constraints = [models.UniqueConstraint(fields=["day", "seat"], name="duty_seat_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.seat}"
