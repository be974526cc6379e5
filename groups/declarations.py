"""What groups and stations add to the portal's shared places."""

from congress.models import Role
from congress.registries import deeds, dictionary, page, waiting
from groups import counting, duty_holders, earlier, examining, kinds, leading, todos
from groups.stations import declaring as stations

__all__ = ["counting", "duty_holders", "earlier", "examining", "leading", "stations"]

# --- groups and their activities
OF_GROUPS = (Role.GROUP_LEADER, Role.GROUP_CONTACT)
page("活动", "groups:activities", Role.DEPUTY, *OF_GROUPS, order=22)
page("小组", "groups:index", Role.DESK, Role.COUNCIL, Role.AUDITOR, *OF_GROUPS, order=46)

dictionary(kinds.dictionary)

waiting(todos.invitations, todos.deputy_todos)
waiting(todos.led, todos.leader_todos)
waiting(todos.to_confirm, todos.desk_todos)

deeds("congress", {"export_groups": "导出代表小组名册", "import_members": "导入小组成员"}, shows_note=True)
OF_A_GROUP = {
    "establish": "设立代表小组",
    "rename_group": "代表小组更名",
    "end_group": "撤销代表小组",
    "add_members": "小组加入成员",
    "end_member": "小组成员退出",
    "take_back_member": "撤回小组成员的登记",
    "name_post": "登记小组职务",
    "end_post": "免去小组职务",
}
deeds("group", OF_A_GROUP, shows_note=True)
OF_AN_ACTIVITY = {
    "plan_activity": "发起小组活动",
    "change_activity": "修改小组活动的计划",
    "cancel_activity": "取消小组活动",
    "record_activity": "登记小组活动",
    "correct_activity": "更正小组活动",
    "add_photo": "上传活动照片",
    "add_reading": "加会前材料",
    "confirm_activity": "确认小组活动",
    "send_back": "退回小组活动",
}
deeds("activity", OF_AN_ACTIVITY)
OF_AN_ATTENDANCE = {
    "answer": "答复参加",
    "ask_leave": "请假",
    "decide_leave": "答复请假",
    "sign_in": "签到",
    "mark_present": "组长签到",
    "correct_attendance": "更正出席情况",
}
deeds("attendance", OF_AN_ATTENDANCE)
deeds("yearplan", {"write_plan": "制定年度计划", "change_plan": "修改年度计划"})
deeds("topic", {"open_topic": "发起专题行动", "change_topic": "修改专题行动", "close_topic": "结束专题行动"})
deeds("link", {"set_link": "登记固定联系", "end_link": "结束固定联系", "note_contact": "登记联系情况"})
deeds("practicalmatter", {"add_matter": "登记实事", "change_matter": "更新实事", "add_evidence": "上传佐证材料"})
