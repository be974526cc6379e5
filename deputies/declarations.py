"""What deputies add to the portal's navigation."""

from congress.models import Role
from congress.registries import deeds, page, panel
from deputies import examining, practice
from deputies.duties import countables, holders, strips
from deputies.standing import CHANGES

__all__ = ["countables", "examining", "holders", "practice"]

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
deeds("seat", {name: change.label for name, change in CHANGES.items()}, shows_note=True)
OF_A_VISIT = {"record_visit": "登记走访", "correct_visit": "更正走访", "cancel_visit": "作废走访"}
deeds("visit", OF_A_VISIT)
