"""The tables of steps. A clerk can check them line by line against the regulation.

Three state machines: the proposal, from draft to closed, with one table for opinions and suggestions and one for
motions; the assignment, one for each organ; and each promise of a reply. What is still "handled" and what is
"answered" for the proposal follows from its assignments.
"""

from congress.workflow import Step, Workflow, follows, only_time
from proposals import guards
from proposals import permissions as who
from proposals.classifying import guards as classifying_guards
from proposals.holding import hold_matter_of, hold_matter_of_promise
from proposals.models import Assignment, Promise, Proposal
from proposals.motions import guards as motion_guards
from proposals.promises import guards as promise_guards

P = Proposal.State
A = Assignment.State
L = Promise.State


MERGING = (
    Step("merge", "并案", {P.SUBMITTED, P.REGISTERED}, P.MERGED, who.is_desk, guards.mergeable),
    Step("unmerge", "撤销并案", {P.MERGED}, P.REGISTERED, who.is_desk),
    Step("share", "并案答复", {P.MERGED}, P.ANSWERED, follows, guards.all_replied),
)
FROM_HAND_TO_CLOSED = (
    Step("answer", "答复齐全", {P.IN_HAND}, P.ANSWERED, follows, guards.all_replied),
    Step("rehandle", "重新办理", {P.ANSWERED, P.CLOSED}, P.IN_HAND, follows),
    Step("close", "办结", {P.ANSWERED}, P.CLOSED, follows, guards.all_rated),
    Step("doubt", "评价改变，不再办结", {P.CLOSED}, P.ANSWERED, follows),
)

proposal_steps = Workflow(
    Step("gather", "征集联名", {P.DRAFT}, P.COSIGN, who.is_author),
    Step("rework", "改回草稿", {P.COSIGN}, P.DRAFT, who.is_author),
    Step("submit", "提交", {P.DRAFT, P.COSIGN, P.RETURNED}, P.SUBMITTED, who.is_author, guards.ready_to_submit),
    Step("enter", "代录", {P.DRAFT}, P.SUBMITTED, who.is_desk),
    Step("undo", "撤回修改", {P.SUBMITTED}, P.DRAFT, who.is_author, guards.undo_window_open),
    Step(
        "withdraw",
        "撤回",
        {P.SUBMITTED, P.RETURNED, P.REGISTERED, P.IN_HAND},
        P.WITHDRAWN,
        who.is_author,
        guards.may_still_be_withdrawn,
    ),
    Step("accept", "受理", {P.SUBMITTED}, P.REGISTERED, who.is_desk, guards.undo_window_over),
    Step("send_back", "退回补充", {P.SUBMITTED, P.REGISTERED}, P.RETURNED, who.is_desk, guards.may_leave_the_desk),
    Step("refuse", "不予受理", {P.SUBMITTED, P.REGISTERED}, P.REFUSED, who.is_desk, guards.may_leave_the_desk),
    *MERGING,
    Step("transfer", "转办", {P.SUBMITTED, P.REGISTERED}, P.ESCALATED, who.is_desk, guards.may_be_transferred),
    Step("take_over", "接收转办", {P.ESCALATED}, P.REGISTERED, who.is_receiving_desk),
    Step("give_back", "退回转办", {P.ESCALATED}, P.REGISTERED, who.is_either_desk),
    Step("assign", "交办", {P.REGISTERED}, P.IN_HAND, who.is_desk, motion_guards.may_be_assigned),
    Step("recall", "收回交办", {P.IN_HAND}, P.REGISTERED, who.is_desk, guards.has_no_assignments),
    *FROM_HAND_TO_CLOSED,
    Step("restore", "复议后恢复为议案", {P.REGISTERED}, P.EXAMINED, who.is_desk, motion_guards.review_changed),
)

