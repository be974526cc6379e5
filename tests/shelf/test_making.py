"""由办结件整理: with consent, out of the public copy or masked; nothing of anybody, and the way back for few."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Setting
from congress.workflow import OutOfTurn
from proposals import rating
from proposals.models import Assignment, Proposal, Reply, ShelfEntry
from proposals.shelf import making, shelving, writing
from tests import stages
from tests.places import START, signed_in
from tests.publishing import made as publishing
from tests.shelf import made

pytestmark = pytest.mark.django_db


def closed(world, title="办结的一件") -> Proposal:
    """With a telephone number and names in text and reply."""
    proposal = publishing.answered(world, title)
    assignment = Assignment.objects.get(proposal=proposal)
    judged = {"process": "satisfied", "result": "satisfied", "reason": ""}
    rating.rate(assignment, by=Actor(world.deputy), at=timezone.now(), **judged)
    return publishing.again(proposal)


def make(world, proposal, kind="case") -> ShelfEntry:
    return making.make_entry(proposal, kind=kind, by=Actor(world.desk))


def test_one_press_makes_a_draft_for_the_desk_to_look_over(world):
    proposal = closed(world)
    page = signed_in(world.desk).get(proposal.get_absolute_url()).content.decode()
    assert "整理成优秀案例" in page and "整理成范文" in page
    assert "整理成优秀案例" not in signed_in(world.deputy).get(proposal.get_absolute_url()).content.decode()
    answer = signed_in(world.desk).post(reverse("proposals:make_entry", args=[proposal.pk]), {"kind": "case"})
    entry = ShelfEntry.objects.get()
    assert answer["Location"] == reverse("proposals:change_entry", args=[entry.pk])
    assert (entry.state, entry.kind, entry.proposal, entry.title) == ("draft", "case", proposal, proposal.title)
    assert "六盏路灯已经装好" in entry.text and "市城管局答复" in entry.text


def test_from_what_is_public_it_is_the_public_copy(world):
    proposal = closed(world)
    publishing.publish(world, proposal, "西山路口")
    Proposal.objects.filter(pk=proposal.pk).update(is_public=False)
    entry = make(world, publishing.again(proposal))
    assert "西山路口" not in entry.text and publishing.PHONE not in entry.text and "139****5678" in entry.text


@pytest.mark.parametrize("names", ["full", "surname", "none"])
def test_what_is_not_public_is_masked_whatever_the_congress_shows(world, names):
    Setting.objects.create(key="publishing.names", value=names, starts_on=START)
    entry = make(world, closed(world))
    assert publishing.PHONE not in entry.text and "张某代表" not in entry.text and "王大明" not in entry.text
    shelving.put_on_shelf(entry, seen=1, by=Actor(world.desk))


def test_without_the_deputy_s_consent_there_is_none(world):
    proposal = closed(world)
    Proposal.objects.filter(pk=proposal.pk).update(is_public=False)
    answer = signed_in(world.desk).post(reverse("proposals:make_entry", args=[proposal.pk]), {"kind": "model"})
    assert answer.status_code == 403 and "代表要求不公开" in answer.content.decode()
    assert not ShelfEntry.objects.exists()


def test_a_reply_whose_organ_does_not_agree_stays_away(world):
    proposal = closed(world)
    Reply.objects.update(is_public=False)
    assert "六盏路灯已经装好" not in make(world, proposal).text


def test_a_model_text_is_what_the_deputy_wrote_and_nothing_else(world):
    entry = make(world, closed(world), "model")
    assert "已经装好" not in entry.text and "【" not in entry.text and "步道" in entry.text


def test_only_what_is_closed_and_only_cases_and_model_texts(world):
    at_work = stages.handled(world).proposal
    with pytest.raises(PermissionDenied, match="办结以后"):
        make(world, at_work)
    with pytest.raises(PermissionDenied, match="优秀案例或者范文"):
        make(world, made.closed_matter(world), "rule")
    with pytest.raises(PermissionDenied):
        making.make_entry(made.closed_matter(world, "又一件"), kind="case", by=Actor(world.county_desk))


def test_pressed_twice_it_is_one_and_again_after_it_was_taken_off(world):
    proposal = closed(world)
    first = make(world, proposal)
    assert make(world, proposal) == first and make(world, proposal, "model") != first
    shelving.take_off(first, reason="不合适", by=Actor(world.desk))
    second = make(world, proposal)
    assert second != first
    with pytest.raises(OutOfTurn, match="另外整理过"):
        shelving.put_on_shelf(first, seen=1, by=Actor(world.desk))


def test_what_the_desk_writes_in_afterwards_is_looked_at_too(world):
    entry = make(world, closed(world))
    writing.change_entry(entry, seen=1, by=Actor(world.desk), text=f"联系张某，电话{publishing.PHONE}")
    with pytest.raises(PermissionDenied, match="电话号码"):
        shelving.put_on_shelf(entry, seen=2, by=Actor(world.desk))
    writing.change_entry(entry, seen=2, by=Actor(world.desk), text="联系张某")
    with pytest.raises(PermissionDenied, match=r"姓名|另行遮去"):
        shelving.put_on_shelf(entry, seen=3, by=Actor(world.desk))


def test_the_way_back_is_for_who_may_read_the_matter(world):
    proposal = closed(world)
    entry = make(world, proposal)
    shelving.put_on_shelf(entry, seen=1, by=Actor(world.desk))
    for grant, sees in ((world.desk, True), (world.deputy, True), (world.handler, True)):
        assert (proposal.get_absolute_url() in page_of(entry, grant)) is sees
    for grant in (world.li.grant, world.second_handler, world.county_desk):
        page = page_of(entry, grant)
        assert str(proposal.pk) not in page and proposal.number not in page


def page_of(entry, grant) -> str:
    return signed_in(grant).get(entry.get_absolute_url()).content.decode()


def test_what_is_no_longer_public_leaves_the_shelf(world):
    proposal = closed(world)
    row = publishing.publish(world, proposal)
    entry = make(world, proposal)
    shelving.put_on_shelf(entry, seen=1, by=Actor(world.desk))
    publishing.unpublish(world, row)
    entry.refresh_from_db()
    assert (entry.state, entry.reason) == ("removed", "原件已撤回公开。")
