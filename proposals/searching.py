"""Search over title, text, number and names: one meaning on both databases, an index on PostgreSQL."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.db.models import Func, Value
from django.db.models.fields import BigIntegerField

from deputies.models import Seat
from proposals.models import Proposal, ProposalQuerySet


def normalise(text: str) -> str:
    """The text without width, case and white space: ＡＢ and ab are the same."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def text_of(proposal: Proposal, joined: Iterable[Seat] = ()) -> str:
    """What a proposal is found by, its deputies among it. Names that are hidden from handlers are not."""
    seats = [] if proposal.is_name_hidden else [proposal.seat, *joined]
    names = "|".join(seat.person.name for seat in seats)
    return normalise(f"{proposal.number or ''}|{proposal.title}|{proposal.body}|{proposal.plan}|{names}")


class Bigrams(Func):
    function = "portal_bigrams"
    output_field: Any = ArrayField(BigIntegerField())


def search(queryset: ProposalQuerySet, query: str) -> ProposalQuerySet:
    """Those whose text contains every word of the query; words are separated by spaces."""
    for word in query.split():
        sought = normalise(word)
        if not sought:
            continue
        if len(sought) > 1 and connections[queryset.db].vendor == "postgresql":
            queryset = queryset.annotate(bigrams=Bigrams("search_text")).filter(
                bigrams__contains=Bigrams(Value(sought, output_field=models.TextField()))
            )
        queryset = queryset.filter(search_text__contains=sought)
    return queryset
