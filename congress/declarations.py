"""What everybody finds first in the navigation."""

from congress.manage import start_page
from congress.models import Role
from congress.registries import page, settings_page, todo

page("首页", "congress:home", *Role, order=10)
page("人员", "congress:people", Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, order=20)
page("单位", "congress:organs", Role.SYSTEM_ADMIN, order=30)
page("设置", "congress:settings", Role.SYSTEM_ADMIN, order=35)
page("运行状态", "congress:status", Role.SYSTEM_ADMIN, order=40)
page("审计日志", "congress:audit", Role.AUDIT_ADMIN, order=20)

settings_page("设置", "congress:settings", Role.SYSTEM_ADMIN, Role.DESK, order=10)
settings_page("消息文字", "congress:wordings", Role.SYSTEM_ADMIN, Role.DESK, order=20)
settings_page("字典", "congress:dictionaries", Role.SYSTEM_ADMIN, Role.DESK, order=30)
settings_page("日历", "congress:calendar", Role.SYSTEM_ADMIN, Role.DESK, order=40)

todo(start_page.administrator_todos)
