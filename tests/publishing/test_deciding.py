"""公开: deputy, organ and desk, all three; a copy that keeps nothing of anybody and follows nothing; gone at once."""

from dataclasses import replace
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Organ, Role, Setting
from congress.registries import registry
from congress.workflow import OutOfTurn
from proposals import drafting, routing
from proposals.models import Proposal, Publication, PublishedReply, Reply
from proposals.publishing import deciding, waiting
from tests import promises, stages
from tests.places import START, a_grant, an_organ, signed_in
from tests.publishing import made
from tests.world import TITLE

pytestmark = pytest.mark.django_db


def steps(proposal: Proposal) -> list[str]:
    return [event.step for event in timeline.of(proposal.pk)]


@pytest.mark.parametrize(("deputy", "organ", "desk"), list(product([True, False], repeat=3)))
def test_all_three_must_agree(world, deputy, organ, desk):
    proposal = made.answered(world)
    Proposal.objects.filter(pk=proposal.pk).update(is_public=deputy)
    Reply.objects.update(is_public=organ)
    if desk and deputy and organ:
        assert made.publish(world, proposal).is_public
    elif desk:
        with pytest.raises(PermissionDenied, match=r"不公开|不同意"):
            made.publish(world, proposal)
    else:
        deciding.withhold(made.again(proposal), reason="内容不宜", by=Actor(world.desk), at=timezone.now())
    is_public = deputy and organ and desk
    assert Publication.objects.published().exists() is is_public
    assert PublishedReply.objects.exists() is is_public
    number = made.again(proposal).number
    address = reverse("public:suggestion", args=[number])
    client = signed_in(world.desk)
    assert client.get(address).status_code == (200 if is_public else 404)


def test_what_waits_for_the_desk_is_what_both_agreed_to(world):
    titles = ("都同意", "代表不同意", "单位不同意", "试运行", "还没答复", "已决定")
    made_ones = {title: made.answered(world, title) for title in titles if title != "还没答复"}
    stages.to_be_signed(world, "还没答复")
    Proposal.objects.filter(title="代表不同意").update(is_public=False)
    Reply.objects.filter(assignment__proposal__title="单位不同意").update(is_public=False)
    Proposal.objects.filter(title="试运行").update(is_live=False)
    made.publish(world, made_ones["已决定"])
    desk = Actor(world.desk)
    assert [row.title for row in waiting.listed(desk, waiting.TO_DECIDE)] == ["都同意"]
    assert {row.title for row in waiting.listed(desk, waiting.AGAINST)} == {"代表不同意", "单位不同意"}
    assert [row.title for row in waiting.listed(desk, waiting.PUBLISHED)] == ["已决定"]
    assert [tile.number for tile in waiting.desk_tile(desk, timezone.localdate())] == [1]


@pytest.mark.parametrize("who", ["deputy", "handler", "leader", "county_desk", "street"])
def test_nobody_else_decides(world, who):
    proposal = made.answered(world)
    if who == "street":
        street = an_organ(world.city, "东街道人大工委", Organ.Kind.STREET, Organ.Branch.CONGRESS)
        by = Actor(a_grant(Role.DESK, world.city, name="戚某", organ=street))
    else:
        by = Actor(getattr(world, who))
    with pytest.raises(PermissionDenied):
        deciding.publish(proposal, words=(), seen="", by=by, at=timezone.now())
    with pytest.raises(PermissionDenied):
        deciding.withhold(proposal, reason="不", by=by, at=timezone.now())
    assert not Publication.objects.exists()


def test_the_copy_says_nothing_of_anybody(world):
    row = made.published(world)
    (reply,) = row.replies.all()
    assert row.author == "张某某代表"
    assert made.PHONE not in row.body + reply.text and "139****5678" in row.body
    assert "张某代表" not in reply.text and reply.text.startswith("张某某代表：")
    assert "王大明" not in reply.text
    assert made.PHONE not in row.search_text
    assert list(registry.checks["publications"].find()) == []


def test_what_a_reply_promises_is_public_with_it(world):
    promise = promises.owed(world)
    row = made.publish(world, promise.reply.assignment.proposal)
    assert f"承诺：\n{promises.CONTENT}（" in row.replies.get().text


def test_each_organ_answers_and_each_must_agree(world):
    proposal = stages.submitted(world.deputy)
    parts = [(world.urban, "路灯"), (world.housing, "台阶")]
    today, lane = timezone.localdate(), Proposal.Lane.FORMAL
    routing.assign(proposal, separate=parts, lane=lane, by=Actor(world.desk), on=today)
    stages.answer(world, proposal.assignments.get(organ=world.urban))
    assert made.again(proposal).state == "in_hand"
    second = replace(world, handler=world.second_handler, leader=world.second_leader)
    stages.answer(second, proposal.assignments.get(organ=world.housing))
    Reply.objects.filter(assignment__organ=world.housing).update(is_public=False)
    with pytest.raises(PermissionDenied, match="市住建局不同意公开答复"):
        made.publish(world, proposal)
    assert waiting.waiting(Actor(world.desk)).count() == 0
    Reply.objects.update(is_public=True)
    row = made.publish(world, proposal)
    assert sorted(reply.organ for reply in row.replies.all()) == ["市住建局", "市城管局"]


def test_the_desk_masks_further_words_and_finds_them_kept(world):
    row = made.publish(world, made.answered(world), "西山路口", "六盏")
    assert "西山路口" not in row.title + row.body and "六盏" not in row.body
    page = signed_in(world.desk).get(reverse("proposals:publish", args=[row.proposal_id])).content.decode()
    assert "西山路口\n六盏</textarea>" in page


