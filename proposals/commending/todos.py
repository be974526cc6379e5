"""What waits in a commendation: nominations to vet, decisions of the 主任会议 to put on record."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from congress.actors import Actor
from congress.registries import Todo
from proposals.commending.guards import C, is_whole_desk
from proposals.models import Candidate, Commendation


def nominations(actor: Actor, today: date) -> QuerySet[Candidate] | None:
    """Nominations to vet and to put on record, in what the whole desk has open."""
    if not is_whole_desk(actor):
        return None
    own = Commendation.objects.filter(congress=actor.congress, state=Commendation.State.OPEN)
    waiting = Candidate.objects.filter(award__commendation__in=own, state__in=[C.WAITING, C.PASSED])
    return waiting.select_related("award__commendation")


def desk_todos(waiting: QuerySet[Candidate], actor: Actor, today: date) -> Iterator[Todo]:
    """One line for each kind of work, however many nominations wait."""
    found: dict[tuple[int, str], list[Candidate]] = {}
    for row in waiting:
        found.setdefault((row.award.commendation.year, row.state), []).append(row)
    for (year, state), rows in sorted(found.items()):
        what, button = ("待审核", "去审核") if state == C.WAITING else ("等主任会议决定", "登记决定")
        address = rows[0].award.commendation.get_absolute_url()
        yield Todo(None, f"{year}年评选表彰：{what}的提名{len(rows)}个", address, button)
