"""冻结的数字: what an official report says of a year, as it was counted that day."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from congress.addresses import address_of
from congress.models import Congress, Grant

if TYPE_CHECKING:
    from congress.actors import Actor


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def visible_to(self, actor: "Actor | None") -> "SnapshotQuerySet":
        """Whoever looks at the whole congress whose report it is."""
        from deputies.permissions import is_branch_desk

        if actor is None or not actor.oversees or is_branch_desk(actor):
            return self.none()
        return self.filter(congress=actor.congress)


class Snapshot(models.Model):
    """The numbers of one question with the words that define them, whose they are and of which moment.

    Written once: the database refuses to change or delete it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    congress = models.ForeignKey(Congress, models.PROTECT, related_name="snapshots", verbose_name="人大")
    title = models.CharField("用在哪份报告里", max_length=60)
    where = models.JSONField("条件")
    scope = models.CharField("范围", max_length=200)
    sentence = models.TextField("报告句")
    deputies = models.PositiveIntegerField("代表数")
    numbers = models.JSONField("数字")
    rates = models.JSONField("比率")
    taken_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="冻结人")
    taken_at = models.DateTimeField("冻结时间")

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "冻结的数字"
        ordering = ["-taken_at"]
        constraints = [
            models.UniqueConstraint(fields=["congress", "title"], name="snapshot_title_once"),
            models.CheckConstraint(condition=~Q(title=""), name="snapshot_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("proposals:snapshot", self.pk)
