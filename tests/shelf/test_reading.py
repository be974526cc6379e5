"""The shelf as it is read: by whom, through which filters, whose counts open which lists."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Role
from proposals import drafting
from proposals.models import Proposal, ShelfEntry
from proposals.shelf import taking_up
from tests import stages
from tests.places import a_congress, a_grant, a_seat, signed_in
from tests.shelf import made
from tests.world import BODY, let_the_undo_time_pass

pytestmark = pytest.mark.django_db
SHELF = reverse("proposals:shelf")


def titles(grant, **parameters) -> list[str]:
    return [row.title for row in signed_in(grant).get(SHELF, parameters).context["page"]]


def test_a_level_reads_its_own_and_those_above_and_no_other(world):
    other = a_congress("SX", parent=world.city, level="county")
    other_desk = a_grant(Role.DESK, other, name="陶某")
    made.shelved(world, title="市里的")
    made.shelved(world, title="县里的", by=world.county_desk)
    made.shelved(world, title="别县的", by=other_desk)
    assert titles(world.deputy) == titles(world.handler) == titles(world.desk) == ["市里的"]
    assert sorted(titles(world.county_desk)) == ["县里的", "市里的"]
    theirs = ShelfEntry.objects.get(title="别县的")
    for grant in (world.deputy, world.desk, world.county_desk):
        assert signed_in(grant).get(theirs.get_absolute_url()).status_code == 404


def test_drafts_and_what_was_taken_off_are_the_desk_s(world):
    entries = [made.draft(world), made.removed(world, title="下架的")]
    for entry in entries:
        assert signed_in(world.desk).get(entry.get_absolute_url()).status_code == 200
        for grant in (world.deputy, world.handler, world.county_desk):
            assert signed_in(grant).get(entry.get_absolute_url()).status_code == 404
    assert titles(world.desk) == titles(world.deputy) == []


def test_administrators_have_no_shelf(world):
    entry = made.shelved(world)
    client = signed_in(a_grant(Role.SYSTEM_ADMIN, world.city, name="钱某"))
    assert client.get(SHELF).status_code == 403
    assert client.get(entry.get_absolute_url()).status_code == 404


def test_it_is_narrowed_by_kind_category_year_and_words(world):
    year = timezone.localdate().year
    made.shelved(world, title="路灯选题", category="城镇管理")
    made.shelved(world, title="去年的选题", year=year - 1)
    made.shelved(world, "case", title="路灯案例", text="装了六盏ＬＥＤ灯。")
    made.shelved(world, "rule", title="办理规程", starts_on=date(2021, 3, 1), source="代表工委")
    desk = world.desk
    assert titles(desk) == ["路灯选题", "去年的选题", "路灯案例", "办理规程"]
    assert titles(desk, kind="case") == ["路灯案例"]
    assert titles(desk, category="城镇管理") == ["路灯选题"]
    assert titles(desk, year=str(year - 1)) == ["去年的选题"]
    assert titles(desk, year="2021") == ["办理规程"]
    assert titles(desk, q="路灯") == ["路灯选题", "路灯案例"]
    assert titles(desk, q="路灯 六盏") == ["路灯案例"]
    assert titles(desk, q="代表工委") == ["办理规程"]
    assert titles(desk, kind="x", year="abcd", category="没有的") == []
    page = signed_in(desk).get(SHELF, {"q": "灯"}).content.decode()
    assert "请至少写两个字" in page and "路灯选题" in page


def test_text_is_shown_as_typed_and_never_as_markup(world):
    entry = made.shelved(world, title="<b>题</b>", text="<script>alert(1)</script>\n\n{{ 7 }}")
    page = signed_in(world.deputy).get(entry.get_absolute_url()).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page and "{{ 7 }}" in page
    assert "<b>题" not in page


def test_a_long_list_costs_what_a_short_one_does(world, django_assert_max_num_queries):
    made.shelved(world)
    desk, pages = signed_in(world.desk), (SHELF, reverse("proposals:shelf_entries"))

    def statements() -> list[int]:
        counted = []
        for page in pages:
            with django_assert_max_num_queries(25) as asked:
                assert desk.get(page).status_code == 200
            counted.append(len(asked))
        return counted

    statements()
    short = statements()
    rows = [ShelfEntry.objects.get()] * 60
    for number, row in enumerate(rows):
        made.shelved(world, title=f"{row.title}{number}")
    assert statements() == short


def test_the_number_written_from_a_topic_opens_their_list(world):
    topic, other = made.shelved(world), made.shelved(world, title="没人写")
    deputy = Actor(world.deputy)
    for title in ("甲", "乙"):
        draft = taking_up.take_up(topic, kind="opinion", by=deputy)
        drafting.save(draft, by=deputy, seen=draft.version, title=title, body=BODY)
        drafting.submit(draft, by=deputy, at=timezone.now())
        let_the_undo_time_pass(draft)
    taking_up.take_up(topic, kind="opinion", by=deputy)  # a draft is its deputy's own
    stages.submitted(world.deputy, "不按选题")
    desk = signed_in(world.desk)
    rows = {row.pk: row.written_number for row in desk.get(reverse("proposals:shelf_entries")).context["page"]}
    assert rows == {topic.pk: 2, other.pk: 0}
    opened = desk.get(reverse("proposals:index"), {"topic": str(topic.pk)})
    assert {row.proposal.title for row in opened.context["rows"]} == {"甲", "乙"}
    assert "按一个参考选题写的" in opened.content.decode()
    assert "2件" in desk.get(topic.get_absolute_url()).content.decode()
    hers = signed_in(a_seat(world.city, name="陈某", phone="13800000044", card="044").grant)
    assert "按这个选题写的建议" not in hers.get(topic.get_absolute_url()).content.decode()
    assert len(hers.get(reverse("proposals:index"), {"topic": str(topic.pk)}).context["rows"]) == 0


def test_the_desk_s_table_counts_what_it_lists(world):
    made.draft(world)
    made.shelved(world, title="二")
    made.removed(world, "case")
    made.shelved(world, title="县里的", by=world.county_desk)
    desk = signed_in(world.desk)
    page = desk.get(reverse("proposals:shelf_entries"))
    for code, _, numbers in page.context["table"]:
        for state, number in numbers:
            opened = desk.get(reverse("proposals:shelf_entries"), {"kind": code, "state": state})
            assert opened.context["page"].paginator.count == number, (code, state)
    assert page.context["page"].paginator.count == 3
    assert not Proposal.objects.exists()
