"""What everybody finds first in the navigation."""

from congress.manage import start_page
from congress.models import Role
from congress.registries import page, todo

page("首页", "congress:home", *Role, order=10)
page("人员", "congress:people", Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, order=20)
page("单位", "congress:organs", Role.SYSTEM_ADMIN, order=30)
page("日历", "congress:calendar", Role.SYSTEM_ADMIN, order=36)
page("运行状态", "congress:status", Role.SYSTEM_ADMIN, order=40)
page("审计日志", "congress:audit", Role.AUDIT_ADMIN, order=20)

todo(start_page.administrator_todos)
