"""The shelf as a list: filters in the address, words, counts for who keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from congress import timeline
from congress.actors import Actor
from congress.models import Congress
from congress.registries import registry
from proposals.models import Proposal, ShelfEntry, ShelfEntryQuerySet
from proposals.searching.words import words_of

LEAST = 2  # characters of a word
CHANGES = 20  # the last of an entry that its page shows


@dataclass(frozen=True)
class Change:
    """Who did what with an entry, and when."""

    at: datetime
    label: str
    who: str


def found(actor: Actor, parameters: Mapping[str, str]) -> ShelfEntryQuerySet:
    """What stands on the shelf for him, narrowed by the address; what means nothing there is ignored."""
    return narrowed(ShelfEntry.objects.visible_to(actor).shelved(), parameters)


def narrowed(rows: ShelfEntryQuerySet, parameters: Mapping[str, str]) -> ShelfEntryQuerySet:
    """By kind, category, year and words; every word must stand in the title, the source or the text."""
    if parameters.get("kind") in ShelfEntry.Kind.values:
        rows = rows.filter(kind=parameters["kind"])
    if category := parameters.get("category", ""):
        rows = rows.filter(category=category[:20])
    year = parameters.get("year", "")
    if year.isascii() and year.isdecimal() and len(year) == 4:
        rows = rows.filter(Q(year=int(year)) | Q(starts_on__year=int(year)))
    for word in words_of(parameters.get("q", "")):
        if len(word.text) >= LEAST:
            said = Q(title__icontains=word.text) | Q(source__icontains=word.text) | Q(text__icontains=word.text)
            rows = rows.filter(said)
    return rows


def in_order(rows: ShelfEntryQuerySet) -> ShelfEntryQuerySet:
    """Kind by kind, topics of the newest year and rules of the latest day first, without their long texts."""
    at = Case(*(When(kind=kind, then=Value(place)) for place, kind in enumerate(ShelfEntry.Kind.values)))
    ordered = rows.order_by(at, "-year", "-starts_on", "-changed_at", "pk")
    return ordered.defer("text").select_related("congress", "replaced_by")


def years(actor: Actor) -> list[int]:
    """Of topics that he may read, the newest first."""
    seen = ShelfEntry.objects.visible_to(actor).shelved().filter(year__isnull=False).order_by("-year")
    return [year for year in seen.values_list("year", flat=True).distinct() if year]


def kept_by(actor: Actor, parameters: Mapping[str, str]) -> ShelfEntryQuerySet:
    """The desk's own, in whatever state: those of one state and one kind."""
    rows = ShelfEntry.objects.filter(congress=actor.congress)
    if parameters.get("state") in ShelfEntry.State.values:
        rows = rows.filter(state=parameters["state"])
    return narrowed(rows, parameters)


def counts(congress: Congress) -> dict[tuple[str, str], int]:
    """How many of each kind are in each state; one statement."""
    rows = ShelfEntry.objects.filter(congress=congress).order_by().values("kind", "state")
    return {(row["kind"], row["state"]): row["number"] for row in rows.annotate(number=Count("pk"))}


def with_written(rows: ShelfEntryQuerySet, actor: Actor) -> ShelfEntryQuerySet:
    """Each with `written_number`: how many proposals that the actor may see were written from the topic."""
    written = Proposal.objects.visible_to(actor).filter(topic=OuterRef("pk")).order_by().values("topic")
    number = Subquery(written.annotate(number=Count("pk")).values("number"), output_field=IntegerField())
    return rows.annotate(written_number=Coalesce(number, 0))


def written_from(entry: ShelfEntry, actor: Actor) -> int:
    """The same of one topic."""
    return Proposal.objects.visible_to(actor).filter(topic=entry).count()


def changes(entry: ShelfEntry) -> list[Change]:
    """The last of them, the newest first; one statement."""
    kind, last = timeline.kind_of(entry), timeline.of(entry.pk).reverse()[:CHANGES]
    return [
        Change(event.at, registry.deeds[kind, event.step].label, event.person.name if event.person else "")
        for event in last
    ]
