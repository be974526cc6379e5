"""与以前的答复相近: copied letters are found, letters written for themselves are not, nor what one may not read."""

import pytest

from congress.actors import Actor
from proposals import replies
from proposals.checking import likeness as checked
from proposals.checking.likeness import ALIKE, LEAST, most_like
from proposals.models import Assignment, Proposal, Reply
from proposals.searching.words import likeness
from tests import asked, stages
from tests.world import World, a_world

pytestmark = pytest.mark.django_db

LIGHTS = (
    "接到您的建议后，我局于3月12日会同相山街道到西山路口现场查看。该路段东侧步道长约420米，建成时没有设计路灯，夜间照度不足。"
    "现已将加装六盏路灯列入今年城市照明改造计划，投资约18万元，6月底前完成电缆敷设，9月底前亮灯。施工期间设置围挡和警示灯。"
    "亮灯后由路灯管理所每周巡查一次，发现故障24小时内修复。感谢您对我局工作的关心和支持。"
)
# The same letter for another place: place, numbers and days changed, nothing else.
COPIED = (
    "接到您的建议后，我局于4月2日会同曲阳街道到东山路口现场查看。该路段西侧步道长约310米，建成时没有设计路灯，夜间照度不足。"
    "现已将加装四盏路灯列入今年城市照明改造计划，投资约12万元，7月底前完成电缆敷设，10月底前亮灯。施工期间设置围挡和警示灯。"
    "亮灯后由路灯管理所每周巡查一次，发现故障24小时内修复。感谢您对我局工作的关心和支持。"
)
# The same office about the same kind of matter, written for itself.
OWN_WORDS = (
    "您反映的黎苑路夜间照明问题，我局路灯管理所3月中旬做了实测：北段平均照度只有3勒克斯，低于国家标准；南段原有路灯因树冠遮挡，"
    "实际效果也不好。我们的安排是：南段先修剪树冠，本月内完成；北段新装路灯要等雨污管网开挖结束，与交通局商定安排在11月。"
    "在此之前，公交站旁增设两盏太阳能临时灯。进展情况每月告诉您一次。感谢您对我局工作的关心和支持。"
)


@pytest.fixture
def world() -> World:
    return a_world()


def pairs(text: str) -> set[str]:
    words = checked.words_of_reply(Reply(assignment=Assignment(proposal=Proposal()), text=text))
    return {words[at : at + 2] for at in range(len(words) - 1)}


def signed(world: World, text: str, title: str) -> Assignment:
    assignment = stages.handled(world, title)
    asked.draft(assignment, world.handler, text=text)
    asked.sent(assignment, world.handler)
    asked.sign(assignment, world.leader, "前后两件内容确实相同")
    return assignment


def drafted(world: World, text: str, title: str = "关于另一处照明的建议") -> Reply:
    assignment = stages.handled(world, title)
    asked.draft(assignment, world.handler, text=text)
    return Reply.objects.select_related("assignment__proposal").get(assignment=assignment)


def test_the_threshold_lies_between_what_is_copied_and_what_is_written():
    assert 0.75 < likeness(pairs(LIGHTS), pairs(COPIED)) < 1
    assert 0 < likeness(pairs(LIGHTS), pairs(OWN_WORDS)) < 0.35
    assert 0.35 < ALIKE < 0.75


def test_a_letter_copied_from_another_place_is_found_and_named(world):
    first, later = signed(world, LIGHTS, "关于一处照明的建议"), signed(world, OWN_WORDS, "关于黎苑路照明的建议")
    found = most_like(drafted(world, COPIED), Actor(world.leader))
    assert found and found.reply.assignment == first != later
    assert f"{found.likeness:.2f}" == f"{likeness(pairs(LIGHTS), pairs(COPIED)):.2f}"


def test_of_several_the_likest_is_named(world):
    signed(world, COPIED, "关于一处照明的建议")
    same = signed(world, LIGHTS, "关于西山路口照明的建议")
    found = most_like(drafted(world, LIGHTS), Actor(world.handler))
    assert found and (found.reply.assignment, found.likeness) == (same, 1.0)


def test_what_is_written_for_itself_is_no_copy(world):
    signed(world, LIGHTS, "关于一处照明的建议")
    assert most_like(drafted(world, OWN_WORDS), Actor(world.leader)) is None


def test_a_short_reply_may_say_what_every_short_reply_says(world):
    short = "已修好，请您到现场看。"
    assert len(short) < LEAST
    signed(world, short, "关于一处照明的建议")
    assert most_like(drafted(world, short), Actor(world.leader)) is None


def test_a_draft_is_no_earlier_reply_and_nobody_repeats_himself(world):
    drafted(world, LIGHTS, "关于一处照明的建议")
    assert most_like(drafted(world, LIGHTS), Actor(world.leader)) is None


def test_nobody_hears_of_a_reply_that_he_may_not_read(world):
    assignment = signed(world, LIGHTS, "关于一处照明的建议")
    reply = drafted(world, LIGHTS)
    assert most_like(reply, Actor(world.leader))
    assert most_like(reply, Actor(world.second_leader)) is None
    Assignment.objects.filter(pk=assignment.pk).update(organ=world.housing)
    assert most_like(reply, Actor(world.leader)) is None


def test_the_first_round_said_again_is_found(world):
    assignment = signed(world, LIGHTS, "关于一处照明的建议")
    by = Actor(world.handler)
    Assignment.objects.filter(pk=assignment.pk).update(round=2, state=Assignment.State.REHANDLING)
    again = Assignment.objects.get(pk=assignment.pk)
    reply = replies.begin(again, by=by)
    replies.save(reply, by=by, seen=reply.version, text=LIGHTS)
    found = most_like(reply, by)
    assert found and found.reply.round == 1


def test_the_copied_one_is_found_among_many_that_share_a_phrase(world, monkeypatch):
    """What shares most is looked at first, however many newer ones share a little."""
    monkeypatch.setattr(checked, "CANDIDATES", 2)
    first = signed(world, LIGHTS, "关于一处照明的建议")
    for number in range(3):
        signed(
            world, f"第{number}处：亮灯后由路灯管理所每周巡查一次，其余照旧办理，不再另行说明。", f"关于{number}的建议"
        )
    found = most_like(drafted(world, COPIED), Actor(world.leader))
    assert found and found.reply.assignment == first


def test_a_long_line_without_a_stop_is_read_at_once(world):
    """Nothing in the check tries every place against every other."""
    assert (
        len(checked.words_of_reply(Reply(assignment=Assignment(proposal=Proposal()), text="路" * 200_000))) == 200_000
    )
