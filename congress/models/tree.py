"""The tree of congresses, their terms and sessions."""

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from congress.constraints import all_or_none, in_order, one_of
from congress.numerals import numeral


class CongressQuerySet(models.QuerySet["Congress"]):
    def within(self, congress: "Congress") -> "CongressQuerySet":
        """The congress and every one below it."""
        return self.filter(path__startswith=congress.path)

    def real(self) -> "CongressQuerySet":
        """Without practice rooms: for whatever goes through all congresses there are."""
        return self.filter(practice_of__isnull=True)


class Congress(models.Model):
    """The people's congress of one place at one level; everything else belongs to one.

    A practice room (docs/decisions/0029) is a congress of its own for one person, beside the tree: it has a path that
    lies within no other, so that whoever asks for a congress and those below never meets it.
    """

    class Level(models.TextChoices):
        CITY = "city", "市"
        COUNTY = "county", "县（区）"
        TOWN = "town", "乡镇"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("名称", max_length=60)
    place = models.CharField("地名", max_length=30)
    code = models.CharField("编号前缀", max_length=8, unique=True)
    level = models.CharField("层级", max_length=6, choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级人大"
    )
    path = models.CharField("路径", max_length=60, unique=True, editable=False)
    order = models.PositiveSmallIntegerField("排序", default=0)
    practice_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="practice_rooms", verbose_name="哪级人大的练习室"
    )
    practised_by = models.ForeignKey(
        "congress.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="谁的练习室"
    )

    objects = CongressQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "人大"
        ordering = ["path"]
        constraints = [
            one_of("level", ["city", "county", "town"], name="congress_level_known"),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="congress_not_its_own_parent"),
            all_or_none("practice_of", "practised_by", name="congress_practice_room_has_its_person"),
            models.CheckConstraint(
                condition=Q(practice_of__isnull=True) | Q(parent__isnull=True),
                name="congress_practice_room_has_no_parent",
            ),
            models.UniqueConstraint(fields=["practice_of", "practised_by"], name="congress_practice_room_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """The path follows from the parent's: HB/SX/LT/ lies within HB/."""
        self.path = f"{self.parent.path if self.parent else ''}{self.code}/"
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def is_practice(self) -> bool:
        """True of a practice room: nothing in it counts, and nothing leaves it."""
        return self.practice_of_id is not None

    def holds(self, other: "Congress") -> bool:
        """True when the other is this congress or lies below it."""
        return other.path.startswith(self.path)


class Term(models.Model):
    """届: five years from the first session of one congress to the first session of the next (代表法 art. 2)."""

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="terms", verbose_name="人大")
    number = models.PositiveSmallIntegerField("届")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "届"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["congress", "number"], name="term_number_once"),
            in_order("starts_on", "ends_on", name="term_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.congress.place}第{self.number}届"


class SessionQuerySet(models.QuerySet["Session"]):
    def receiving(self, congress: Congress, day: date) -> "SessionQuerySet":
        """The meeting to which what a congress's deputies put forward on that day belongs: one, or none."""
        return self.filter(term__congress=congress, receives_from__lte=day, closes_on__gte=day)


class Session(models.Model):
    """次会议: one meeting of the whole congress. Its number never follows from the year.

    Motions end at an hour that the presidium sets, suggestions with the closing day.
    """

    term = models.ForeignKey(Term, models.PROTECT, related_name="sessions", verbose_name="届")
    number = models.PositiveSmallIntegerField("次")
    opens_on = models.DateField("开幕日期")
    closes_on = models.DateField("闭幕日期")
    receives_from = models.DateField("开始受理日期")
    motions_until = models.DateTimeField("议案截止时间", null=True, blank=True)
    presidium_at = models.DateTimeField("最后一次主席团会议", null=True, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会议"
        ordering = ["-opens_on"]
        constraints = [
            models.UniqueConstraint(fields=["term", "number"], name="session_number_once"),
            in_order("opens_on", "closes_on", name="session_closes_after_opening"),
            in_order("receives_from", "opens_on", name="session_receives_before_it_opens"),
        ]

    def __str__(self) -> str:
        return f"{self.term}第{self.number}次会议"

    @property
    def occasion(self) -> str:
        """一次会议, as papers and lists say it."""
        return f"{numeral(self.number)}次会议"

    def is_open(self, day: date) -> bool:
        """True on the days from opening to closing, both counted."""
        return self.opens_on <= day <= self.closes_on

    def takes_motions(self, at: datetime) -> bool:
        """True while it receives, and before the hour at which motions end: at that very moment it is too late."""
        is_receiving = self.receives_from <= timezone.localdate(at) <= self.closes_on
        return is_receiving and (self.motions_until is None or at < self.motions_until)
