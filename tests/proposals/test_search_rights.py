"""检索: nothing that is not for the reader; what was changed is found as it is now."""

import pytest
from django.utils import timezone

from congress.actors import Actor
from proposals import drafting, replies, routing, triage
from proposals.models import Proposal, Reply, SearchText
from proposals.motions import sponsoring
from proposals.searching import normalise
from proposals.searching.indexing import enter_paper
from proposals.searching.places import places
from tests import motions
from tests.proposals.posted_pages import joint_that_spoke
from tests.searches import attached, found_by
from tests.stages import answer, drafted, handled, replied, submitted, write_reply
from tests.world import BODY, World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


# --- what is not for the reader


def test_a_reply_is_found_once_it_is_signed_and_by_those_who_read_it(world):
    assignment = joint_that_spoke(world).proposal.assignments.get(part="lead")
    Proposal.objects.filter(pk=assignment.proposal_id).update(title="关于甲的建议")
    write_reply(world, assignment, text="北段的暗语不能先知道。")
    for reader in (world.desk, world.deputy, world.handler, world.leader, world.second_handler):
        assert found_by(reader, "暗语") == []
    replies.sign(assignment, by=Actor(world.leader), at=timezone.now())
    for reader in (world.desk, world.deputy, world.handler, world.leader):
        assert found_by(reader, "暗语") == ["关于甲的建议"]
    assert found_by(world.second_handler, "暗语") == []  # the joint organ does not read the lead's reply
    assert found_by(world.second_handler, "西山路口") == ["关于甲的建议"]


def test_the_official_file_of_a_reply_is_for_those_who_read_the_reply(world):
    proposal = submitted(world.deputy, "关于甲的建议")
    parts = [(world.urban, "装路灯"), (world.housing, "修护栏")]
    routing.assign(proposal, separate=parts, lane="formal", by=Actor(world.desk), on=timezone.localdate())
    assignment = proposal.assignments.get(organ=world.urban)
    answer(world, assignment)
    enter_paper(Reply.objects.get(assignment=assignment), "正式函件里的暗语")
    assert found_by(world.handler, "暗语") == found_by(world.deputy, "暗语") == ["关于甲的建议"]
    assert found_by(world.second_handler, "暗语") == []


def test_joint_opinions_contacts_and_reasons_are_not_searched(world):
    assignment = handled(world, "关于甲的建议", joint=True)
    assignment.contacts.update(result="沟通里的暗语")
    joint = assignment.proposal.assignments.get(organ=world.housing)
    joint.joint_opinions.create(text="协办的暗语", given_by=world.second_handler.person)
    for reader in (world.desk, world.deputy, world.handler, world.second_handler):
        assert found_by(reader, "暗语") == []


def test_a_draft_is_found_by_its_author_alone(world):
    drafted(world.deputy, "关于暗语的建议")
    assert found_by(world.deputy, "暗语") == ["关于暗语的建议"]
    for reader in (world.desk, world.li.grant, world.handler):
        assert found_by(reader, "暗语") == []


def test_what_was_merged_is_found_by_the_answer_to_both(world):
    head = replied(world, "关于甲的建议").proposal
    other = submitted(world.li.grant, "关于乙的建议")
    Proposal.objects.filter(pk=other.pk).update(state="merged", merged_into=head)
    assert found_by(world.li.grant, "六盏路灯已经装好") == ["关于乙的建议"]
    hits = places([other], "六盏路灯已经装好", Actor(world.li.grant))
    assert [place.label for place in hits[other.pk]] == ["市城管局的答复"]
    assert found_by(world.wang.grant, "六盏路灯已经装好") == []


# --- kept equal


def test_a_changed_text_is_found_as_it_is_now(world):
    draft = drafted(world.deputy, "关于旧词的建议")
    drafting.save(draft, by=Actor(world.deputy), seen=draft.version, title="关于新词的建议", body=BODY)
    assert (found_by(world.deputy, "旧词"), found_by(world.deputy, "新词")) == ([], ["关于新词的建议"])
    long = "长" * 3000 + "收尾"
    drafting.save(draft, by=Actor(world.deputy), seen=draft.version, title="关于新词的建议", body=long)
    assert found_by(world.deputy, "长收尾") == ["关于新词的建议"]
    drafting.save(draft, by=Actor(world.deputy), seen=draft.version, title="关于新词的建议", body="短")
    assert found_by(world.deputy, "收尾") == []
    assert SearchText.objects.filter(proposal=draft).count() == 1


def test_what_was_returned_is_found_as_its_author_rewrites_it(world):
    proposal = submitted(world.deputy, "关于甲的建议")
    triage.send_back(proposal, reason="请写明地点", by=Actor(world.desk), on=timezone.localdate())
    drafting.save(proposal, by=Actor(world.deputy), seen=proposal.version, title="关于乙的建议", body=BODY)
    assert found_by(world.desk, "关于乙") == ["关于乙的建议"]


def test_a_draft_thrown_away_leaves_nothing_to_find(world):
    draft = drafted(world.deputy, "关于暗语的建议")
    attached(draft, "暗语")
    drafting.discard(draft, by=Actor(world.deputy))
    assert SearchText.objects.count() == 0


def test_a_paper_taken_out_is_not_found_any_more(world):
    draft = drafted(world.deputy, "关于甲的建议")
    paper = attached(draft, "暗语")
    assert found_by(world.deputy, "暗语") == ["关于甲的建议"]
    drafting.detach(paper, by=Actor(world.deputy))
    assert found_by(world.deputy, "暗语") == []


def test_a_motion_is_found_by_its_plan_before_and_after_it_becomes_a_suggestion(world):
    motions.a_session(world)
    motion = motions.drafted(world)
    words = normalise(motion.plan)[:6]
    assert words and found_by(world.deputy, words) == [motion.title]
    sponsoring.make_suggestion(motion, by=Actor(world.deputy))
    assert found_by(world.deputy, words) == [motion.title]
    assert SearchText.objects.get(proposal=motion).text == f"{normalise(motion.title)}\n{normalise(motion.body)}"
