"""What the shelf must agree with."""

from collections.abc import Iterator

from congress.registries import check
from proposals.models import Proposal, ShelfEntry
from proposals.shelf.fitness import fit_for_shelf


@check("shelf", "履职参考")
def shelf() -> Iterator[str]:
    """Nothing stands there that could not be put there today; what is written from a topic is written from one."""
    rows = ShelfEntry.objects.shelved().select_related("proposal__seat__person", "proposal__congress")
    for entry in rows.order_by("written_at", "pk").iterator(200):
        if problem := fit_for_shelf(entry).refusal:
            yield f"《{entry.title}》：{problem}"
    astray = Proposal.objects.exclude(topic=None).exclude(topic__kind=ShelfEntry.Kind.TOPIC).order_by("pk")
    for number, pk in astray.values_list("number", "pk"):
        yield f"{number or pk}：按它写的不是参考选题"
