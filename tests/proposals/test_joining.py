"""联名: each confirms one text; when it changes, those who had confirmed are asked again."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Notice
from congress.workflow import OutOfTurn
from proposals import drafting, triage
from proposals.models import Proposal
from tests import stages
from tests.places import signed_in
from tests.world import BODY, World, a_world, let_the_undo_time_pass

pytestmark = pytest.mark.django_db
MORE = f"{BODY}另请修好坏了的护栏。"


@pytest.fixture
def world() -> World:
    return a_world()


def gathering(world: World, *seats: object) -> Proposal:
    draft = stages.drafted(world.deputy)
    drafting.invite(draft, list(seats), by=Actor(world.deputy))
    return draft


def submit(proposal: Proposal, world: World) -> None:
    proposal.refresh_from_db()
    drafting.submit(proposal, by=Actor(world.deputy), at=timezone.now())


def change(proposal: Proposal, world: World) -> None:
    proposal.refresh_from_db()
    drafting.save(proposal, by=Actor(world.deputy), seen=proposal.version, body=MORE)


def test_the_text_stands_still_while_others_are_asked(world):
    draft = gathering(world, world.li)
    with pytest.raises(OutOfTurn):
        change(draft, world)
    drafting.answer_invitation(draft, joins=True, by=Actor(world.li.grant))
    with pytest.raises(OutOfTurn):
        change(draft, world)


def test_a_text_changed_after_undo_is_confirmed_anew(world):
    draft = gathering(world, world.li)
    drafting.answer_invitation(draft, joins=True, by=Actor(world.li.grant))
    submit(draft, world)
    drafting.undo(draft, by=Actor(world.deputy), on=timezone.now())
    change(draft, world)
    with pytest.raises(PermissionDenied, match="内容改过，要请联名代表重新确认：李某"):
        submit(draft, world)
    client = signed_in(world.deputy)
    assert "请联名代表重新确认" in client.get(reverse("proposals:check", args=[draft.pk])).content.decode()
    client.post(reverse("proposals:ask_again", args=[draft.pk]))
    assert Notice.objects.filter(kind="invited", person=world.li.person).count() == 2
    drafting.answer_invitation(Proposal.objects.get(), joins=True, by=Actor(world.li.grant))
    submit(draft, world)
    assert draft.state == Proposal.State.SUBMITTED


def test_a_text_changed_for_the_desk_is_confirmed_anew_under_its_number(world):
    draft = gathering(world, world.li)
    drafting.answer_invitation(draft, joins=True, by=Actor(world.li.grant))
    submit(draft, world)
    let_the_undo_time_pass(draft)
    draft.refresh_from_db()
    triage.send_back(draft, reason="请写明路段", by=Actor(world.desk), on=timezone.localdate())
    change(draft, world)
    drafting.ask_again(draft, by=Actor(world.deputy))
    assert draft.state == Proposal.State.RETURNED
    client = signed_in(world.li.grant)
    assert "请您联名" in client.get(reverse("congress:home")).content.decode()
    assert MORE in client.get(reverse("proposals:cosign", args=[draft.pk])).content.decode()
    client.post(reverse("proposals:cosign", args=[draft.pk]), {"join": "1"})
    submit(draft, world)
    assert draft.number.endswith("-0001")


def test_the_same_text_sent_again_asks_nobody(world):
    draft = gathering(world, world.li)
    drafting.answer_invitation(draft, joins=True, by=Actor(world.li.grant))
    submit(draft, world)
    drafting.undo(draft, by=Actor(world.deputy), on=timezone.now())
    submit(draft, world)
    assert draft.state == Proposal.State.SUBMITTED


def test_who_does_not_answer_is_waited_for_no_longer(world):
    draft = gathering(world, world.li, world.wang)
    drafting.answer_invitation(draft, joins=True, by=Actor(world.li.grant))
    silent = draft.co_signatures.get(seat=world.wang)
    client = signed_in(world.deputy)
    assert "不再等欧阳某代表" in client.get(reverse("proposals:check", args=[draft.pk])).content.decode()
    client.post(reverse("proposals:uninvite", args=[draft.pk, silent.pk]))
    submit(draft, world)
    assert [row.seat for row in draft.co_signatures.all()] == [world.li]


def test_who_has_answered_is_not_struck_out(world):
    draft = gathering(world, world.li)
    row = draft.co_signatures.get()
    drafting.answer_invitation(draft, joins=True, by=Actor(world.li.grant))
    assert signed_in(world.deputy).post(reverse("proposals:uninvite", args=[draft.pk, row.pk])).status_code == 409
    assert draft.co_signatures.get().state == "confirmed"


def test_after_it_was_sent_nobody_is_asked(world):
    proposal = stages.submitted(world.deputy)
    with pytest.raises(OutOfTurn, match="已经提交"):
        drafting.invite(proposal, [world.li], by=Actor(world.deputy))
    assert signed_in(world.deputy).get(reverse("proposals:invite", args=[proposal.pk])).status_code == 409
