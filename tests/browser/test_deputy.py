"""What a deputy does beside the main job: think again, ask others, answer an invitation, judge a poor reply."""

from datetime import timedelta

from django.utils import timezone

from proposals import rating
from proposals.models import Clock, LimitKey
from tests import stages
from tests.browser.visitor import NARROW, journeys
from tests.congress.made_files import photo
from tests.places import START
from tests.world import BODY, TITLE, let_the_undo_time_pass, the_assignment, the_proposal

SECOND = f"{TITLE}（二）"
pytestmark = journeys(NARROW)


def test_what_was_sent_too_early_is_taken_back_and_keeps_its_number(world, visit):
    author = visit(world.deputy).go("proposals:index")
    author.press("反映一条").write("标题", TITLE).write("内容", BODY).press("下一步").press("确认提交")
    author.sees("可以撤回").press("撤回修改").sees("已撤回，内容在草稿里，再次提交仍用编号HB-2026-0001")
    assert author.page.get_by_label("内容").input_value() == BODY
    author.write("内容", f"{BODY}另请修好坏了的护栏。").press("下一步").press("确认提交").sees("HB-2026-0001")
    let_the_undo_time_pass(the_proposal())
    visit(world.desk).go("proposals:queue").sees(TITLE).press(TITLE).sees("护栏")


def test_after_ten_minutes_only_a_withdrawal_with_a_reason_is_left(world, visit):
    proposal = stages.submitted(world.deputy)
    author = visit(world.deputy).go("proposals:done", proposal.pk)
    author.sees("已收到您的建议").sees_not("前可以撤回")
    author.press("看办理进展").press("申请撤回").press("撤回这件建议").sees("请写撤回原因")
    author.write("撤回原因", "问题已经解决").press("撤回这件建议").sees("已撤回")
    assert author.timeline == ["提交", "撤回"]
    visit(world.desk).go("proposals:queue").sees("没有待分办的建议")


def test_an_assigned_proposal_is_not_withdrawn_by_its_author(world, visit):
    assignment = stages.assigned(world)
    author = visit(world.deputy).go("proposals:detail", assignment.proposal_id)
    assert not author.can("申请撤回")


def test_deputies_who_are_invited_confirm_one_by_one(world, visit):
    draft = stages.drafted(world.deputy)
    author = visit(world.deputy).go("proposals:check", draft.pk)
    author.press("邀请其他代表联名")
    author.page.get_by_label("邀请哪些代表联名").select_option(["李某", "欧阳某"])
    author.press("发出邀请").sees("还在等联名代表确认", "李某", "欧阳某")
    assert not author.can("确认提交")

    second = visit(world.li.grant).go("congress:home")
    second.sees("请您联名").press("去看看").sees(BODY).press("同意联名").sees("您已确认联名")
    author.go("proposals:check", draft.pk).sees("还在等联名代表确认")
    third = visit(world.wang.grant).go("proposals:cosign", draft.pk)
    third.press("不参加").sees("您没有参加联名")

    author.go("proposals:check", draft.pk).press("确认提交").sees("已收到您的建议")
    let_the_undo_time_pass(the_proposal())
    desk = visit(world.desk).go("proposals:detail", draft.pk)
    desk.sees("联名代表", "李某（已确认）", "欧阳某（未同意）")
    second.go("proposals:index").sees(TITLE)
    third.go("proposals:index").sees_not(TITLE)


def test_what_is_returned_comes_back_under_the_same_number(world, visit):
    proposal = stages.submitted(world.deputy)
    desk = visit(world.desk).go("proposals:assign", proposal.pk)
    desk.press("退回补充").write("请代表补充什么", "请写明是哪一段步道").press("退回补充").sees("已退回代表补充")

    author = visit(world.deputy).go("congress:home")
    author.sees(TITLE).go("proposals:detail", proposal.pk)
    author.sees("请补充", "请写明是哪一段步道", "还剩10个工作日").press("修改后再提交")
    author.write("内容", f"{BODY}指的是西山路到体育馆一段。").press("下一步").press("确认提交").sees("HB-2026-0001")
    desk.go("proposals:queue").sees(TITLE).go("proposals:detail", proposal.pk).sees("体育馆")
    assert desk.timeline == ["提交", "退回补充", "提交"]


