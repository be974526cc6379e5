"""What deputies add to the portal's navigation."""

from congress.models import Role
from congress.registries import deeds, page
from deputies import examining
from deputies.standing import CHANGES

__all__ = ["examining"]

page("代表名册", "deputies:index", Role.DESK, Role.COUNCIL, Role.AUDITOR, order=50)

OF_A_CONGRESS = {
    "import_deputies": "导入代表名册",
    "export_deputies": "导出代表名册",
    "add_delegation": "登记代表团",
    "rename_delegation": "代表团改名",
    "name_head": "登记代表团团长",
}
deeds("congress", OF_A_CONGRESS, shows_note=True)
deeds("seat", {name: change.label for name, change in CHANGES.items()}, shows_note=True)
