"""并案: handled together, and each author keeps his own reply, rating and limit; undone without a trace."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Notice
from congress.workflow import OutOfTurn
from proposals import merging, rating, replies, routing, triage
from proposals.examining import contradictions
from proposals.measures import proposals_done
from proposals.models import Assignment, Clock, LimitKey, Proposal, Reply
from tests import motions, stages
from tests.places import signed_in
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
OTHER = "关于西山路北段路灯不亮的建议"
THIRD = "关于西山路南段补装路灯的建议"
POOR = {"process": "satisfied", "result": "dissatisfied", "reason": "南段仍然很暗"}
GOOD = {"process": "satisfied", "result": "satisfied", "reason": ""}


@pytest.fixture
def world() -> World:
    return a_world()


def accepted(world: World, grant: object, title: str = stages.TITLE) -> Proposal:
    proposal = stages.submitted(grant, title)
    triage.accept(proposal, by=Actor(world.desk), on=timezone.localdate())
    return proposal


def merge(world: World, proposal: Proposal, into: Proposal) -> Proposal:
    again = Proposal.objects.get(pk=proposal.pk)
    merging.merge(again, into=Proposal.objects.get(pk=into.pk), by=Actor(world.desk), on=timezone.localdate())
    return again


def unmerge(world: World, proposal: Proposal) -> None:
    again = Proposal.objects.get(pk=proposal.pk)
    merging.unmerge(again, reason="不是同一段路", by=Actor(world.desk), on=timezone.localdate())


def state(proposal: Proposal) -> str:
    return Proposal.objects.get(pk=proposal.pk).state


def rate(assignment: Assignment, grant: object, **words: str) -> None:
    again = Assignment.objects.get(pk=assignment.pk)
    rating.rate(again, by=Actor(grant), at=timezone.now(), **words)


@pytest.fixture
def both(world: World) -> tuple[Assignment, Assignment]:
    """The organ's part in the matter that stayed, and in the one that was merged into it, once it has answered."""
    other = accepted(world, world.li.grant, OTHER)
    head = accepted(world, world.deputy)
    merge(world, other, head)
    head = Proposal.objects.get(pk=head.pk)
    routing.assign(head, lead=world.urban, lane="formal", by=Actor(world.desk), on=timezone.localdate())
    answered = head.assignments.get()
    stages.talk(world, answered)
    stages.write_reply(world, answered, text=f"{Reply.opening(answered)}六盏路灯已经装好。")
    replies.sign(answered, by=Actor(world.leader), at=timezone.now())
    return answered, Assignment.objects.get(proposal=other)


def test_each_author_gets_the_reply_as_his_own(world, both):
    head, part = both
    reply = part.replies.get()
    assert (part.state, part.proposal.state, part.organ) == ("replied", "answered", head.organ)
    assert OTHER in reply.text
    assert part.proposal.number in reply.text
    assert stages.TITLE not in reply.text
    assert (reply.signed_by, reply.outcome) == (head.replies.get().signed_by, head.replies.get().outcome)
    assert Notice.objects.filter(kind="replied", person=world.li.person).count() == 1
    assert Clock.objects.running().filter(limit=LimitKey.RATE, root=part.proposal).count() == 1
    client = signed_in(world.li.grant)
    assert "去评价" in client.get(part.proposal.get_absolute_url()).content.decode()
    assert client.get(reverse("proposals:letter", args=[reply.pk])).status_code == 200
    assert client.get(head.proposal.get_absolute_url()).status_code == 404


def test_each_rates_for_himself_and_only_the_dissatisfied_is_handled_again(world, both):
    head, part = both
    rate(head, world.deputy, **GOOD)
    assert (state(head.proposal), state(part.proposal)) == ("closed", "answered")
    rate(part, world.li.grant, **POOR)
    assert (state(head.proposal), state(part.proposal)) == ("closed", "in_hand")
    assert Assignment.objects.get(pk=part.pk).state == "rehandling"
    seen = proposals_done(Proposal.objects.visible_to(Actor(world.desk)))
    assert [row.pk for row in seen] == [head.proposal_id]
    assert list(contradictions(Proposal.objects.all())) == []
    assert list(timeline.faults()) == []


