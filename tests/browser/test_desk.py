"""What the desk does beside handing over: refuse, merge, transfer, divide, recall, decide, enter paper."""

from datetime import timedelta

from django.utils import timezone

from congress import spreadsheets
from congress.actors import Actor
from proposals import handling, routing
from proposals.models import Assignment, Proposal
from tests import stages
from tests.browser.visitor import WIDE, journeys
from tests.places import a_seat, an_organ
from tests.world import BODY, TITLE, the_assignment, the_proposal

OTHER = "关于西山路北段补装路灯的建议"
LAMPS = "关于桓谭公园东侧步道补装路灯的建议"
LAMPS_BODY = "桓谭公园东侧步道没有路灯，晚上散步的人看不清路。建议补装路灯。"
pytestmark = journeys(WIDE)
LINKS_OVER_ONE_ANOTHER = """() => {
  if (innerWidth > 500) return [];
  const links = [...document.querySelectorAll("main table.list a")].map(a => [a, a.getBoundingClientRect()]);
  const over = (one, other) => Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1
    && Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1;
  return links.flatMap(([a, box], at) => links.slice(at + 1).filter(([, other]) => over(box, other))
    .map(([b]) => `${a.textContent} / ${b.textContent}`));
}"""


def test_what_is_refused_names_its_reason_to_the_deputy(world, visit):
    proposal = stages.submitted(world.deputy)
    desk = visit(world.desk).go("proposals:queue").press("分办", within=TITLE).press("不予受理")
    desk.choose("原因", "N4").press("不予受理").sees("请写给代表的说明")
    desk.write("给代表的说明", "没有写明具体路段，请补充后重新提出").press("不予受理").sees("已告知代表")
    author = visit(world.deputy).go("proposals:detail", proposal.pk)
    author.sees("没有作为建议办理", "没有写明具体路段")
    assert author.timeline == ["提交", "不予受理"]
    assert not author.can("申请撤回")


def test_a_matter_is_accepted_now_and_handed_over_later(world, visit):
    stages.submitted(world.deputy)
    second = stages.submitted(world.li.grant, OTHER)
    desk = visit(world.desk).go("proposals:queue").press("分办", within=TITLE).press("先受理，稍后交办")
    desk.sees("已受理，待交办", "待交办").press("分办", within=TITLE)
    assert not desk.can("先受理，稍后交办")
    desk.choose("主办单位", "市城管局").press("交办").sees("已交办").sees_not(TITLE)
    desk.go("proposals:queue")
    desk.page.keyboard.press("s")
    desk.sees(f"{second.number}号已受理，待交办")


def test_what_is_merged_follows_the_other_and_its_author_gets_the_reply_too(world, visit):
    first, second = stages.submitted(world.deputy), stages.submitted(world.li.grant, OTHER)
    desk = visit(world.desk).go("proposals:assign", second.pk).press("并案")
    desk.write("并入哪一件（编号）", "HB-2026-9999").press("并案").sees("没有这个编号")
    desk.write("并入哪一件（编号）", first.number).press("并案").sees("只能并入已登记或办理中的建议")
    visit(world.desk).go("proposals:assign", first.pk).choose("主办单位", "市城管局").press("交办")
    desk.write("并入哪一件（编号）", first.number).press("并案").sees(f"已并入{first.number}号").sees_not(OTHER)
    joined = visit(world.li.grant).go("proposals:detail", second.pk)
    joined.sees("已并案", f"已并入{first.number}")


def test_a_matter_of_the_county_goes_down_and_comes_back(world, visit):
    proposal = stages.submitted(world.deputy)
    desk = visit(world.desk).go("proposals:assign", proposal.pk).press("转办")
    desk.choose("转给哪一级人大", "XS地人大").write("转办理由", "属于县管道路").press("转办").sees("接收办理")
    author = visit(world.deputy).go("proposals:detail", proposal.pk).sees("已转其他人大办理")

    county = visit(world.county_desk).go("proposals:queue").press("看转办", within=TITLE)
    county.sees("转办，待接收").press("退回转办").write("退回转办的理由", "这段路由市里管养").press("退回转办").sees(
        "已退回原人大办理"
    )
    desk.go("proposals:queue").sees(TITLE)
    assert author.go("proposals:detail", proposal.pk).timeline == ["提交", "转办", "退回转办"]


