"""小组活动: what a group plans, who comes, what was done there, and topics that many groups take up."""

import uuid

from django.db import models
from django.db.models import Q

from congress.actors import Actor
from congress.addresses import address_of
from congress.constraints import all_or_none, exactly_one, in_order, one_of
from congress.models import Congress, Grant, StoredFile
from deputies.models import Seat
from groups.models.groups import Group

MOST_SAID = 20  # characters of what was done that stand for an activity without a title


class YearPlan(models.Model):
    """年度计划: how many activities a group means to hold in a year, in which form and about what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="plans", verbose_name="小组")
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveSmallIntegerField("计划几次活动")
    text = models.TextField("形式和内容")
    written_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="制定人")

    class Meta:
        verbose_name = verbose_name_plural = "年度计划"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["group", "year"], name="year_plan_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="year_plan_has_activities"),
        ]

    def __str__(self) -> str:
        return f"{self.group}{self.year}年计划"


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, actor: Actor | None) -> "TopicQuerySet":
        """Those of congresses whose groups the actor sees."""
        if actor is None or actor.is_administrator:
            return self.none()
        if actor.oversees:
            return self.filter(congress__path__startswith=actor.congress.path)
        own = self.filter(congress=actor.congress)
        return own if Group.objects.visible_to(actor).exists() else self.none()


class Topic(models.Model):
    """专题行动: one matter that many groups look into, from one day to another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    congress = models.ForeignKey(Congress, models.PROTECT, related_name="topics", verbose_name="人大")
    title = models.CharField("名称", max_length=40)
    text = models.TextField("要求")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)
    opened_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="发起人")
    conclusion = models.TextField("行动小结", blank=True, default="")
    groups_number = models.PositiveIntegerField("活动小组总数", null=True, blank=True)
    part_number = models.PositiveIntegerField("参加的小组", null=True, blank=True)
    held_number = models.PositiveIntegerField("活动次数", null=True, blank=True)
    problems_number = models.PositiveIntegerField("发现问题的活动", null=True, blank=True)
    closed_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="结束人"
    )
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "专题行动"
        ordering = ["-starts_on", "title"]
        constraints = [
            in_order("starts_on", "ends_on", name="topic_ends_after_start"),
            models.UniqueConstraint(fields=["congress", "title"], name="topic_title_once"),
            all_or_none(
                "closed_by",
                "closed_at",
                "groups_number",
                "part_number",
                "held_number",
                "problems_number",
                name="topic_closed_with_its_sums",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, conclusion="") | Q(closed_at__isnull=False) & ~Q(conclusion=""),
                name="topic_closed_with_a_conclusion",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("groups:topic", self.pk)

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, actor: Actor | None) -> "ActivityQuerySet":
        """The only way a view may begin a query for activities: those of the groups that the actor sees."""
        return self.filter(group__in=Group.objects.visible_to(actor))

    def held(self) -> "ActivityQuerySet":
        """With a record that stands: what was sent back to be put right, or cancelled, is not among them."""
        return self.filter(state__in=Activity.HELD)


