"""Other systems that use the portal by machine: who they are, what opens the door to them, what they are told."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from congress.models.notices import Notice
from congress.models.people import Grant, Person
from congress.models.timeline import Event


class SystemQuerySet(models.QuerySet["System"]):
    def open(self, on: date) -> "SystemQuerySet":
        """Not closed, under a grant in force on that day, of an organ that still works.

        The person behind the grant is an account that is never open, so it is not asked for.
        """
        grants = Grant.objects.open(on).filter(starts_on__lte=on)
        working = Q(grant__organ__isnull=True) | Q(grant__organ__is_active=True)
        return self.filter(working, closed_at__isnull=True, grant__in=grants)


class System(models.Model):
    """外部系统: it acts under a grant like everybody, of a person who never signs in, within its scopes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant = models.OneToOneField(Grant, models.PROTECT, related_name="system", verbose_name="身份")
    purpose = models.CharField("用途", max_length=100)
    scopes = models.JSONField("权限", default=list, blank=True)
    registered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    registered_at = models.DateTimeField("登记时间", auto_now_add=True)
    closed_at = models.DateTimeField("停用时间", null=True, blank=True)

    objects = SystemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "外部系统"
        ordering = ["registered_at"]

    def __str__(self) -> str:
        return self.grant.person.name


class SystemToken(models.Model):
    """令牌: shown once; the hash finds it again. It counts the requests of the present minute."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    system = models.ForeignKey(System, models.PROTECT, related_name="tokens", verbose_name="外部系统")
    label = models.CharField("名称", max_length=30)
    digest = models.CharField("指纹", max_length=64, unique=True, editable=False)
    beginning = models.CharField("开头", max_length=12, editable=False)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="发放人")
    made_at = models.DateTimeField("发放时间", auto_now_add=True)
    expires_on = models.DateField("有效至")
    revoked_at = models.DateTimeField("作废时间", null=True, blank=True)
    used_at = models.DateTimeField("最近使用", null=True, blank=True)
    minute = models.DateTimeField("计数的分钟", null=True, blank=True)
    requests = models.PositiveIntegerField("本分钟次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "令牌"
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "label"], condition=Q(revoked_at__isnull=True), name="system_token_label_once"
            )
        ]

    def __str__(self) -> str:
        return self.label


class KeptAnswer(models.Model):
    """What a system was answered under one of its keys: the same request again gets the same answer, done once."""

    system = models.ForeignKey(System, models.CASCADE, related_name="+", verbose_name="外部系统")
    key = models.CharField("幂等键", max_length=80)
    digest = models.CharField("请求的指纹", max_length=64)
    status = models.PositiveSmallIntegerField("状态码", default=0)
    body = models.JSONField("回答", default=dict, blank=True)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "接口写入的回答"
        constraints = [models.UniqueConstraint(fields=["system", "key"], name="kept_answer_once")]
        indexes = [models.Index(fields=["at"], name="kept_answer_at")]

    def __str__(self) -> str:
        return self.key


class Subscription(models.Model):
    """推送: the address at which a system wants to hear of steps, and the last event it was told of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    system = models.ForeignKey(System, models.PROTECT, related_name="subscriptions", verbose_name="外部系统")
    address = models.CharField("推送地址", max_length=300)
    kinds = models.JSONField("步骤", default=list)
    key_sealed = models.CharField("签名密钥（加密）", max_length=200, editable=False)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    made_at = models.DateTimeField("登记时间", auto_now_add=True)
    ended_at = models.DateTimeField("停止时间", null=True, blank=True)
    position = models.BigIntegerField("已看到的记录", default=0)
    failures = models.PositiveSmallIntegerField("连续失败", default=0)
    rests_until = models.DateTimeField("暂停到", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "推送"
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "address"], condition=Q(ended_at__isnull=True), name="subscription_address_once"
            )
        ]

    def __str__(self) -> str:
        return self.address


class Call(models.Model):
    """One step told to one subscription: the message in the outbox, and the event that it is about."""

    notice = models.OneToOneField(Notice, models.CASCADE, primary_key=True, related_name="call", verbose_name="消息")
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="calls", verbose_name="推送")
    event = models.ForeignKey(Event, models.PROTECT, related_name="+", verbose_name="记录")

    class Meta:
        verbose_name = verbose_name_plural = "推送内容"

    def __str__(self) -> str:
        return str(self.event)
