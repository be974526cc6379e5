"""What is asked one by one: split by deputy and desk, answered by the organ, checked, signed with a reason, read."""

from proposals.models import Override
from tests import asked, stages
from tests.browser.visitor import WIDE, journeys
from tests.world import TITLE

pytestmark = journeys(WIDE)
ANSWER = "我局已到现场看过。"


def test_a_deputy_numbers_what_he_asks_before_he_submits(world, visit):
    proposal = stages.drafted(world.deputy)
    author = visit(world.deputy).go("proposals:check", proposal.pk).press("逐条列出诉求")
    author.sees("下面是系统从原文里找出来的").write("一行写一条诉求", "加装六盏路灯\n年底前完成").press("保存诉求")
    author.sees("诉求已保存，共2条", "1. 加装六盏路灯", "2. 年底前完成").press("修改诉求")
    author.write("一行写一条诉求", "").press("保存诉求").sees("诉求不再分条")


def test_each_ask_is_answered_and_a_fault_is_passed_over_with_a_reason(world, visit):
    assignment = stages.handled(world)
    desk = visit(world.desk).go("proposals:detail", assignment.proposal_id).press("逐条列出诉求")
    desk.write("一行写一条诉求", "\n".join(asked.ASKS)).press("保存诉求").sees("逐条诉求", asked.ASKS[1])

    handler = (
        visit(world.handler).go("proposals:reply", assignment.pk).sees("逐条答复", "签发前检查", "还没有逐条答复")
    )
    first, second = (f"诉求{number}：{text}" for number, text in enumerate(asked.ASKS, 1))
    handler.mark("A类：已解决或基本解决").mark("采纳", within=first).write("对诉求1的答复", "十月底前装好。")
    handler.mark("部分采纳", within=second).write("对诉求2的答复", "先修东侧一处。")
    handler.write("答复内容", f"李某代表：\n{ANSWER}").press("核对并送领导签发")
    handler.sees("草稿已保存。检查出1处问题", "答复里的“李某代表”没有提出这件建议").press("核对并送领导签发")
    handler.sees("已送领导签发")

    leader = visit(world.leader).go("proposals:sign", assignment.pk).sees("请核对", "采纳。十月底前装好。")
    leader.press("写明理由，仍要签发").sees("要签发请写明理由")
    leader.write("仍要签发的理由", "已与代表当面说明，照此签发").press("写明理由，仍要签发").sees_not("待签发1")
    assert Override.objects.get().fault == "name"

    desk.go("proposals:year_report").press("带问题签发答复的意见建议1件").sees(TITLE)
    author = visit(world.deputy).go("proposals:rate", assignment.pk).sees("诉求1", "十月底前装好。", "部分采纳")
    author.sees_not("已与代表当面说明")
