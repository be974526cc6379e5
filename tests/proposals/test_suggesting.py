"""Suggested organs: what is said, why, of whom, and when nothing is said."""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.actors import Actor
from congress.models import Congress, Organ
from deputies.models import Seat
from proposals import drafting, routing
from proposals.models import Assignment, Proposal
from proposals.suggesting import picked, suggest, suggest_for
from proposals.suggesting.duties import Duties, table
from proposals.suggesting.history import remembered
from proposals.suggesting.memory import Example, Memory
from proposals.suggesting.names import ground_of, keys_of, published, shared_out
from proposals.suggesting.ranking import Matter, guess
from tests.places import a_congress, an_organ, signed_in
from tests.world import BODY, World, a_world, let_the_undo_time_pass

SAMPLE = Path(__file__).resolve().parent.parent / "fixtures" / "real_proposals_sample.csv"
TODAY = date(2026, 6, 1)
LAMPS = "关于滨河路安装路灯的建议"
DEPARTMENTS = (
    "市城市管理局 市住房和城乡建设局 市公安局 市交通运输局 市教育体育局 市水务局 市农业农村局 市民政局 "
    "市卫生健康委员会 市自然资源和规划局 市生态环境局 市文化和旅游局 市发展和改革委员会 市供电公司"
).split()


@pytest.fixture
def city(db) -> Congress:
    """A city with the usual departments."""
    made = a_congress()
    for name in DEPARTMENTS:
        an_organ(made, name)
    return made


@pytest.fixture
def world(db) -> World:
    return a_world()


def organs(title: str, congress: Congress, body: str = "") -> list[str]:
    return [row.organ.name for row in suggest(title, body, congress=congress, on=TODAY)]


def put_forward(seat: Seat, title: str, body: str = BODY) -> Proposal:
    proposal = drafting.begin(by=Actor(seat.grant), title=title, body=body)
    drafting.submit(proposal, by=Actor(seat.grant), at=timezone.now())
    let_the_undo_time_pass(proposal)
    proposal.refresh_from_db()
    return proposal


def hand_to(world: World, organ: Organ, title: str) -> Proposal:
    proposal = put_forward(world.zhang, title)
    lane = Proposal.Lane.ORDINARY
    routing.assign(proposal, lead=organ, lane=lane, by=Actor(world.desk), on=timezone.localdate())
    remembered.cache_clear()
    return proposal


# What is said


@pytest.mark.parametrize(
    ("title", "organ"),
    [
        (LAMPS, "市城市管理局"),
        ("关于在实验小学门口增设红绿灯的建议", "市公安局"),
        ("关于新建幼儿园的建议", "市教育体育局"),
        ("关于改造农村公路的建议", "市交通运输局"),
        ("关于河道清淤和堤防加固的建议", "市水务局"),
        ("关于建设社区养老服务中心的建议", "市民政局"),
        ("关于配备村医、改善村卫生室条件的建议", "市卫生健康委员会"),
        ("关于治理化工厂废气污染的建议", "市生态环境局"),
        ("关于增加体育场馆的建议", "市教育体育局"),
        ("关于更换变压器、解决电压不稳的建议", "市供电公司"),
    ],
)
def test_the_usual_matters_go_where_they_belong(title, organ, city):
    assert organs(title, city)[0] == organ


def test_a_reason_names_the_words_that_decided(city):
    first = suggest(LAMPS, "", congress=city, on=TODAY)[0]

    assert first.reasons == ("命中“安装路灯”",)
    assert 0.6 <= first.score <= 1
    assert first.confidence in ("高", "中")


def test_at_most_three_are_named_and_the_likeliest_first(city):
    found = suggest("关于打通城区断头路、改造人行道和增设停车位、路灯的建议", "", congress=city, on=TODAY)

    assert len(found) <= 3
    assert [row.score for row in found] == sorted((row.score for row in found), reverse=True)


def test_the_body_helps_where_the_title_says_little(city):
    assert organs("关于解决群众急难愁盼的建议", city) == []
    assert organs("关于解决群众急难愁盼的建议", city, "河道淤积，水库渗漏，请清淤并加固堤防。")[0] == "市水务局"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("", ""),
        ("   \n\t", "\u200b"),
        ("关于的建议", ""),
        ("asdf qwer 1234", "zzz"),
        ("关于加强工作的建议", "请重视。"),
        ("\x00'; DROP TABLE proposals_proposal; --", "<script>alert(1)</script>{{ 7|add:7 }}"),
        ("\U0001f600" * 60, "\ufdfa" * 50_000),
        ("水+" * 60, "+" * 100_000),
    ],
)
def test_it_says_nothing_when_unsure(title, body, city):
    assert suggest(title, body, congress=city, on=TODAY) == []


