"""What must be true of papers that were filed or made, asked by `manage.py doctor`."""

from collections.abc import Iterator

from django.db.models import F

from congress.registries import check
from proposals.models import PaperScan, Proposal


@check("scans", "存入的纸质件")
def scans_that_contradict() -> Iterator[str]:
    """A signed paper is the file whose fingerprint it bears, and belongs to something that was sent."""
    for row in PaperScan.objects.exclude(fingerprint=F("file__sha256")).order_by("pk"):
        yield f"纸质件{row.pk}：与它的文件指纹不同"
    for row in PaperScan.objects.filter(proposal__state__in=Proposal.PRIVATE, proposal__number=None).order_by("pk"):
        yield f"纸质件{row.pk}：存在没有提交的建议里"