def test_the_county_takes_over_and_hands_it_to_an_organ_of_its_own(world, visit):
    from congress.models import Role
    from tests.places import a_grant, an_organ

    roads = an_organ(world.county, "县交通局")
    a_grant(Role.HANDLER, world.county, name="钱某", organ=roads)
    proposal = stages.submitted(world.deputy)
    desk = visit(world.desk).go("proposals:transfer", proposal.pk)
    desk.choose("转给哪一级人大", "XS地人大").write("转办理由", "属于县管道路").press("转办")
    county = visit(world.county_desk).go("proposals:detail", proposal.pk).press("接收转办").sees("已接收")
    county.choose("主办单位", "县交通局").press("交办").sees("已交办")
    desk.go("proposals:detail", proposal.pk).sees("县交通局", "XS地人大办理")
    assert not desk.can("收回交办")
    assert the_proposal().congress == world.city


def test_two_organs_answer_a_part_each(world, visit):
    proposal = stages.submitted(world.deputy)
    desk = visit(world.desk).go("proposals:assign", proposal.pk).unfold("分办（各单位分别答复）")
    desk.choose("主办单位", "").choose("分办单位一（选填）", "市城管局").write("单位一办什么", "装路灯")
    desk.choose("分办单位二（选填）", "市住建局").press("交办").sees("请写明这个单位办哪一部分")
    desk.write("单位二办什么", "修护栏").press("交办").sees("已交办")
    author = visit(world.deputy).go("proposals:detail", proposal.pk)
    author.sees("市城管局（分办：装路灯）", "市住建局（分办：修护栏）")
    handler = visit(world.handler).go("proposals:detail", proposal.pk)
    handler.sees("装路灯").sees_not("修护栏")


def test_a_wrong_assignment_is_taken_back_until_somebody_signed_in(world, visit):
    assignment = stages.assigned(world)
    desk = visit(world.desk).go("proposals:detail", assignment.proposal_id).press("收回交办")
    desk.page.get_by_role("textbox").fill("交错了单位")
    desk.press("收回交办").sees("已收回，待重新交办").choose("主办单位", "市住建局").press("交办").sees("已交办")
    visit(world.handler).go("proposals:inbox").sees("没有待办建议").sees_not(TITLE)
    visit(world.second_handler).go("proposals:inbox").sees(TITLE).press("签收", within=TITLE)
    desk.go("proposals:recall", assignment.proposal_id)
    desk.page.get_by_role("textbox").fill("再想想")
    desk.press("收回交办").sees("已有单位签收")


def test_a_paper_opinion_is_entered_in_the_deputys_name(world, visit):
    desk = visit(world.desk).go("proposals:queue").press("代录纸质意见")
    desk.page.get_by_label("代表", exact=True).select_option(label="李某")
    desk.write("标题", TITLE).write("内容", BODY).press("录入").sees("已录入，编号HB-2026-0001")
    desk.choose("主办单位", "市城管局").press("交办").sees("已交办")
    author = visit(world.li.grant).go("proposals:index").sees(TITLE, "已交办").press(TITLE)
    assert author.timeline == ["代录", "受理", "交办"]


def test_a_release_that_is_refused_leaves_the_organ_with_the_matter(world, visit):
    assignment = stages.assigned(world)
    organ = visit(world.handler).go("proposals:detail", assignment.proposal_id).press("申请退办")
    organ.write("申请退办的理由", "这段路不归我局管").press("申请退办").sees("答复期限照常计算")
    visit(world.deputy).go("proposals:detail", assignment.proposal_id).sees("已交办").sees_not("不归我局管")
    desk = visit(world.desk).go("proposals:detail", assignment.proposal_id).sees("这段路不归我局管")
    desk.press("审定退办申请").write("说明", "职责清单写明归你局").press("不同意退办").sees("不同意退办")
    organ.go("proposals:detail", assignment.proposal_id).sees("办理中", "职责清单写明归你局")
    assert organ.can("写答复")


