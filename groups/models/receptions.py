"""接待, 留言: what the public says to deputies at a station, and what becomes of it. Who said it stands apart."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from congress import phones
from congress.actors import Actor
from congress.addresses import address_of
from congress.constraints import all_or_none, exactly_one, one_of
from congress.models import Grant, StoredFile
from deputies.models import Seat
from groups.models.stations import DutyDay, Station


class ReceptionQuerySet(models.QuerySet["Reception"]):
    def visible_to(self, actor: Actor | None) -> "ReceptionQuerySet":
        """Of the stations whose records he reads, and those in which he received himself."""
        own = Q(station__in=Station.objects.recorded_for(actor))
        if actor is not None and actor.seat:
            own |= Q(pk__in=ReceptionSeat.objects.filter(seat=actor.seat).values("reception"))
        return self.filter(own)

    def standing(self) -> "ReceptionQuerySet":
        """Those that were not withdrawn: the only ones that any list or sum knows."""
        return self.filter(withdrawn_at=None)


class Reception(models.Model):
    """接待群众 once: the day, how many came, one sentence; who received; each matter raised is a row of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    station = models.ForeignKey(Station, models.PROTECT, related_name="receptions", verbose_name="阵地")
    duty = models.ForeignKey(
        DutyDay, models.PROTECT, null=True, blank=True, related_name="receptions", verbose_name="值班接待日"
    )
    day = models.DateField("日期")
    visitors = models.PositiveSmallIntegerField("来访人数")
    summary = models.CharField("一句话", max_length=200)
    recorded_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="记录人")
    recorded_at = models.DateTimeField("记录时间")
    reason = models.CharField("撤销的理由", max_length=300, blank=True, default="")
    withdrawn_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤销人"
    )
    withdrawn_at = models.DateTimeField("撤销时间", null=True, blank=True)

    objects = ReceptionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "接待记录"
        ordering = ["-day", "-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(visitors__gte=1), name="reception_of_somebody"),
            models.CheckConstraint(condition=~Q(summary=""), name="reception_says_something"),
            all_or_none("withdrawn_by", "withdrawn_at", name="reception_withdrawn_by_somebody"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, reason="") | Q(withdrawn_at__isnull=False) & ~Q(reason=""),
                name="reception_withdrawn_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["station", "-day"], name="reception_of_station")]

    def __str__(self) -> str:
        return f"{self.station} {self.day}接待"

    def get_absolute_url(self) -> str:
        return address_of("stations:reception", self.pk)

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class ReceptionSeat(models.Model):
    """A deputy who received."""

    reception = models.ForeignKey(Reception, models.PROTECT, related_name="received_by", verbose_name="接待记录")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="receptions", verbose_name="接待代表")

    class Meta:
        verbose_name = verbose_name_plural = "接待代表"
        ordering = ["seat__person__sort_key", "id"]
        constraints = [models.UniqueConstraint(fields=["reception", "seat"], name="reception_seat_once")]

    def __str__(self) -> str:
        return f"{self.reception} {self.seat}"


class Satisfaction(models.TextChoices):
    """How pleased a visitor is with what he was told."""

    SATISFIED = "satisfied", "满意"
    MOSTLY = "mostly", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


class VisitorMessageQuerySet(models.QuerySet["VisitorMessage"]):
    def visible_to(self, actor: Actor | None) -> "VisitorMessageQuerySet":
        """Of the stations whose records he reads."""
        return self.filter(station__in=Station.objects.recorded_for(actor))


class VisitorMessage(models.Model):
    """群众留言, left without signing in. Whoever has its private address reads the answer there.

    Of that address only the fingerprint is kept.
    """

    class State(models.TextChoices):
        NEW = "new", "待处理"
        TAKEN = "taken", "办理中"
        ANSWERED = "answered", "已答复"
        DECLINED = "declined", "没有受理"

    OVER = ("answered", "declined")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    station = models.ForeignKey(Station, models.PROTECT, related_name="messages", verbose_name="阵地")
    number = models.CharField("回执号", max_length=24, unique=True)
    key_digest = models.CharField("回执地址指纹", max_length=64, unique=True, editable=False)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.NEW)
    text = models.TextField("内容", max_length=500)
    photo = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="照片"
    )
    at = models.DateTimeField("留言时间")
    answer = models.TextField("答复", max_length=500, blank=True)
    answered_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复人"
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    satisfaction = models.CharField(
        "群众是否满意", max_length=12, choices=Satisfaction.choices, blank=True, default=""
    )

    objects = VisitorMessageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "群众留言"
        ordering = ["-at", "id"]
        constraints = [
            one_of("state", ["new", "taken", "answered", "declined"], name="visitor_message_state_known"),
            all_or_none("answered_by", "answered_at", name="visitor_message_answered_with_time"),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "declined"]) & Q(answer="", answered_at__isnull=True)
                | Q(state__in=["answered", "declined"], answered_at__isnull=False) & ~Q(answer=""),
                name="visitor_message_over_with_an_answer",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="visitor_message_says_something"),
            one_of("satisfaction", ["", *Satisfaction.values], name="visitor_message_satisfaction_known"),
            models.CheckConstraint(
                condition=Q(satisfaction="") | Q(state="answered"), name="visitor_message_judged_once_answered"
            ),
        ]
        indexes = [models.Index(fields=["station", "state", "-at"], name="visitor_message_waiting")]

    def __str__(self) -> str:
        return f"群众留言{self.number}"

    def get_absolute_url(self) -> str:
        return address_of("stations:message", self.pk)


