"""What deputies add to the portal's navigation."""

from congress.models import Role
from congress.registries import page

page("代表名册", "deputies:index", Role.DESK, Role.COUNCIL, Role.AUDITOR, order=50)
