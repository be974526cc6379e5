"""Loading the demo: plant the tree, settle people in it, tell their stories."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from django.utils import timezone

from congress.calendar_table import current_calendar
from congress.models import Congress, Notice, Organ
from congress.progress import Report
from congress.registries import registry
from deputies.models import Seat
from proposals.demo import people
from proposals.demo.campaign import Campaign
from proposals.demo.classifying import classify
from proposals.demo.commending import commend
from proposals.demo.duties import fill_duties
from proposals.demo.groups import fill_groups
from proposals.demo.phrases import give_phrases
from proposals.demo.places import Tree, plant
from proposals.demo.plan import DONE, FIRST_MONTH, PUT_FORWARD, plan, span
from proposals.demo.publishing import publish_some
from proposals.demo.session_year import ITEMS, late, tell_session
from proposals.demo.shelf import fill_shelf
from proposals.demo.stations import open_stations
from proposals.demo.story import ago, tell_all
from proposals.demo.supervision import supervise
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
    supervise(tree.city)
    give_phrases(tree.city)
    classify(tree.city)
    publish_some(tree.city)
    commend(tree.city)
    fill_shelf(tree.city)
    fill_groups(tree.city)
    open_stations(tree, settled)
    fill_duties(tree, settled)
    tell_beside(tree.city)
    return counted(len(tree.congresses))


def session(number: int, *, items: int = ITEMS, report: Report = lambda done, total: None) -> Loaded:
    """One session of the city, each of its papers from draft to closing; the same for the same number.

    Raises:
        AssertionError: when a limit was not kept: the walk is the proof that the rules can be.
    """
    random = Random(number)
    tree = plant()
    settled = people.Settling(tree, random).settle(people.small(tree), every_organ=True)
    held = tell_session(tree, settled, random, items=items, report=report)
    Notice.objects.filter(day__lt=ago(5)).update(read_at=timezone.now())
    assert not (found := late(held)), found
    fill_shelf(tree.city)
    fill_groups(tree.city)
    open_stations(tree, settled)
    fill_duties(tree, settled)
    tell_beside(tree.city)
    return counted(len(tree.congresses))


def seed(
    number: int,
    *,
    first_month: int = FIRST_MONTH,
    put_forward: int = PUT_FORWARD,
    done: int = DONE,
    deputies: Callable[[Tree], dict[Congress, int]] = people.seed,
    report: Report = lambda done, total: None,
) -> Loaded:
    """The seed's campaign: its deputies, its opinions month by month, what became of them.

    Each way in which a matter went is taken through the steps once; others that went the same way on the same days are
    copies of it (`copies.py`).

    Args:
        number: of the draw; the same number gives the same demo on the same day.
        first_month: the campaign's first month; the last is November.
        put_forward, done: how many, and how many of them closed.
        report: told now and then how many of how many are there.
    """
    random = Random(number)
    tree = plant()
    settled = people.Settling(tree, random).settle(deputies(tree), every_organ=True)
    calendar, today = current_calendar(), timezone.localdate()
    first, until = span(today, first_month)
    items = plan(
        settled.seats, random, calendar, first=first, until=until, today=today, put_forward=put_forward, done=done
    )
    Campaign(tree, settled, number, random).tell(items, report)
    fill_shelf(tree.city)
    fill_groups(tree.city)
    open_stations(tree, settled)
    fill_duties(tree, settled)
    tell_beside(tree.city)
    Notice.objects.filter(day__lt=ago(5)).update(read_at=timezone.now())
    return counted(len(tree.congresses))


def tell_beside(city: Congress) -> None:
    """What apps that this one does not know add to the demo."""
    for tell in registry.demos:
        tell(city)


def counted(congresses: int) -> Loaded:
    """What is in the database now."""
    put_forward = Proposal.objects.put_forward()
    return Loaded(
        congresses, Organ.objects.count(), Seat.objects.count(), put_forward.count(), put_forward.closed().count()
    )
