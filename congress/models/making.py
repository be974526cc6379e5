"""Files that take a while to make: who ordered which, how far it is, and the file once it is whole."""

import uuid

from django.db import models
from django.db.models import Q

from congress.models.files import StoredFile
from congress.models.people import Grant


class Making(models.Model):
    """生成任务: a file that a worker makes after the page was answered. It has no file until the file is whole.

    A worker holds it by `claimed_at`, which it renews with every report; one that died leaves a claim that grows old,
    and the next worker begins anew.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待生成"
        MAKING = "making", "正在生成"
        DONE = "done", "已生成"
        FAILED = "failed", "没有生成"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("种类", max_length=20)
    label = models.CharField("名称", max_length=80)
    parameters = models.JSONField("条件", default=dict)
    ordered_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="要求生成的人")
    ordered_at = models.DateTimeField("要求时间", auto_now_add=True)
    state = models.CharField("状态", max_length=7, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    claimed_at = models.DateTimeField("领取时间", null=True, blank=True)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("共", default=0)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="makings", verbose_name="文件"
    )
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    problem = models.CharField("问题", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "生成任务"
        ordering = ["-ordered_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", file__isnull=False) | (~Q(state="done") & Q(file__isnull=True)),
                name="making_done_has_its_file",
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(problem=""), name="making_failed_says_why"),
            models.CheckConstraint(
                condition=Q(state__in=["done", "failed"], ended_at__isnull=False)
                | (Q(state__in=["waiting", "making"], ended_at__isnull=True)),
                name="making_ended_has_its_time",
            ),
            models.UniqueConstraint(
                fields=["ordered_by", "kind", "parameters"],
                condition=Q(state__in=["waiting", "making"]),
                name="making_ordered_once_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["ordered_at"], condition=Q(state__in=["waiting", "making"]), name="making_waiting")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.MAKING)

    @property
    def percent(self) -> int:
        """How far it is, of a hundred."""
        return min(100 * self.done // self.total, 100) if self.total else 0