@given(title=st.text(max_size=80), body=st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_is_taken(title, body):
    bodies = {key: [key] for key in table().start}

    found = guess(Matter.of(title, body), bodies, duties=table(), memory=Memory())

    assert all(0 < one.probability <= 1 for one in found)


# Of whom


def test_only_organs_of_the_holder_in_use_that_handle_are_named(city):
    other = a_congress("XS", parent=city, level="county")
    an_organ(other, "县城市管理局")
    Organ.objects.filter(name="市城市管理局").update(is_active=False)
    an_organ(city, "路灯管理科", kind=Organ.Kind.INNER, parent=Organ.objects.get(name="市住房和城乡建设局"))
    an_organ(city, "城市管理工委", kind=Organ.Kind.COMMITTEE)

    found = organs(LAMPS, city)
    assert found[0] == "市住房和城乡建设局"
    assert not {"市城市管理局", "县城市管理局", "路灯管理科", "城市管理工委"} & set(found)
    assert organs(LAMPS, other) == ["县城市管理局"]


def test_a_place_without_organs_gets_no_suggestion(db):
    assert organs(LAMPS, a_congress()) == []


def test_a_duty_that_nobody_there_has_keeps_others_from_being_named(city):
    Organ.objects.exclude(name="市民政局").update(is_active=False)

    assert organs("关于河道清淤的建议", city) == []


def test_a_town_is_named_only_where_the_text_names_it(city):
    an_organ(city, "南黎街道办事处")
    an_organ(city, "西园街道办事处")

    assert not {"南黎街道办事处", "西园街道办事处"} & set(organs("关于维修社区居民小组活动室的建议", city))
    assert "西园街道办事处" not in organs("关于维修南黎社区居民小组集镇活动室的建议", city)


def test_the_deputys_wish_counts_and_is_said(world):
    proposal = put_forward(world.zhang, "关于增设城区公厕的建议")
    before = {row.organ: row for row in suggest_for([proposal], TODAY)[proposal.pk]}
    Proposal.objects.filter(pk=proposal.pk).update(wished_organ=world.housing)
    proposal.refresh_from_db()

    after = {row.organ: row for row in suggest_for([proposal], TODAY)[proposal.pk]}

    assert after[world.housing].score > before[world.housing].score
    assert "代表希望由该单位办理" in after[world.housing].because
    assert "代表希望由该单位办理" not in before[world.housing].because + after[world.urban].because


# What was handled before


def test_a_citys_own_habit_is_learned_and_cited(world):
    for road in ("人民路", "建设路", "淮海路", "孟山路", "长山路", "古城路"):
        hand_to(world, world.housing, f"关于{road}安装路灯的建议")

    first = suggest("关于相山路安装路灯的建议", "", congress=world.city, on=timezone.localdate())[0]

    assert first.organ == world.housing
    assert f"{timezone.localdate():%Y-%m}类似件《关于" in first.because
    assert "由市住建局办理" in first.because


def test_the_title_of_what_is_not_public_is_not_cited(world):
    proposal = hand_to(world, world.urban, LAMPS)
    Proposal.objects.filter(pk=proposal.pk).update(is_public=False)

    first = suggest("关于滨河路安装路灯的建议", "", congress=world.city, on=timezone.localdate())[0]

    assert "类似件由市城管局办理" in first.because
    assert "《" not in first.because


def test_another_congress_learns_nothing_from_it(world):
    hand_to(world, world.housing, LAMPS)
    an_organ(world.county, "县城管局")

    first = suggest(LAMPS, "", congress=world.county, on=timezone.localdate())[0]

    assert (first.organ.name, first.because) == ("县城管局", "命中“安装路灯”")


def test_a_released_assignment_teaches_nothing(world):
    proposal = hand_to(world, world.housing, LAMPS)
    routing.recall(proposal, reason="另行交办", by=Actor(world.desk), on=timezone.localdate())
    remembered.cache_clear()

    assert remembered(world.city.pk, timezone.localdate()).examples == ()


def test_the_past_is_read_once_a_day(world, django_assert_num_queries):
    today = timezone.localdate()
    remembered.cache_clear()
    with django_assert_num_queries(1):
        remembered(world.city.pk, today)
    with django_assert_num_queries(0):
        remembered(world.city.pk, today)


@pytest.mark.parametrize("count", [1, 3])
def test_many_cost_as_many_queries_as_one(count, world, django_assert_num_queries):
    proposals = [put_forward(world.zhang, f"关于{n}号路灯的建议") for n in range(count)]
    remembered.cache_clear()

    with django_assert_num_queries(3):  # organs, what was disputed, the past
        found = suggest_for(proposals, timezone.localdate())

    assert [row[0].organ for row in found.values()] == [world.urban] * count


def test_no_proposals_cost_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert suggest_for([], TODAY) == {}


def test_a_matter_is_not_its_own_example():
    memory = Memory([Example("滨河路路灯", "a", source=1), Example("滨河路路灯", "b", source=2)])

    assert [near.example.label for near in memory.nearest("滨河路路灯", besides=1)] == ["b"]
    assert memory.nearest("", besides=1) == []


# The page


def test_the_page_fills_in_the_first_and_offers_the_others(world):
    proposal = put_forward(world.zhang, "关于增设城区公厕的建议")
    address = reverse("proposals:assign", args=[proposal.pk])
    client = signed_in(world.desk)
    best, other = (row.organ for row in suggest_for([proposal], timezone.localdate())[proposal.pk])

    page = client.get(address)
    assert page.context["form"]["lead"].value() == best.pk
    assert f"?organ={other.pk}" in page.content.decode()
    assert client.get(f"{address}?organ={other.pk}").context["form"]["lead"].value() == other.pk
    assert client.get(f"{address}?organ=x").context["form"]["lead"].value() == best.pk
    assert not Assignment.objects.exists()


def test_nothing_is_filled_in_when_unsure(world):
    proposal = put_forward(world.zhang, "关于加强工作的建议", "请有关方面高度重视，切实抓好落实，务求实效。")

    page = signed_in(world.desk).get(reverse("proposals:assign", args=[proposal.pk]))

    assert page.context["form"]["lead"].value() is None
    assert "推荐主办单位" not in page.content.decode()


def test_what_is_picked_is_one_of_the_suggested(city):
    found = suggest("关于增设城区公厕的建议", "", congress=city, on=TODAY)

    assert picked(found, str(found[1].organ.pk)) == found[1].organ
    assert picked(found, str(Organ.objects.get(name="市民政局").pk)) == found[0].organ
    assert picked([], "x") is None


# Names


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("岳阳县教育体育局", ("教育局", "体育局")),
        ("海淀区教委", ("教育局",)),
        ("本溪市住房和城乡建设局", ("住建局",)),
        ("区城乡建委", ("住建局",)),
        ("平江县环境保护局", ("生态环境局",)),
        ("盘山县水利局", ("水务局",)),
        ("临湘市文旅广新局", ("文旅局",)),
        ("贵池区卫生局", ("卫健委",)),
        ("市国土资源局", ("自然资源和规划局",)),
        ("霍山县科技经信局", ("经信局", "科技局")),
        ("重庆市国有资产监督管理委员会", ("国资委",)),
        ("盘锦水务集团有限公司", ("水务集团",)),
        ("贵池前江工业园管委会", ("园区管委会",)),
        ("岳阳县荣家湾街道办事处", ("乡镇街道",)),
        ("盘山县人民政府", ("县区政府",)),
        ("昆明市西山区人民政府办公室", ("县区政府",)),
        ("沾益区政府办", ("政府办",)),
        ("罗山县公路管理局", ("公路管理机构",)),
        ("兴隆台交警大队", ("公安局",)),
        ("某某中心", ("某某中心",)),
        ("", ()),
    ],
)
def test_names_of_every_age_come_to_the_same_keys(name, keys):
    assert keys_of(name) == keys


