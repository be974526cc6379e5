"""Every page of a commendation that takes a POST, at its stage, with what somebody sensible would send."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone

from proposals.models import Candidate, Commendation
from tests.commending import made
from tests.proposals.posted_pages import TEXT, Page, day
from tests.world import World


def open_commendation(world: World) -> Page:
    sent = {"year": timezone.localdate().year, "nominations_end": day(9)}
    sent |= {"quota_matter_J1": 10, "quota_group_X1": 5, "quota_organ_D1": 5}
    return Page(reverse("proposals:open_commendation"), world.desk, sent)


def change_commendation(world: World) -> Page:
    commendation = made.opened(world)
    sent: dict[str, object] = {f"quota_{award.pk}": 7 for award in commendation.awards.all()}
    address = reverse("proposals:change_commendation", args=[commendation.pk])
    return Page(address, world.desk, {**sent, "nominations_end": day(20)})


def put_up(world: World) -> Page:
    award = made.the_award(made.opened(world), "organ")
    sent = {"nominee": world.urban.pk, "reason": TEXT}
    return Page(reverse("proposals:put_up", args=[award.pk]), world.desk, sent)


def waiting(world: World) -> Candidate:
    return made.put_up(made.opened(world), world.urban, world.desk)


def decided(world: World) -> Commendation:
    commendation = made.opened(world)
    made.awarded(world, commendation, world.urban)
    return commendation


def vet_candidate(world: World) -> Page:
    address = reverse("proposals:vet_candidate", args=[waiting(world).pk])
    return Page(address, world.desk, {"words": TEXT})


def decide_candidate(world: World) -> Page:
    candidate = made.vet(world, waiting(world))
    address = reverse("proposals:decide_candidate", args=[candidate.pk])
    return Page(address, world.desk, {"decided_on": day(0), "note": TEXT})


def publish_commendation(world: World) -> Page:
    return Page(reverse("proposals:publish_commendation", args=[decided(world).pk]), world.desk, {"publish": "1"})


def unpublish_commendation(world: World) -> Page:
    row = made.publish(world, decided(world))
    return Page(reverse("proposals:unpublish_commendation", args=[row.pk]), world.desk, {"reason": TEXT})


PAGES: dict[str, Callable[[World], Page]] = {
    f"proposals:{page.__name__}": page
    for page in (
        open_commendation,
        change_commendation,
        put_up,
        vet_candidate,
        decide_candidate,
        publish_commendation,
        unpublish_commendation,
    )
}
