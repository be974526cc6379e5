"""The main job from the first word to the closed file, every step by the person whose step it is."""

import pytest

from proposals.models import Proposal
from tests.browser.visitor import BOTH_WIDTHS, NARROW, WIDE
from tests.world import BODY, TITLE, let_the_undo_time_pass, the_assignment, the_proposal

WAYS = [pytest.param(NARROW, True, marks=pytest.mark.smoke), (WIDE, False)]
WAYS += [(NARROW, False), (WIDE, True)] if BOTH_WIDTHS else []


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_an_opinion_is_answered_and_closed(world, visit):
    author = visit(world.deputy).go("congress:home")
    author.press("反映一条").write("标题", TITLE).write("内容", BODY).press("下一步")
    author.sees("核对并提交", TITLE, BODY).press("确认提交").sees("已收到您的建议", "HB-2026-0001")
    proposal = the_proposal()
    let_the_undo_time_pass(proposal)

    desk = visit(world.desk).go("proposals:queue")
    desk.sees(TITLE, "张某").press("分办", within=TITLE)
    desk.choose("主办单位", "市城管局").press("交办").sees("已交办")
    assert author.go("proposals:detail", proposal.pk).timeline == ["提交", "受理", "交办"]
    author.sees("已交办", "市城管局", "还剩", "怎么算的")

    handler = visit(world.handler).go("proposals:inbox")
    handler.sees(TITLE, "待签收").press("签收", within=TITLE).sees("已签收", "周某")
    handler.press("写答复").sees("还没有沟通记录", "还没有与代表沟通的记录")
    handler.mark("电话").write("参加人", "周某、张某").write("沟通情况", "代表同意先装四盏")
    handler.press("登记沟通").sees("沟通情况已登记")
    handler.mark("A类：已解决或基本解决").write("答复内容", "路灯已经装好，共六盏，请您到现场看。")
    handler.press("核对并送领导签发").sees("已送领导签发")
    author.go("proposals:detail", proposal.pk).sees("办理中").sees_not("路灯已经装好")

    leader = visit(world.leader).go("proposals:inbox")
    leader.press("看答复并签发", within=TITLE).sees(BODY, "路灯已经装好", "代表同意先装四盏")
    leader.press("签发").sees("已签发，已送达代表")

    author.go("proposals:detail", proposal.pk).sees("已答复，请您评价", "路灯已经装好").press("去评价")
    author.mark("满意", within="对办理过程（沟通联系）").mark("基本满意", within="对办理结果").press("提交评价")
    author.sees("评价已提交", "已办结")
    assert author.timeline[3:] == ["签收", "与代表沟通", "签发答复", "评价", "办结"]
    assert the_proposal().state == Proposal.State.CLOSED
    handler.go("proposals:detail", proposal.pk).sees("代表评价", "基本满意")
    assert the_assignment(world.urban).state == "rated"