def test_every_key_of_the_table_names_itself():
    assert {key: keys_of(key)[0] for key in table().start} == {key: key for key in table().start}


def test_companies_are_published_as_one_class():
    assert (published("供电公司"), published("组织部"), published("水务局")) == ("国有企业", "党委部门", "水务局")


def test_duties_without_an_organ_go_to_who_took_them_over():
    assert shared_out({"a": "市住建局", "b": "市农业农村局"}) == {
        "a": ("住建局", "城管局", "公积金中心", "人防办", "燃气公司", "热力公司", "水务集团"),
        "b": ("农业农村局", "林业局", "乡村振兴局", "烟草局", "供销社"),
    } or set(shared_out({"a": "市住建局", "b": "市城管局"})["a"]) >= {"住建局", "人防办"}


@pytest.mark.parametrize(
    ("name", "ground"),
    [
        ("淮北市相山区人民政府", "相山"),
        ("濉溪县人民政府", "濉溪"),
        ("南黎街道办事处", "南黎"),
        ("市高新区管委会", "高新区"),
    ],
)
def test_the_ground_of_a_place(name, ground):
    assert ground_of(name) == ground


# The table


def test_the_longer_word_counts_and_the_one_within_it_does_not():
    duties = Duties([("甲", 5, "森林防火"), ("乙", 5, "防火"), ("丙", 2, "路+灯"), ("丙", 1, "*")])

    assert duties.read("修建森林防火通道").words == {"甲": ("森林防火",)}
    assert duties.read("路旁的灯").words == {"丙": ("路+灯",)}
    assert duties.read("").scores == {"丙": 1}


# The figures
