"""The demo at the seed's scale: board, Excel and sentence say 26 groups, 26 of 26 links, 37 members."""

from random import Random

import pytest
from django.core.management import call_command
from django.utils import timezone

from congress.actors import Actor
from deputies.duties.boards import board_of, numbers, sentence_of
from deputies.duties.demo import members_with_a_list
from deputies.duties.periods import period_at
from deputies.examining import duties_that_do_not_fit
from deputies.models import DutyExcuse
from groups.models import Group
from proposals.demo.duties import fill_duties
from proposals.demo.groups import fill_groups
from proposals.demo.people import SEED_CITY, Settling
from proposals.demo.places import plant

pytestmark = pytest.mark.django_db


def cells_of(board):
    return {duty.code: cell for duty, cell in zip(board.duties, board.total.cells, strict=True)}


def test_the_boards_of_the_seed():
    for command in ("load_calendar", "load_duties"):
        call_command(command, verbosity=0)
    tree = plant()
    shares = {congress: 1 for congress in tree.congresses} | {tree.city: SEED_CITY}
    people = Settling(tree, Random(2022)).settle(shares, every_organ=False)
    fill_groups(tree.city)
    fill_duties(tree, people)
    actor, today = Actor(people.desks[tree.city]), timezone.localdate()
    year = period_at("year", today)

    groups = board_of(actor, "group", "group", year, today)
    found = cells_of(groups)
    for code in ("organ_link", "village_link"):
        assert (found[code].owing, found[code].met, found[code].nothing, found[code].counted) == (26, 26, 0, 26)
    assert len(groups.rows) == 26 and Group.objects.filter(kind="professional").count() == 9
    assert list(numbers(groups))[-1][5:9] == [26, 26, 0, 26]
    said = sentence_of(groups, "group", year)
    assert "“联系国家机关”应完成26个小组，已完成26个小组，还没有记录的0个小组" in said
    assert [row.label for row in board_of(actor, "group", "part", year, today).rows][-1] == "不分县区的"

    members = cells_of(board_of(actor, "member", "part", year, today))
    assert members["deputy_contact"].owing == 37
    assert (members["deputy_contact"].met, members["deputy_contact"].nothing) == (9, 9)
    offered = [grant.seat for grant in members_with_a_list(today)]
    assert [seat.links_kept.count() for seat in offered] == [5, 5]
    visits = cells_of(board_of(actor, "deputy", "part", year, today))["visit"]
    assert (visits.owing, visits.met, visits.nothing) == (SEED_CITY, SEED_CITY * 7 // 10, SEED_CITY // 10)
    assert DutyExcuse.objects.count() == 4 and list(duties_that_do_not_fit()) == []
