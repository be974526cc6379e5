"""冻结: what an official report said stays as it was, beside what is counted today."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Event, Role
from proposals.models import Proposal, Snapshot
from proposals.reports.asked import Asked
from proposals.reports.freezing import beside_today, freeze
from tests.counted import Case, enter
from tests.places import a_grant, signed_in
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
TITLE = "2026年办理情况报告"


@pytest.fixture
def world() -> World:
    world = a_world()
    enter(world, [Case(6), Case(2, "C", "dissatisfied")])
    return world


def frozen(world, title=TITLE, **parameters):
    now = timezone.now()
    today = timezone.localdate(now)
    asked = Asked.read(Actor(world.desk), parameters, today)
    return freeze(asked, title=title, by=Actor(world.desk), at=now, today=today)


def test_numbers_words_moment_and_who_are_kept(world):
    made = frozen(world)
    assert made.taken_by == world.desk and made.where["within"] == "HB"
    numbers = {one["name"]: one for one in made.numbers}
    assert (numbers["proposals"]["number"], numbers["class_c"]["number"]) == (8, 2)
    assert numbers["in_time"]["says"].startswith("每个应答复的单位都已首次答复")
    rates = {one["name"]: one["value"] for one in made.rates}
    assert (rates["pleased_rate"], rates["solved_rate"]) == ("75.0%", "75.0%")
    assert "共提出意见建议8条" in made.sentence
    assert Event.objects.get(step="freeze_figures").facts["snapshot"] == str(made.pk)


def test_what_changes_later_changes_nothing_there(world):
    made = frozen(world)
    enter(world, [Case(2)])
    client = signed_in(world.desk)
    page = client.get(made.get_absolute_url())
    lines = {line.label: (line.frozen, line.now) for line in page.context["lines"]}
    assert lines["提出的意见建议"] == ("8", "10") and lines["办成率"] == ("75.0%", "80.0%")
    assert "共提出意见建议8条" in page.content.decode() and "共提出意见建议10条" in page.content.decode()
    report, same = beside_today(frozen(world, "又一份"), Actor(world.desk), today=timezone.localdate())
    assert report.numbers["proposals"] == 10 and not any(line.is_other for line in same)


@pytest.mark.parametrize("statement", ["UPDATE proposals_snapshot SET deputies = 1", "DELETE FROM proposals_snapshot"])
def test_the_database_refuses_to_change_it(world, statement):
    frozen(world)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Snapshot.objects.get().delete()
    assert Snapshot.objects.get().deputies == 3


def test_pressed_twice_it_is_one_and_a_name_is_taken_once(world):
    assert frozen(world) == frozen(world)
    assert Event.objects.filter(step="freeze_figures").count() == 1
    Proposal.objects.update(is_live=False)
    with pytest.raises(PermissionDenied, match="同名"):
        frozen(world)
    page = signed_in(world.desk).post(reverse("proposals:freeze_figures"), {"title": TITLE})
    assert "同名" in page.content.decode() and f'value="{TITLE}"' in page.content.decode()
    assert Snapshot.objects.count() == 1


def test_the_page_freezes_what_its_address_asks(world):
    address = f"{reverse('proposals:freeze_figures')}?outcome=C"
    client = signed_in(world.desk)
    assert "共提出意见建议2条" in client.get(address).content.decode()
    assert "请写这些数字用在哪份报告里" in client.post(address, {"title": " "}).content.decode()
    response = client.post(address, {"title": TITLE})
    made = Snapshot.objects.get()
    assert response["Location"] == made.get_absolute_url() and made.where["outcome"] == "C"
    assert "C类答复的意见建议" in client.get(reverse("proposals:snapshots")).content.decode()


def test_who_freezes_and_who_reads(world):
    made = frozen(world)
    council, county = a_grant(Role.COUNCIL, world.city, name="钱某"), world.county_desk
    for grant, status in ((world.desk, 200), (council, 200), (county, 404), (world.handler, 404), (world.deputy, 404)):
        assert signed_in(grant).get(made.get_absolute_url()).status_code == status
    assert signed_in(council).get(reverse("proposals:freeze_figures")).status_code == 403
    assert signed_in(council).post(reverse("proposals:freeze_figures"), {"title": "x"}).status_code == 403
    assert TITLE not in signed_in(county).get(reverse("proposals:snapshots")).content.decode()
