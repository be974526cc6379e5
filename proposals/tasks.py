"""What Celery runs for proposals; each is a thin call of a function that a management command runs too."""

from celery import shared_task

from congress.tasks import NotPilingUp
from proposals.searching import papers


@shared_task(base=NotPilingUp)
def read_papers() -> None:
    """Have what stands in new papers found."""
    papers.read_papers()
