"""What each task may cost: presses and fields are counted from the start page of the role, as the task budget says.

A press is a button, a link, a choice or a key that does something; typing and reading are free. The desk's tasks K9 to
K11 begin in the queue, where the desk works; one key each needs a script, and the same without one is a press more.
"""

import pytest

from congress.models import Role
from proposals.models import Assignment
from tests import stages
from tests.browser.visitor import with_and_without_script
from tests.congress.made_files import pdf
from tests.places import a_grant, an_organ
from tests.world import BODY, TITLE, the_assignment, the_proposal

LAMPS = "关于桓谭公园东侧步道补装路灯的建议"
LAMPS_BODY = "桓谭公园东侧步道没有路灯，晚上散步的人看不清路。建议补装路灯。"


def cost(visitor):
    """(presses, fields) since the task began."""
    return visitor.clicks, visitor.fields


@with_and_without_script
def test_k1_the_months_opinion_takes_three_presses_and_two_fields(world, visit):
    author = visit(world.deputy).go("congress:home")
    author.press("反映一条").write("标题", TITLE).write("内容", BODY).press("下一步").press("确认提交")
    author.sees("已收到您的建议")
    assert cost(author) == (3, 2)


@with_and_without_script
def test_k2_taking_it_back_takes_two_presses(world, visit):
    proposal = stages.drafted(world.deputy)
    visit(world.deputy).go("proposals:check", proposal.pk).press("确认提交").sees("已收到您的建议")
    author = visit(world.deputy).go("congress:home").press(TITLE).press("撤回修改").sees("已撤回，内容在草稿里")
    assert cost(author) == (2, 0)


@with_and_without_script
def test_k3_a_rating_takes_four_presses(world, visit):
    stages.replied(world)
    author = visit(world.deputy).go("congress:home").press("去评价")
    author.mark("满意", within="对办理过程（沟通联系）").mark("满意", within="对办理结果").press("提交评价")
    author.sees("评价已提交")
    assert cost(author) == (4, 2)


@with_and_without_script
def test_k5_joining_takes_two_presses(world, visit):
    draft = stages.drafted(world.deputy)
    stages.invited(draft, world.li)
    joining = visit(world.li.grant).go("congress:home").press("去看看").press("同意联名").sees("您已确认联名")
    assert cost(joining) == (2, 0)


@with_and_without_script
def test_k6_how_far_an_opinion_is_takes_one_press(world, visit):
    stages.handled(world)
    author = visit(world.deputy).go("congress:home").press(TITLE).sees("办理中", "市城管局", "答复期限")
    assert cost(author) == (1, 0)


def test_k9_a_right_suggestion_takes_one_key(world, visit):
    stages.submitted(world.deputy, LAMPS, LAMPS_BODY)
    stages.submitted(world.li.grant, f"{LAMPS}（二）", LAMPS_BODY)
    desk = visit(world.desk).go("proposals:queue").sees("交市城管局")
    desk.hit("1", leads=True).sees("已交办1件")
    assert cost(desk) == (1, 0)
    desk.hit("1", leads=True).sees("已交办1件", "没有待分办的建议")
    assert Assignment.objects.filter(organ=world.urban).count() == 2


def test_k9_without_a_script_it_takes_one_press(world, visit):
    stages.submitted(world.deputy, LAMPS, LAMPS_BODY)
    desk = visit(world.desk, script=False).go("proposals:queue").press("交市城管局").sees("已交办1件")
    assert cost(desk) == (1, 0)


@with_and_without_script
def test_k10_thirty_right_suggestions_take_three_presses(world, visit, script):
    stages.many_submitted(world.deputy, 30, LAMPS, LAMPS_BODY)
    desk = visit(world.desk).go("proposals:queue").sees("待分办30件")
    desk = desk.tick("全选本页") if script else desk.press("全选本页")
    desk.press("按推荐交办").sees("将交办30件").press("确认交办").sees("已交办30件")
    assert cost(desk) == (3, 0)
    assert Assignment.objects.filter(organ=world.urban).count() == 30


@pytest.fixture
def many_organs(world):
    for name in ("市财政局", "市发改委", "市公安局", "市教育局", "市交通运输局", "市水务局", "市卫健委"):
        an_organ(world.city, name)


def test_k11_another_organ_takes_two_keys_and_some_letters(world, visit, many_organs):
    stages.submitted(world.deputy, LAMPS, LAMPS_BODY)
    desk = visit(world.desk).go("proposals:queue").hit("e", leads=True)
    desk.type("zj").sees("已选市住建局，按回车交办").hit("Enter", leads=True).sees("已交办")
    presses, fields = cost(desk)
    assert presses <= 3 and fields == 1
    assert the_assignment(world.housing).proposal.title == LAMPS


def test_k11_without_a_script_it_takes_two_presses_and_a_choice(world, visit, many_organs):
    stages.submitted(world.deputy, LAMPS, LAMPS_BODY)
    desk = visit(world.desk, script=False).go("proposals:queue").press("分办", within=LAMPS)
    desk.choose("主办单位", "市住建局").press("交办").sees("已交办")
    assert cost(desk) == (2, 1)


@with_and_without_script
def test_k13_a_paper_opinion_takes_three_presses_and_three_fields(world, visit):
    desk = visit(world.desk).go("congress:home").press("分办").press("代录纸质意见")
    desk.choose("代表", "李某").write("标题", TITLE).write("内容", BODY).press("录入").sees("已录入")
    assert cost(desk) == (3, 3)
    assert the_proposal().seat == world.li


@with_and_without_script
def test_k15_everything_new_is_signed_for_in_two_presses(world, visit):
    for number in range(3):
        stages.assigned(world, f"{TITLE}（{number}）")
    handler = visit(world.handler).go("congress:home").press("全部签收").press("确认全部签收").sees("已签收3件")
    assert cost(handler) == (2, 0)


@with_and_without_script
def test_k16_a_reply_takes_six_presses_and_four_fields(world, visit, tmp_path):
    paper = tmp_path / "答复函.pdf"
    paper.write_bytes(pdf())
    assignment = stages.signed_in(world)
    handler = visit(world.handler).go("congress:home").press("写答复")
    handler.mark("A类：已解决或基本解决").mark("电话").write("沟通情况", "代表同意先装四盏")
    handler.attach("上传已盖章的正式文件", paper).press("核对并送领导签发").sees("已送领导签发")
    presses, fields = cost(handler)
    assert presses <= 6 and fields <= 4
    assignment.refresh_from_db()
    assert (assignment.state, assignment.contacts.get().persons) == ("signing", "周某、张某")


@with_and_without_script
def test_k17_signing_takes_two_presses(world, visit):
    stages.to_be_signed(world)
    leader = visit(world.leader).go("congress:home").press("看答复并签发").press("签发").sees("已签发")
    assert cost(leader) == (2, 0)


@with_and_without_script
def test_k22_a_way_back_in_takes_three_presses_and_one_field(world, visit):
    administrator = visit(a_grant(Role.SYSTEM_ADMIN, world.city, name="管某")).go("congress:home")
    administrator.press("人员").press(world.handler.person.name)
    administrator.write("重置的原因", "本人来电，手机丢失").press("重置密码").sees("新的初始密码", "只显示这一次")
    assert cost(administrator) == (3, 1)
