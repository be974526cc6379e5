"""The report of a year: the sentence says what the lists hold and what their Excel files hold, under any filters."""

import re
from html import unescape
from random import Random
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from deputies.forms import RosterFilter
from deputies.models import Delegation, Seat
from deputies.permissions import seats_of
from proposals import exporting, routing
from proposals.listing import listed
from proposals.models import Assignment, Contact, Proposal
from proposals.reports.asked import Asked
from proposals.reports.year import SHOWN, YearReport
from tests.counted import Case, enter
from tests.places import a_seat, signed_in
from tests.proof import measured, times
from tests.stages import handled, rated, replied, submitted
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
FILTERS = times("FILTERS", 24)
OPINION, SUGGESTION = Proposal.Kind.OPINION, Proposal.Kind.SUGGESTION


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def year(world) -> World:
    """A year with something of everything, at two levels."""
    farmer = a_seat(world.county, name="何某", phone="13800000011", card="011")
    delegation = Delegation.objects.create(congress=world.city, name="相山代表团")
    Seat.objects.filter(pk=world.li.pk).update(delegation=delegation)
    with_joint = {"joint": world.housing}
    enter(
        world,
        [
            Case(9, category="交通出行", way=Contact.Way.IN_PERSON),
            Case(3, "B", "mostly", category="城乡建设", seat=world.li, **with_joint),
            Case(2, "C", "dissatisfied", process="satisfied", organ=world.housing),
            Case(2, "B", "", kind=OPINION, is_late=True, seat=world.li),
            Case(2, kind=OPINION, rounds=2, first="mostly", organ=world.housing, signed_in_late=True),
            Case(3, "", kind=OPINION, is_late=True),
            Case(4, "", kind=OPINION, seat=world.li, category="教育文化"),
            Case(2, "", kind=OPINION, seat=farmer),
            Case(3, "", kind=OPINION, is_handed=False),
        ],
    )
    both = submitted(world.deputy, "关于两家分办的建议")
    halves = [(world.urban, "路面"), (world.housing, "房屋")]
    routing.assign(both, lead=None, separate=halves, lane="formal", by=Actor(world.desk), on=timezone.localdate())
    Assignment.objects.filter(proposal=handled(world, "关于退办的建议").proposal).update(state="released")
    return world


def report(grant, **parameters):
    today = timezone.localdate()
    return YearReport(Asked.read(Actor(grant), parameters, today), today=today)


def under(address):
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def rows_of_workbook(grant, parameters):
    found = listed(Actor(grant), parameters)
    return len(list(exporting._rows(found, Actor(grant), today=timezone.localdate())))


def test_sentence_list_and_excel_agree_under_random_filters(year):
    """Every number of the sentence and four of the tables against their lists; one of each against its workbook."""
    random, this = Random(29), str(timezone.localdate().year)
    choices = {
        "year": [this, this, str(int(this) - 1)],
        "within": ["HB", "XS", "nowhere"],
        "kind": [*Proposal.Kind.values, "formal", "nothing"],
        "category": ["交通出行", "城乡建设", "-", "没有的"],
        "organ": [str(year.urban.pk), str(year.housing.pk), "made-up"],
        "delegation": [str(Delegation.objects.get().pk), "0"],
        "outcome": ["A", "B", "C", "D"],
    }
    counted, full, sheets, known = 0, 0, 0, {}
    for _ in range(FILTERS):
        grant = random.choice([year.desk, year.desk, year.county_desk])
        chosen = random.sample(sorted(choices), random.randint(0, 4))
        parameters = {name: random.choice(choices[name]) for name in chosen}
        found = report(grant, **parameters)
        said = [(piece.address, int(piece.text)) for piece in found.sentence if piece.address]
        deputies, *said = said
        assert of_roster(grant, under(deputies[0])) == deputies[1], parameters
        tables = random.sample([(one.address, one.number) for one in found.shown], 4)
        for address, number in said + tables:
            if (grant, address) not in known:
                known[grant, address] = listed(Actor(grant), under(address)).order_by().count()
            assert known[grant, address] == number, (parameters, address)
            counted += 1
        address, number = random.choice(said)
        assert rows_of_workbook(grant, under(address)) == number, (parameters, address)
        full, sheets = full + (found.numbers["proposals"] > 0), sheets + (number > 0)
    assert min(full, sheets) > FILTERS / 5
    for goal in ("U17", "G28"):
        words = f"{FILTERS} random filters, {full} with rows: {counted} numbers equal their lists"
        measured(goal, f"{words}; one of each equals its Excel file")


