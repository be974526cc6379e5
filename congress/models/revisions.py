"""What records said before they were corrected."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from congress.models.people import Grant


class Revision(models.Model):
    """The words and numbers of a record as they stood before one correction. Append-only by trigger.

    Duties are counted from records, so a record is corrected and never deleted; what it said stays readable. A
    visitor's personal data are not among a record's kept columns.
    """

    subject_kind = models.CharField("对象类型", max_length=20)
    subject_id = models.UUIDField("对象")
    was = models.JSONField("更正前的内容", encoder=DjangoJSONEncoder)
    by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="更正人")
    at = models.DateTimeField("更正时间")

    class Meta:
        verbose_name = verbose_name_plural = "更正前的记录"
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="revision_subject")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}"
