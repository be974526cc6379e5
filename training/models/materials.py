"""What a class reads, hears and answers: materials, online lessons, a test."""

import uuid

from django.db import models
from django.db.models import Q

from congress.constraints import one_of
from congress.models import StoredFile
from training.models.courses import Course
from training.models.enrolments import Enrolment


class Material(models.Model):
    """资料: a file or a link; laws are compulsory reading."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="materials", verbose_name="培训班")
    title = models.CharField("名称", max_length=60)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="文件")
    link = models.URLField("网址", max_length=300, blank=True, default="")
    is_compulsory = models.BooleanField("必学", default=False)
    added_at = models.DateTimeField("加入时间")

    class Meta:
        verbose_name = verbose_name_plural = "资料"
        ordering = ["-is_compulsory", "added_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=True) & ~Q(link="") | Q(file__isnull=False, link=""),
                name="material_is_a_file_or_a_link",
            ),
            models.UniqueConstraint(fields=["course", "title"], name="material_title_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        """Where it leads, if that is a page of the web."""
        return self.link if self.link.startswith(("https://", "http://")) else ""


class Lesson(models.Model):
    """线上课: one video or sound, and how many hours it counts when it was heard.

    One that was heard and is not to be heard any more is closed: it counts for who has heard it, and for nobody else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="lessons", verbose_name="培训班")
    title = models.CharField("名称", max_length=60)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    seconds = models.PositiveIntegerField("时长（秒）")
    hours = models.PositiveSmallIntegerField("学时", default=1)
    added_at = models.DateTimeField("加入时间")
    closed_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "线上课"
        ordering = ["added_at"]
        constraints = [
            models.CheckConstraint(condition=Q(seconds__gte=1), name="lesson_lasts"),
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=8), name="lesson_hours_of_a_lesson"),
            models.UniqueConstraint(fields=["course", "title"], name="lesson_title_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_film(self) -> bool:
        return self.file.media_type.startswith("video/")

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class Watching(models.Model):
    """What somebody has heard of a lesson: spans in seconds, merged by the server (training/watching.py)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="watchings", verbose_name="线上课")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="watchings", verbose_name="报名")
    position = models.PositiveIntegerField("播放到（秒）", default=0)
    spans = models.JSONField("听过的片段", default=list)
    seconds = models.PositiveIntegerField("听过（秒）", default=0)
    reported_at = models.DateTimeField("最近一次报告")
    finished_at = models.DateTimeField("听完时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "收听"
        constraints = [models.UniqueConstraint(fields=["lesson", "enrolment"], name="watching_once")]

    def __str__(self) -> str:
        return f"{self.enrolment} {self.lesson}"


class Exam(models.Model):
    """测验: questions out of its bank, drawn anew for each attempt."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.OneToOneField(Course, models.PROTECT, related_name="exam", verbose_name="培训班")
    pass_mark = models.PositiveSmallIntegerField("合格分数", default=60)
    drawn = models.PositiveSmallIntegerField("每次抽几题")
    most_attempts = models.PositiveSmallIntegerField("最多几次", default=3)

    class Meta:
        verbose_name = verbose_name_plural = "测验"
        constraints = [
            models.CheckConstraint(condition=Q(pass_mark__gte=1, pass_mark__lte=100), name="exam_mark_of_a_hundred"),
            models.CheckConstraint(condition=Q(drawn__gte=1, most_attempts__gte=1), name="exam_asks_something"),
        ]

    def __str__(self) -> str:
        return f"{self.course}测验"


class Question(models.Model):
    """One question of a bank, with two to six answers of which some are right."""

    class Kind(models.TextChoices):
        SINGLE = "single", "单选"
        MULTIPLE = "multiple", "多选"
        TRUTH = "truth", "判断"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exam = models.ForeignKey(Exam, models.PROTECT, related_name="questions", verbose_name="测验")
    kind = models.CharField("题型", max_length=8, choices=Kind.choices, default=Kind.SINGLE)
    text = models.CharField("题目", max_length=200)
    answers = models.TextField("选项")
    right = models.CharField("正确答案", max_length=6)

    class Meta:
        verbose_name = verbose_name_plural = "试题"
        ordering = ["text"]
        constraints = [
            one_of("kind", ["single", "multiple", "truth"], name="question_kind_known"),
            models.UniqueConstraint(fields=["exam", "text"], name="question_once"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def choices(self) -> list[tuple[str, str]]:
        """A to F, each with its words."""
        return [("ABCDEF"[at], f"{'ABCDEF'[at]}．{line}") for at, line in enumerate(self.answers.splitlines()[:6])]


class Attempt(models.Model):
    """One try at a test: which questions were drawn, what was answered, how many points of a hundred."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exam = models.ForeignKey(Exam, models.PROTECT, related_name="attempts", verbose_name="测验")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attempts", verbose_name="报名")
    questions = models.JSONField("抽到的题")
    answers = models.JSONField("回答", default=dict)
    begun_at = models.DateTimeField("开始时间")
    handed_in_at = models.DateTimeField("交卷时间", null=True, blank=True)
    score = models.PositiveSmallIntegerField("得分", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "答卷"
        ordering = ["begun_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_in_at__isnull=True, score__isnull=True)
                | Q(handed_in_at__isnull=False, score__isnull=False, score__lte=100),
                name="attempt_scored_when_handed_in",
            ),
            models.UniqueConstraint(
                fields=["exam", "enrolment"], condition=Q(handed_in_at__isnull=True), name="attempt_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} {self.exam}"
