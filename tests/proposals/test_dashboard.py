"""数据: every tile and every number of a table opens its list; the pictures are drawn of the same numbers."""

import re
from html import unescape
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from deputies.models import Seat
from proposals.models import Proposal
from proposals.reports.charts import WIDTH, lined, lying, standing
from tests.counted import Case, enter
from tests.places import signed_in
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
OPINION = Proposal.Kind.OPINION
ADDRESS = "proposals:dashboard"
SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)


@pytest.fixture
def world() -> World:
    world = a_world()
    enter(
        world,
        [
            Case(6, category="交通出行"),
            Case(3, "B", kind=OPINION, organ=world.housing),
            Case(2, "", kind=OPINION, is_late=True),
            Case(1, "", kind=OPINION, is_handed=False),
        ],
    )
    return world


def test_tiles_say_the_year_and_open_their_lists(world):
    client = signed_in(world.desk)
    tiles = client.get(reverse(ADDRESS)).context["tiles"]
    said = {tile.label: tile.number for tile in tiles}
    assert said == {
        "代表": 3,
        "提出": 12,
        "办结": 9,
        "办理中": 2,
        "没有交办": 1,
        "超期": 2,
        "议案建议": 6,
    }
    for tile in tiles:
        assert client.get(tile.address).context["page"].paginator.count == tile.number, tile.label
    assert tiles[-1].hint == "按时答复6件"


def test_every_number_of_the_tables_opens_its_list(world):
    client = signed_in(world.desk)
    pictures = {picture.table.title: picture for picture in client.get(reverse(ADDRESS)).context["pictures"]}
    cells = [
        (title, cell)
        for title, picture in pictures.items()
        for line in picture.table.lines
        for cell in line.cells
        if cell.address
    ]
    for title, cell in cells:
        assert client.get(unescape(cell.address)).context["page"].paginator.count == cell.value, title
    assert len(cells) == 9
    states = [line.cells[0].value for line in pictures["办到哪一步"].table.lines]
    assert sum(states) == sum(line.cells[0].value for line in pictures["哪一方面"].table.lines) == 12
    organs = [(line.label, *(cell.words for cell in line.cells)) for line in pictures["主办最多的单位"].table.lines]
    assert organs == [("市城管局", "8", "75.0%", "100.0%"), ("市住建局", "3", "100.0%", "—")]


def test_pictures_are_whole_svg_with_words_for_who_cannot_see_them(world):
    page = signed_in(world.desk).get(reverse(ADDRESS)).content.decode()
    drawn = [ElementTree.fromstring(text) for text in SVG.findall(page)]
    assert len(drawn) == 5
    ids = set()
    for picture in drawn:
        names = picture.get("aria-labelledby").split()
        said = {one.get("id"): one.text for one in picture if one.tag in ("title", "desc")}
        assert picture.get("role") == "img" and set(names) == set(said) and all(said.values())
        ids |= set(names)
    assert len(ids) == 10
    assert "style=" not in page and page.count("看数据") == 5


@pytest.mark.parametrize("numbers", [[0, 0, 0], [1, 100_000, 3], list(range(12))])
def test_nothing_is_drawn_outside_its_picture(numbers):
    names = [str(number) for number in numbers]
    charts = [
        lying("a", "图", "图", [(name * 30, number, name) for name, number in zip(names, numbers, strict=True)]),
        standing("b", "图", "图", names, [(number, number // 2) for number in numbers], ("甲", "乙")),
        lined("c", "图", "图", names, [number / 100_000 for number in numbers]),
    ]
    for chart in charts:
        for bar in chart.bars:
            assert 0 <= bar.x and bar.x + bar.width <= WIDTH and 0 <= bar.y and bar.y + bar.height <= chart.height
        assert all(0 <= words.x <= WIDTH and 0 < words.y <= chart.height for words in chart.words)
        assert all(0 <= x <= WIDTH and 0 <= y <= chart.height for x, y in chart.dots)
    longest = max(bar.width for bar in charts[0].bars)
    assert longest == (WIDTH if any(numbers) else 0)


def test_an_empty_year_has_words_instead_of_pictures(db):
    world = a_world()
    Seat.objects.update(is_placeholder=True)
    page = signed_in(world.desk).get(reverse(ADDRESS))
    assert page.status_code == 200 and "还没有。" in page.content.decode()


def test_as_many_queries_for_few_as_for_many(world, django_assert_max_num_queries):
    client = signed_in(world.desk)
    with django_assert_max_num_queries(25) as few:
        client.get(reverse(ADDRESS))
    enter(world, [Case(20), Case(9, organ=world.housing, category="农业农村")])
    with django_assert_max_num_queries(len(few)):
        client.get(reverse(ADDRESS))


def test_who_sees_it(world):
    for grant in (world.deputy, world.handler, world.leader):
        assert signed_in(grant).get(reverse(ADDRESS)).status_code == 403
    tiles = signed_in(world.county_desk).get(reverse(ADDRESS), {"within": "HB"}).context["tiles"]
    assert [tile.number for tile in tiles] == [0] * 7
