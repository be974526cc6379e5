"""The portal's own past as examples: what was assigned to whom, kept by each process for a day."""

from collections import OrderedDict
from datetime import date
from uuid import UUID

from congress.models import Congress
from proposals.models import Assignment
from proposals.suggesting.memory import Example, Memory
from proposals.suggesting.ranking import Matter

MOST_EXAMPLES = 1500
MOST_CONGRESSES = 12
_kept: OrderedDict[UUID, tuple[date, Memory]] = OrderedDict()


def remembered(congress: Congress, *, on: date) -> Memory:
    """What the congress's desk assigned last, up to 1,500 matters; one query on the first call of a day, then none.

    Labels are the organs' ids. Up to 12 congresses are kept in a process.
    """
    day, memory = _kept.get(congress.pk, (None, None))
    if memory is None or day != on:
        memory = Memory(_examples(congress))
        _kept[congress.pk] = (on, memory)
    _kept.move_to_end(congress.pk)
    while len(_kept) > MOST_CONGRESSES:
        _kept.popitem(last=False)
    return memory


def forget() -> None:
    """Read the past again at the next call, in this process."""
    _kept.clear()


def _examples(congress: Congress) -> list[Example]:
    """Of what is not public the title is learned from, never shown: not everybody at the desk may see that matter."""
    rows = (
        Assignment.objects.current()
        .replying()
        .filter(proposal__holder=congress, proposal__is_live=True)
        .order_by("-assigned_on", "-pk")
        .values_list("proposal_id", "proposal__title", "proposal__is_public", "organ_id", "assigned_on")
    )
    return [
        Example(Matter.of(title).title, str(organ), said=title if is_public else "", on=assigned_on, source=proposal)
        for proposal, title, is_public, organ, assigned_on in rows[:MOST_EXAMPLES]
    ]
