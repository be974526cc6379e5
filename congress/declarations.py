"""What everybody finds first in the navigation."""

from congress import examining, gauges, purging
from congress.interface import examining as examining_systems
from congress.manage import start_page
from congress.models import Role
from congress.registries import deeds, page, panel, settings_page, todo

__all__ = ["examining", "examining_systems", "gauges", "purging"]

page("首页", "congress:home", *Role, order=10)
page("人员", "congress:people", Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, order=20)
page("单位", "congress:organs", Role.SYSTEM_ADMIN, order=30)
page("设置", "congress:settings", Role.SYSTEM_ADMIN, order=35)
page("运行状态", "congress:status", Role.SYSTEM_ADMIN, order=40)
page("外部系统", "congress:systems", Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, order=45)
page("审计日志", "congress:audit", Role.AUDIT_ADMIN, order=20)

page("代行签发", "congress:acting_signers", Role.ORGAN_LEADER, order=41)

settings_page("设置", "congress:settings", Role.SYSTEM_ADMIN, Role.DESK, order=10)
settings_page("消息文字", "congress:wordings", Role.SYSTEM_ADMIN, Role.DESK, order=20)
settings_page("字典", "congress:dictionaries", Role.SYSTEM_ADMIN, Role.DESK, order=30)
settings_page("日历", "congress:calendar", Role.SYSTEM_ADMIN, Role.DESK, order=40)
settings_page("届次和会议", "congress:terms", Role.SYSTEM_ADMIN, Role.DESK, order=50)
settings_page("各级人大", "congress:congresses", Role.SYSTEM_ADMIN, order=60)

todo(start_page.administrator_todos)
panel(start_page.administrator_panel)

deeds(
    "congress",
    {
        "start_congress": "建立人大",
        "add_congress": "建立下级人大",
        "open_term": "开始新一届",
        "change_term": "更正届次",
        "call_session": "登记会议",
        "change_session": "更改会议",
        "add_person": "建账号",
        "change_person": "改账号资料",
        "reset_access": "重置密码和动态口令",
        "close_account": "停用账号",
        "open_account": "启用账号",
        "sign_out": "退出全部登录",
        "give_role": "授权",
        "end_grant": "结束授权",
        "import_organs": "导入单位名册",
        "export_organs": "导出单位名册",
        "send_again": "重发消息",
        "purge": "按保存期限清理",
        "release_reminder": "放行提醒",
        "export_log": "导出审计日志",
        "enter_calendar": "录入放假安排",
        "set_value": "修改设置",
        "take_back_value": "取消修改设置",
        "reword": "修改消息文字",
        "restore_wording": "恢复原来的消息文字",
        "add_word": "字典增加一项",
        "rename_word": "字典改一项",
        "retire_word": "字典停用一项",
        "register_system": "登记外部系统",
        "grant_scopes": "授予接口权限",
        "close_system": "停用外部系统",
        "make_token": "发放令牌",
        "revoke_token": "作废令牌",
        "subscribe": "登记推送",
        "end_subscription": "停止推送",
    },
    shows_note=True,
)
deeds(
    "organ",
    {
        "add_organ": "登记单位",
        "rename_organ": "单位改名",
        "close_organ": "停用单位",
        "open_organ": "启用单位",
        "appoint_signer": "安排代行签发",
        "end_signer": "结束代行签发",
    },
    shows_note=True,
)