# 代表法 art. 15, 地方组织法 art. 22; what the presidium may rule, and what becomes of a motion that it refers to a
# committee, follow the congress's own rules of procedure (docs/decisions/0013).
motion_steps = Workflow(
    Step("gather", "征集联名", {P.DRAFT}, P.COSIGN, who.is_author),
    Step("rework", "改回草稿", {P.COSIGN}, P.DRAFT, who.is_author),
    Step("submit", "提交", {P.DRAFT, P.COSIGN, P.RETURNED}, P.SUBMITTED, who.is_author, motion_guards.ready_to_submit),
    Step("undo", "撤回修改", {P.SUBMITTED}, P.DRAFT, who.is_author, guards.undo_window_open),
    Step("withdraw", "撤回", {P.SUBMITTED, P.RETURNED}, P.WITHDRAWN, who.is_author),
    Step("accept", "登记", {P.SUBMITTED}, P.REGISTERED, who.is_desk, guards.undo_window_over),
    Step("send_back", "退回补充", {P.SUBMITTED, P.REGISTERED}, P.RETURNED, who.is_desk, guards.undo_window_over),
    *MERGING,
    Step(
        "examine",
        "交委员会审查",
        {P.REGISTERED, P.EXAMINED},
        P.EXAMINING,
        who.is_desk,
        motion_guards.has_committee,
    ),
    Step(
        "give_view",
        "提出审查意见",
        {P.EXAMINING},
        P.EXAMINED,
        who.is_examining_committee,
        motion_guards.view_given,
    ),
    Step("put_on_agenda", "列入会议议程", {P.EXAMINED}, P.ON_AGENDA, who.is_desk, motion_guards.ruled),
    Step("refer", "交委员会审议", {P.EXAMINED}, P.REFERRED, who.is_desk, motion_guards.ruled),
    Step("convert", "转为建议", {P.EXAMINED}, P.REGISTERED, who.is_desk, motion_guards.ruled),
    Step("leave_off", "不列入议程", {P.EXAMINED}, P.DECLINED, who.is_desk, motion_guards.ruled),
    Step("restore", "复议后恢复", {P.DECLINED}, P.EXAMINED, who.is_desk, motion_guards.review_changed),
    Step("pass", "表决通过", {P.ON_AGENDA}, P.PASSED, who.is_desk, motion_guards.ruled),
    Step("reject", "表决未通过", {P.ON_AGENDA}, P.REJECTED, who.is_desk, motion_guards.ruled),
    Step(
        "report",
        "提出审议结果报告",
        {P.REFERRED},
        P.REPORTED,
        who.is_examining_committee,
        motion_guards.report_given,
    ),
    Step("settle", "审议结束", {P.REPORTED}, P.SETTLED, who.is_desk, motion_guards.ruled),
    Step("entrust", "交有关机关办理", {P.REPORTED}, P.HANDED, who.is_desk, motion_guards.ruled),
    Step(
        "let_go",
        "主席团同意撤回",
        {P.REGISTERED, P.EXAMINING, P.EXAMINED, P.ON_AGENDA},
        P.WITHDRAWN,
        who.is_desk,
        motion_guards.withdrawal_asked,
    ),
    Step(
        "fall",
        "联名不足，终止",
        {P.SUBMITTED, P.REGISTERED, P.EXAMINING, P.EXAMINED},
        P.FALLEN,
        follows,
        motion_guards.too_few_sponsors,
    ),
    Step("assign", "交办", {P.HANDED}, P.IN_HAND, who.is_desk, guards.has_assignments),
    Step("recall", "收回交办", {P.IN_HAND}, P.HANDED, who.is_desk, guards.has_no_assignments),
    *FROM_HAND_TO_CLOSED,
)


