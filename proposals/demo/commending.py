"""Commendations in the small demo: last year's published, this year's with names put up and half of them vetted."""

from datetime import timedelta

from django.utils import timezone

from congress.actors import Actor
from congress.models import Congress, Grant, Role
from proposals.commending import deciding, opening, publishing, putting_up, vetting
from proposals.commending.awards import offered
from proposals.commending.guards import is_whole_desk
from proposals.commending.nominees import nominees_of
from proposals.commending.ranking import ranking_page
from proposals.models import Candidate, Commendation

QUOTAS = {"matter": 10, "group": 5, "organ": 5}
PUT_UP = 2  # for each award


def commend(city: Congress) -> None:
    """By the city's desk; nothing where nobody acts for it."""
    grants = Grant.objects.select_related("person", "congress", "organ").filter(congress=city, role=Role.DESK)
    desk = next((Actor(grant) for grant in grants.order_by("id") if is_whole_desk(Actor(grant))), None)
    if desk is None:
        return
    year = timezone.localdate().year
    last = _opened(desk, year - 1)
    for row in _of_before(last, desk):
        _passed(row, desk)
        _decided(row, desk)
    publishing.publish_commendation(last, by=desk, on=timezone.localdate(), at=timezone.now())
    for row in _put_up(_opened(desk, year), desk)[::2]:
        _passed(row, desk)


def _opened(desk: Actor, year: int) -> Commendation:
    today = timezone.localdate()
    awards = {offer: QUOTAS[offer.subject] for offer in offered(desk.congress, today)}
    end = today + timedelta(days=20)
    return opening.open_commendation(
        year=year, awards=awards, nominations_end=end, by=desk, on=today, at=timezone.now()
    )


def _of_before(commendation: Commendation, desk: Actor) -> list[Candidate]:
    """Organs and groups: the portal did not count that year's matters."""
    found, today = [], timezone.localdate()
    for award in commendation.awards.exclude(subject="matter"):
        award.commendation = commendation
        for nominee in nominees_of(award, desk)[:PUT_UP]:
            facts = {"nominee": nominee, "reason": "全年工作扎实，代表反映好。", "by": desk}
            found.append(putting_up.put_up(award, **facts, on=today, at=timezone.now()))
    return found


def _put_up(commendation: Commendation, desk: Actor) -> list[Candidate]:
    """The first of each ranking."""
    found, today = [], timezone.localdate()
    for award in commendation.awards.all():
        award.commendation = commendation
        for line in list(ranking_page(award, desk, "1", today).object_list)[:PUT_UP]:
            by_what = {"number": line.sent} if award.subject == award.Subject.MATTER else {"pk": line.sent}
            facts = {"nominee": nominees_of(award, desk).get(**by_what), "reason": line.reason, "by": desk}
            found.append(putting_up.put_up(award, **facts, on=today, at=timezone.now()))
    return found


def _passed(row: Candidate, desk: Actor) -> None:
    vetting.vet(row, passes=True, words="同意。", by=desk, on=timezone.localdate(), at=timezone.now())


def _decided(row: Candidate, desk: Actor) -> None:
    today = timezone.localdate()
    deciding.decide(row, awards=True, decided_on=today, note="", by=desk, on=today, at=timezone.now())
