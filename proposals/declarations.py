"""What proposals add to the portal's shared places: navigation, start pages, reminders."""

from congress import registries
from congress.models import ADMINISTRATORS, Role
from congress.registries import deeds, dictionary, page, panel, recount, settings_page, tile, waiting
from proposals import (
    countables,
    evaluated,
    examining,
    from_matters,
    gauges,
    matters_waiting,
    measures,
    purging,
    recounting,
    reminders,
    start_page,
    words_file,
)
from proposals.asks import examining as asks_examining
from proposals.classifying import examining as classifying_examining
from proposals.classifying import todos as classifying
from proposals.commending import examining as commending_examining
from proposals.commending import measuring as commending_measuring
from proposals.commending import todos as commending
from proposals.from_groups import activities as from_activities
from proposals.interface import feed
from proposals.motions import todos
from proposals.named_steps import DEEDS, FOR_STAFF
from proposals.papers import bundles, catalogue
from proposals.papers import examining as examining_papers
from proposals.practice import clearing, laying
from proposals.promises import examining as promises_examining
from proposals.promises import todos as promises_todos
from proposals.publishing import examining as publishing_examining
from proposals.publishing import open_kinds
from proposals.publishing import waiting as publishing
from proposals.shelf import examining as shelf_examining
from proposals.supervision import examining as supervision_examining
from proposals.supervision import todos as supervision
from proposals.workflow import assignment_steps, motion_steps, promise_steps, proposal_steps

__all__ = [
    "asks_examining",
    "bundles",
    "catalogue",
    "classifying_examining",
    "clearing",
    "commending_examining",
    "commending_measuring",
    "countables",
    "evaluated",
    "examining",
    "examining_papers",
    "from_activities",
    "gauges",
    "laying",
    "measures",
    "open_kinds",
    "promises_examining",
    "publishing_examining",
    "purging",
    "reminders",
    "shelf_examining",
    "supervision_examining",
]

WATCHERS = (Role.DESK, Role.COUNCIL, Role.AUDITOR, Role.GOVERNMENT, Role.COMMITTEE)
READERS = tuple(role for role in Role if role not in ADMINISTRATORS)

page("我的建议", "proposals:index", Role.DEPUTY, order=20)
page("分办", "proposals:queue", Role.DESK, order=20)
page("对口归类", "proposals:classification", Role.GOVERNMENT, Role.STAFFING, order=20)
page("承办争议", "proposals:dispute_ledger", Role.STAFFING, order=25)
page("待办", "proposals:inbox", Role.HANDLER, order=20)
page("待签发", "proposals:inbox", Role.ORGAN_LEADER, order=20)
page("督办", "proposals:board", *WATCHERS, order=30)
page("全部建议", "proposals:index", *WATCHERS, Role.HANDLER, Role.ORGAN_LEADER, order=40)
page("承诺台账", "proposals:promises", *WATCHERS, Role.HANDLER, Role.ORGAN_LEADER, order=42)
page("公文", "proposals:papers", Role.DESK, order=44)
page("各级负责人", "proposals:superiors", Role.HANDLER, Role.ORGAN_LEADER, order=42)
page("统计", "proposals:figures", Role.DESK, Role.COUNCIL, Role.AUDITOR, order=41)
page("履职参考", "proposals:shelf", *READERS, order=48)
page("表彰", "proposals:commendations", *READERS, order=55)

settings_page("办理时限", "proposals:limits", Role.DESK, order=50)

