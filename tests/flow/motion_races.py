"""Races of motions: the tenth name goes as it is handed in or ruled on, two rulings, a consent and a vote."""

from django.utils import timezone

from congress.actors import Actor
from congress.models import Session
from deputies.models import Seat
from proposals import drafting
from proposals.models import Proposal, Way
from proposals.motions import ruling, sponsoring, withdrawing
from tests import motions
from tests.flow.races import Prepared, race
from tests.flow.racing import Deed
from tests.world import World

CARDS = "9"  # of those whom `motions.more_deputies` makes


def nine(world: World) -> list[Seat]:
    """The other sponsors, and a session that receives; made for the first race, there for the others."""
    if not Session.objects.filter(term__congress=world.city).exists():
        motions.a_session(world)
    found = list(Seat.objects.filter(congress=world.city, card_number__startswith=CARDS).order_by("card_number"))
    return found or motions.more_deputies(world)


def leaving(seat: Seat) -> Deed:
    assert seat.grant
    by = Actor(seat.grant)
    return lambda row: sponsoring.leave(row, by=by)


def ruling_so(world: World, way: Way, reason: str = "") -> Deed:
    today = timezone.localdate()
    return lambda row: ruling.rule(row, way=way, reason=reason, ruled_on=today, by=Actor(world.desk), on=today)


@race(1, 2)
def the_tenth_leaves_as_it_is_handed_in(world: World) -> Prepared:
    """He leaves before, and it is not handed in; or after, and it falls."""
    seats = nine(world)
    by, now = Actor(world.deputy), timezone.now()
    return motions.signed(world, seats), [
        lambda row: drafting.submit(row, by=by, at=now),
        leaving(seats[0]),
    ]


@race(1)
def the_tenth_leaves_as_the_presidium_rules(world: World) -> Prepared:
    seats = nine(world)
    return motions.examined(world, seats), [leaving(seats[0]), ruling_so(world, Way.AGENDA)]


@race(1)
def two_rulings_are_put_on_record(world: World) -> Prepared:
    deeds = [ruling_so(world, Way.AGENDA), ruling_so(world, Way.CONVERT, "宜由部门办理。")] * 2
    return motions.examined(world, nine(world)), deeds


@race(1)
def let_go_and_voted_on(world: World) -> Prepared:
    motion = motions.examined(world, nine(world))
    motions.rule(world, motion, Way.AGENDA)
    withdrawing.ask_withdrawal(motion, reason="已列入立法计划。", by=Actor(world.deputy))
    by, now = Actor(world.desk), timezone.now()

    def consent(row: Proposal) -> None:
        withdrawing.decide_withdrawal(row, is_granted=True, answer="同意。", by=by, at=now)

    return motion, [consent, ruling_so(world, Way.PASS)]
