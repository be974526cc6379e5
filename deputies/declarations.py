"""What deputies add to the portal's navigation."""

from congress.models import Role
from congress.registries import deeds, page
from deputies.standing import CHANGES

page("代表名册", "deputies:index", Role.DESK, Role.COUNCIL, Role.AUDITOR, order=50)

deeds("congress", {"import_deputies": "导入代表名册", "export_deputies": "导出代表名册"}, shows_note=True)
deeds("seat", {name: change.label for name, change in CHANGES.items()}, shows_note=True)
