"""保存的筛选: one's own, under a name, and the list may open with one."""

from urllib.parse import parse_qs

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from congress.actors import Actor
from congress.models import Setting
from proposals import saved_filters
from proposals.models import SavedFilter
from tests.places import START, signed_in
from tests.stages import assigned, submitted
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
INDEX = "/proposals/"
SAVE = "/proposals/filters/save/"


@pytest.fixture
def world() -> World:
    return a_world()


def kept(grant, name="待签收", parameters="state=assigned", is_default=False) -> SavedFilter:
    return saved_filters.save(name=name, parameters=parameters, is_default=is_default, by=Actor(grant))


def test_the_lists_filters_are_kept_under_a_name_and_open_the_same_list(world):
    assigned(world, "关于路灯的建议")
    submitted(world.li.grant, "关于停车的建议")
    client = signed_in(world.desk)
    page = client.get(INDEX, {"state": "assigned", "q": "", "page": "2", "csrf": "x", "month": ""}).content.decode()
    assert f'href="{SAVE}?state=assigned"' in page
    form = client.get(f"{SAVE}?state=assigned&page=2&unknown=1").content.decode()
    assert 'value="state=assigned"' in form
    answer = client.post(SAVE, {"name": "待签收", "parameters": "state=assigned"})
    assert (answer.status_code, answer["Location"]) == (302, f"{INDEX}?state=assigned")
    page = client.get(INDEX, {"q": ""}).content.decode()
    assert f'<a href="{INDEX}?state=assigned">待签收</a>' in page
    opened = client.get(f"{INDEX}?state=assigned").content.decode()
    assert "关于路灯的建议" in opened and "关于停车的建议" not in opened
    assert 'aria-current="page">待签收</a>' in opened


def test_words_with_every_sign_come_back_as_they_were(world):
    words = "“路灯 公交” & 100% + a=b#c"
    page = signed_in(world.desk).get(INDEX, {"q": words}).content.decode()
    address = page.partition(f'href="{SAVE}?')[2].partition('"')[0].replace("&amp;", "&")
    signed_in(world.desk).post(SAVE, {"name": "词", "parameters": address})
    assert parse_qs(SavedFilter.objects.get().parameters) == {"q": [words]}


def test_only_filters_of_the_list_are_kept(world):
    client = signed_in(world.desk)
    client.post(SAVE, {"name": "词", "parameters": "next=//evil.example&q=路灯&page=9&csrfmiddlewaretoken=x"})
    assert parse_qs(SavedFilter.objects.get().parameters) == {"q": ["路灯"]}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "", "parameters": "q=a"}, "请写名称"),
        ({"name": "长" * 21, "parameters": "q=a"}, "20"),
        ({"name": "空", "parameters": ""}, "请先在列表上选好条件再保存。"),
        ({"name": "空", "parameters": "page=2"}, "请先在列表上选好条件再保存。"),
    ],
)
def test_what_cannot_be_kept_is_said_at_the_field(world, sent, said):
    answer = signed_in(world.desk).post(SAVE, sent)
    assert answer.status_code == 200 and said in answer.content.decode()
    assert SavedFilter.objects.count() == 0


def test_the_same_name_takes_the_place_of_what_it_stood_for(world):
    kept(world.desk)
    kept(world.desk, parameters="state=closed")
    assert list(SavedFilter.objects.values_list("name", "parameters")) == [("待签收", "state=closed")]


def test_the_setting_says_how_many(world):
    Setting.objects.create(key="lists.saved_filters", value=2, starts_on=START)
    for name in "甲乙":
        kept(world.desk, name=name)
    with pytest.raises(PermissionDenied, match="最多保存2个筛选"):
        kept(world.desk, name="丙")
    kept(world.desk, name="乙", parameters="q=1")
    kept(world.handler, name="丙")
    assert SavedFilter.objects.count() == 3


def test_the_list_opens_with_the_default_and_can_be_seen_whole(world):
    submitted(world.deputy, "关于路灯的建议")
    kept(world.desk, is_default=True)
    client = signed_in(world.desk)
    assert client.get(INDEX)["Location"] == f"{INDEX}?state=assigned"
    page = client.get(f"{INDEX}?state=assigned").content.decode()
    assert "关于路灯的建议" not in page and f'href="{INDEX}?q="' in page
    assert "关于路灯的建议" in client.get(f"{INDEX}?q=").content.decode()
    assert signed_in(world.county_desk).get(INDEX).status_code == 200


def test_one_is_the_default(world):
    first, second = kept(world.desk, "甲", is_default=True), kept(world.desk, "乙", is_default=True)
    first.refresh_from_db()
    assert (first.is_default, second.is_default) == (False, True)
    saved_filters.change(first, name="甲", is_default=True, by=Actor(world.desk))
    second.refresh_from_db()
    assert not second.is_default
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedFilter.objects.filter(pk=second.pk).update(is_default=True)


def test_it_gets_another_name_and_not_that_of_another(world):
    first, _ = kept(world.desk, "甲"), kept(world.desk, "乙")
    client, address = signed_in(world.desk), reverse("proposals:change_filter", args=[first.pk])
    assert "已有同名的筛选" in client.post(address, {"name": "乙"}).content.decode()
    assert client.post(address, {"name": "丙"}).status_code == 302
    first.refresh_from_db()
    assert first.name == "丙" and first.parameters == "state=assigned"


def test_it_is_deleted_and_the_second_press_finds_nothing(world):
    client, row = signed_in(world.desk), kept(world.desk)
    address = reverse("proposals:delete_filter", args=[row.pk])
    assert [client.post(address).status_code for _ in range(2)] == [302, 404]
    assert SavedFilter.objects.count() == 0
    assert "您还没有保存筛选" in client.get(reverse("proposals:saved_filters")).content.decode()


def test_nobody_sees_changes_or_deletes_anothers(world):
    row, client = kept(world.desk, "只有我知道"), signed_in(world.handler)
    for page in (INDEX, reverse("proposals:saved_filters")):
        assert "只有我知道" not in client.get(page).content.decode()
    change = reverse("proposals:change_filter", args=[row.pk])
    assert client.get(change).status_code == client.post(change, {"name": "改"}).status_code == 404
    assert client.post(reverse("proposals:delete_filter", args=[row.pk])).status_code == 404
    saved_filters.delete(row, by=Actor(world.handler))
    row.refresh_from_db()
    assert row.name == "只有我知道"
    kept(world.handler, "只有我知道")  # the name is free for others
