"""Many at once: preview, deed, ten minutes to think again; one that moved on hinders nobody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant, Notice, Organ
from proposals import batches, routing
from proposals.batches import Pick
from proposals.models import Assignment, Proposal
from tests.places import signed_in
from tests.stages import submitted
from tests.world import World, a_world

pytestmark = pytest.mark.django_db

LIGHTS = "关于西山路口增设路灯照明的建议"


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def waiting(world) -> list[Proposal]:
    """Three about street lights, which the urban management would get, and one that says nothing."""
    titles = [f"关于第{number}条街路灯不亮、市容环境卫生差的建议" for number in (1, 2, 3)]
    return [*(submitted(world.deputy, title) for title in titles), submitted(world.deputy, "啊啊啊", "哦哦哦哦哦")]


def picks(proposals: list[Proposal], organ: Organ | None = None) -> list[str]:
    return [str(Pick(row.pk, row.version, organ.pk if organ else None)) for row in proposals]


def test_the_preview_groups_by_organ_and_changes_nothing(world, waiting):
    found = batches.preview(batches.read_picks(picks(waiting)), by=Actor(world.desk), on=timezone.localdate())
    assert {organ: len(rows) for organ, rows in found.by_organ.items()} == {world.urban: 3}
    assert found.unsure == [waiting[3]] and found.taken == []
    assert not Assignment.objects.exists()


def test_a_batch_is_assigned_and_taken_back_before_anybody_hears_of_it(world, waiting):
    client = signed_in(world.desk)
    page = client.post(reverse("proposals:assign_suggested"), {"pick": picks(waiting)})
    assert "将交办3件" in page.content.decode() and "没有把握" in page.content.decode()
    client.post(reverse("proposals:assign_suggested"), {"pick": picks(waiting[:3], world.urban), "confirm": "1"})
    assert Assignment.objects.filter(organ=world.urban, state=Assignment.State.ASSIGNED).count() == 3
    assert not Notice.objects.filter(kind="new_assignment", visible_at__lte=timezone.now()).exists()
    queue = client.get(reverse("proposals:queue")).content.decode()
    assert "整批撤回" in queue and "已交办3件。" in queue
    client.post(reverse("proposals:take_back"))
    assert set(Proposal.objects.filter(title__startswith="关于").values_list("state", flat=True)) == {"registered"}
    assert not Notice.objects.filter(kind="new_assignment").exists()
    assert "时间已过" in client.post(reverse("proposals:take_back"), follow=True).content.decode()


def test_one_that_a_colleague_took_is_left_and_the_others_go_through(world, waiting):
    shown = picks(waiting[:3], world.urban)
    routing.assign(
        waiting[0],
        lead=world.housing,
        lane=Proposal.Lane.SIMPLE,
        by=Actor(world.desk),
        on=timezone.localdate(),
    )
    outcome = batches.assign(batches.read_picks(shown), by=Actor(world.desk), on=timezone.localdate())
    assert outcome.assigned == waiting[1:3]
    assert [row for row, _ in outcome.left] == [waiting[0]] and "赵某" in outcome.left[0][1]
    assert Assignment.objects.get(proposal=waiting[0]).organ == world.housing


def test_one_row_goes_by_one_button(world, waiting):
    client = signed_in(world.desk)
    client.post(reverse("proposals:assign_suggested"), {"one": picks(waiting[:1], world.urban)})
    assert Assignment.objects.get().proposal == waiting[0]


@pytest.mark.parametrize(
    "text", ["", "x", "::", "a:b:c", f"{'0' * 32}:1:", "\ud800".encode("utf-8", "replace").decode()]
)
def test_a_forged_field_assigns_nothing(world, waiting, text):
    client = signed_in(world.desk)
    for button in ("one", "confirm"):
        response = client.post(reverse("proposals:assign_suggested"), {"pick": text, button: text})
        assert response.status_code == 302
    assert not Assignment.objects.exists()


def test_a_foreign_organ_or_another_desks_case_is_left_out(world, waiting):
    foreign = Organ.objects.create(congress=world.county, name="县城管局", kind="handler", branch="government")
    for grant, organ in ((world.desk, foreign), (world.county_desk, world.urban)):
        outcome = batches.assign(
            batches.read_picks(picks(waiting[:1], organ)), by=Actor(grant), on=timezone.localdate()
        )
        assert outcome.assigned == []
    assert not Assignment.objects.exists()


def test_only_desks_may(world, waiting):
    for grant in (world.handler, world.deputy):
        response = signed_in(grant).post(reverse("proposals:assign_suggested"), {"pick": picks(waiting)})
        assert response.status_code == 403
    assert not Assignment.objects.exists()


def test_an_organ_without_an_account_is_pointed_out(world, waiting):
    Grant.objects.filter(organ=world.urban).delete()
    page = signed_in(world.desk).post(reverse("proposals:assign_suggested"), {"pick": picks(waiting)})
    assert "市城管局还没有人开通账号" in page.content.decode()


def test_an_organ_without_an_account_is_marked_wherever_it_is_chosen_and_takes_it_all_the_same(world, waiting):
    """In the queue, in the list of organs, and after the press."""
    client, said = signed_in(world.desk), "市城管局还没有人开通账号，不会有人签收"
    assign = reverse("proposals:assign", args=[waiting[0].pk])
    assert "没有账号" not in client.get(reverse("proposals:queue")).content.decode()
    assert "没有账号" not in client.get(assign).content.decode()
    Grant.objects.filter(organ=world.urban).update(ends_on=timezone.localdate() - timedelta(days=1))

    assert "没有账号" in client.get(reverse("proposals:queue")).content.decode()
    assert "市城管局（没有账号）" in client.get(assign).content.decode()
    assert "市住建局（没有账号）" not in client.get(assign).content.decode()
    assert "这个单位还没有账号" in client.get(assign).content.decode()
    chosen = {"lead": world.urban.pk, "lane": "ordinary", "version": waiting[0].version}
    assert said in client.post(assign, chosen, follow=True).content.decode()
    one = {"one": picks(waiting[1:2], world.urban)}
    assert said in client.post(reverse("proposals:assign_suggested"), one, follow=True).content.decode()
    assert Assignment.objects.filter(organ=world.urban).count() == 2


def test_the_queue_asks_no_more_for_more_rows(world, waiting, django_assert_max_num_queries):
    client = signed_in(world.desk)
    client.get(reverse("proposals:queue"))
    with django_assert_max_num_queries(25):
        client.get(reverse("proposals:queue"))
    for number in range(12):
        submitted(world.deputy, f"关于第{number}个小区停车难的建议")
    with django_assert_max_num_queries(25):
        assert "15" in client.get(reverse("proposals:queue")).content.decode()
