"""纸质件: photos and scans of signed forms."""

from django.db import models
from django.utils import timezone

from congress.actors import Actor
from congress.constraints import one_of
from congress.models import Grant, StoredFile
from proposals.models.proposals import Proposal


class PaperScanQuerySet(models.QuerySet["PaperScan"]):
    def visible_to(self, actor: Actor | None) -> "PaperScanQuerySet":
        """Whoever oversees the case, and its author: organs get no names from a scan that they shall not learn."""
        if actor is None:
            return self.none()
        if actor.oversees:
            return self.filter(proposal__in=Proposal.objects.visible_to(actor).order_by())
        return self.filter(proposal__seat=actor.seat) if actor.seat else self.none()


class PaperScan(models.Model):
    """A signed form as a picture or PDF, filed under the case whose QR code it carries or whose number was typed."""

    class Kind(models.TextChoices):
        SHEET = "sheet", "建议纸"
        FEEDBACK = "feedback", "征询意见表"
        RELEASE = "release", "退办申请表"
        EXTENSION = "extension", "延期申请表"
        OTHER = "other", "其他纸质件"

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="scans", verbose_name="建议")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    kind = models.CharField("种类", max_length=9, choices=Kind.choices)
    fingerprint = models.CharField("指纹", max_length=64, editable=False)
    filed_by = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="存入人")
    filed_at = models.DateTimeField("存入时间", auto_now_add=True)

    objects = PaperScanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "纸质件"
        ordering = ["filed_at"]
        constraints = [
            one_of("kind", ["sheet", "feedback", "release", "extension", "other"], name="paper_scan_kind_known"),
            models.UniqueConstraint(fields=["proposal", "fingerprint"], name="paper_scan_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}（{timezone.localdate(self.filed_at)}）"