assignment_steps = Workflow(
    Step("sign_in", "签收", {A.ASSIGNED}, A.HANDLING, who.may_handle),
    Step(
        "ask_release",
        "申请退办",
        {A.ASSIGNED, A.HANDLING},
        A.RELEASE_ASKED,
        who.may_handle,
        guards.may_still_be_released,
    ),
    Step(
        "refuse_release",
        "不同意退办",
        {A.RELEASE_ASKED},
        A.HANDLING,
        who.may_decide,
        classifying_guards.not_in_dispute,
    ),
    Step(
        "grant_release", "同意退办", {A.RELEASE_ASKED}, A.RELEASED, who.may_decide, classifying_guards.not_in_dispute
    ),
    Step(
        "uphold",
        "裁定由原单位办理",
        {A.RELEASE_ASKED},
        A.HANDLING,
        who.may_arbitrate,
        classifying_guards.named_by_decision,
    ),
    Step(
        "move",
        "裁定改由其他单位办理",
        {A.RELEASE_ASKED},
        A.RELEASED,
        who.may_arbitrate,
        classifying_guards.named_by_decision,
    ),
    Step("give_opinion", "提交协办意见", {A.HANDLING}, A.GIVEN, who.may_give_opinion, guards.opinion_given),
    Step(
        "send_back_opinion",
        "退回协办意见",
        {A.GIVEN},
        A.HANDLING,
        who.may_send_back_opinion,
        guards.lead_is_at_work,
    ),
    Step("send_for_signing", "送签", {A.HANDLING, A.REHANDLING}, A.SIGNING, who.may_reply, guards.ready_for_signing),
    Step("send_back_reply", "退回修改", {A.SIGNING}, A.HANDLING, who.may_sign),
    Step("sign", "签发", {A.SIGNING}, A.REPLIED, who.may_sign, guards.ready_for_signing),
    Step("rate", "评价", {A.REPLIED}, A.RATED, who.may_rate, guards.rating_given),
    Step("lapse", "逾期未评价", {A.REPLIED}, A.LAPSED, only_time, guards.rating_overdue),
    Step(
        "rate_again",
        "改评价",
        {A.RATED, A.DISPUTED, A.REHANDLING},
        A.RATED,
        who.may_rate,
        guards.rating_may_change,
    ),
    Step("rehandle", "重新办理", {A.RATED}, A.REHANDLING, follows),
    Step("dispute", "待协调", {A.RATED}, A.DISPUTED, follows),
    Step("conclude", "协调办结", {A.DISPUTED}, A.RATED, who.may_decide, guards.conclusion_recorded),
    Step("reopen", "责成重新办理", {A.RATED, A.LAPSED, A.DISPUTED}, A.REHANDLING, who.may_decide),
    Step(
        "end",
        "终止办理",
        {A.ASSIGNED, A.RELEASE_ASKED, A.HANDLING, A.SIGNING, A.REHANDLING, A.GIVEN},
        A.ENDED,
        follows,
    ),
    hold=hold_matter_of,
)

# A promise is done when deputy and desk have both said so; one that failed is handled again.
promise_steps = Workflow(
    Step("make_promise", "作出承诺", {L.DRAFT}, L.OPEN, follows, promise_guards.promise_is_whole),
    Step("report_done", "报告兑现", {L.OPEN}, L.REPORTED, who.may_keep_promise, promise_guards.report_given),
    Step(
        "confirm_promise",
        "代表确认兑现",
        {L.REPORTED},
        L.REPORTED,
        who.may_confirm_promise,
        promise_guards.deputy_confirmed,
    ),
    Step(
        "deny_promise",
        "代表认为没有兑现",
        {L.REPORTED},
        L.REPORTED,
        who.may_confirm_promise,
        promise_guards.deputy_denied,
    ),
    Step(
        "verify_promise",
        "核实兑现",
        {L.REPORTED},
        L.REPORTED,
        who.may_judge_promise,
        promise_guards.desk_verified,
    ),
    Step("keep_promise", "承诺兑现", {L.REPORTED}, L.DONE, follows, promise_guards.both_agree),
    Step("send_back_report", "退回兑现报告", {L.REPORTED}, L.OPEN, who.may_judge_promise),
    Step(
        "fail_promise",
        "认定未兑现",
        {L.OPEN, L.REPORTED},
        L.FAILED,
        who.may_judge_promise,
        promise_guards.may_fail,
    ),
    Step("replace_promise", "由新答复代替", {L.OPEN, L.REPORTED}, L.REPLACED, follows),
    hold=hold_matter_of_promise,
)

TABLES = {
    Proposal.Kind.OPINION: proposal_steps,
    Proposal.Kind.SUGGESTION: proposal_steps,
    Proposal.Kind.MOTION: motion_steps,
}


def steps_of(proposal: Proposal) -> Workflow:
    """The table by which this kind of paper moves."""
    return TABLES[Proposal.Kind(proposal.kind)]
