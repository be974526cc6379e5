"""谁可以被提名: matters, delegations and organs of the congress; how each is called."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from congress.actors import Actor
from congress.models import Organ
from congress.permissions import ALLOWED, Verdict, refuse
from deputies.models import Delegation
from proposals.commending import measuring
from proposals.commending.evidence import Evidence
from proposals.models import Award, Candidate, Proposal

Subject = Award.Subject
Nominee = Proposal | Delegation | Organ
# The column of a candidate that names a nominee of this kind.
COLUMNS = {Subject.MATTER: "proposal", Subject.GROUP: "delegation", Subject.ORGAN: "organ"}


def nominees_of(award: Award, actor: Actor) -> Any:
    """Who may be put up for it: of matters those that this actor may read, answered, of the year."""
    congress = award.commendation.congress
    if award.subject == Subject.ORGAN:
        return Organ.objects.handling().filter(congress=congress)
    if award.subject == Subject.GROUP:
        return Delegation.objects.filter(congress=congress)
    seen = Proposal.objects.visible_to(actor).values("pk")
    return measuring.ranked_matters(award.commendation).filter(pk__in=seen)


def fits(award: Award, nominee: Nominee, actor: Actor) -> Verdict:
    """Of the kind that the award is for, and one of those."""
    if nominees_of(award, actor).filter(pk=nominee.pk).exists():
        return ALLOWED
    return {
        Subject.MATTER: refuse("请选本级当年提出、已经答复的意见建议。"),
        Subject.GROUP: refuse("请选本级的代表团（小组）。"),
        Subject.ORGAN: refuse("请选本级在用的承办单位。"),
    }[Subject(award.subject)]


def nominee_of(candidate: Candidate) -> Nominee:
    """Whom it names."""
    found = candidate.proposal or candidate.delegation or candidate.organ
    assert found is not None
    return found


def evidence_for(award: Award, candidates: Iterable[Candidate], today: date) -> Mapping[UUID, Evidence]:
    """What is measured of each today, by the candidate's key: as many statements for one as for all."""
    rows = list(candidates)
    if not rows:
        return {}
    found: dict[Any, Evidence]
    if award.subject == Subject.ORGAN:
        found = dict(measuring.of_organs(award.commendation))
    elif award.subject == Subject.GROUP:
        found = dict(measuring.of_groups(award.commendation, today))
    else:
        found = dict(measuring.of_matters([row.proposal for row in rows if row.proposal]))
    return {row.pk: found.get(nominee_of(row).pk) or Evidence.of([]) for row in rows}
