"""Races of commending: of two decided at once for one place one wins; put up by two at once it is put up once."""

from django.utils import timezone

from proposals.models import Commendation
from tests import stages
from tests.commending import made
from tests.flow.races import SAYING, Prepared, race
from tests.flow.racing import Deed
from tests.supervision import committee_of
from tests.world import World


def another_year(world: World) -> Commendation:
    """One that nobody has opened."""
    return made.opened(world, year=timezone.localdate().year - Commendation.objects.count())


@race(1)
def two_for_the_last_place(world: World) -> Prepared:
    commendation = another_year(world)
    rows = [made.put_up(commendation, organ, world.desk) for organ in (world.urban, world.housing)]
    for row in rows:
        made.vet(world, row)

    def deciding(row) -> Deed:
        return lambda _: made.decide(world, row) and None

    return stages.submitted(world.deputy), [deciding(row) for row in rows]


@race(1)
def put_up_by_desk_and_committee(world: World) -> Prepared:
    commendation, organ = another_year(world), world.urban

    def putting_up(grant) -> Deed:
        return lambda _: made.put_up(commendation, organ, grant, SAYING) and None

    return stages.submitted(world.deputy), [putting_up(grant) for grant in (world.desk, committee_of(world))]
