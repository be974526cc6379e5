"""U17: the figures, summed up by level: each number is the length of the list it opens and of its Excel file."""

import re
from datetime import date
from html import unescape
from random import Random
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Role
from deputies.models import Seat, SeatState
from proposals import drafting, exporting
from proposals.coverage import owing, serving_in
from proposals.figures import Figures
from proposals.listing import listed
from proposals.models import Proposal
from tests.places import a_congress, a_grant, a_seat, signed_in
from tests.proof import measured, times
from tests.stages import rated, submitted
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
FILTERS = times("FILTERS", 4)


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def busy(world) -> World:
    """Two of the city's three deputies put three forward, one is closed; one in the county, none in its town."""
    rated(world, "关于路灯的建议")
    submitted(world.deputy, "关于停车的建议")
    submitted(world.li.grant, "关于公交的建议")
    submitted(a_seat(world.county, name="何某", phone="13800000011", card="011").grant, "关于水渠的建议")
    town = a_congress("XSZ", parent=world.county, level="town")
    a_seat(town, name="吕某", phone="13800000012", card="012")
    return world


def figures(world, congress=None):
    today = timezone.localdate()
    return Figures(Actor(world.desk), congress or world.city, today.year, until=today)


def numbers(line):
    return line.label, line.put_forward, line.done, line.heard, line.serving


def test_a_month_is_summed_up_over_all_levels(busy):
    today = timezone.localdate()
    assert numbers(figures(busy).by_month()[-1]) == (f"{today.month}月", 4, 1, 3, 5)
    assert figures(busy).by_month()[-1].done_rate == "25.0%"
    assert figures(busy).by_month()[-1].coverage == "60.0%"
    assert numbers(figures(busy).together()) == ("合计", 4, 1, 0, 0)


def test_each_congress_has_its_line(busy):
    month = timezone.localdate().replace(day=1)
    lines = [numbers(line) for line in figures(busy).by_congress(month)]
    assert lines == [("HB地本级", 3, 1, 2, 3), ("XS地", 1, 0, 1, 2)]
    lines = [numbers(line) for line in figures(busy, busy.county).by_congress(month)]
    assert lines == [("XS地本级", 1, 0, 1, 1), ("XSZ地", 0, 0, 0, 1)]


@pytest.mark.parametrize("within", ["", "XS"])
def test_every_number_is_the_length_of_its_list(busy, within):
    client = signed_in(busy.desk)
    page = client.get(reverse("proposals:figures"), {"within": within}).content.decode()
    links = re.findall(r'<a href="([^"?]*\?[^"]*(?:measure|month)=[^"]*)">(\d+)</a>', page)
    assert len(links) > 5
    for address, number in links:
        found = client.get(unescape(address)).context["page"].paginator.count
        assert found == int(number), address


def rows_of_workbook(grant, parameters):
    found = listed(Actor(grant), parameters)
    return len(list(exporting._rows(found, Actor(grant), today=timezone.localdate())))


def test_lists_under_random_filters_are_as_long_as_figures_and_excel_files_say(busy):
    """A list under filters drawn at random; and every number of the figures for a month and a place drawn as well."""
    random, today = Random(17), timezone.localdate()
    months = [f"{today.year}-{number:02}" for number in range(1, 13)]
    choices = {
        "measure": ["opinions", "opinions_done", "proposals", "proposals_done", "made_up"],
        "month": months,
        "months": [str(today.year), str(today.year - 1)],
        "year": [str(today.year), str(today.year - 1)],
        "congress": ["HB", "XS", "nowhere"],
        "within": ["HB", "XS", "nowhere"],
        "kind": Proposal.Kind.values,
        "lane": Proposal.Lane.values,
        "state": [*Proposal.State.values, "handling", "replied"],
        "organ": [str(busy.urban.pk), str(busy.housing.pk), "made-up"],
        "q": ["路灯", "建议", "没有这样的词"],
    }
    numbers, full = 0, 0
    for _ in range(FILTERS):
        grant = random.choice([busy.desk, busy.county_desk])
        chosen = random.sample(sorted(choices), random.randint(0, 3))
        parameters = {name: random.choice(choices[name]) for name in chosen}
        client = signed_in(grant)
        count = client.get(reverse("proposals:index"), parameters).context["page"].paginator.count
        assert count == rows_of_workbook(grant, parameters), parameters
        full += count > 0
        place = {"within": random.choice(["", "HB", "XS"]), "month": random.choice(months[: today.month])}
        for link, number in figures_of(client, place):
            under = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
            assert rows_of_workbook(grant, under) == int(number), link
            assert client.get(link).context["page"].paginator.count == int(number), link
            numbers += 1
    assert numbers > full > 0
    for goal in ("U17", "G28"):
        measured(
            goal, f"{FILTERS} random filters, {full} with rows: list and Excel equal; {numbers} figures equal both"
        )


