"""What deputies add to the portal's navigation."""

from congress.models import Role
from congress.registries import deeds, page, panel
from deputies import earlier, examining, practice
from deputies.dossiers import demo
from deputies.duties import countables, holders, reminding, strips
from deputies.duties import demo as duties_demo
from deputies.standing import CHANGES

__all__ = ["countables", "demo", "duties_demo", "earlier", "examining", "holders", "practice", "reminding"]

page("代表名册", "deputies:index", Role.DESK, Role.COUNCIL, Role.AUDITOR, order=50)
page("履职任务", "duties:board", Role.DESK, Role.COUNCIL, Role.AUDITOR, order=47)
panel(strips.deputy_panel)

OF_A_CONGRESS = {
    "import_deputies": "导入代表名册",
    "export_deputies": "导出代表名册",
    "add_delegation": "登记代表团",
    "rename_delegation": "代表团改名",
    "name_head": "登记代表团团长",
}
deeds("congress", OF_A_CONGRESS, shows_note=True)
deeds("congress", {"export_duties": "导出“5+4”统计表"}, shows_note=True)
deeds("seat", {name: change.label for name, change in CHANGES.items()}, shows_note=True)
OF_A_VISIT = {"record_visit": "登记走访", "correct_visit": "更正走访", "cancel_visit": "作废走访"}
deeds("visit", OF_A_VISIT)

# --- duties: contacts, the list of contacts, excuses, targets
OF_A_CONTACT = {"record_contact": "登记联系代表", "correct_contact": "更正联系记录", "cancel_contact": "作废联系记录"}
deeds("deputycontact", OF_A_CONTACT)
OF_THE_LIST = {
    "add_member": "登记常委会组成人员任职",
    "end_member": "登记常委会组成人员免职",
    "add_links": "登记联系名单",
    "end_link": "结束联系代表",
}
deeds("seat", OF_THE_LIST, shows_note=True)
OF_AN_EXCUSE = {"give_excuse": "登记免计时段", "end_excuse": "改免计时段", "cancel_excuse": "作废免计时段"}
deeds("dutyexcuse", OF_AN_EXCUSE)
deeds("congress", {"change_target": "改任务目标", "take_back_target": "撤销任务目标的改动"}, shows_note=True)

# --- 履职档案
page("履职档案", "dossiers:mine", Role.DEPUTY, order=26)
deeds("seat", {"show_page": "公开代表页", "hide_page": "不公开代表页"}, shows_note=True)
