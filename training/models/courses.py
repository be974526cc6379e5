"""培训班: a class with its half-days, for an audience that a rule names."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from congress.actors import Actor
from congress.addresses import address_of
from congress.constraints import in_order, one_of
from congress.models import ADMINISTRATORS, Congress, Grant, Term
from deputies.models import Seat
from deputies.permissions import is_branch_desk
from groups.models import Group, Membership


class CourseQuerySet(models.QuerySet["Course"]):
    def visible_to(self, actor: Actor | None, on: date) -> "CourseQuerySet":
        """The only way a view may begin a query for courses.

        The desk of its congress sees all of them, who oversees those that have opened; a person those that he is in,
        a deputy those that he may join.
        """
        if actor is None or actor.role in ADMINISTRATORS:
            return self.none()
        from training.models.enrolments import Enrolment

        public = ~Q(state=Course.State.DRAFT)
        his = Enrolment.objects.on_roster().filter(course=OuterRef("pk"), person=actor.person)
        seen = public & Q(Exists(his)) | public & self.open_to(actor, on)
        if actor.is_desk and not is_branch_desk(actor):
            seen |= Q(congress=actor.congress)
        if actor.oversees and not is_branch_desk(actor):
            seen |= public & Q(congress__path__startswith=actor.congress.path)
        return self.filter(seen)

    @staticmethod
    def open_to(actor: Actor, on: date) -> Q:
        """Whose audience the actor's seat is of on that day."""
        if not actor.seat or not Seat.objects.filter(pk=actor.seat.pk).active(on).exists():
            return Q(pk__in=[])
        seat: Seat = actor.seat
        reached = Q(audience=Course.Audience.ALL)
        if is_new(seat):
            reached |= Q(audience=Course.Audience.NEW, term=seat.term_id)
        lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
        own = Membership.objects.filter(lasting, group=OuterRef("group"), seat=seat, starts_on__lte=on)
        reached |= Q(Exists(own), audience=Course.Audience.GROUP)
        return reached & Q(congress=seat.congress_id)


def is_new(seat: Seat) -> bool:
    """Whether this is the person's first term in this congress."""
    return not Seat.objects.filter(
        person=seat.person_id, congress=seat.congress_id, term__number__lt=seat.term.number
    ).exists()


class Course(models.Model):
    """One class: planned by the desk, opened, over when its last day is."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        OPEN = "open", "已发布"
        CANCELLED = "cancelled", "已取消"

    class Audience(models.TextChoices):
        ALL = "all", "全体代表"
        NEW = "new", "本届新任代表"
        GROUP = "group", "一个代表小组的成员"
        CHOSEN = "chosen", "只有邀请的人"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    congress = models.ForeignKey(Congress, models.PROTECT, related_name="courses", verbose_name="人大")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name="届")
    kind = models.CharField("种类", max_length=20)
    title = models.CharField("名称", max_length=60)
    theme = models.CharField("主题月", max_length=40, blank=True)
    organiser = models.CharField("主办", max_length=60)
    place = models.CharField("地点", max_length=60, blank=True)
    teachers = models.CharField("授课人", max_length=100, blank=True)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    audience = models.CharField("参加范围", max_length=6, choices=Audience.choices, default=Audience.ALL)
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="courses", verbose_name="代表小组"
    )
    is_compulsory = models.BooleanField("必修", default=False)
    asks_sign_out = models.BooleanField("要签退", default=True)
    state = models.CharField("状态", max_length=9, choices=State.choices, default=State.DRAFT)
    reason = models.CharField("取消的理由", max_length=300, blank=True, default="")
    written_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="编写人")
    written_at = models.DateTimeField("编写时间")

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "培训班"
        ordering = ["-starts_on", "title"]
        constraints = [
            in_order("starts_on", "ends_on", name="course_ends_after_start"),
            one_of("audience", ["all", "new", "group", "chosen"], name="course_audience_known"),
            one_of("state", ["draft", "open", "cancelled"], name="course_state_known"),
            models.CheckConstraint(
                condition=Q(audience="group", group__isnull=False) | ~Q(audience="group") & Q(group__isnull=True),
                name="course_of_a_group_names_it",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(reason="") | ~Q(state="cancelled") & Q(reason=""),
                name="course_cancelled_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["congress", "title", "starts_on"],
                condition=~Q(state="cancelled"),
                name="course_planned_once",
            ),
        ]
        indexes = [models.Index(fields=["congress", "-starts_on"], name="course_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("training:course", self.pk)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    def is_over(self, on: date) -> bool:
        """Its last day has passed."""
        return self.ends_on < on

    def reached(self, on: date) -> models.QuerySet[Seat]:
        """The seats of its audience on that day; nobody where people are chosen one by one."""
        seats = Seat.objects.filter(congress=self.congress_id, is_placeholder=False).active(on)
        if self.audience == self.Audience.CHOSEN:
            return seats.none()
        if self.audience == self.Audience.GROUP:
            lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
            members = Membership.objects.filter(lasting, group=self.group_id, starts_on__lte=on)
            return seats.filter(pk__in=members.values("seat"))
        if self.audience == self.Audience.NEW:
            before = Seat.objects.filter(
                person=OuterRef("person"), congress=self.congress_id, term__number__lt=self.term.number
            )
            return seats.filter(~Exists(before), term=self.term_id)
        return seats


class HalfDay(models.Model):
    """半天: what is taught in one morning, afternoon or evening, and how many hours it counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="half_days", verbose_name="培训班")
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    topic = models.CharField("内容", max_length=60)
    speaker = models.CharField("主讲人", max_length=60, blank=True)
    place = models.CharField("地点", max_length=60, blank=True)
    hours = models.PositiveSmallIntegerField("学时", default=4)

    class Meta:
        verbose_name = verbose_name_plural = "半天"
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=models.F("ends_at")), name="half_day_ends_after_start"),
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=8), name="half_day_hours_of_a_half_day"),
            models.UniqueConstraint(fields=["course", "starts_at"], name="half_day_begins_once"),
        ]

    def __str__(self) -> str:
        return self.topic
