"""What an organ does beside the main job: everything at once, inside the house, together, and what is missing."""

import re
from datetime import timedelta

from django.utils import timezone

from tests import stages
from tests.browser.visitor import WIDE, journeys
from tests.congress.made_files import entries_of, pdf
from tests.world import BODY, TITLE, the_assignment

OTHER = "关于南黎路学校门口限速的建议"
pytestmark = journeys(WIDE)


def test_everything_new_is_signed_in_at_once(world, visit):
    stages.assigned(world)
    stages.assigned(world, OTHER)
    handler = visit(world.handler).go("proposals:inbox").sees("全部签收（2）").press("全部签收")
    handler.sees("共2件待签收").press("确认全部签收").sees("已签收2件", TITLE, OTHER)
    assert not handler.can("全部签收")


def test_an_office_inside_does_the_work_and_the_organ_answers(world, visit):
    assignment = stages.handled(world)
    handler = visit(world.handler).go("proposals:detail", assignment.proposal_id).press("转科室")
    handler.press("转办").sees("请选择科室或经办人")
    handler.choose("科室（选填）", "市政科").press("转办").sees("已转办", "市政科")
    author = visit(world.deputy).go("proposals:detail", assignment.proposal_id)
    assert "转科室" not in author.timeline


def test_the_joint_organ_tells_the_lead_and_the_deputy_does_not_read_it(world, visit):
    lead = stages.handled(world, joint=True)
    helper = visit(world.second_handler).go("proposals:inbox").press("签收", within=TITLE).press("写协办意见")
    helper.press("提交协办意见").sees("请写协办意见")
    helper.write("协办意见", "我局可提供小区围墙外的接电点").press("提交协办意见").sees("协办意见已送主办单位")

    handler = visit(world.handler).go("proposals:detail", lead.proposal_id).sees("我局可提供小区围墙外的接电点")
    handler.press("退回协办意见").write("退回的理由", "请写明接电点的位置").press("退回修改").sees("已退回协办单位")
    helper.go("proposals:detail", lead.proposal_id).sees("请写明接电点的位置").press("写协办意见")
    helper.write("协办意见", "接电点在西山路18号").press("提交协办意见").sees("协办意见已送主办单位")
    handler.go("proposals:reply", lead.pk).sees("协办意见", "接电点在西山路18号")

    author = visit(world.deputy).go("proposals:detail", lead.proposal_id)
    author.sees("市住建局（协办）").sees_not("接电点")
    assert not any("协办" in deed for deed in author.timeline)
    visit(world.desk).go("proposals:detail", lead.proposal_id).sees("接电点在西山路18号")


def test_the_button_names_what_is_missing(world, visit):
    assignment = stages.assigned(world)
    handler = visit(world.handler).go("proposals:inbox").press("签收", within=TITLE).press("写答复")
    handler.press("核对并送领导签发").sees("还不能送签：还没有与代表沟通的记录", "请选择办理结果")
    handler.write("参加人", "").press("登记沟通").sees("请选择沟通方式", "请写参加人", "请写沟通情况")
    tomorrow = timezone.localdate() + timedelta(days=1)
    handler.mark("面商").write("日期", f"{tomorrow:%Y-%m-%d}").write("参加人", "周某、张某")
    handler.write("沟通情况", "到现场看过").press("登记沟通").sees("日期不能晚于今天")
    handler.write("日期", f"{timezone.localdate():%Y-%m-%d}").press("登记沟通").sees("沟通情况已登记")
    handler.press("核对并送领导签发").sees("还不能送签：请选择办理结果")
    handler.mark("B类：正在解决或列入计划解决").write("答复内容", "列入明年计划。").press("核对并送领导签发")
    handler.sees("还不能送签：选B类请写承诺事项和承诺完成时间")
    handler.write("第1项承诺", "装六盏路灯").write("第1项完成时间", f"{tomorrow:%Y-%m-%d}")
    handler.press("再加几行（先存草稿）").sees("答复草稿已保存")
    handler.write("第3项承诺", "修好护栏").press("核对并送领导签发").sees("每项承诺都要写承诺事项和承诺完成时间")
    handler.write("第2项完成时间", f"{tomorrow:%Y-%m-%d}").press("核对并送领导签发")
    handler.sees("已送领导签发")

    visit(world.leader).go("proposals:sign", assignment.pk).sees("承诺：装六盏路灯", "承诺：修好护栏").press("签发")
    author = visit(world.deputy).go("proposals:detail", assignment.proposal_id)
    author.sees("B类：正在解决或列入计划解决", "承诺：装六盏路灯")


