"""What everybody reads: the list with its filters and counts. It knows published copies and nothing else."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, Max, OuterRef, Prefetch

from proposals.models import Publication, PublicationQuerySet, PublishedReply
from proposals.searching.finding import Bigrams, has_index
from proposals.searching.words import Word, words_of

PAGE = 20


class Counted(Paginator):
    """A paginator that is told how many there are."""

    def __init__(self, rows: PublicationQuerySet, total: int) -> None:
        super().__init__(rows, PAGE)
        self.count = total


def found(parameters: Mapping[str, str]) -> PublicationQuerySet:
    """What is public, narrowed by the address's filters and words; what means nothing is ignored."""
    rows = Publication.objects.published()
    year = parameters.get("year", "")
    if year.isascii() and year.isdecimal() and len(year) == 4:
        rows = rows.filter(year=int(year))
    if category := parameters.get("category", ""):
        rows = rows.filter(category=category[:40])
    if organ := parameters.get("organ", ""):
        rows = rows.filter(Exists(PublishedReply.objects.filter(publication=OuterRef("pk"), organ=organ[:60])))
    return matching(rows, words_of(parameters.get("q", "")))


def matching(rows: PublicationQuerySet, words: list[Word]) -> PublicationQuerySet:
    """Those that hold every word; on PostgreSQL the index of pairs proposes and the text decides."""
    pairs = {pair for word in words for pair in word.pairs}
    if pairs and has_index(rows):
        numbers = [ord(pair[0]) * 2**21 + ord(pair[1]) for pair in sorted(pairs)]
        rows = rows.alias(bigrams=Bigrams("search_text")).filter(**{"bigrams__contains": numbers})
    for word in words:
        rows = rows.filter(search_text__contains=word.text)
    return rows


def counts(rows: PublicationQuerySet) -> tuple[int, int]:
    """共n件，已答复n件, in one statement."""
    answered = Exists(PublishedReply.objects.filter(publication=OuterRef("pk")))
    said: Any = rows.aggregate(total=Count("pk"), answered=Count("pk", filter=answered))
    return said["total"], said["answered"]


def listing(rows: PublicationQuerySet) -> PublicationQuerySet:
    """The rows of a list, newest first, without their long texts, with their answers at hand."""
    answers = PublishedReply.objects.defer("text")
    return rows.defer("body", "plan", "search_text", "masked_words").prefetch_related(Prefetch("replies", answers))


def choices() -> dict[str, list[str]]:
    """What may be chosen: only what some public copy has."""
    rows = Publication.objects.published().order_by()
    years = rows.values_list("year", flat=True).distinct().order_by("-year")
    categories = rows.exclude(category="").values_list("category", flat=True).distinct().order_by("category")
    organs = PublishedReply.objects.order_by("organ").values_list("organ", flat=True).distinct()
    return {"year": [str(year) for year in years], "category": list(categories), "organ": list(organs)}


def version() -> str:
    """Another one whenever something was published or withdrawn."""
    return str(Publication.objects.aggregate(last=Max("changed_at"))["last"])