class Activity(models.Model):
    """One activity of a group: planned, held and recorded, confirmed by the desk; or recorded without any plan.

    `version` keeps two who write at once apart; what a record said before stands in congress.Revision.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "计划中"
        RECORDED = "recorded", "待确认"
        SENT_BACK = "sent_back", "退回补正"
        CONFIRMED = "confirmed", "已确认"
        CANCELLED = "cancelled", "已取消"

    HELD = ("recorded", "confirmed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="activities", verbose_name="小组")
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="专题行动"
    )
    station = models.ForeignKey(
        "groups.Station", models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="代表阵地"
    )
    kind = models.CharField("类型", max_length=20)
    state = models.CharField("状态", max_length=9, choices=State.choices, default=State.PLANNED)
    version = models.PositiveIntegerField("版本", default=1)
    day = models.DateField("日期")
    begins_at = models.TimeField("开始时间", null=True, blank=True)
    title = models.CharField("主题", max_length=60, blank=True)
    place = models.CharField("地点", max_length=60, blank=True)
    invited = models.CharField("邀请的单位", max_length=100, blank=True)
    summary = models.TextField("做了什么", blank=True)
    problems = models.TextField("发现的问题", blank=True)
    reason = models.CharField("取消或退回的理由", max_length=300, blank=True)
    planned_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发起人"
    )
    recorded_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "小组活动"
        ordering = ["-day", "-recorded_at", "pk"]
        constraints = [
            one_of(
                "state", ["planned", "recorded", "sent_back", "confirmed", "cancelled"], name="activity_state_known"
            ),
            all_or_none("recorded_by", "recorded_at", name="activity_recorded_by_somebody"),
            all_or_none("confirmed_by", "confirmed_at", name="activity_confirmed_by_somebody"),
            models.CheckConstraint(
                condition=~Q(state__in=["recorded", "sent_back", "confirmed"])
                | (~Q(summary="") & Q(recorded_at__isnull=False)),
                name="activity_record_says_something",
            ),
            models.CheckConstraint(
                condition=Q(state="confirmed", confirmed_at__isnull=False)
                | (~Q(state="confirmed") & Q(confirmed_at__isnull=True)),
                name="activity_confirmed_with_its_moment",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["sent_back", "cancelled"]) & ~Q(reason=""))
                | (~Q(state__in=["sent_back", "cancelled"]) & Q(reason="")),
                name="activity_turned_with_a_reason",
            ),
            models.CheckConstraint(condition=~Q(state="planned") | ~Q(title=""), name="activity_planned_with_a_title"),
        ]
        indexes = [
            models.Index(fields=["group", "day"], name="activity_of_group"),
            models.Index(fields=["state", "day"], name="activity_state"),
        ]

    def __str__(self) -> str:
        first = self.summary.splitlines()[0] if self.summary else ""
        said = first[:MOST_SAID].rstrip("。，；、")
        return self.title or (f"{said}…" if len(first.rstrip("。")) > MOST_SAID else said)

    def get_absolute_url(self) -> str:
        return address_of("groups:activity", self.pk)

    @property
    def is_held(self) -> bool:
        return self.state in self.HELD


class Attendance(models.Model):
    """One deputy and one activity: asked, coming or on leave before it; present or not after it."""

    class State(models.TextChoices):
        ASKED = "asked", "待答复"
        COMING = "coming", "参加"
        LEAVE_ASKED = "leave_asked", "请假待批"
        EXCUSED = "excused", "请假"
        PRESENT = "present", "到场"
        ABSENT = "absent", "缺席"

    class Way(models.TextChoices):
        NONE = "", "没有签到"
        CODE = "code", "扫码或签到码"
        LEADER = "leader", "组长签到"
        RECORD = "record", "随活动记录登记"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="attendances", verbose_name="活动")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendances", verbose_name="代表")
    state = models.CharField("情况", max_length=11, choices=State.choices, default=State.ASKED)
    reason = models.CharField("请假的理由", max_length=200, blank=True)
    way = models.CharField("签到方式", max_length=6, choices=Way.choices, blank=True, default="")
    signed_at = models.DateTimeField("签到时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "活动出席"
        ordering = ["seat__person__sort_key", "seat"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "seat"], name="attendance_once"),
            one_of(
                "state",
                ["asked", "coming", "leave_asked", "excused", "present", "absent"],
                name="attendance_state_known",
            ),
            one_of("way", ["", "code", "leader", "record"], name="attendance_way_known"),
            models.CheckConstraint(
                condition=~Q(state="leave_asked") | ~Q(reason=""), name="attendance_leave_asked_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True) | Q(state="present"), name="attendance_signed_by_who_is_there"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}（{self.get_state_display()}）"


class Reading(models.Model):
    """会前材料: what members read before an activity: a law, a paper, a page."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="readings", verbose_name="活动")
    title = models.CharField("材料名称", max_length=80)
    link = models.URLField("网址", max_length=300, null=True, blank=True)
    file = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="文件"
    )

    class Meta:
        verbose_name = verbose_name_plural = "会前材料"
        ordering = ["id"]
        constraints = [exactly_one("link", "file", name="reading_is_a_link_or_a_file")]

    def __str__(self) -> str:
        return self.title


class Photo(models.Model):
    """活动照片: written anew when it is stored, without place and camera; small for lists."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="photos", verbose_name="活动")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name="照片")
    small = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="小图"
    )

    class Meta:
        verbose_name = verbose_name_plural = "活动照片"
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.file)
