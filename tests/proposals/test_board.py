"""督办: every number of the board is that of the list it opens, and that of the lights one by one."""

import io
from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from congress.actors import Actor
from congress.calendar_table import current_calendar
from proposals import board, triage
from proposals.clocks import Light
from proposals.models import Clock
from tests.places import signed_in
from tests.stages import assigned, handled, replied, submitted, to_be_signed
from tests.world import a_world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 24)


@pytest.fixture
def world():
    """Limits of every stage, running since and until days drawn by lot."""
    world, random = a_world(), Random(7)
    for make in (assigned, handled, to_be_signed, replied):
        for n in range(3):
            make(world, f"关于第{n}处{make.__name__}的建议")
    submitted(world.deputy)
    for clock in Clock.objects.running():
        started = TODAY - timedelta(days=random.randint(0, 40))
        due = TODAY + timedelta(days=random.choice([-9, -1, 0, 2, 2, 5, 12, 30]))
        days = {"started_on": min(started, due), "unrolled_on": due, "due_on": due}
        Clock.objects.filter(pk=clock.pk).update(**days)
    return world


def one_by_one(world):
    """The cells, counted limit by limit."""
    calendar, cells = current_calendar(), Counter()
    for clock in Clock.objects.running().select_related("assignment"):
        name = board.stage(clock.limit, clock.assignment.state if clock.assignment else None)
        if name:
            cells[name, board.band(Light(clock, TODAY, calendar))] += 1
    return cells


def test_numbers_are_those_of_the_lights(world):
    expected = one_by_one(world)
    assert len(expected) > 6
    assert board.counts(Actor(world.desk), TODAY).cells == expected
    assert board.Listing(board.running_for(Actor(world.desk)), TODAY).board.cells == expected


def test_a_limit_stands_on_the_board_of_the_level_that_handles_the_matter():
    world = a_world()
    proposal, today = submitted(world.deputy), timezone.localdate()
    desks = [Actor(world.desk), Actor(world.county_desk)]
    assert [len(board.running_for(by)) for by in desks] == [1, 0]
    triage.transfer(proposal, to=world.county, reason="县管道路", by=desks[0], on=today)
    assert [len(board.running_for(by)) for by in desks] == [0, 0]
    triage.take_over(proposal, by=desks[1], on=today)
    assert [len(board.running_for(by)) for by in desks] == [0, 1]
    assert [len(board.running_for(by, whole_tree=True)) for by in desks] == [1, 1]


def test_every_number_opens_a_list_of_that_length(world):
    clocks = board.running_for(Actor(world.desk))
    for (stage, band), number in one_by_one(world).items():
        listing = board.Listing(clocks, TODAY, stage=stage, band=band)
        lights = [light for page in Paginator(listing, 2) for light in page.object_list]
        assert len(listing) == len(lights) == number
        assert {(board.stage(light.clock.limit, state_of(light)), board.band(light)) for light in lights} == {
            (stage, band)
        }


def state_of(light):
    return light.clock.assignment.state if light.clock.assignment else None


def test_pages_cut_one_list_in_the_order_of_due_dates(world):
    listing = board.Listing(board.running_for(Actor(world.desk)), TODAY)
    whole = [light.clock.pk for light in listing[0 : len(listing)]]
    assert len(set(whole)) == len(listing) == sum(one_by_one(world).values())
    assert whole == [light.clock.pk for page in Paginator(listing, 3) for light in page.object_list]
    dues = [light.clock.due_on for light in listing[0 : len(listing)]]
    assert dues == sorted(dues)


@pytest.mark.parametrize("page", ["proposals:board", "proposals:figures"])
def test_board_and_figures_are_for_whoever_looks_at_a_whole_congress(world, page):
    seen = {
        who: signed_in(getattr(world, who)).get(reverse(page)).status_code for who in ("desk", "handler", "deputy")
    }
    assert seen == {"desk": 200, "handler": 403, "deputy": 403}


def test_a_page_takes_as_many_queries_for_one_limit_as_for_many(world, django_assert_max_num_queries):
    desk = signed_in(world.desk)
    desk.get("/proposals/board/")
    with django_assert_max_num_queries(14):
        assert desk.get("/proposals/board/?band=red").status_code == 200


@pytest.mark.parametrize(
    "parameters", [{}, {"stage": "sign_in"}, {"band": "overdue", "stage": "sign_in"}, {"stage": "made-up", "all": "1"}]
)
def test_the_workbook_has_the_limits_of_the_list(world, parameters):
    client = signed_in(world.desk)
    page = client.get(reverse("proposals:board"), parameters).context["page"]
    content = client.get(reverse("proposals:board_export"), parameters).content
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).active.iter_rows(min_row=4)]
    shown = [(light.clock.root.number, str(light.clock.due_on), light.words) for light in page.object_list]
    assert [(row[2], str(row[8].date()), row[9]) for row in rows] == shown
    assert page.paginator.count == len(rows) > 0