def test_a_hidden_name_is_nowhere(world):
    proposal = made.answered(world, body="本人张某住在这里，晚上没有路灯，行人看不清台阶，建议装六盏路灯。")
    Proposal.objects.filter(pk=proposal.pk).update(is_name_hidden=True)
    Setting.objects.create(key="publishing.names", value="full", starts_on=START)
    row = made.publish(world, proposal)
    assert row.author == "" and "张某" not in row.body + row.replies.get().text


@pytest.mark.parametrize(("way", "author"), [("full", "张某代表"), ("surname", "张某某代表"), ("none", "")])
def test_names_stand_as_the_congress_decided(world, way, author):
    Setting.objects.create(key="publishing.names", value=way, starts_on=START)
    assert made.published(world).author == author


@pytest.mark.parametrize("mark", ["机密★10年", "内部资料", "此件不得公开"])
def test_a_mark_of_secrecy_blocks_it_altogether(world, mark):
    proposal = made.answered(world, text=f"{mark}\n六盏路灯已经装好。")
    with pytest.raises(PermissionDenied, match="不能公开"):
        made.publish(world, proposal, mark)
    page = signed_in(world.desk).get(reverse("proposals:publish", args=[proposal.pk])).content.decode()
    assert 'name="publish"' not in page and "不能公开" in page
    assert not Publication.objects.exists()


def test_later_changes_do_not_leak(world):
    row = made.published(world)
    Proposal.objects.update(title="改了标题", body="改了内容13700000000")
    Reply.objects.update(text="改了答复", is_public=False)
    page = signed_in(world.desk).get(row.get_absolute_url()).content.decode()
    assert TITLE in page and "改了" not in page and "六盏路灯已经装好" in page
    desk = signed_in(world.desk).get(reverse("proposals:publish", args=[row.proposal_id])).content.decode()
    assert "现在公开的仍是原来的内容" in desk


def test_who_looked_at_an_older_text_looks_again(world):
    proposal = made.answered(world)
    with pytest.raises(OutOfTurn):
        deciding.publish(proposal, words=(), seen="0" * 64, by=Actor(world.desk), at=timezone.now())
    address = reverse("proposals:publish", args=[proposal.pk])
    said = signed_in(world.desk).post(address, {"words": "六盏路灯", "seen": "0" * 64, "publish": "1"})
    assert said.status_code == 200 and deciding.CHANGED in said.content.decode()
    assert "六盏路灯</textarea>" in said.content.decode() and not Publication.objects.exists()


def test_withdrawn_at_once_and_without_a_word_left(world):
    row = made.published(world)
    made.unpublish(world, row)
    row.refresh_from_db()
    assert (row.state, row.title, row.body, row.author, row.search_text) == ("withdrawn", "", "", "", "")
    assert not PublishedReply.objects.exists()
    assert signed_in(world.desk).get(row.get_absolute_url()).status_code == 404
    with pytest.raises(OutOfTurn):
        made.unpublish(world, row)
    assert steps(row.proposal).count("unpublish") == 1


def test_whoever_reads_the_matter_is_led_to_its_public_page(world):
    row = made.published(world)
    address = reverse("proposals:detail", args=[row.proposal_id])
    for grant in (world.deputy, world.desk, world.handler):
        assert row.get_absolute_url() in signed_in(grant).get(address).content.decode()
    made.unpublish(world, row)
    assert row.get_absolute_url() not in signed_in(world.deputy).get(address).content.decode()


def test_published_again_under_the_same_id(world):
    row = made.published(world)
    made.unpublish(world, row)
    back = made.publish(world, row.proposal)
    assert (back.pk, back.is_public, back.reason) == (row.pk, True, "")


def test_pressed_twice_it_is_done_once(world):
    proposal = made.answered(world)
    first, second = made.publish(world, proposal), made.publish(world, proposal)
    assert first.changed_at == second.changed_at and steps(proposal).count("publish") == 1
    other = made.answered(world, "另一件")
    for _ in range(2):
        deciding.withhold(made.again(other), reason="不宜", by=Actor(world.desk), at=timezone.now())
    assert steps(other).count("withhold") == 1


def test_the_database_keeps_no_words_of_what_is_not_public(world):
    row = made.published(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=row.pk).update(state="withdrawn", reason="有误")
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=row.pk).update(title="")


def test_the_doctor_sees_a_number_that_got_in_otherwise(world):
    row = made.published(world)
    Publication.objects.filter(pk=row.pk).update(body=f"电话{made.PHONE}")
    assert list(registry.checks["publications"].find()) == [f"{row.number}：公开的内容里有电话号码"]


def test_what_needed_no_reply_is_public_without_one(world):
    proposal = made.answered(world)
    Proposal.objects.filter(pk=proposal.pk).update(needs_no_reply=True)
    assert [row.pk for row in waiting.waiting(Actor(world.desk))] == [proposal.pk]
    assert made.publish(world, proposal).replies.count() == 1


def test_a_proposal_at_work_is_not_decided_about(world):
    at_work = stages.handled(world).proposal
    page = signed_in(world.desk).get(reverse("proposals:publish", args=[at_work.pk]))
    assert page.status_code == 403 and "答复以后" in page.content.decode()
    draft = drafting.begin(by=Actor(world.deputy))
    assert signed_in(world.desk).get(reverse("proposals:publish", args=[draft.pk])).status_code == 404
