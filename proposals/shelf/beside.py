"""写建议时的履职参考: a few topics, model texts and rules beside what a deputy writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, QuerySet, Value, When

from congress.actors import Actor
from proposals.models import Proposal, ShelfEntry

TOPICS, MODELS, RULES = 3, 2, 5
Kind, Paper = ShelfEntry.Kind, ShelfEntry.Paper


@dataclass(frozen=True)
class Beside:
    """What stands there.

    Attributes:
        topic: the one that this draft is written from, whether or not it is still on the shelf.
    """

    topics: Sequence[ShelfEntry]
    models: Sequence[ShelfEntry]
    rules: Sequence[ShelfEntry]
    topic: ShelfEntry | None

    def __bool__(self) -> bool:
        return bool(self.topics or self.models or self.rules or self.topic)


def beside(proposal: Proposal, actor: Actor, today: date) -> Beside:
    """Topics of this year, model texts of its category, the rules in force of its congress; three statements.

    Of model texts those of the category come first, then those of none; where no category was chosen, the newest.
    """
    fitting = (Paper.ANY, Paper.MOTION if proposal.kind == Proposal.Kind.MOTION else Paper.ORDINARY)
    shelf = ShelfEntry.objects.visible_to(actor).shelved().filter(paper__in=fitting).defer("text")
    own_first = ("-congress__path", "-changed_at", "pk")  # the longer path lies below
    topics = shelf.filter(kind=Kind.TOPIC, year=today.year).order_by(*own_first)
    rules = shelf.in_force(today).filter(congress=proposal.congress_id).order_by("-starts_on", "title")
    return Beside(
        topics=list(topics[:TOPICS]),
        models=list(_models(shelf, proposal.category)[:MODELS]),
        rules=list(rules[:RULES]),
        topic=proposal.topic,
    )


def _models(shelf: QuerySet[ShelfEntry], category: str) -> QuerySet[ShelfEntry]:
    found = shelf.filter(kind=Kind.MODEL)
    if not category:
        return found.order_by("-changed_at", "pk")
    nearest = Case(When(category=category, then=Value(0)), default=Value(1))
    return found.filter(category__in=[category, ""]).order_by(nearest, "-changed_at", "pk")
