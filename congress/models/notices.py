"""Messages to people: what is to be said, and how each way of saying it went."""

import uuid

from django.db import models
from django.db.models import Q

from congress.constraints import one_of
from congress.models.people import Person
from congress.models.tree import Congress


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)

    def said_in(self, congress: Congress | None) -> "NoticeQuerySet":
        """What is read there: in a practice room what was said in it, everywhere else what was said outside of any."""
        if congress is not None and congress.is_practice:
            return self.filter(congress=congress)
        return self.filter(congress__practice_of__isnull=True)


class Notice(models.Model):
    """One fact told to one person. Its unique key names the fact, so that it is told once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField("事实", max_length=160, unique=True)
    kind = models.CharField("类别", max_length=30)
    person = models.ForeignKey(Person, models.CASCADE, related_name="notices", verbose_name="收件人")
    congress = models.ForeignKey(Congress, models.PROTECT, related_name="+", verbose_name="人大")
    text = models.CharField("内容", max_length=300)
    address = models.CharField("链接", max_length=300, blank=True)
    day = models.DateField("日期")
    at = models.DateTimeField("时间", auto_now_add=True)
    visible_at = models.DateTimeField("可见时间", null=True, blank=True)
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["person", "-at"], name="notice_person_at"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return self.text


class Delivery(models.Model):
    """One way out (e-mail, SMS, 企业微信, another system's address) for one notice, and how far it came."""

    class Channel(models.TextChoices):
        EMAIL = "email", "电子邮件"
        SMS = "sms", "短信"
        WECOM = "wecom", "企业微信"
        HOOK = "hook", "接口推送"

    class State(models.TextChoices):
        WAITING = "waiting", "待发送"
        SENDING = "sending", "发送中"
        SENT = "sent", "已发送"
        UNKNOWN = "unknown", "结果不明"
        DEAD = "dead", "发送失败"
        DROPPED = "dropped", "已合并"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries", verbose_name="消息")
    channel = models.CharField("渠道", max_length=6, choices=Channel.choices)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    due_at = models.DateTimeField("不早于")
    claimed_at = models.DateTimeField("领取时间", null=True, blank=True)
    sent_at = models.DateTimeField("发送时间", null=True, blank=True)
    problem = models.CharField("问题", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "发送记录"
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_channel_once"),
            one_of("state", ["waiting", "sending", "sent", "unknown", "dead", "dropped"], name="delivery_state_known"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=["waiting", "sending"]), name="delivery_waiting"),
            models.Index(fields=["channel"], condition=Q(state__in=["unknown", "dead"]), name="delivery_stuck"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.get_state_display()}"


class MessageText(models.Model):
    """The wording of one kind of message; administrators edit it, the code keeps a default."""

    congress = models.ForeignKey(Congress, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField("类别", max_length=30)
    text = models.CharField("短信文本", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "消息文本"
        constraints = [
            models.UniqueConstraint(fields=["congress", "kind"], name="message_text_once"),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(congress__isnull=True), name="message_text_default_once"
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class JobRun(models.Model):
    """A periodic job did its work for one period; the unique pair makes a second scheduler harmless."""

    job = models.CharField("任务", max_length=40)
    period = models.CharField("周期", max_length=20)
    started_at = models.DateTimeField("开始", auto_now_add=True)
    ended_at = models.DateTimeField("结束", null=True, blank=True)
    result = models.CharField("结果", max_length=200, blank=True)
    number = models.PositiveIntegerField("条数", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "任务运行"
        ordering = ["-started_at"]
        constraints = [models.UniqueConstraint(fields=["job", "period"], name="job_run_once")]

    def __str__(self) -> str:
        return f"{self.job} {self.period}"
