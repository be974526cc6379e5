"""征求联名代表意见: who joined tells the lead, who rates after asking; nobody else reads it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Notice
from congress.waiting import todos_of
from congress.workflow import OutOfTurn
from proposals import consulting, rating, replies
from proposals.models import Assignment, CoSignatoryView, CoSignature, Rating
from tests import stages
from tests.places import signed_in
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
GOOD = {"process": "satisfied", "result": "satisfied", "reason": ""}
POOR = {"process": "satisfied", "result": "dissatisfied", "reason": "北段仍然很暗"}


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def assignment(world: World) -> Assignment:
    return stages.replied_jointly(world)


def rate(assignment: Assignment, world: World, **more: bool) -> Rating:
    assignment = Assignment.objects.get(pk=assignment.pk)
    return rating.rate(assignment, **GOOD, by=Actor(world.deputy), at=timezone.now(), **more)


def address(assignment: Assignment, page: str) -> str:
    return reverse(f"proposals:{page}", args=[assignment.pk])


def test_the_lead_rates_after_asking(world, assignment):
    with pytest.raises(PermissionDenied, match="请先征求联名代表的意见：李"):
        rate(assignment, world)
    assert rate(assignment, world, asked_others=True).asked_others is True


def test_whoever_told_him_need_not_be_asked_again(world, assignment):
    consulting.tell_lead(assignment, **POOR, by=Actor(world.li.grant))
    given = rate(assignment, world)
    assert (given.asked_others, given.result) == (True, "satisfied")  # the lead's own word counts
    assert CoSignatoryView.objects.get().result == "dissatisfied"


def test_of_a_proposal_of_ones_own_nobody_is_asked(world):
    assert rate(stages.replied(world), world).asked_others is None


def test_a_view_may_be_changed_until_the_lead_has_rated(world, assignment):
    consulting.tell_lead(assignment, **GOOD, by=Actor(world.li.grant))
    consulting.tell_lead(assignment, **POOR, by=Actor(world.li.grant))
    assert [view.result for view in CoSignatoryView.objects.all()] == ["dissatisfied"]
    assert Notice.objects.filter(kind="view_told", person=world.deputy.person).count() == 1
    rate(assignment, world)
    with pytest.raises(OutOfTurn, match="领衔代表已经评价"):
        consulting.tell_lead(Assignment.objects.get(pk=assignment.pk), **GOOD, by=Actor(world.li.grant))


def test_only_who_joined_and_stayed_tells_him(world, assignment):
    for grant in (world.deputy, world.desk, world.handler):
        with pytest.raises(PermissionDenied, match="您没有联名这一件"):
            consulting.tell_lead(assignment, **GOOD, by=Actor(grant))
    CoSignature.objects.update(state=CoSignature.State.LEFT)
    again = Assignment.objects.get(pk=assignment.pk)
    with pytest.raises(PermissionDenied, match="您没有联名这一件"):
        consulting.tell_lead(again, **GOOD, by=Actor(world.li.grant))


def test_only_the_lead_reads_it(world, assignment):
    consulting.tell_lead(assignment, **POOR, by=Actor(world.li.grant))
    seen = {}
    for name in ("deputy", "desk", "handler", "leader"):
        page = signed_in(getattr(world, name)).get(assignment.proposal.get_absolute_url())
        seen[name] = POOR["reason"] in page.content.decode()
    assert seen == {"deputy": True, "desk": False, "handler": False, "leader": False}


def test_the_page_of_the_lead_names_who_is_silent_and_keeps_what_is_typed(world, assignment):
    client = signed_in(world.deputy)
    page = client.post(address(assignment, "rate"), POOR)
    text = page.content.decode()
    assert "请先征求" in text
    assert POOR["reason"] in text
    assert not Rating.objects.exists()
    page = client.post(address(assignment, "rate"), {**POOR, "asked_others": "on"})
    assert page.status_code == 302
    assert Rating.objects.get().asked_others is True


def test_who_joined_is_told_finds_it_among_his_todos_and_says_it(world, assignment):
    told = Notice.objects.filter(person=world.li.person, kind="replied_jointly")
    CoSignature.objects.update(decided_at=timezone.now())
    by = Actor(world.li.grant)
    waiting = [row for row in todos_of(by, timezone.localdate()) if row.button == "说说看法"]
    assert [row.address for row in waiting] == [address(assignment, "tell_lead")]
    signed_in(world.li.grant).post(waiting[0].address, POOR)
    assert CoSignatoryView.objects.get().reason == POOR["reason"]
    assert not [row for row in todos_of(by, timezone.localdate()) if row.button == "说说看法"]
    assert not told.exists()  # he joined only after the reply was signed, in this story


def test_a_signed_reply_reaches_the_lead_and_who_joined_in_words_of_their_own(world):
    assignment = stages.to_be_signed(world)
    joined = {"decided_at": timezone.now(), "confirmed_text": assignment.proposal.text_digest}
    CoSignature.objects.create(proposal=assignment.proposal, seat=world.li, state="confirmed", **joined)
    replies.sign(Assignment.objects.get(pk=assignment.pk), by=Actor(world.leader), at=timezone.now())
    kinds = {(n.person_id, n.kind) for n in Notice.objects.filter(kind__startswith="replied")}
    assert kinds == {(world.deputy.person_id, "replied"), (world.li.person_id, "replied_jointly")}


def test_the_database_refuses_a_second_view(assignment, world):
    reply = assignment.replies.get()
    view = {"reply": reply, "seat": world.li, "process": "satisfied", "result": "satisfied"}
    CoSignatoryView.objects.create(**view)
    with pytest.raises(IntegrityError), transaction.atomic():
        CoSignatoryView.objects.create(**view)
    with pytest.raises(IntegrityError), transaction.atomic():
        CoSignatoryView.objects.filter(reply=reply).update(result="fine")
