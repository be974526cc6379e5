"""按选题写、用作提纲: a draft begun from the shelf. Nothing that a deputy has typed is ever replaced."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from congress import configuration
from congress.actors import Actor
from congress.permissions import require
from proposals import drafting
from proposals.models import Proposal, ShelfEntry
from proposals.permissions import is_author
from proposals.shelf.permissions import may_take_up

Kind = ShelfEntry.Kind
MOST = {Proposal.Kind.MOTION.value: "motion.max_length"}


@transaction.atomic
def take_up(entry: ShelfEntry, *, kind: str, by: Actor) -> Proposal:
    """A draft of the deputy's: bound to the topic, or begun with the outline of the model text.

    One in which nothing else is written is taken again, so that nobody collects them.
    """
    require(may_take_up(by))
    drafting.hold_seat(by.seat)
    own = Proposal.objects.filter(seat=by.seat, state=Proposal.State.DRAFT, kind=kind, title="", number=None)
    if _is(entry, Kind.TOPIC):
        again = own.filter(body="", topic=entry).first()
        return again or drafting.begin(by=by, kind=kind, topic=entry)
    text = outline(entry, kind, by)
    return own.filter(body=text).first() or drafting.begin(by=by, kind=kind, body=text)


@transaction.atomic
def take_into(proposal: Proposal, entry: ShelfEntry, *, by: Actor) -> Proposal:
    """The same while writing: into this draft as long as its text is empty, else into another one.

    Gives:
        The draft to go on with.
    """
    require(is_author(by, proposal))
    if proposal.body.strip() or proposal.state not in drafting.WRITABLE:
        return take_up(entry, kind=proposal.kind, by=by)
    if _is(entry, Kind.TOPIC):
        drafting.save(proposal, by=by, seen=proposal.version, topic=entry)
    else:
        drafting.save(proposal, by=by, seen=proposal.version, body=outline(entry, proposal.kind, by))
    return proposal


@transaction.atomic
def leave_topic(proposal: Proposal, *, by: Actor) -> None:
    """不按这个选题写: the words stay, the draft is bound to no topic."""
    drafting.save(proposal, by=by, seen=proposal.version, topic=None)


def outline(entry: ShelfEntry, kind: str, by: Actor) -> str:
    """The model text, as much of it as a paper of that kind may hold."""
    key = MOST.get(kind, "opinion.max_length")
    return entry.text[: int(configuration.value(key, by.congress, on=timezone.localdate()))]


def _is(entry: ShelfEntry, kind: str) -> bool:
    """Which of the two it is that something is written from. Raises PermissionDenied for anything else."""
    if entry.kind not in (Kind.TOPIC, Kind.MODEL) or not entry.is_shelved:
        raise PermissionDenied("只有已上架的参考选题和范文可以这样用。")
    return entry.kind == kind
