"""What is read of commendations: by everybody once they are published, by those who work on them before that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max

from congress import timeline
from congress.actors import Actor
from congress.registries import registry
from proposals.commending.evidence import Evidence, thawed
from proposals.commending.guards import C, follows_its_own
from proposals.commending.nominees import evidence_for
from proposals.models import Award, Candidate, Commendation, Proposal, Publication

NOTHING: dict[str, list[dict[str, str]]] = {"facts": [], "warnings": []}


@dataclass(frozen=True)
class Winner:
    """One who was commended, as everybody may read it.

    Attributes:
        title: of a matter whose own publication is public; otherwise its number stands alone.
        address: its public page, where it has one.
        matter: its page inside, for those who may read it.
    """

    called: str
    number: str = ""
    title: str = ""
    address: str = ""
    matter: str = ""


def winners(commendation: Commendation, actor: Actor | None = None) -> list[tuple[Award, list[Winner]]]:
    """Award by award; nothing of what is not published. Three statements, one more for whoever is signed in."""
    rows = Candidate.objects.filter(award__commendation=commendation, state=C.AWARDED)
    rows = rows.filter(award__commendation__state=Commendation.State.PUBLISHED)
    found: list[Any] = list(rows.order_by("put_up_at", "pk").values("award", "called", "proposal", "proposal__number"))
    keys = [row["proposal"] for row in found if row["proposal"]]
    public = (
        {row.proposal_id: row for row in Publication.objects.published().filter(proposal__in=keys)} if keys else {}
    )
    seen = visible_among(keys, actor) if actor else set()
    by_award: dict[int, list[Winner]] = {}
    for row in found:
        by_award.setdefault(row["award"], []).append(_winner(row, public, seen))
    return [(award, by_award[award.pk]) for award in commendation.awards.all() if award.pk in by_award]


def _winner(row: dict[str, Any], public: dict[UUID, Publication], seen: set[UUID]) -> Winner:
    key = row["proposal"]
    if key is None:
        return Winner(row["called"])
    copy = public.get(key)
    title, address = (copy.title, copy.get_absolute_url()) if copy else ("", "")
    matter = Proposal(pk=key).get_absolute_url() if key in seen else ""
    return Winner(row["called"], row["proposal__number"], title, address, matter)


def visible_among(keys: Sequence[UUID], actor: Actor | None) -> set[UUID]:
    """Which of these matters the actor may read."""
    return set(Proposal.objects.visible_to(actor).filter(pk__in=keys).order_by().values_list("pk", flat=True))


def version() -> str:
    """Another one whenever something was published or withdrawn: a commendation, or a matter in one."""
    newest = Commendation.objects.aggregate(last=Max("changed_at"))["last"]
    return f"{newest} {Publication.objects.aggregate(last=Max('changed_at'))['last']}"


@dataclass(frozen=True)
class Line:
    """A nomination before the eyes of those who work on it.

    Attributes:
        label: a matter's title only for those who may read the matter.
        evidence: frozen once it was vetted, counted today before that.
    """

    candidate: Candidate
    label: str
    evidence: Evidence


@dataclass(frozen=True)
class Group:
    """An award with its nominations, and how many were commended of how many."""

    award: Award
    lines: Sequence[Line]
    given: int


def nominations(commendation: Commendation, actor: Actor, today: date) -> list[Group]:
    """Award by award, in as many statements however many there are."""
    rows = _with_all(Candidate.objects.filter(award__commendation=commendation)).order_by("put_up_at", "pk")
    by_award: dict[int, list[Candidate]] = {}
    for row in rows:
        by_award.setdefault(row.award_id, []).append(row)
    seen = visible_among([row.proposal_id for row in rows if row.proposal_id], actor)
    found = []
    for award in commendation.awards.all():
        award.commendation = commendation
        own = by_award.get(award.pk, [])
        fresh = evidence_for(award, [row for row in own if row.evidence is None], today)
        lines = [Line(row, label_for(row, seen), fresh.get(row.pk) or thawed(row.evidence or NOTHING)) for row in own]
        found.append(Group(award, lines, sum(row.state == C.AWARDED for row in own)))
    return found


def label_for(candidate: Candidate, seen: set[UUID]) -> str:
    """Whom it names; the title of a matter only where it may be read."""
    if candidate.proposal is None:
        return str(candidate)
    number = candidate.proposal.number or ""
    return f"{number} {candidate.proposal.title}" if candidate.proposal_id in seen else number


def candidates_for(actor: Actor) -> Any:
    """The nominations that this actor works on or looks at."""
    own = Commendation.objects.visible_to(actor).filter(congress=actor.congress)
    own = own if follows_its_own(actor) else own.none()
    return _with_all(Candidate.objects.filter(award__commendation__in=own))


def _with_all(rows: Any) -> Any:
    return rows.select_related(
        "award__commendation__congress",
        "proposal",
        "delegation",
        "organ",
        "put_up_by__person",
        "put_up_by__organ",
        "put_up_by__congress",
        "vetted_by__person",
        "decided_by__person",
    )


def course_of(commendation: Commendation) -> Iterator[dict[str, Any]]:
    """记录: what was done, by whom, oldest first."""
    for event in timeline.of(commendation.pk):
        deed = registry.deeds.get((event.subject_kind, event.step))
        note = getattr(event, "note", None)
        who = event.person.name if event.person else ""
        label = deed.label if deed else event.step
        yield {"label": label, "at": event.at, "who": who, "note": note.text if note else ""}
