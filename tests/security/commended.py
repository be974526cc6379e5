"""What the actors meet of commendations: a year that is open, one that is published, one that was withdrawn."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from congress.actors import Actor
from congress.models import Organ
from deputies.models import Delegation
from proposals.commending import deciding, opening, publishing, putting_up, vetting
from proposals.commending.awards import offered
from proposals.models import Award, Candidate, Commendation, Proposal
from tests.security.cast import Cast
from tests.security.planting import canary

QUOTA = 5


def commended(cast: Cast, proposals: dict[str, Proposal], thing: Callable[..., Any]) -> list[Any]:
    """A nomination in each state in this year's; last year's published, with a matter that is not public in it.

    Args:
        thing: makes one of a kind, a state, a row, its proposal and what its address needs.
    """
    year = timezone.localdate().year
    this, last, before = (_opened(cast, year - ago) for ago in range(3))
    matter = Proposal.objects.get(pk=proposals["closed"].pk)
    group = Delegation.objects.create(congress=cast.world.city, name="烈山代表团")
    waiting = _put_up(cast, this, "matter", matter, canary("candidate_reason"))
    groups = _put_up(cast, this, "group", group, "活动多")
    organs = [_put_up(cast, this, "organ", organ, "办得快") for organ in (cast.world.urban, cast.world.housing)]
    _vet(cast, groups, is_passed=True, words="同意")
    _vet(cast, organs[0], is_passed=False, words=canary("candidate_vetting"))
    _vet(cast, organs[1], is_passed=True, words="")
    _decide(cast, organs[1], canary("candidate_decision"))
    _publish(cast, last, Proposal.objects.get(pk=proposals["answered"].pk))
    _publish(cast, before, None)
    publishing.unpublish_commendation(
        before, reason=canary("commendation_withdrawn"), by=_desk(cast), at=timezone.now()
    )
    rows = (("open", this), ("published", last), ("withdrawn", before))
    things = [thing("commendation", state, row) for state, row in rows]
    for state, row in rows[1:]:
        things.append(thing("public_commendation", state, row, code=row.congress.code, year=row.year))
    things += [thing("award", award.subject, award) for award in this.awards.all()]
    states = (("waiting", waiting), ("passed", groups), ("turned_down", organs[0]), ("awarded", organs[1]))
    return [*things, *(thing("candidate", state, Candidate.objects.get(pk=row.pk)) for state, row in states)]


def _desk(cast: Cast) -> Actor:
    return Actor(cast.grants["desk"])


def _opened(cast: Cast, year: int) -> Commendation:
    today, awards = timezone.localdate(), dict.fromkeys(offered(cast.world.city, timezone.localdate()), QUOTA)
    facts = {"year": year, "awards": awards, "nominations_end": today}
    return opening.open_commendation(**facts, by=_desk(cast), on=today, at=timezone.now())


def _put_up(cast: Cast, year: Commendation, subject: str, nominee: Any, reason: str) -> Candidate:
    award: Award = year.awards.get(subject=subject)
    facts = {"nominee": nominee, "reason": reason, "by": _desk(cast)}
    return putting_up.put_up(award, **facts, on=timezone.localdate(), at=timezone.now())


def _vet(cast: Cast, candidate: Candidate, *, is_passed: bool, words: str) -> None:
    today = timezone.localdate()
    vetting.vet(candidate, passes=is_passed, words=words, by=_desk(cast), on=today, at=timezone.now())


def _decide(cast: Cast, candidate: Candidate, note: str) -> None:
    today, facts = timezone.localdate(), {"awards": True, "note": note}
    deciding.decide(candidate, **facts, decided_on=today, by=_desk(cast), on=today, at=timezone.now())


def _publish(cast: Cast, year: Commendation, matter: Proposal | None) -> None:
    """An organ, and a matter, whatever year it is of."""
    organ: Organ = cast.world.urban
    candidate = _put_up(cast, year, "organ", organ, "办得好")
    _vet(cast, candidate, is_passed=True, words="")
    _decide(cast, candidate, "")
    if matter is not None:
        facts = {"proposal": matter, "state": "awarded", "reason": "写得好", "evidence": {"facts": [], "warnings": []}}
        stamped = {f"{name}_by": cast.grants["desk"] for name in ("put_up", "vetted", "decided")}
        stamped |= {f"{name}_at": timezone.now() for name in ("put_up", "vetted", "decided")}
        year.awards.get(subject="matter").candidates.create(**facts, **stamped, decided_on=timezone.localdate())
    publishing.publish_commendation(year, by=_desk(cast), on=timezone.localdate(), at=timezone.now())