def test_a_dissatisfied_deputy_gives_a_reason_and_the_organ_handles_it_again(world, visit):
    assignment = stages.replied(world)
    author = visit(world.deputy).go("proposals:rate", assignment.pk)
    assert author.page.locator("main input[type=radio]:checked").count() == 0
    author.mark("不满意", within="对办理过程（沟通联系）").mark("不满意", within="对办理结果").press("提交评价")
    author.sees("选“不满意”请写明原因（至少5字）")
    author.write("想说的话", "只装了两盏，北段仍然很暗").press("提交评价").sees("重新办理中")

    handler = visit(world.handler).go("proposals:inbox").sees(TITLE, "重新办理").press("写答复", within=TITLE)
    handler.sees("还没有沟通记录")
    handler.mark("面商").write("参加人", "周某、张某").write("沟通情况", "现场看过，补装四盏").press("登记沟通")
    handler.mark("A类：已解决或基本解决").write("答复内容", "已经补装四盏，现在共六盏。").press("核对并送领导签发")
    visit(world.leader).go("proposals:sign", assignment.pk).press("签发")
    author.go("proposals:detail", assignment.proposal_id).sees("已经补装四盏", "只装了两盏").press("去评价")
    author.mark("满意", within="对办理过程（沟通联系）").mark("满意", within="对办理结果").press("提交评价")
    author.sees("已办结")
    assert the_assignment(world.urban).round == 2


def test_the_organ_sees_no_rating_before_it_is_given(world, visit):
    assignment = stages.replied(world)
    author = visit(world.deputy).go("proposals:rate", assignment.pk)
    author.mark("不满意", within="对办理结果").write("想说的话", "只装了两盏，北段仍然很暗")
    handler = visit(world.handler).go("proposals:detail", assignment.proposal_id)
    handler.sees("签发答复").sees_not("代表评价", "只装了两盏")


def test_two_characters_are_enough_to_find_a_proposal(world, visit):
    stages.submitted(world.deputy)
    stages.submitted(world.deputy, "关于南黎路学校门口限速的建议")
    author = visit(world.deputy).go("proposals:index")
    author.page.get_by_label("搜索标题、内容、答复、附件、编号、姓名、单位").fill("限速")
    author.press("筛选").sees("南黎路").sees_not("西山路")
    author.page.get_by_label("搜索标题、内容、答复、附件、编号、姓名、单位").fill("电梯")
    author.press("筛选").sees("没有找到")


def test_a_photo_goes_with_the_opinion_and_a_similar_one_hinders_nothing(world, visit, tmp_path):
    picture = tmp_path / "路灯.jpg"
    picture.write_bytes(photo())
    stages.submitted(world.deputy)
    author = visit(world.deputy).go("proposals:index").press("反映一条").write("标题", SECOND)
    author.write("内容", BODY).attach("照片或材料", picture).press("上传所选文件").sees("已上传", "路灯.jpg")
    author.press("下一步").sees("路灯.jpg", "相似", "HB-2026-0001").press("确认提交").sees("HB-2026-0002")
    let_the_undo_time_pass(the_proposal(SECOND))
    visit(world.desk).go("proposals:queue").press(SECOND).sees("路灯.jpg")


def test_who_says_nothing_is_counted_as_not_having_judged(world, visit):
    assignment = stages.replied(world)
    yesterday = timezone.localdate() - timedelta(days=1)
    Clock.objects.filter(limit=LimitKey.RATE).update(started_on=START, unrolled_on=yesterday, due_on=yesterday)
    assert rating.lapse_overdue(timezone.localdate()) == 1
    author = visit(world.deputy).go("proposals:detail", assignment.proposal_id).sees("已办结", "未评价")
    assert not author.can("去评价")
    assert author.timeline[-2:] == ["逾期未评价", "办结"]
