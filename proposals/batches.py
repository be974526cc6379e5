"""Assigning many at once as suggested: what each would become, then the deed, each item for itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied

from congress.actors import Actor
from congress.models import Organ
from congress.workflow import OutOfTurn
from proposals import routing
from proposals.models import Proposal
from proposals.showing import latest_deed
from proposals.suggesting import Suggestion, suggest_for

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Pick:
    """One item as the page showed it, and the organ chosen for it."""

    proposal: UUID
    version: int
    organ: UUID | None = None

    def __str__(self) -> str:
        """As a page's field carries it."""
        return f"{self.proposal}:{self.version}:{self.organ or ''}"

    @classmethod
    def read(cls, text: str) -> "Pick | None":
        """From a page's field; None for what no page of ours has written."""
        parts = text.split(":")
        try:
            organ = UUID(parts[2]) if parts[2:] and parts[2] else None
            return cls(UUID(parts[0]), int(parts[1][:9]), organ)
        except (ValueError, IndexError):
            return None


@dataclass
class Preview:
    """What would be assigned to whom, what has no suggestion, and what somebody took meanwhile."""

    by_organ: dict[Organ, list[tuple[Pick, Proposal, Suggestion]]] = field(default_factory=dict)
    unsure: list[Proposal] = field(default_factory=list)
    taken: list[tuple[Proposal, str]] = field(default_factory=list)

    @property
    def picks(self) -> list[Pick]:
        return [pick for rows in self.by_organ.values() for pick, _, _ in rows]


@dataclass
class Outcome:
    """What was assigned, and what not, with the sentence why."""

    assigned: list[Proposal] = field(default_factory=list)
    left: list[tuple[Proposal, str]] = field(default_factory=list)


def read_picks(texts: Iterable[str]) -> list[Pick]:
    """The picks of a page, each proposal once, at most a hundred."""
    found = {pick.proposal: pick for text in texts if (pick := Pick.read(text))}
    return list(found.values())[:MOST_AT_ONCE]


def preview(picks: Sequence[Pick], *, by: Actor, on: date) -> Preview:
    """Group the picks by the organ that is suggested first for each; nothing changes."""
    found, rows = Preview(), _seen(picks, by)
    suggestions = suggest_for(rows.values(), on)
    for pick in picks:
        proposal = rows.get(pick.proposal)
        if proposal is None:
            continue
        if proposal.version != pick.version or proposal.state not in Proposal.TO_ASSIGN:
            found.taken.append((proposal, latest_deed(proposal)))
        elif first := next(iter(suggestions.get(proposal.pk, [])), None):
            chosen = Pick(pick.proposal, pick.version, first.organ.pk)
            found.by_organ.setdefault(first.organ, []).append((chosen, proposal, first))
        else:
            found.unsure.append(proposal)
    return found


def assign(picks: Sequence[Pick], *, by: Actor, on: date) -> Outcome:
    """Assign each pick to its organ as lead. One that moved on meanwhile is left, the others go through."""
    outcome, rows = Outcome(), _seen(picks, by)
    organs = Organ.objects.handling().filter(congress=by.congress).in_bulk([pick.organ for pick in picks])
    for pick in picks:
        proposal = rows.get(pick.proposal)
        organ = organs.get(pick.organ)
        if proposal is None or organ is None:
            continue
        if proposal.version != pick.version or proposal.state not in Proposal.TO_ASSIGN:
            outcome.left.append((proposal, latest_deed(proposal)))
            continue
        try:
            routing.assign(proposal, lead=organ, lane=proposal.lane, by=by, on=on)
        except (OutOfTurn, PermissionDenied) as refusal:
            outcome.left.append((proposal, str(refusal)))
        else:
            outcome.assigned.append(proposal)
    return outcome


def take_back(keys: Iterable[UUID], *, by: Actor, on: date) -> Outcome:
    """Take a whole batch back while nobody has signed in; what an organ has begun stays."""
    outcome = Outcome()
    picks = [Pick(key, 0) for key in keys]
    for proposal in _seen(picks, by).values():
        try:
            routing.recall(proposal, reason="整批撤回", by=by, on=on)
        except (OutOfTurn, PermissionDenied) as refusal:
            outcome.left.append((proposal, str(refusal)))
        else:
            outcome.assigned.append(proposal)
    return outcome


def _seen(picks: Sequence[Pick], by: Actor) -> dict[UUID, Proposal]:
    found = Proposal.objects.visible_to(by).filter(pk__in=[pick.proposal for pick in picks])
    return {row.pk: row for row in found.select_related("seat", "holder", "congress", "committee")}
