"""What happened, for ever: events in chains, their words kept apart, and each day's seal."""

import uuid

from django.db import models

from congress.constraints import all_or_none
from congress.models.people import Grant, Person


class Event(models.Model):
    """One step that somebody took with one subject. Append-only by trigger, chained by hash.

    It holds ids and hashes, never telephone numbers or texts that retention must erase: what was said
    stands in EventNote, whose hash is here. Person and grant are both empty when time took the step.
    """

    subject_kind = models.CharField("对象类型", max_length=20)
    subject_id = models.UUIDField("对象")
    root_id = models.UUIDField("所属事项", db_index=True)
    serial = models.PositiveIntegerField("序号")
    step = models.CharField("步骤", max_length=30)
    before = models.CharField("之前", max_length=20, blank=True)
    after = models.CharField("之后", max_length=20, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="人员")
    grant = models.ForeignKey(Grant, models.PROTECT, null=True, related_name="+", verbose_name="身份")
    at = models.DateTimeField("时间")
    facts = models.JSONField("事实", default=dict)
    previous_hash = models.CharField("前一条", max_length=64, blank=True)
    hash = models.CharField("指纹", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "记录"
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "serial"], name="event_serial_once"),
            all_or_none("person", "grant", name="event_person_with_grant"),
        ]
        indexes = [models.Index(fields=["at"], name="event_at")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.step}"


class EventNote(models.Model):
    """The words that went with an event; they may be erased, the event's hash of them stays."""

    event = models.OneToOneField(Event, models.CASCADE, primary_key=True, related_name="note")
    text = models.TextField("说明")

    class Meta:
        verbose_name = verbose_name_plural = "记录说明"

    def __str__(self) -> str:
        return self.text[:30]


class DaySeal(models.Model):
    """The heads of all chains that grew on one day, hashed together and chained to the day before."""

    day = models.DateField("日期", unique=True)
    events = models.PositiveIntegerField("条数")
    last_event_id = models.BigIntegerField("最后一条")
    previous_hash = models.CharField("前一日", max_length=64, blank=True)
    hash = models.CharField("指纹", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "日封存"
        ordering = ["day"]

    def __str__(self) -> str:
        return str(self.day)


class FormKey(models.Model):
    """A form that was already taken: the same press twice gives the same answer, once done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    address = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "已提交表单"
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="form_key_once")]

    def __str__(self) -> str:
        return self.key