def test_the_leader_sends_back_and_the_handler_corrects(world, visit):
    assignment = stages.to_be_signed(world)
    leader = visit(world.leader).go("congress:home").sees(TITLE).go("proposals:sign", assignment.pk)
    leader.unfold("退回修改").press("退回修改").sees("请写明哪里要改")
    leader.write("退回的理由", "请写明完成的日期").press("退回修改").sees("已退回经办人修改")
    handler = visit(world.handler).go("proposals:inbox").press("写答复", within=TITLE).sees("请写明完成的日期")
    handler.write("答复内容", "六盏路灯已于11月20日装好。").press("核对并送领导签发").sees("已送领导签发")
    leader.go("proposals:inbox").press("看答复并签发", within=TITLE).sees("11月20日").press("签发")
    author = visit(world.deputy).go("proposals:detail", assignment.proposal_id)
    author.sees("11月20日").sees_not("请写明完成的日期")
    assert "退回修改" not in author.timeline


def test_a_leader_does_not_see_the_matters_of_another_organ(world, visit):
    assignment = stages.to_be_signed(world)
    visit(world.second_leader).go("proposals:sign", assignment.pk).sees("没有这个页面，或者您不能查看")


def test_the_official_paper_is_sent_as_it_was_uploaded(world, visit, tmp_path):
    paper = tmp_path / "答复函.pdf"
    paper.write_bytes(pdf())
    assignment = stages.handled(world)
    handler = visit(world.handler).go("proposals:reply", assignment.pk).mark("A类：已解决或基本解决")
    handler.page.get_by_label("上传已盖章的正式文件").set_input_files(paper)
    handler.press("存草稿").sees("已上传", "答复函.pdf").press("核对并送领导签发").sees("已送领导签发")
    visit(world.leader).go("proposals:sign", assignment.pk).sees("答复函.pdf").press("签发")
    author = visit(world.deputy).go("proposals:detail", assignment.proposal_id)
    with author.page.expect_download() as download:
        author.button("下载正式答复").click()
    assert download.value.path().read_bytes() == pdf()


def test_a_joint_organ_is_waited_for(world, visit):
    assignment = stages.handled(world, joint=True)
    handler = visit(world.handler).go("proposals:reply", assignment.pk).mark("A类：已解决或基本解决")
    handler.write("答复内容", "六盏路灯已经装好。").press("核对并送领导签发")
    handler.sees("还不能送签：协办单位还没有提交意见：市住建局")
    assert the_assignment(world.urban).state == "handling"


def test_the_organ_may_call_the_deputy_unless_he_asked_not_to_be_named(world, visit):
    assignment = stages.assigned(world)
    handler = visit(world.handler).go("proposals:detail", assignment.proposal_id)
    handler.sees(BODY, "张某", "13800000001")
    type(assignment.proposal).objects.update(is_name_hidden=True)
    handler.go("proposals:detail", assignment.proposal_id).sees("应要求不显示").sees_not("张某", "13800000001")


def test_a_release_names_who_should_do_it(world, visit):
    assignment = stages.assigned(world)
    handler = visit(world.handler).go("proposals:inbox").press(TITLE).press("申请退办")
    handler.write("申请退办的理由", "路灯由住建部门管")
    handler.choose("建议改由哪个单位办理（选填）", "市住建局").press("申请退办").sees("答复期限照常计算")
    visit(world.desk).go("proposals:decide_release", assignment.pk).sees("路灯由住建部门管", "建议改由市住建局办理")


def test_the_text_becomes_a_letter_in_word(world, visit):
    assignment = stages.handled(world)
    handler = visit(world.handler).go("proposals:reply", assignment.pk).mark("A类：已解决或基本解决")
    handler.write("答复内容", "六盏路灯已经装好。").press("存草稿").sees("答复草稿已保存")
    with handler.page.expect_download() as download:
        handler.button("下载答复函（Word）").click()
    letter = re.sub("<[^>]+>", "", entries_of(download.value.path().read_bytes())["word/document.xml"].decode())
    assert "张某代表：六盏路灯已经装好。" in letter and assignment.proposal.number in letter
