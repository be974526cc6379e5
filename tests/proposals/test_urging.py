"""催办: a deputy once a period, the desk once a day, each recorded and told to the organ."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Event, Notice, Organ, Role
from proposals import urging
from proposals.models import Assignment, Urge
from tests import stages
from tests.places import a_grant, an_organ, signed_in
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
OTHER = "关于南黎路学校门口限速的建议"


@pytest.fixture
def world() -> World:
    return a_world()


def overdue(assignment: Assignment) -> Assignment:
    yesterday = timezone.localdate() - timedelta(days=1)
    assignment.clocks.running().filter(limit="reply").update(
        started_on=yesterday, unrolled_on=yesterday, due_on=yesterday
    )
    return assignment


def test_the_author_urges_once_in_a_period(world):
    assignment, today = stages.handled(world), timezone.localdate()
    client = signed_in(world.deputy)
    page = client.get(assignment.proposal.get_absolute_url()).content.decode()
    assert "催一催（本期可用1次）" in page
    client.post(reverse("proposals:urge", args=[assignment.pk]))
    told = Notice.objects.filter(kind="urged")
    assert set(told.values_list("person__name", flat=True)) == {"周某", "吴某"}
    page = client.get(assignment.proposal.get_absolute_url()).content.decode()
    again = today + timedelta(days=30)
    assert "催一催（" not in page and f"{again}起可以再催" in page
    assert '<span class="label">催办</span>' in page
    assert client.post(reverse("proposals:urge", args=[assignment.pk])).status_code == 403
    with pytest.raises(PermissionDenied, match="起可以再催"):
        urging.urge(assignment, by=Actor(world.deputy), on=again - timedelta(days=1))
    urging.urge(assignment, by=Actor(world.deputy), on=again)
    assert Event.objects.filter(step="urge").count() == Urge.objects.count() == 2


def test_nobody_urges_what_is_answered(world):
    assignment = stages.replied(world)
    client = signed_in(world.deputy)
    assert "催一催" not in client.get(assignment.proposal.get_absolute_url()).content.decode()
    assert client.post(reverse("proposals:urge", args=[assignment.pk])).status_code == 403


def test_only_those_who_may(world):
    assignment = stages.assigned(world)
    assert signed_in(world.handler).post(reverse("proposals:urge", args=[assignment.pk])).status_code == 403
    assert signed_in(world.li.grant).post(reverse("proposals:urge", args=[assignment.pk])).status_code == 404
    assert signed_in(world.handler).post(reverse("proposals:urge_chosen")).status_code == 403
    party = an_organ(world.city, "市委宣传部", branch=Organ.Branch.PARTY)
    office = a_grant(Role.GOVERNMENT, world.city, name="孔某", organ=party)
    assert urging.plan([assignment], by=Actor(office), on=timezone.localdate()).rows == [assignment]
    assignment.organ = party
    assert not urging.plan([assignment], by=Actor(office), on=timezone.localdate()).rows


def test_the_desk_urges_what_is_overdue_with_one_message_to_each_organ(world):
    first, second = overdue(stages.handled(world)), overdue(stages.handled(world, OTHER))
    client = signed_in(world.desk)
    page = client.get(reverse("proposals:board"), {"band": "overdue"}).content.decode()
    assert page.count(" checked") == 2 and "催办所选" in page
    picks = {"pick": [str(first.pk), str(second.pk)]}
    preview = client.post(reverse("proposals:urge_chosen"), picks).content.decode()
    assert "将催办2件" in preview and "市城管局（2件）" in preview
    assert not Urge.objects.exists()
    client.post(reverse("proposals:urge_chosen"), picks | {"confirm": "1"})
    told = Notice.objects.filter(kind="urged_together")
    assert {(n.person.name, "2件" in n.text) for n in told} == {("周某", True), ("吴某", True)}
    page = client.get(reverse("proposals:board"), {"band": "overdue"}).content.decode()
    assert " checked" not in page and f"{timezone.localdate():%m-%d}已催" in page
    again = client.post(reverse("proposals:urge_chosen"), picks | {"confirm": "1"}).content.decode()
    assert "不催办（2件）" in again and Urge.objects.count() == 2


def test_nonsense_urges_nobody(world):
    stages.assigned(world)
    client = signed_in(world.desk)
    for pick in ("x", "00000000-0000-4000-8000-000000000000", ""):
        assert client.post(reverse("proposals:urge_chosen"), {"pick": pick, "confirm": "1"}).status_code == 302
    assert not Urge.objects.exists()


def test_the_board_asks_no_more_for_more_rows(world, django_assert_max_num_queries):
    client, board = signed_in(world.desk), reverse("proposals:board")
    overdue(stages.handled(world))
    client.get(board)
    with django_assert_max_num_queries(25) as few:
        client.get(board)
    for number in range(4):
        overdue(stages.handled(world, f"关于第{number}条路的建议"))
    with django_assert_max_num_queries(len(few)):
        client.get(board)