def of_roster(grant, parameters):
    form = RosterFilter(parameters, actor=Actor(grant))
    return form.narrow(seats_of(Actor(grant)), timezone.localdate()).count()


def test_the_page_prints_the_sentence_with_links_and_to_copy(year):
    client = signed_in(year.desk)
    page = client.get(reverse("proposals:year_report")).content.decode()
    sentence = re.search(r'<p class="report-sentence">(.*?)</p>', page, re.DOTALL)[1]
    words, this = re.sub("<[^>]*>", "", sentence), timezone.localdate().year
    assert f"4名各级人大代表，{this}年共提出意见建议32条（人均8.00条），相关部门已答复" in words
    assert f"readonly>{words}</textarea>" in page
    links = re.findall(r'<a href="([^"]+)"[^>]*>(\d+)</a>', sentence)
    assert len(links) > 8 and links[0][0].startswith(reverse("deputies:index"))
    for address, number in links:
        assert client.get(unescape(address)).context["page"].paginator.count == int(number), address


def test_definitions_stand_beside_the_numbers(year):
    page = signed_in(year.desk).get(reverse("proposals:year_report")).content.decode()
    for words in ("按时答复的意见建议÷到期应答复的意见建议", "期限没到、还在办的不计", "不足5件的不计算"):
        assert words in page
    context = signed_in(year.desk).get(reverse("proposals:year_report")).context
    assert all(number.says for number in context["shown"]) and len(context["shown"]) == len(SHOWN)


def test_separate_parts_count_once_and_for_each_organ(year):
    whole = report(year.desk).numbers["handed"]
    each = [report(year.desk, organ=str(organ.pk)).numbers["handed"] for organ in (year.urban, year.housing)]
    assert sum(each) == whole + 1, "one matter is with both"
    assert report(year.desk, organ=str(year.urban.pk)).numbers["released"] == 1
    assert report(year.desk, organ=str(year.housing.pk)).numbers["released"] == 0


def test_the_figures_are_the_same_from_the_steps(world):
    """What the steps of the portal write adds up as what is entered by the hundred does."""
    replied(world)
    handled(world, "关于护栏的建议")
    numbers = report(world.desk).numbers
    said = {name: numbers[name] for name in ("handed", "answered", "in_time", "due", "signed_in_time", "met")}
    assert said == {"handed": 2, "answered": 1, "in_time": 1, "due": 1, "signed_in_time": 2, "met": 0}


@pytest.mark.parametrize(
    "parameters", [{"year": "猫"}, {"year": "9999"}, {"within": "XX", "organ": "'"}, {"kind": "%"}]
)
def test_filters_that_mean_nothing_are_ignored(year, parameters):
    response = signed_in(year.desk).get(reverse("proposals:year_report"), parameters)
    assert response.status_code == 200
    assert response.context["asked"].year == timezone.localdate().year
    assert response.context["shown"][0].number == 32


def test_who_reads_it(year):
    for grant in (year.deputy, year.handler, year.leader):
        assert signed_in(grant).get(reverse("proposals:year_report")).status_code == 403
    county = report(year.county_desk, within="HB")
    assert county.asked.congress == year.county and county.numbers["proposals"] == 2


def test_as_many_queries_for_few_as_for_many(year, django_assert_num_queries):
    client, address = signed_in(year.desk), reverse("proposals:year_report")
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(address)
    enter(year, [Case(40)])
    with django_assert_num_queries(QUERIES):
        client.get(address)


QUERIES = 16


def test_what_is_handled_anew_stays_in_time_and_dissatisfied(world):
    rated(world, result="dissatisfied", reason="北段仍然很暗")
    assert Assignment.objects.get().state == "rehandling"
    numbers = report(world.desk).numbers
    said = {name: numbers[name] for name in ("answered", "in_time", "late", "rated", "dissatisfied", "unrated")}
    assert said == {"answered": 0, "in_time": 1, "late": 0, "rated": 1, "dissatisfied": 1, "unrated": 0}