def test_a_release_that_is_granted_hands_the_matter_to_another_organ_at_once(world, visit):
    assignment = stages.assigned(world)
    routing.ask_release(
        assignment, reason="不归我局管", proposed_organ=world.housing, by=Actor(world.handler), on=timezone.localdate()
    )
    desk = visit(world.desk).go("proposals:decide_release", assignment.pk).sees("建议改由市住建局办理")
    desk.write("说明", "同意").press("同意退办").sees("改由市住建局办理")
    visit(world.second_handler).go("proposals:inbox").sees(TITLE)
    visit(world.handler).go("proposals:inbox").sees("没有待办建议").sees_not(TITLE)
    author = visit(world.deputy).go("proposals:detail", assignment.proposal_id)
    author.sees("市住建局").sees_not("不归我局管")
    assert author.timeline[-1] == "同意退办，改由其他单位办理"


def test_an_extension_shows_the_old_day_and_the_new_one_with_its_reason(world, visit):
    assignment = stages.handled(world)
    due = assignment.clocks.get(limit="reply").due_on
    until = due + timedelta(days=14)
    organ = visit(world.handler).go("proposals:detail", assignment.proposal_id).press("申请延期")
    organ.write("延期到哪一天", f"{due + timedelta(days=200):%Y-%m-%d}").write("延期理由", "要等招标结束")
    organ.press("申请延期").sees("最长只能延到").write("延期到哪一天", f"{until:%Y-%m-%d}")
    organ.press("申请延期").sees("延期申请已送代表工委")
    desk = visit(world.desk).go("proposals:detail", assignment.proposal_id).press("审定延期申请")
    desk.sees("要等招标结束").write("说明", "同意").press("同意").sees("已同意延期")
    author = visit(world.deputy).go("proposals:detail", assignment.proposal_id)
    author.sees(f"{until.month}月{until.day}日", f"原为{due.year}年{due.month}月{due.day}日", "要等招标结束")


def test_two_at_the_desk_take_the_same_item_and_the_later_is_told_who_was_first(world, visit):
    proposal = stages.submitted(world.deputy)
    first, second = visit(world.desk), visit(world.desk)
    first.go("proposals:assign", proposal.pk)
    second.go("proposals:assign", proposal.pk).choose("主办单位", "市住建局").press("交办").sees("已交办")
    first.choose("主办单位", "市城管局").press("交办").sees("赵某", "请看最新情况再决定")
    assert the_assignment(world.housing).proposal.state == Proposal.State.IN_HAND


def test_the_desk_orders_a_closed_matter_to_be_handled_again(world, visit):
    assignment = stages.rated(world)
    desk = visit(world.desk).go("proposals:detail", assignment.proposal_id).sees("办结").press("责成重新办理")
    desk.page.get_by_role("textbox").fill("现场查看，路灯并没有亮")
    desk.press("责成重新办理").sees("已责成重新办理")
    visit(world.handler).go("proposals:inbox").sees(TITLE, "重新办理")
    author = visit(world.deputy).go("proposals:detail", assignment.proposal_id)
    author.sees("重新办理中", "路灯并没有亮")


def test_the_wait_for_an_extension_is_over_when_it_is_refused(world, visit):
    assignment = stages.handled(world)
    due = assignment.clocks.get(limit="reply").due_on
    handling.ask_extension(
        assignment,
        reason="要等招标结束",
        until=due + timedelta(days=14),
        by=Actor(world.handler),
        on=timezone.localdate(),
    )
    desk = visit(world.desk).go("proposals:decide_extension", assignment.pk)
    desk.write("说明", "请抓紧办理").press("不同意").sees("不同意延期")
    visit(world.handler).go("proposals:detail", assignment.proposal_id).sees("不同意延期", "请抓紧办理")
    assert assignment.clocks.running().get(limit="reply").due_on == due


