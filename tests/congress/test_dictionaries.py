"""字典: words added, renamed, retired from a day on; what was written keeps the word of its day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.timezone import localdate

from congress.actors import Actor
from congress.dictionaries import Lexicon, words
from congress.manage import naming
from congress.models import Event, Role, Word
from congress.registries import registry
from tests.places import a_congress, a_grant, signed_in

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
LATER = DAY + timedelta(days=10)


@pytest.fixture
def city():
    return a_congress()


@pytest.fixture
def county(city):
    return a_congress("XS", parent=city, level="county")


@pytest.fixture
def keeper(city):
    return a_grant(Role.SYSTEM_ADMIN, city, name="钱某")


@pytest.fixture
def by(keeper):
    return Actor(keeper)


@pytest.fixture
def below(county):
    return Actor(a_grant(Role.DESK, county, name="孙某"))


def text(response):
    return response.content.decode()


def labels(name, congress, day=DAY):
    return [word.label for word in words(name, congress).on(day)]


@pytest.mark.parametrize("name", ["category", "refusal", "outcome", "contact"])
def test_a_dictionary_is_never_empty_and_each_word_fits(name, city):
    declared = registry.dictionaries[name]

    assert len(labels(name, city)) >= 3
    assert all(len(entry.label) <= declared.longest and len(entry.code) <= 20 for entry in declared.entries)
    assert declared.lasting <= {entry.code for entry in declared.entries}


def test_the_reasons_to_refuse_are_those_of_the_rules_in_their_order(city):
    codes = [word.code for word in words("refusal", city).on(DAY)]

    assert codes == [*(f"N{number}" for number in range(1, 11)), "N99"]


def test_a_word_is_added_before_the_last_under_the_next_code(by, city):
    word = naming.add_word("refusal", "重复提出", by=by, starts_on=LATER, on=DAY)

    assert word.code == "N11"
    assert "重复提出" not in labels("refusal", city)
    assert labels("refusal", city, LATER)[-2:] == ["重复提出", "其他"]
    assert naming.add_word("refusal", "内容不实", by=by, starts_on=LATER, on=DAY).code == "N12"
    assert Event.objects.filter(step="add_word").count() == 2


def test_a_renamed_word_is_the_same_thing_and_the_past_keeps_its_word(by, city):
    naming.rename_word("category", "生态环保", "生态文明", by=by, starts_on=LATER, on=DAY)

    known = words("category", city)
    assert known.label("生态环保", DAY) == "生态环保"
    assert known.label("生态环保", LATER) == "生态文明"
    assert ("生态环保", "生态文明") in known.choices(LATER)
    assert labels("category", city, LATER).index("生态文明") == labels("category", city).index("生态环保")


def test_a_retired_word_is_not_chosen_any_more_and_still_read(by, city):
    naming.retire_word("category", "产业发展", by=by, starts_on=LATER, on=DAY)

    assert "产业发展" in labels("category", city)
    assert "产业发展" not in labels("category", city, LATER)
    assert words("category", city).label("产业发展", LATER) == "产业发展"


def test_a_lower_congress_has_its_own_words_beside_the_common_ones(by, below, city, county):
    naming.rename_word("category", "城镇管理", "城市管理", by=by, starts_on=DAY, on=DAY)
    assert "城市管理" in labels("category", county)
    naming.rename_word("category", "城镇管理", "镇容管理", by=below, starts_on=DAY, on=DAY)
    naming.add_word("category", "采煤沉陷区", by=below, starts_on=DAY, on=DAY)

    assert "镇容管理" in labels("category", county) and "采煤沉陷区" in labels("category", county)
    assert "城市管理" in labels("category", city) and "采煤沉陷区" not in labels("category", city)


def test_a_page_reads_the_words_of_many_congresses_at_once(by, below, city, county, django_assert_num_queries):
    naming.rename_word("outcome", "A", "A类：已经解决", by=by, starts_on=DAY, on=DAY)
    naming.rename_word("outcome", "A", "甲类", by=below, starts_on=DAY, on=DAY)

    with django_assert_num_queries(1):
        lexicon = Lexicon()
        found = [lexicon.words("outcome", place.pk).label("A", DAY) for place in (city, county)]
    assert found == ["A类：已经解决", "甲类"]
    assert lexicon.words("outcome", city.pk).label("A", DAY - timedelta(days=1)) == "A类：已解决或基本解决"


@pytest.mark.parametrize(
    ("deed", "arguments", "said"),
    [
        ("add_word", ("category", "教育文化"), "已经有这个名称"),
        ("add_word", ("outcome", "D类"), "只能改名称，不能增减"),
        ("rename_word", ("category", "教育文化", "教育文化"), "名称没有变"),
        ("rename_word", ("category", "教育文化", "卫生医疗"), "已经有这个名称"),
        ("rename_word", ("category", "没有的", "新的"), "不在用，不能改名"),
        ("retire_word", ("category", "其他"), "不能停用"),
        ("retire_word", ("outcome", "B"), "不能停用"),
        ("retire_word", ("category", "没有的"), "已经停用"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_reason(deed, arguments, said, by):
    with pytest.raises(PermissionDenied, match=said):
        getattr(naming, deed)(*arguments, by=by, starts_on=DAY, on=DAY)
    assert not Word.objects.exists()


@pytest.mark.parametrize("deed", ["add_word", "rename_word", "retire_word"])
def test_a_past_day_is_refused(deed, by):
    arguments = {
        "add_word": ["refusal", "重复"],
        "rename_word": ["refusal", "N1", "重复"],
        "retire_word": ["refusal", "N1"],
    }
    with pytest.raises(PermissionDenied, match="以前的不改动"):
        getattr(naming, deed)(*arguments[deed], by=by, starts_on=DAY - timedelta(days=1), on=DAY)


def send(grant, page, *args, **fields):
    sent = {"starts_on": localdate().isoformat()} | fields
    return signed_in(grant).post(reverse(f"congress:{page}", args=args), sent)


def test_the_pages_add_rename_and_retire(keeper, city):
    assert send(keeper, "dictionary", "refusal", label="重复提出").status_code == 302
    assert send(keeper, "rename_word", "refusal", "N11", label="一事多提").status_code == 302
    assert send(keeper, "retire_word", "refusal", "N10").status_code == 302

    shown = text(signed_in(keeper).get(reverse("congress:dictionary", args=["refusal"])))
    assert "一事多提" in shown and "已停用" in shown
    assert labels("refusal", city, localdate())[-2:] == ["一事多提", "其他"]
    assert "一事多提" in text(signed_in(keeper).get(reverse("congress:dictionaries")))


@pytest.mark.parametrize(
    ("page", "args", "fields", "said"),
    [
        ("dictionary", ["refusal"], {"label": ""}, "请写名称"),
        ("dictionary", ["refusal"], {"label": "宽" * 41}, "名称最多40字，现在是41字"),
        ("dictionary", ["refusal"], {"label": "没有具体内容"}, "已经有这个名称"),
        ("dictionary", ["outcome"], {"label": "D类"}, "只能改名称"),
        ("rename_word", ["refusal", "N1"], {"label": "其他"}, "已经有这个名称"),
        ("rename_word", ["refusal", "N1"], {"label": "新的", "starts_on": "2020-01-01"}, "以前的不改动"),
        ("retire_word", ["refusal", "N99"], {}, "不能停用"),
        ("retire_word", ["refusal", "N1"], {"starts_on": "哪天"}, "请写日期"),
    ],
)
def test_bad_input_is_said_at_the_field(page, args, fields, said, keeper):
    response = send(keeper, page, *args, **fields)

    assert response.status_code == 200
    assert said in text(response)
    assert not Word.objects.exists()


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_costs_the_same_however_often_a_word_was_renamed(count, by, keeper, django_assert_max_num_queries):
    for number in range(count):
        naming.rename_word(
            "category", "教育文化", f"教育{number}", by=by, starts_on=DAY + timedelta(days=number), on=DAY
        )
    client = signed_in(keeper)

    with django_assert_max_num_queries(11):
        client.get(reverse("congress:dictionary", args=["category"]))
