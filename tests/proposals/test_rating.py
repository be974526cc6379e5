"""评价: changed within ten minutes, kept from the organ until then, and what follows when nothing satisfies."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Notice, Setting
from proposals import handling, rating, routing
from proposals.models import Assignment, LimitKey, Proposal, Rating
from tests import stages
from tests.places import START, signed_in
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
REASON = "只装了两盏，北段仍然很暗"
POOR = {"process": "satisfied", "result": "dissatisfied", "reason": REASON}
GOOD = {"process": "satisfied", "result": "satisfied", "reason": ""}


@pytest.fixture
def world() -> World:
    return a_world()


def rate(assignment: Assignment, world: World, **words: str) -> Rating:
    assignment.refresh_from_db()
    return rating.rate(assignment, by=Actor(world.deputy), at=timezone.now(), **words)


def change(assignment: Assignment, world: World, **words: str) -> Rating:
    return rating.rate_again(
        Assignment.objects.get(pk=assignment.pk), by=Actor(world.deputy), at=timezone.now(), **words
    )


def let_time_pass(given: Rating, **much: float) -> None:
    Rating.objects.filter(pk=given.pk).update(rated_at=F("rated_at") - timedelta(**much))


def now(assignment: Assignment) -> tuple[str, int, str]:
    found = Assignment.objects.select_related("proposal").get(pk=assignment.pk)
    return found.state, found.round, found.proposal.state


def test_dissatisfied_by_mistake_is_taken_back_as_if_never_said(world):
    assignment = stages.replied(world)
    rate(assignment, world, **POOR)
    assert now(assignment) == ("rehandling", 2, "in_hand")
    given = change(assignment, world, **GOOD)
    assert now(assignment) == ("rated", 1, "closed")
    assert (given.result, given.reason, given.changed_at is not None) == ("satisfied", "", True)
    assert not assignment.proposal.all_clocks.running().exists()
    told = Notice.objects.filter(kind__in=["rated", "rehandle"], person=world.handler.person)
    assert [notice.text for notice in told] == [
        f"{assignment.proposal.number}号建议，代表对市城管局的评价：满意或基本满意。"
    ]


def test_satisfied_by_mistake_still_sends_the_matter_back(world):
    assignment = stages.replied(world)
    rate(assignment, world, **GOOD)
    assert now(assignment) == ("rated", 1, "closed")
    change(assignment, world, **POOR)
    assert now(assignment) == ("rehandling", 2, "in_hand")
    assert assignment.clocks.running().get().limit == LimitKey.REHANDLE


def test_the_organ_hears_nothing_before_the_ten_minutes_are_over_and_of_no_change_after(world):
    assignment = stages.replied(world)
    rate(assignment, world, **POOR)
    for notice in Notice.objects.filter(kind__in=["rated", "rehandle"]):
        assert notice.visible_at - timezone.now() > timedelta(minutes=9)
    change(assignment, world, **GOOD)
    page = signed_in(world.handler).get(assignment.proposal.get_absolute_url()).content.decode()
    assert "改评价" not in page and "要求重新办理" not in page and REASON not in page
    assert page.count('<span class="label">评价</span>') == 1
    own = signed_in(world.deputy).get(assignment.proposal.get_absolute_url()).content.decode()
    assert '<span class="label">改评价</span>' in own


def test_after_ten_minutes_the_rating_stands(world):
    assignment = stages.replied(world)
    given = rate(assignment, world, **GOOD)
    let_time_pass(given, minutes=9, seconds=50)
    assert signed_in(world.deputy).get(reverse("proposals:rate", args=[assignment.pk])).status_code == 200
    let_time_pass(given, seconds=11)
    assert signed_in(world.deputy).get(reverse("proposals:rate", args=[assignment.pk])).status_code == 403
    with pytest.raises(PermissionDenied, match="可以修改评价的时间已过"):
        change(assignment, world, **POOR)
    assert now(assignment) == ("rated", 1, "closed")


def test_the_rating_stands_once_the_organ_has_begun_again(world):
    assignment = stages.replied(world)
    rate(assignment, world, **POOR)
    assignment.refresh_from_db()
    day = timezone.localdate()
    by = Actor(world.handler)
    handling.log_contact(assignment, on=day, way="phone", persons="周某", result="再谈", by=by)
    with pytest.raises(PermissionDenied, match="已经开始重新办理"):
        change(assignment, world, **GOOD)
    assert now(assignment) == ("rehandling", 2, "in_hand")


def test_what_the_desk_sent_back_the_deputy_does_not_call_off(world):
    assignment = stages.rated(world)
    rating.reopen(assignment, reason="路灯没有亮", by=Actor(world.desk), on=timezone.localdate())
    with pytest.raises(PermissionDenied, match="已经开始重新办理"):
        change(assignment, world, **GOOD)


def test_a_closed_matter_whose_rating_turns_is_closed_no_more(world):
    Setting.objects.create(key="rehandle.max_rounds", value=1, starts_on=START)
    assignment = stages.replied(world)
    rate(assignment, world, **GOOD)
    assert now(assignment) == ("rated", 1, "closed")
    change(assignment, world, **POOR)
    assert now(assignment) == ("disputed", 1, "answered")
    change(assignment, world, **GOOD)
    assert now(assignment) == ("rated", 1, "closed")


def test_handing_the_work_on_inside_does_not_open_the_rating_again(world):
    assignment = stages.rated(world)
    rating.reopen(assignment, reason=REASON, by=Actor(world.desk), on=timezone.localdate())
    routing.delegate(assignment, office=world.office, handler=None, by=Actor(world.handler))
    with pytest.raises(PermissionDenied, match="已经开始重新办理"):
        change(assignment, world, **GOOD)


def test_the_page_shows_what_was_said_and_takes_the_change(world):
    assignment = stages.replied(world)
    client, page = signed_in(world.deputy), reverse("proposals:rate", args=[assignment.pk])
    assert "checked" not in client.get(page).content.decode()
    client.post(page, POOR)
    assert REASON in client.get(page).content.decode()
    assert "10分钟内可以修改" in client.get(page).content.decode()
    client.post(page, POOR | {"reason": "短"})
    assert Rating.objects.get().reason == REASON
    client.post(page, GOOD)
    assert now(assignment) == ("rated", 1, "closed")


def test_after_the_last_round_the_desk_settles_it_and_the_rating_stays(world):
    assignment = stages.disputed(world)
    assert now(assignment) == ("disputed", 1, "answered")
    author = signed_in(world.deputy)
    assert "代表工委正在协调" in author.get(assignment.proposal.get_absolute_url()).content.decode()
    desk = signed_in(world.desk)
    assert "待协调" in desk.get(reverse("congress:home")).content.decode()
    page = reverse("proposals:conclude", args=[assignment.pk])
    assert "北段仍然很暗" in desk.get(page).content.decode()
    answer = desk.post(page, {"on": str(timezone.localdate()), "way": "", "result": ""}).content.decode()
    assert "请选择协调方式" in answer and "请写协调结果" in answer
    assert now(assignment) == ("disputed", 1, "answered")
    desk.post(page, {"on": str(timezone.localdate()), "way": "meeting", "result": "双方同意年底前补装"})
    assert now(assignment) == ("rated", 1, "closed")
    assert Rating.objects.get().is_dissatisfied
    assert "双方同意年底前补装" in author.get(assignment.proposal.get_absolute_url()).content.decode()
    assert set(Notice.objects.filter(kind="concluded").values_list("person__name", flat=True)) == {
        "张某",
        "周某",
        "吴某",
    }


def test_only_the_desk_that_holds_it_settles_it(world):
    assignment = stages.disputed(world)
    for grant in (world.handler, world.leader, world.deputy):
        assert signed_in(grant).get(reverse("proposals:conclude", args=[assignment.pk])).status_code == 403
    assert signed_in(world.county_desk).get(reverse("proposals:conclude", args=[assignment.pk])).status_code == 404


def test_where_nothing_is_automatic_the_desk_decides(world):
    Setting.objects.create(key="rehandle.automatic", value=False, starts_on=START)
    assignment = stages.rated(world, result="dissatisfied", reason=REASON)
    assert now(assignment) == ("disputed", 1, "answered")
    rating.reopen(assignment, reason="请重新办理", by=Actor(world.desk), on=timezone.localdate())
    assert now(assignment) == ("rehandling", 2, "in_hand")
    assert Proposal.objects.get().closed_on is None


def test_a_second_round_has_its_own_contact_reply_and_rating(world):
    assignment = stages.rated(world, result="dissatisfied", reason=REASON)
    by, today = Actor(world.handler), timezone.localdate()
    page = signed_in(world.handler).get(reverse("proposals:reply", args=[assignment.pk])).content.decode()
    assert "还没有与代表沟通的记录" in page
    assignment.refresh_from_db()
    handling.log_contact(assignment, on=today, way="phone", persons="周某", result="再谈", by=by)
    stages.reply_to(world, assignment)
    rate(assignment, world, **GOOD)
    assert [(r.round, r.rating.result) for r in assignment.replies.order_by("round")] == [
        (1, "dissatisfied"),
        (2, "satisfied"),
    ]
    assert now(assignment) == ("rated", 2, "closed")