def test_a_lead_and_a_joint_organ_are_chosen_with_the_lane(world, visit):
    proposal = stages.submitted(world.deputy)
    desk = visit(world.desk).go("proposals:assign", proposal.pk).choose("主办单位", "市城管局")
    desk.page.get_by_label("协办单位").select_option(["市住建局"])
    desk.page.get_by_role("radio", name="紧急").check()
    desk.press("交办").sees("已交办")
    author = visit(world.deputy).go("proposals:detail", proposal.pk).sees("市城管局（主办）", "市住建局（协办）")
    author.sees("还剩")
    assert the_proposal().lane == Proposal.Lane.URGENT


def test_a_matter_of_the_city_goes_up_and_the_county_still_sees_it(world, visit):
    seat = a_seat(world.county, name="何某", phone="13800000009")
    proposal = stages.submitted(seat.grant)
    county = visit(world.county_desk).go("proposals:queue").press("分办", within=TITLE).press("转办")
    county.choose("转给哪一级人大", "HB地人大").write("转办理由", "属于市管道路").press("转办").sees("接收办理")
    city = visit(world.desk).go("proposals:queue").press("看转办", within=TITLE).press("接收转办").sees("已接收")
    city.choose("主办单位", "市城管局").press("交办").sees("已交办")
    county.go("proposals:detail", proposal.pk).sees("HB地人大办理", "市城管局")
    author = visit(seat.grant).go("proposals:detail", proposal.pk).sees("市城管局", "还剩")
    assert author.timeline == ["提交", "转办", "接收转办", "交办"]


def test_a_batch_taken_back_in_time_has_reached_nobody(world, visit):
    stages.many_submitted(world.deputy, 2, LAMPS, LAMPS_BODY)
    desk = visit(world.desk).go("proposals:queue").press("全选本页").press("按推荐交办").sees("将交办2件")
    desk.press("确认交办").sees("刚才交办了2件").press("整批撤回").sees("已撤回2件，承办单位没有收到通知")
    desk.sees("待分办2件")
    visit(world.handler).go("proposals:inbox").sees("没有待办建议")
    assert not Assignment.objects.current().exists()


def test_the_filters_of_the_board_stand_on_one_line(world, visit):
    for number in range(8):
        an_organ(world.city, f"第{number}局")
    board = visit(world.desk).go("proposals:board").sees("按什么统计")
    box = board.page.get_by_label("查找单位，可写汉字或拼音首字母")
    box.fill("第7局")
    assert board.page.locator("#id_organ option:checked").inner_text() == "第7局"
    organ, lane = (board.page.locator(f"#id_{name}").bounding_box() for name in ("organ", "lane"))
    beside = box.bounding_box()
    assert beside and organ and lane and abs(beside["y"] - organ["y"]) < 1 and beside["x"] < organ["x"]
    if board.page.viewport_size == {"width": WIDE, "height": 900}:
        assert abs(organ["y"] - lane["y"]) < 1


def test_on_a_phone_no_link_of_a_list_lies_over_another(world, visit):
    for name in "甲乙丙":
        stages.assigned(world, f"关于{name}的建议")
    for name in ("proposals:board", "proposals:index", "proposals:inbox"):
        reader = visit(world.handler if name == "proposals:inbox" else world.desk).go(name)
        assert reader.page.evaluate(LINKS_OVER_ONE_ANOTHER) == [], name


def test_the_name_of_a_table_reads_along_the_line(world, visit):
    ledger = visit(world.desk).go("proposals:promises").sees("办成率")
    name = ledger.page.locator("caption").first.bounding_box()
    assert name and name["width"] > name["height"]


def test_the_list_its_address_and_its_excel_file_say_the_same(world, visit):
    stages.handled(world)
    stages.submitted(world.li.grant, OTHER)
    desk = (
        visit(world.desk)
        .go("proposals:index")
        .write("搜索标题、内容、答复、附件、编号、姓名、单位", "北段")
        .press("筛选")
    )
    desk.sees(OTHER, "共1件").sees_not(TITLE)
    with desk.page.expect_download() as download:
        desk.button("导出Excel").click()
    with download.value.path().open("rb") as file:
        rows = spreadsheets.read(file, download.value.suggested_filename)
    said = "".join(str(cell) for row in rows for cell in row)
    assert OTHER in said and TITLE not in said
