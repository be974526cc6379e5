"""Races of publishing: what is withdrawn by several at once is withdrawn once; decided and withdrawn, one is first."""

from django.utils import timezone

from congress.actors import Actor
from proposals.publishing import deciding
from tests.flow.races import SAYING, Prepared, race
from tests.flow.racing import Deed
from tests.proposals.posted_publishing import answered_matter, public_matter
from tests.publishing import made
from tests.world import World


def unpublishing_it(world: World) -> Deed:
    by = Actor(world.desk)
    return lambda row: deciding.unpublish(row, reason=SAYING, by=by, at=timezone.now())


def withholding_it(world: World) -> Deed:
    by = Actor(world.desk)
    return lambda row: deciding.withhold(row, reason=SAYING, by=by, at=timezone.now())


@race(1)
def four_withdraw_what_is_public(world: World) -> Prepared:
    return public_matter(world), [unpublishing_it(world)] * 4


@race(1, 2)
def published_and_withheld(world: World) -> Prepared:
    """Withheld first, it may be published all the same; once it is public, it is withdrawn and not withheld."""
    return answered_matter(world), [withholding_it(world), lambda row: made.publish(world, row)]
