"""What stations add to the portal's shared places."""

from datetime import date

from congress.models import Role
from congress.registries import Dictionary, Entry, deeds, dictionary, page, waiting
from deputies.duties import ways
from groups.stations import counting, examining, offering, reminding, todos, visitors

__all__ = ["counting", "examining", "reminding", "visitors"]

BEGUN = date(2022, 1, 1)
KINDS = ("代表活动室", "代表联系群众工作点", "代表之家", "代表之室", "代表之站")

dictionary(
    Dictionary(
        "station_kind",
        "阵地种类",
        "代表联系群众的场所叫什么，登记阵地时选择。",
        (*(Entry(kind, kind, BEGUN) for kind in KINDS), Entry("实践站", "全过程人民民主实践站", date(2025, 1, 1))),
        longest=20,
    )
)

page("代表阵地", "stations:index", Role.DEPUTY, Role.DESK, Role.COUNCIL, Role.AUDITOR, order=46)
waiting(todos.days_on_duty, todos.deputy_todos)
waiting(todos.new_messages, todos.message_todos)
ways.declare(offering.receptions)

OF_A_STATION = {
    "open_station": "登记阵地",
    "change_station": "更正阵地",
    "attach": "代表进站",
    "detach": "代表离站",
    "plan_days": "排值班",
}
deeds("station", OF_A_STATION)
deeds("dutyday", {"change_day": "改值班", "cancel_day": "取消值班"})
deeds("reception", {"record_reception": "登记接待", "correct_reception": "更正接待记录"})
deeds("reception", {"withdraw_reception": "撤销接待记录"})
OF_A_MATTER = {
    "add_matter": "登记反映的事项",
    "follow_matter": "登记办理结果",
    "reveal_visitor": "查看来访群众的电话",
}
deeds("matter", OF_A_MATTER)
OF_A_MESSAGE = {
    "leave_message": "群众留言",
    "take_up_message": "受理留言",
    "answer_message": "答复留言",
    "judge_answer": "群众评价答复",
    "decline_message": "说明留言没有受理的原因",
    "reveal_visitor": "查看来访群众的电话",
}
deeds("visitormessage", OF_A_MESSAGE)
deeds("congress", {"export_register": "导出阵地登记簿"}, shows_note=True)