def figures_of(client, parameters):
    """Each number of the page that opens a list of proposals, with its address."""
    page = client.get(reverse("proposals:figures"), parameters).content.decode()
    return [
        (unescape(link), number)
        for link, number in re.findall(r'<a href="([^"?]*\?[^"]*measure=[^"]*)">(\d+)</a>', page)
    ]


def test_what_does_not_count_is_left_out(world):
    withdrawn, suggestion = submitted(world.deputy), submitted(world.li.grant, "关于停车的建议")
    drafting.withdraw(withdrawn, by=Actor(world.deputy), reason="写错了", at=timezone.now())
    Proposal.objects.filter(pk=suggestion.pk).update(kind=Proposal.Kind.SUGGESTION)
    drafting.begin(by=Actor(world.wang.grant), title="草稿", body="")
    trial = submitted(world.wang.grant, "关于公交的建议")
    Proposal.objects.filter(pk=trial.pk).update(is_live=False)
    assert numbers(figures(world).together()) == ("合计", 0, 0, 0, 0)
    assert figures(world).by_month()[-1].owing == 3


def test_coverage_counts_who_served_on_a_day_of_the_month(world):
    month = date(2026, 5, 1)
    state = world.li.states.get()
    SeatState.objects.filter(pk=state.pk).update(ends_on=date(2026, 4, 30))
    SeatState.objects.create(
        seat=world.li,
        state="suspended",
        starts_on=date(2026, 5, 1),
        ends_on=date(2026, 5, 30),
        ground="代表法第六十一条",
    )
    SeatState.objects.create(seat=world.li, state="serving", starts_on=date(2026, 5, 31))
    Seat.objects.filter(pk=world.wang.pk).update(is_placeholder=True)
    months = [date(2026, number, 1) for number in (4, 5, 6)]
    seats = Seat.objects.filter(congress=world.city)
    assert [serving_in(seats, months)["HB/", month] for month in months] == [2, 2, 2]
    SeatState.objects.filter(seat=world.li, starts_on=date(2026, 5, 31)).update(starts_on=date(2026, 6, 1))
    assert [serving_in(seats, months)["HB/", month] for month in months] == [2, 1, 2]
    assert set(owing(Seat.objects.all(), month)) == {world.zhang}
    assert set(owing(Seat.objects.all(), month, on=date(2026, 6, 1))) == {world.zhang, world.li}


def test_who_is_not_heard_is_named(busy):
    client = signed_in(busy.desk)
    page = client.get(reverse("proposals:owing_deputies")).content.decode()
    assert [name for name in ("张某", "李某", "欧阳某", "何某", "吕某") if name in page] == ["欧阳某", "吕某"]
    assert "138****0012" in page and "13800000012" not in page


@pytest.mark.parametrize("month", ["2026-13", "猫", "1000-01", "9999-01", ""])
def test_a_month_that_is_none_is_this_month(world, month):
    response = signed_in(world.desk).get(reverse("proposals:figures"), {"month": month, "within": "nowhere"})
    assert response.context["month"] == timezone.localdate().replace(day=1)
    assert response.context["congress"] == world.city


def test_who_sees_them(busy):
    for grant in (busy.deputy, busy.handler, busy.leader):
        for name in ("figures", "owing_deputies"):
            assert signed_in(grant).get(reverse(f"proposals:{name}")).status_code == 403
    council = signed_in(a_grant(Role.COUNCIL, busy.city, name="钱某"))
    assert council.get(reverse("proposals:figures")).context["together"].put_forward == 4
    county = signed_in(busy.county_desk).get(reverse("proposals:figures"), {"within": "HB"})
    assert county.context["congress"] == busy.county and county.context["together"].put_forward == 1


def test_the_page_takes_few_queries_however_many_there_are(busy, django_assert_max_num_queries):
    client = signed_in(busy.desk)
    with django_assert_max_num_queries(16):
        client.get(reverse("proposals:figures"))


def test_a_year_begins_with_the_first_opinion_and_ends_today(world):
    today = timezone.localdate()
    this = today.replace(day=1)
    assert figures(world).months == [this]
    early = submitted(world.deputy)
    Proposal.objects.filter(pk=early.pk).update(month=date(today.year, 1, 1))
    assert figures(world).months == [date(today.year, month, 1) for month in range(1, today.month + 1)]
    assert len(Figures(Actor(world.desk), world.city, today.year - 1, until=today).months) == 1
