"""The last numbers given: by a congress in a year, and in one of its sessions."""

from django.db import models

from congress.models import Congress, Session
from proposals.models.proposals import Proposal


class SessionSerial(models.Model):
    """The last 第n号 given in a session to proposals of one kind."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="+", verbose_name="会议")
    kind = models.CharField("种类", max_length=10, choices=Proposal.Kind.choices)
    last = models.PositiveSmallIntegerField("最后编号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "会议编号"
        constraints = [models.UniqueConstraint(fields=["session", "kind"], name="session_serial_once_a_kind")]

    def __str__(self) -> str:
        return f"{self.session}第{self.last}号"


class Serial(models.Model):
    """The last number given by a congress in a year."""

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="+", verbose_name="人大")
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("最后编号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "编号"
        constraints = [models.UniqueConstraint(fields=["congress", "year"], name="serial_once_a_year")]

    def __str__(self) -> str:
        return f"{self.congress.code}-{self.year}-{self.last:04}"
