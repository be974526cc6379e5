"""调度会, 督办行动, 督办通知单, the board by organ, committee and lane."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Event, Grant, Notice, Organ, Role
from congress.workflow import OutOfTurn
from proposals import board, urging
from proposals.models import Campaign, Clock, Dispatch, Proposal
from proposals.supervision import campaigning, dispatching, orders
from proposals.supervision.grouping import grouped, narrowed
from tests import stages, supervision
from tests.places import a_grant, signed_in
from tests.supervision import campaign, committee_of, key_item, leader_of, second_committee
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
OTHER = "关于东山路口照明的建议"


@pytest.fixture
def world() -> World:
    return a_world()


# Meetings


def test_a_meeting_calls_each_organ_once_and_keeps_what_each_reported_and_was_told(world):
    first, second = key_item(world), stages.handled(world, OTHER)
    client = signed_in(world.desk)
    sent = {
        "leader": leader_of(world).pk,
        "day": str(TODAY()),
        "place": "三楼，9:00",
        "keys": first.proposal_id,
        "numbers": f"{second.proposal.number}，{first.proposal.number}",
    }
    client.post(reverse("proposals:call_dispatch"), sent)
    dispatch = Dispatch.objects.get()
    assert dispatch.agenda.count() == 2
    called = Notice.objects.filter(kind="dispatch_called")
    assert sorted(called.values_list("person__name", flat=True)) == ["吴某", "周某"] and "2件" in called[0].text
    lines = list(dispatch.agenda.all())
    said = {f"{name}_{row.pk}": f"{name}{row.pk}" for row in lines for name in ("reported", "told")}
    later = TODAY() + timedelta(days=30)
    client.post(reverse("proposals:record_dispatch", args=[dispatch.pk]), said | {"next_on": str(later)})
    dispatch.refresh_from_db()
    assert dispatch.next_on == later and Notice.objects.filter(kind="dispatch_recorded").count() == 2
    page = signed_in(world.handler).get(reverse("proposals:dispatch", args=[dispatch.pk])).content.decode()
    assert f"told{lines[0].pk}" in page and f"reported{lines[1].pk}" in page
    detail = signed_in(world.handler).get(first.proposal.get_absolute_url()).content.decode()
    assert f"told{lines[0].pk}" in detail
    assert f"told{lines[0].pk}" not in signed_in(world.deputy).get(first.proposal.get_absolute_url()).content.decode()
    with pytest.raises(PermissionDenied, match="已经登记"):
        dispatching.record_dispatch(dispatch, {}, next_on=None, by=Actor(world.desk), on=TODAY())


def test_an_organ_sees_its_own_lines_and_strangers_no_meeting(world):
    assignment = key_item(world)
    dispatch = supervision.called(world, assignment)
    address = reverse("proposals:dispatch", args=[dispatch.pk])
    assert signed_in(world.second_handler).get(address).status_code == 404
    assert signed_in(world.deputy).get(address).status_code == 404
    assert signed_in(world.county_desk).get(address).status_code == 404
    assert signed_in(world.handler).get(address).status_code == 200


def test_a_meeting_is_of_known_numbers_its_own_leader_and_a_day_to_come(world):
    assignment, client = key_item(world), signed_in(world.desk)
    good = {
        "leader": leader_of(world).pk,
        "day": str(TODAY()),
        "place": "三楼",
        "numbers": assignment.proposal.number,
    }
    wrong = {
        "numbers": ("HB-2026-9999", "没有找到编号HB-2026-9999"),
        "day": ("2020-01-01", "日期不能早于今天"),
        "leader": ("", "请选择主持的领导"),
        "place": ("", "请写地点和时间"),
    }
    for name, (value, sentence) in wrong.items():
        answer = client.post(reverse("proposals:call_dispatch"), good | {name: value})
        assert answer.status_code == 200 and sentence in answer.content.decode(), name
    nothing = client.post(reverse("proposals:call_dispatch"), good | {"numbers": ""})
    assert "请选择要调度的建议" in nothing.content.decode()
    unassigned = stages.submitted(world.deputy, OTHER)
    answer = client.post(reverse("proposals:call_dispatch"), good | {"numbers": unassigned.number})
    assert answer.status_code == 200 and "交办以后才能督办" in answer.content.decode()
    assert not Dispatch.objects.exists() and not Notice.objects.filter(kind="dispatch_called").exists()


def test_a_committee_calls_what_it_supervises_and_a_leader_anything_with_organs(world):
    mine, foreign = key_item(world), stages.handled(world, OTHER)
    today = TODAY()
    common = {"leader": leader_of(world), "day": today, "place": "三楼", "on": today}
    with pytest.raises(PermissionDenied, match="只有督办工委"):
        dispatching.call_dispatch([mine.proposal, foreign.proposal], by=Actor(committee_of(world)), **common)
    assert dispatching.call_dispatch([mine.proposal], by=Actor(committee_of(world)), **common)
    assert dispatching.call_dispatch([foreign.proposal], by=Actor(leader_of(world)), **common)


# Campaigns


@pytest.mark.parametrize(
    "changed, sentence",
    [
        ({"keys": []}, "专题督办请选择建议"),
        ({"form": "kind"}, "分类督办请选择类别"),
        ({"form": "joint"}, "合力督办请选择两个以上督办工委"),
        ({"committees": []}, "请选择督办工委"),
        ({"ends_on": "2020-01-01"}, "结束日期不能早于开始日期"),
        ({"title": ""}, "请写名称"),
    ],
)
def test_each_of_the_three_forms_says_what_it_lacks(world, changed, sentence):
    assignment = key_item(world)
    good = {
        "form": "topic",
        "title": "停车难专题督办",
        "keys": [assignment.proposal_id],
        "committees": [committee_of(world).organ_id],
        "starts_on": str(TODAY()),
        "ends_on": str(TODAY()),
    }
    address = reverse("proposals:open_campaign")
    answer = signed_in(world.desk).post(address, good | changed)
    assert answer.status_code == 200 and sentence in answer.content.decode()
    assert not Campaign.objects.exists()
    assert signed_in(world.desk).post(address, good).status_code == 302
    assert signed_in(committee_of(world)).get(address).status_code == 403


def test_what_several_committees_supervise_together_each_of_them_reads(world):
    assignment = key_item(world)
    joined = a_grant(Role.COMMITTEE, world.city, name="财某", organ=second_committee(world))
    page = assignment.proposal.get_absolute_url()
    assert signed_in(joined).get(page).status_code == 404
    made = campaign(world, assignment, form="joint")
    assert signed_in(joined).get(page).status_code == 200
    assert set(Notice.objects.filter(kind="campaign_opened").values_list("person__name", flat=True)) == {
        "孔某",
        "柏某",
        "财某",
    }
    shown = signed_in(joined).get(reverse("proposals:campaign", args=[made.pk])).content.decode()
    assert assignment.proposal.title in shown and "重点" in shown
    signed_in(joined).post(reverse("proposals:remark", args=[assignment.proposal_id]), {"text": "请加快。"})
    assert assignment.proposal.remarks.get().written_by == joined
    elsewhere = Organ.objects.create(congress=world.city, name="法工委", kind="committee", branch="congress")
    outsider = a_grant(Role.COMMITTEE, world.city, name="外某", organ=elsewhere)
    assert signed_in(outsider).get(reverse("proposals:campaign", args=[made.pk])).status_code == 404
    assert signed_in(outsider).get(page).status_code == 404


def test_a_campaign_of_a_kind_holds_what_has_the_category(world):
    inside, outside = stages.handled(world), stages.handled(world, OTHER)
    waiting = stages.submitted(world.deputy, "关于南黎路学校门口限速的建议")
    Proposal.objects.filter(pk__in=[inside.proposal_id, waiting.pk]).update(category="城乡建设")
    made = campaign(world, form="kind", category="城乡建设")
    assert list(made.matters()) == [inside.proposal]
    joined = committee_of(world)
    assert signed_in(joined).get(inside.proposal.get_absolute_url()).status_code == 200
    for proposal in (outside.proposal, waiting):
        assert signed_in(joined).get(proposal.get_absolute_url()).status_code == 404


def test_a_campaign_is_noted_and_ended_with_its_summary_once(world):
    made = campaign(world, key_item(world))
    address = reverse("proposals:note_campaign", args=[made.pk])
    signed_in(committee_of(world)).post(address, {"text": "已到三个点。"})
    assert signed_in(committee_of(world)).post(address, {"text": "x", "close": "1"}).status_code == 403
    desk = signed_in(world.desk)
    desk.post(address, {"text": "全部落实。", "close": "1"})
    page = desk.get(reverse("proposals:campaign", args=[made.pk])).content.decode()
    assert "已到三个点。" in page and "全部落实。" in page and "已结束" in page
    assert desk.get(address).status_code == 403
    steps = Event.objects.filter(subject_kind="campaign").values_list("step", flat=True)
    assert list(steps) == ["open_campaign", "note_campaign", "close_campaign"]
    made = Campaign.objects.get()
    with pytest.raises(PermissionDenied, match="已经结束"):
        campaigning.close_campaign(made, summary="x", by=Actor(world.desk))
    Campaign.objects.filter(pk=made.pk).update(closed_at=None, closed_by=None)
    stale = Campaign.objects.get()
    campaigning.close_campaign(Campaign.objects.get(), summary="x", by=Actor(world.desk))
    with pytest.raises(OutOfTurn):
        campaigning.close_campaign(stale, summary="y", by=Actor(world.desk))


# The paper


def overdue(assignment, days: int):
    day = TODAY() - timedelta(days=days)
    assignment.clocks.running().filter(limit="reply").update(started_on=day, unrolled_on=day, due_on=day)


def test_the_paper_lists_what_is_late_red_urged_or_key_with_its_days(world):
    late, key = stages.handled(world), key_item(world, OTHER)
    quiet = stages.handled(world, "关于南黎路学校门口限速的建议")
    overdue(late, 9)
    by = Actor(world.desk)
    plan = urging.plan([late], by=by, on=TODAY())
    urging.urge_chosen(plan, by=by, on=TODAY())
    order = orders.order_for(world.urban, by, TODAY())
    assert [(line.number, line.days_overdue, line.leader) for line in order.lines] == [
        (late.proposal.number, 9, ""),
        (key.proposal.number, 0, "柏某"),
    ]
    assert order.overdue == 1 and order.lines[0].urged_on == [TODAY()] and order.required_by > TODAY()
    only = orders.order_for(world.urban, by, TODAY(), chosen=[quiet.pk])
    assert [line.title for line in only.lines] == [quiet.proposal.title]
    notice = Notice.objects.filter(kind="urged_together").first()
    assert notice.address == reverse("proposals:supervision_order", args=[world.urban.pk])
    page = signed_in(world.handler).get(notice.address).content.decode()
    assert late.proposal.number in page and "超期9天" in page and key.proposal.number in page
    assert signed_in(world.second_handler).get(notice.address).status_code == 403
    assert signed_in(world.deputy).get(notice.address).status_code == 403


def test_an_organ_that_anybody_urged_today_is_not_ticked_again(world):
    late = stages.handled(world)
    overdue(late, 2)
    client = signed_in(world.desk)
    board_page = reverse("proposals:board")
    assert client.get(board_page).content.decode().count(" checked") == 1
    colleague = a_grant(Role.DESK, world.city, name="另某")
    by = Actor(colleague)
    urging.urge_chosen(urging.plan([late], by=by, on=TODAY()), by=by, on=TODAY())
    page = client.get(board_page).content.decode()
    assert " checked" not in page and 'name="pick"' in page


# The board


@pytest.mark.parametrize("by", ["organ", "committee", "lane"])
def test_the_boards_numbers_by_group_add_up_and_open_their_list(world, by):
    key = key_item(world)
    stages.replied(world, OTHER)
    overdue(key, 3)
    stages.submitted(world.deputy, "关于南黎路学校门口限速的建议")
    actor = Actor(world.desk)
    clocks = board.running_for(actor)
    groups = grouped(clocks, by, TODAY(), {})
    whole = board.counts(actor, TODAY())
    assert sum(group.total for group in groups) == sum(whole.cells.values()) == 3
    assert groups[0].cells["overdue"] == 1 == whole.overdue
    for group in (one for one in groups if one.key):
        found = board.Listing(narrowed(clocks, {by: group.key}), TODAY())
        assert len(found) == group.total, group.label
    page = signed_in(world.desk).get(reverse("proposals:board"), {"by": by}).content.decode()
    assert all(group.label in page for group in groups)
    assert f"?{by}={groups[0].key}&amp;band=overdue" in page


def test_filters_of_the_board_that_mean_nothing_are_ignored(world):
    stages.handled(world)
    client = signed_in(world.desk)
    wrong = {"by": "x", "organ": "y", "committee": "z", "lane": "q", "rung": "r", "key": "2"}
    assert client.get(reverse("proposals:board"), wrong).status_code == 200
    assert narrowed(Clock.objects.all(), wrong).count() == Clock.objects.count()
    assert Grant.objects.exists()