def test_the_author_of_one_may_not_rate_the_reply_to_the_other(world, both):
    head, part = both
    with pytest.raises(PermissionDenied):
        rate(part, world.deputy, **GOOD)
    with pytest.raises(PermissionDenied):
        rate(head, world.li.grant, **GOOD)


def test_what_was_merged_last_gets_the_reply_too(world):
    third = accepted(world, world.wang.grant, THIRD)
    second = accepted(world, world.li.grant, OTHER)
    merge(world, third, second)
    head = stages.handled(world).proposal
    merge(world, second, head)
    assert {state(second), state(third)} == {"merged"}
    part = head.assignments.get()
    stages.reply_to(world, part)
    assert [state(row) for row in (head, second, third)] == ["answered"] * 3
    assert Reply.objects.filter(signed_at__isnull=False).count() == 3


def test_the_organ_reads_what_it_handles_together(world):
    head = stages.handled(world).proposal
    other = accepted(world, world.li.grant, OTHER)
    Proposal.objects.filter(pk=other.pk).update(is_name_hidden=True)
    merge(world, other, head)
    page = signed_in(world.handler).get(head.get_absolute_url()).content.decode()
    assert "并案办理的1件" in page
    assert OTHER in page
    assert world.li.person.name not in page
    assert OTHER not in signed_in(world.deputy).get(head.get_absolute_url()).content.decode()


def test_undone_it_waits_by_itself_with_what_had_been_merged_into_it(world):
    third = accepted(world, world.wang.grant, THIRD)
    second = accepted(world, world.li.grant, OTHER)
    head = accepted(world, world.deputy)
    merge(world, third, second)
    merge(world, second, head)
    assert Proposal.objects.get(pk=third.pk).merged_into_id == head.pk
    unmerge(world, second)
    rows = {row.pk: row for row in Proposal.objects.all()}
    assert (rows[second.pk].state, rows[second.pk].merged_into_id) == ("registered", None)
    assert (rows[third.pk].state, rows[third.pk].merged_into_id) == ("merged", second.pk)
    assert not head.followers().exists()
    assert [clock.limit for clock in rows[second.pk].clocks.running()] == ["assign"]
    assert [event.step for event in timeline.of(second.pk)][-2:] == ["merge", "unmerge"]
    assert Notice.objects.filter(kind="unmerged").values_list("person", flat=True).get() == world.li.person_id
    assert list(contradictions(Proposal.objects.all())) == []


def test_once_it_is_answered_it_is_not_undone(world, both):
    _, part = both
    with pytest.raises(OutOfTurn):
        unmerge(world, part.proposal)


def test_the_desk_undoes_it_on_its_page_and_says_why(world):
    head = accepted(world, world.deputy)
    other = merge(world, accepted(world, world.li.grant, OTHER), head)
    client, address = signed_in(world.desk), reverse("proposals:unmerge", args=[other.pk])
    assert "请写为什么要单独办理" in client.post(address, {"reason": " "}).content.decode()
    assert client.post(address, {"reason": "不是同一段路"}).status_code == 302
    assert state(other) == "registered"
    assert client.get(address).status_code == 403


def test_motions_join_only_motions_of_their_session_before_the_ruling(world):
    motions.a_session(world)
    seats = [world.li, *motions.more_deputies(world)]
    head = motions.registered(world, seats)
    second = motions.registered(world, seats, title="关于修订烟花爆竹燃放管理办法的议案")
    plain = accepted(world, world.wang.grant, OTHER)
    with pytest.raises(PermissionDenied, match="议案只能并入同一次会议的议案"):
        merge(world, plain, head)
    with pytest.raises(PermissionDenied, match="议案只能并入同一次会议的议案"):
        merge(world, second, plain)
    merge(world, second, head)
    assert (state(second), state(head)) == ("merged", "registered")
    unmerge(world, second)
    again = Proposal.objects.get(pk=second.pk)
    assert (again.state, again.motion_number) == ("registered", second.motion_number)
    assert list(contradictions(Proposal.objects.all())) == []
