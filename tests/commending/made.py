"""A year's commendation, brought to a stage by its deeds."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant
from proposals.commending import deciding, opening, publishing, putting_up, vetting
from proposals.commending.awards import offered
from proposals.models import Award, Candidate, Commendation
from tests.world import World

WHY = "办得快，群众满意。"


def opened(world: World, *, quota: int = 1, year: int = 0, days: int = 9) -> Commendation:
    """By the city's desk: as many of each award, of this year when left out."""
    today = timezone.localdate()
    return opening.open_commendation(
        year=year or today.year,
        awards=dict.fromkeys(offered(world.city, today), quota),
        nominations_end=today + timedelta(days=days),
        by=Actor(world.desk),
        on=today,
        at=timezone.now(),
    )


def the_award(commendation: Commendation, subject: str) -> Award:
    return commendation.awards.get(subject=subject)


def put_up(commendation: Commendation, nominee: Any, by: Grant, reason: str = WHY) -> Candidate:
    """For the award of its kind."""
    subject = {"Proposal": "matter", "Delegation": "group", "Organ": "organ"}[type(nominee).__name__]
    facts = {"nominee": nominee, "reason": reason, "by": Actor(by)}
    award = the_award(commendation, subject)
    return putting_up.put_up(award, **facts, on=timezone.localdate(), at=timezone.now())


def vet(world: World, candidate: Candidate, *, passes: bool = True, words: str = "") -> Candidate:
    facts = {"passes": passes, "words": words, "by": Actor(world.desk)}
    vetting.vet(again(candidate), **facts, on=timezone.localdate(), at=timezone.now())
    return again(candidate)


def decide(world: World, candidate: Candidate, *, awards: bool = True, note: str = "") -> Candidate:
    today = timezone.localdate()
    facts = {"awards": awards, "decided_on": today, "note": note, "by": Actor(world.desk)}
    deciding.decide(again(candidate), **facts, on=today, at=timezone.now())
    return again(candidate)


def awarded(world: World, commendation: Commendation, nominee: Any) -> Candidate:
    """Put up, passed and commended."""
    return decide(world, vet(world, put_up(commendation, nominee, world.desk)))


def publish(world: World, commendation: Commendation) -> Commendation:
    row = Commendation.objects.get(pk=commendation.pk)
    publishing.publish_commendation(row, by=Actor(world.desk), on=timezone.localdate(), at=timezone.now())
    return row


def unpublish(world: World, commendation: Commendation, reason: str = "有误") -> Commendation:
    row = Commendation.objects.get(pk=commendation.pk)
    publishing.unpublish_commendation(row, reason=reason, by=Actor(world.desk), at=timezone.now())
    return row


def again(candidate: Candidate) -> Candidate:
    """As it is stored now."""
    return Candidate.objects.select_related("award__commendation").get(pk=candidate.pk)
