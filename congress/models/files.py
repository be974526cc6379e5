"""Files as they were uploaded, each with its fingerprint."""

import uuid

from django.db import models
from django.db.models import Q

from congress.models.people import Person


def folder(instance: "StoredFile", name: str) -> str:
    """A random place that says nothing about the file: its name is kept in the row."""
    return f"{instance.id.hex[:2]}/{instance.id.hex}"


class StoredFile(models.Model):
    """One file. Nobody gets at it but through a view that asks the thing it belongs to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("文件名", max_length=255)
    content = models.FileField("内容", upload_to=folder, max_length=120)
    media_type = models.CharField("类型", max_length=100)
    size = models.PositiveBigIntegerField("字节数")
    sha256 = models.CharField("指纹", max_length=64)
    uploaded_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上传人"
    )  # nobody: a visitor who left a photo without signing in
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "文件"
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="file_not_empty")]

    def __str__(self) -> str:
        return self.name