class MatterQuerySet(models.QuerySet["Matter"]):
    def visible_to(self, actor: Actor | None) -> "MatterQuerySet":
        """Of the receptions and messages that he reads, and those that were passed to him."""
        own = Q(reception__in=Reception.objects.visible_to(actor)) | Q(
            message__in=VisitorMessage.objects.visible_to(actor)
        )
        if actor is not None and actor.seat:
            own |= Q(passed_to=actor.seat)
        return self.filter(own)

    def at(self, station: Station) -> "MatterQuerySet":
        """Raised at that station, to a deputy's face or by message, and not withdrawn with its reception."""
        received = Q(reception__station=station, reception__withdrawn_at=None)
        return self.filter(received | Q(message__station=station))


class Matter(models.Model):
    """反映的事项: what one visitor raised, which of the five ways it took, what became of it, when he was told."""

    class Way(models.TextChoices):
        ON_SPOT = "on_spot", "当场解答"
        COMMUNITY = "community", "转社区（村）"
        STREET = "street", "转街道（乡镇）"
        DISTRICT = "district", "由区（县）代表提建议"
        CITY = "city", "由市代表提建议"

    BY_A_DEPUTY = ("district", "city")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reception = models.ForeignKey(
        Reception, models.PROTECT, null=True, blank=True, related_name="matters", verbose_name="接待记录"
    )
    message = models.OneToOneField(
        VisitorMessage, models.PROTECT, null=True, blank=True, related_name="matter", verbose_name="群众留言"
    )
    content = models.TextField("反映的事项", max_length=500)
    category = models.CharField("类别", max_length=20, blank=True)
    way = models.CharField("去向", max_length=9, choices=Way.choices)
    passed_to = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="matters", verbose_name="请哪位代表提"
    )
    result = models.TextField("办理结果", max_length=500, blank=True)
    settled_on = models.DateField("解决日期", null=True, blank=True)
    told_on = models.DateField("告知群众的日期", null=True, blank=True)
    satisfaction = models.CharField("群众是否满意", max_length=12, choices=Satisfaction.choices, blank=True)
    recorded_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="记录人")
    recorded_at = models.DateTimeField("记录时间")

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "反映的事项"
        ordering = ["recorded_at", "id"]
        constraints = [
            exactly_one("reception", "message", name="matter_of_a_reception_or_a_message"),
            one_of("way", ["on_spot", "community", "street", "district", "city"], name="matter_way_known"),
            one_of("satisfaction", ["", *Satisfaction.values], name="matter_satisfaction_known"),
            models.CheckConstraint(condition=~Q(content=""), name="matter_says_something"),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True) | ~Q(result=""), name="matter_settled_with_a_result"
            ),
            models.CheckConstraint(condition=Q(told_on__isnull=True) | ~Q(result=""), name="matter_told_of_a_result"),
            models.CheckConstraint(
                condition=Q(satisfaction="") | Q(told_on__isnull=False), name="matter_judged_once_told"
            ),
            models.CheckConstraint(
                condition=Q(passed_to__isnull=True) | Q(way__in=["district", "city"]),
                name="matter_passed_to_a_deputy",
            ),
        ]

    def __str__(self) -> str:
        return self.content if len(self.content) <= 30 else f"{self.content[:29]}…"

    def get_absolute_url(self) -> str:
        return address_of("stations:matter", self.pk)

    @property
    def station(self) -> Station:
        """Where it was raised."""
        origin: Any = self.reception or self.message
        return origin.station

    @property
    def is_withdrawn(self) -> bool:
        """Its reception was entered wrongly."""
        return self.reception is not None and self.reception.is_withdrawn

    @property
    def is_for_a_deputy(self) -> bool:
        """A deputy is to put it forward."""
        return self.way in self.BY_A_DEPUTY


class Visitor(models.Model):
    """Who came or wrote: kept apart from what he said, sealed, masked, deleted after its term."""

    matter = models.OneToOneField(
        Matter, models.PROTECT, null=True, blank=True, related_name="visitor", verbose_name="反映的事项"
    )
    message = models.OneToOneField(
        VisitorMessage, models.PROTECT, null=True, blank=True, related_name="visitor", verbose_name="群众留言"
    )
    name = models.CharField("称呼", max_length=20, blank=True)
    phone_sealed = models.CharField("手机号（加密）", max_length=120, blank=True, editable=False)
    at = models.DateTimeField("留下时间")

    class Meta:
        verbose_name = verbose_name_plural = "来访群众"
        constraints = [
            exactly_one("matter", "message", name="visitor_of_a_matter_or_a_message"),
            models.CheckConstraint(condition=~Q(name="") | ~Q(phone_sealed=""), name="visitor_left_something"),
        ]
        indexes = [models.Index(fields=["at"], name="visitor_kept_since")]

    def __str__(self) -> str:
        return self.masked_name

    @property
    def masked_name(self) -> str:
        """王某某: the first character."""
        return f"{self.name[:1]}某某" if self.name else "没有留姓名"

    @property
    def phone(self) -> str:
        """The number in clear, or nothing. Pages show `masked_phone`."""
        return phones.unseal(self.phone_sealed, purpose="visitor") if self.phone_sealed else ""

    @property
    def masked_phone(self) -> str:
        return phones.mask(self.phone)
