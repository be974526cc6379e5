"""Loading the demo: plant the tree, settle people in it, tell their stories."""

from dataclasses import dataclass
from random import Random

from congress.models import Organ
from deputies.models import Seat
from proposals.demo import people
from proposals.demo.places import plant
from proposals.demo.story import tell_all
from proposals.models import Proposal


@dataclass(frozen=True)
class Loaded:
    """How much was loaded."""

    congresses: int
    organs: int
    seats: int
    put_forward: int
    done: int

    def __str__(self) -> str:
        parts = (f"{self.congresses}个人大", f"{self.organs}个单位", f"{self.seats}名代表")
        return "，".join([*parts, f"提出{self.put_forward}件", f"办结{self.done}件"])


def small(number: int) -> Loaded:
    """A few dozen opinions in every state, on days relative to today; the same for the same number."""
    random = Random(number)
    tree = plant()
    settled = people.Settling(tree, random).settle(people.small(tree), every_organ=False)
    for _ in tell_all(tree, settled, random):
        pass
    return counted(len(tree.congresses))


def counted(congresses: int) -> Loaded:
    """What is in the database now."""
    put_forward = Proposal.objects.put_forward()
    return Loaded(
        congresses, Organ.objects.count(), Seat.objects.count(), put_forward.count(), put_forward.closed().count()
    )