waiting(start_page.months_missing, start_page.month_todos)
waiting(start_page.own_limits, start_page.limit_todos)
waiting(start_page.joint_replies, start_page.joint_reply_todos)
waiting(start_page.invitations, start_page.invitation_todos)
waiting(start_page.drafts, start_page.draft_todos)
waiting(start_page.requests, start_page.request_todos)
waiting(start_page.disputed, start_page.disputed_todos)
waiting(start_page.sent_here, start_page.sent_todos)
waiting(todos.to_put_to_a_body, todos.asking_todos)
waiting(todos.to_rule, todos.ruling_todos)
waiting(todos.with_the_committee, todos.committee_todos)
waiting(promises_todos.reported_to, promises_todos.deputy_todos)
waiting(promises_todos.reported_and_asked, promises_todos.desk_todos)
waiting(promises_todos.made, promises_todos.organ_todos)
waiting(classifying.disputes, classifying.arbiter_todos)
tile(classifying.tiles)
waiting(matters_waiting.of_a_deputy, matters_waiting.deputy_todos)
registries.offshoot(from_matters.offshoot)
deeds("matter", {"begin_opinion": "据群众反映写意见"})
waiting(commending.nominations, commending.desk_todos)
waiting(supervision.invitations, supervision.deputy_todos)
waiting(supervision.nominations, supervision.desk_todos)
waiting(supervision.visits_held, supervision.visit_todos)
waiting(supervision.meetings_held, supervision.meeting_todos)
waiting(supervision.instructed, supervision.organ_todos)
panel(start_page.session_panel)
panel(start_page.deputy_panel)
panel(supervision.supervised_panel)
panel(start_page.inbox_panel)
tile(start_page.desk_tiles)
tile(start_page.overseer_tiles)
tile(promises_todos.tiles)
tile(publishing.desk_tile)
tile(supervision.key_tiles)
recount(recounting.look, recounting.take)
registries.feed(feed.KINDS, feed.since)

for declared in words_file.dictionaries():
    dictionary(declared)

OF_A_CONGRESS = {
    "export_proposals": "导出建议列表",
    "export_promises": "导出承诺台账",
    "export_board": "导出督办时限清单",
    "export_ledger": "导出建议办理台账（22栏）",
    "export_organ_figures": "导出承办单位办理情况表",
    "export_evaluation": "导出办理情况评估表",
    "export_monthly_report": "导出意见建议月报",
    "export_monthly_paper": "导出意见建议月报（Word）",
    "export_candidates": "导出表彰提名名单",
    "freeze_figures": "冻结统计数字",
    "export_catalogue": "生成目录汇编",
    "export_bundle": "导出整卷",
    "change_limit": "修改时限规则",
    "take_back_limit": "取消时限规则",
}
deeds("congress", OF_A_CONGRESS, shows_note=True)
deeds("dispatch", {"call_dispatch": "召集调度会", "record_dispatch": "登记调度情况"})
OF_A_CAMPAIGN = {"open_campaign": "登记督办行动", "note_campaign": "登记督办情况", "close_campaign": "结束督办行动"}
deeds("campaign", OF_A_CAMPAIGN)
OF_A_COMMENDATION = {
    "open_commendation": "开始评选",
    "change_commendation": "改名额和提名截止日期",
    "publish_commendation": "公布表彰",
    "unpublish_commendation": "撤回公布表彰",
}
deeds("commendation", OF_A_COMMENDATION)
OF_A_CANDIDATE = {
    "put_up": "提名",
    "pass_candidate": "审核通过",
    "turn_down": "审核不通过",
    "award_candidate": "登记主任会议决定表彰",
    "decline_candidate": "登记主任会议决定不表彰",
}
deeds("candidate", OF_A_CANDIDATE)
OF_THE_SHELF = {
    "write_entry": "编写履职参考",
    "make_entry": "由办结件整理履职参考",
    "change_entry": "修改履职参考",
    "put_on_shelf": "上架履职参考",
    "take_off": "下架履职参考",
}
deeds("shelfentry", OF_THE_SHELF)
deeds("organ", {"name_superior": "登记科室或分管负责人", "end_superior": "取消科室或分管负责人"})
BY_KIND = {"proposal": (motion_steps, proposal_steps), "assignment": (assignment_steps,), "promise": (promise_steps,)}
for kind, tables in BY_KIND.items():
    steps = {name: step.label for table in tables for name, step in table.steps.items()}
    deeds(kind, {**DEEDS, **FOR_STAFF, **steps})
