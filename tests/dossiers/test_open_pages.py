"""What everybody reads of a deputy: what is public by itself, under his whole name; nothing else, in no number."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.models import Setting
from deputies.models import Seat
from proposals.models import Proposal
from tests.dossiers import made
from tests.places import START, signed_in, today
from tests.publishing import made as publishing
from tests.stations import made as stations

CHOOSE = "/dossiers/mine/choose-public/"


def page_of(seat):
    return Client().get(reverse("public:deputy", args=[seat.pk]))


def the_kinds(answer):
    return {total.source.name: total.records for total in answer.context["totals"]}


def received(world, *, is_named=True):
    """On a day that the roster announced, with or without naming him; and on one that it did not."""
    row = stations.station(world)
    stations.duty(row, today(), world.zhang if is_named else world.wang)
    stations.reception(world, row, summary="王小明来说低保的事")
    stations.reception(world, row, days_ago=1, summary="没有排班的那一次")


@pytest.fixture(autouse=True)
def nobody_searched_yet(db):
    cache.clear()


def test_only_what_is_public_already_stands_there(world, django_assert_max_num_queries):
    made.opened(world)
    received(world)
    public = publishing.published(world, "公开的路灯建议")
    withdrawn = publishing.published(world, "撤回公开的建议")
    publishing.unpublish(world, withdrawn)
    for title, state in (("不公开的建议", "submitted"), ("不予受理的建议", "refused"), ("撤回的建议", "withdrawn")):
        row = made.a_suggestion(world.deputy, title)
        Proposal.objects.filter(pk=row.pk).update(state=state, refusal_code="R1" if state == "refused" else "")
    made.commended(world, Proposal.objects.get(title="公开的路灯建议"))

    with django_assert_max_num_queries(25):
        answer = page_of(world.zhang)
    assert the_kinds(answer) == {"published": 1, "commended": 1, "reception": 1, "station": 1}
    said = answer.content.decode()
    for hidden in ("低保", "王小明", "没有排班", "不公开的建议", "不予受理", "撤回", "13800000001"):
        assert hidden not in said, hidden
    assert "来访" not in said and "3人" not in said
    addresses = [entry.line.address for entry in answer.context["entries"]]
    assert public.get_absolute_url() in addresses
    assert {Client().get(address).status_code for address in addresses} == {200}
    assert not answer.cookies
    listed = Client().get(reverse("public:deputies"), {"q": "张"})
    assert [row.person.name for row in listed.context["page"]] == ["张某"]


def test_a_masked_name_is_not_taken_off_its_proposal(world):
    made.opened(world, names="surname")
    publishing.published(world, "不写全名的建议")
    made.commended(world, Proposal.objects.get(title="不写全名的建议"))
    hidden = made.a_suggestion(world.deputy, "隐去姓名的建议")
    Proposal.objects.filter(pk=hidden.pk).update(is_name_hidden=True)
    answer = page_of(world.zhang)
    assert the_kinds(answer) == {}
    assert "还没有公开的事项。" in answer.content.decode()


def test_a_roster_that_does_not_name_him_says_nothing_of_him(world):
    made.opened(world)
    received(world, is_named=False)
    assert the_kinds(page_of(world.zhang)) == {"station": 1}


def test_a_page_is_there_where_the_congress_and_the_deputy_want_it(world):
    assert page_of(world.zhang).status_code == 404
    assert Client().get(reverse("public:deputies")).context["page"].paginator.count == 0
    me = signed_in(world.deputy)
    assert me.post(CHOOSE).status_code == 403
    made.opened(world)
    assert page_of(world.zhang).status_code == 200
    assert "不公开我的页面" in me.get("/dossiers/mine/").content.decode()
    assert [me.post(CHOOSE, {"hide": "1"}).status_code for _ in range(2)] == [302, 302]
    assert page_of(world.zhang).status_code == 404
    assert Seat.objects.get(pk=world.zhang.pk).hidden_at <= timezone.now()
    assert "公开我的页面" in me.get("/dossiers/mine/").content.decode()
    assert Client().get(reverse("public:deputies")).context["page"].paginator.count == 2
    me.post(CHOOSE)
    assert page_of(world.zhang).status_code == 200
    assert signed_in(world.desk).post(CHOOSE, {"hide": "1"}).status_code == 403
    known = signed_in(world.desk).get(reverse("deputies:detail", args=[world.zhang.pk])).content.decode()
    assert "：不公开代表页</li>" in known and "：公开代表页</li>" in known

    world.zhang.states.update(state="suspended", ground="某")
    assert page_of(world.zhang).status_code == 404
    Setting.objects.create(key="dossiers.has_public_page", value=False, congress=world.city, starts_on=today())
    Setting.objects.create(key="dossiers.has_public_page", value=True, starts_on=START)
    assert page_of(world.li).status_code == 404
    assert Client().get(reverse("public:deputies")).context["page"].paginator.count == 0
