"""The wording of every kind of message: a default in the code, a row of MessageText in its place.

A text is one sentence or two with {placeholders}; the signature goes in front only in an SMS. With the longest facts
and the longest signature it stays within one SMS of 70 UTF-16 units: long names and titles are cut to fit.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from congress.message_facts import CUT, LONGEST, SAMPLES, WHOLE
from congress.models import Congress, MessageText
from congress.remembered import once

ONE_SMS = 70
PLACEHOLDER = re.compile(r"\{(\w+)\}")
NO_DATE = "规定期限"


@dataclass(frozen=True)
class Wording:
    """What one kind of message says, and how it may travel.

    Attributes:
        label: its name on screen and in a digest.
        text: the default, with placeholders.
        sms: goes out by SMS too.
        staff: for organs and desks, so on working days only; may go to 企业微信.
        reminder: nothing happened, time passed: working days only.
        urgent: at any hour, and outside the caps.
    """

    label: str
    text: str
    sms: bool = False
    staff: bool = False
    reminder: bool = False
    urgent: bool = False

    @property
    def only_on_workdays(self) -> bool:
        return self.staff or self.reminder

    @property
    def placeholders(self) -> set[str]:
        return set(PLACEHOLDER.findall(self.text))


WORDINGS: dict[str, Wording] = {
    # To deputies.
    "month_missing": Wording(
        "本月意见",
        "{name}代表，您{m}月的意见建议还没有提交，本月还剩{d}天，请登录履职平台反映。已提交的请忽略。",
        sms=True,
        reminder=True,
    ),
    "submitted": Wording("已收到", "{name}代表，您的建议已收到，编号{no}，办理进展会及时告诉您。", sms=True),
    "motion_submitted": Wording(
        "议案已收到", "{name}代表，您的议案已收到，编号{no}，审查和处理会及时告诉您。", sms=True
    ),
    "assigned": Wording("已交办", "{name}代表，您的{no}号建议已交{organ}，{date}前答复您。", sms=True),
    "sent_back": Wording("退回补充", "{name}代表，您的{no}号建议需补充：{reason}。请修改后再提交。", sms=True),
    "sent_back_waiting": Wording(
        "待补充", "{name}代表，您的{no}号建议还在等您补充，请登录平台修改后再提交。", reminder=True
    ),
    "refused": Wording("未立案", "{name}代表，您的{no}号没有作为建议办理：{reason}。"),
    "unmerged": Wording("单独办理", "{name}代表，您的{no}号建议不再并案，将单独办理：{reason}。"),
    "merged": Wording("已并案", "{name}代表，您的{no}号建议已并入{into}号，答复同送您。"),
    "transferred": Wording("已转交", "{name}代表，您的{no}号建议已转{to}处理，进展照常告诉您。"),
    "extended": Wording("答复延期", "您的{no}号建议延期至{date}答复，因{reason}。"),
    "replied": Wording("已答复", "{name}代表，{organ}已答复{no}号建议，请于{date}前评价。", sms=True),
    "replied_jointly": Wording("已答复", "{name}代表，{organ}已答复您联名的{no}号建议，请说说您的看法。", sms=True),
    "view_told": Wording("联名代表看法", "{who}代表说了对{no}号建议答复的看法，请您评价时参考。"),
    "contacted": Wording("沟通已登记", "{organ}登记了就{no}号建议与您的沟通，如不属实请告诉我们。"),
    "rating_due": Wording(
        "待评价", "{name}代表，{no}号建议的答复还有{d}个工作日可评价，请登录平台，约需1分钟。", sms=True, reminder=True
    ),
    "not_rated": Wording("未评价", "{name}代表，{no}号建议的答复已过评价期限，按未评价记。"),
    "invited": Wording("邀请联名", "{name}代表，{author}代表请您联名提出“{title}”，请登录平台答复。"),
    "invitation_answered": Wording("联名答复", "{who}代表{answer}：“{title}”。"),
    "withdrawn_jointly": Wording("联名撤回", "{name}代表，您联名的{no}号建议已由{author}代表撤回。"),
    "left_jointly": Wording("退出联名", "{name}代表，{who}代表退出联名：“{title}”。"),
    "motion_fallen": Wording("议案终止", "{no}号议案“{title}”联名代表不足法定人数，不再办理。"),
    "motion_ruled": Wording("议案处理", "您的{no}号议案：{what}。", sms=True),
    "motion_reviewed": Wording("复议结果", "{no}号议案复议：主席团{what}。"),
    "withdrawal_decided": Wording("议案撤回", "{name}代表，{no}号议案的撤回申请，主席团{answer}。"),
    "concluded": Wording("协调办结", "{no}号建议“{title}”经协调办结：{reason}。"),
    "promise_reported": Wording("承诺待确认", "{name}代表，{organ}报告{no}号建议的承诺已兑现，请您确认。", sms=True),
    "promise_waiting": Wording("承诺待确认", "{name}代表，{no}号建议有承诺报告已兑现，还在等您确认。", reminder=True),
    "promise_kept": Wording("承诺已兑现", "{no}号建议的承诺已确认兑现，承办单位是{organ}。"),
    "promise_failed": Wording("承诺未兑现", "{organ}对{no}号建议的承诺没有兑现：{reason}。"),
    "promise_extended": Wording("承诺延期", "{no}号建议的承诺延期至{date}，因{reason}。"),
    "key_marked": Wording("重点督办", "{no}号建议“{title}”列为重点督办件，由{who}领办。"),
    "key_ended": Wording("取消重点督办", "{no}号建议不再列为重点督办件：{reason}。"),
    "visit_called": Wording(
        "邀请视察", "{name}代表，邀请您{date}视察{no}号建议的办理情况，请登录平台答复。", sms=True
    ),
    "visit_recorded": Wording("视察情况", "{no}号建议{date}视察的情况已登记，请查看。"),
    "matter_commended": Wording("表彰", "{name}代表，您的{no}号建议受到表彰：{year}年{title}。"),
    "group_commended": Wording("表彰", "{name}代表，您所在的{organ}受到表彰：{year}年{title}。"),
    # To members of groups.
    "activity_called": Wording(
        "小组活动", "{name}代表，请答复能否参加：{organ}{date}{time}{place}活动，{title}。", sms=True
    ),
    "activity_cancelled": Wording("活动取消", "{name}代表，{organ}{date}的活动取消：{reason}。", sms=True),
    "activity_changed": Wording("活动改动", "{name}代表，{organ}的活动改在{date}{time}{place}，{title}。", sms=True),
    "leave_asked": Wording("活动请假", "{who}代表向{organ}{date}的活动请假：{reason}。"),
    "leave_decided": Wording("请假答复", "{name}代表，{organ}{date}活动的请假：{answer}。"),
    "activity_sent_back": Wording("活动记录退回", "{organ}{date}的活动记录被退回：{reason}。"),
    "duty_day": Wording(
        "值班接待", "{name}代表，{date}请到{organ}值班接待群众，请安排好时间。", sms=True, reminder=True
    ),
    # Of duties.
    "duties_left": Wording("履职任务", "{name}代表，{until}前还差：{what}。已完成的请忽略。", sms=True, reminder=True),
    "group_duties_left": Wording("小组任务", "{organ}{until}前还差：{what}。", sms=True, reminder=True),
    # Of training.
    "course_invited": Wording("培训邀请", "{name}同志，请您{date}参加“{title}”，请登录平台确认。", sms=True),
    "course_leave_decided": Wording("培训请假结果", "您请假不参加“{title}”：{answer}。"),
    "course_cancelled": Wording("培训取消", "{name}同志，“{title}”取消了：{reason}。", sms=True),
    "course_struck": Wording("移出培训花名册", "{name}同志，您不再参加“{title}”：{reason}。"),
    "course_certified": Wording("结业证书", "{name}同志，您已从“{title}”结业，可以下载结业证书。"),
    "course_leave_asked": Wording("培训请假", "{who}请假不参加“{title}”，请处理。", staff=True),
    # To organs.
    "organ_commended": Wording("表彰", "{organ}受到表彰：{year}年{title}。", staff=True),
    "new_assignment": Wording(
        "新交办",
        "{organ}：新交办代表建议{n}件，请于{date}前签收；不属本单位职责的请及时申请退办。",
        sms=True,
        staff=True,
    ),
    "not_signed": Wording(
        "未签收", "{organ}：有{n}件代表建议过了签收期限，最久的已超期{d}天，请尽快登录平台签收。", sms=True, staff=True
    ),
    "half_time": Wording("时限过半", "{organ}：{no}号建议的{paper}时限已过半，还有{d}个工作日。", staff=True),
    "due_soon": Wording(
        "即将到期", "{organ}：{no}号建议的{paper}还有{d}个工作日到期，请抓紧办理。", sms=True, staff=True
    ),
    "due_today": Wording("今日到期", "{organ}：{no}号建议的{paper}{until}到期，请今天内办好。", sms=True, staff=True),
    "overdue": Wording(
        "已超期", "{organ}：{no}号建议的{paper}已超期{d}天，请今天办理或书面说明。", sms=True, staff=True
    ),
    "organ_digest": Wording(
        "在办汇总", "{organ}：在办代表建议{n}件，{a}件即将到期，{b}件已超期，请登录平台查看。", sms=True, staff=True
    ),
    "rehandle": Wording("重新办理", "{organ}：{no}号建议需要重新办理，请于{date}前重新答复。", sms=True, staff=True),
    "urged": Wording("代表催办", "{organ}：代表催办{no}号建议，请抓紧办理，{date}前办好。", sms=True, staff=True),
    "urged_together": Wording(
        "催办", "{organ}：催办{no}号等{n}件，最近{date}到期，请抓紧办理。", sms=True, staff=True
    ),
    "promise_report": Wording(
        "承诺季报", "{organ}：请在{date}前报告{n}项承诺的本季度进展，请登录平台填写。", sms=True, staff=True
    ),
    "promise_year": Wording(
        "承诺年报", "{organ}：请在{date}前报告今年和去年{n}项承诺的进展，请登录平台。", sms=True, staff=True
    ),
    "promise_sent_back": Wording("兑现报告退回", "{organ}：{no}号建议的兑现报告被退回：{reason}。", staff=True),
    "promise_extension_decided": Wording(
        "承诺延期结果", "{organ}：{no}号建议的承诺延期至{date}，{answer}。", staff=True
    ),
    "promise_carried": Wording("承诺跨届", "{organ}：{no}号建议的承诺转入新一届，继续办理。", staff=True),
    "escalated": Wording("逐级提醒", "{organ}：{no}号建议的{paper}{left}，请抓紧办好。", sms=True, staff=True),
    "escalated_together": Wording(
        "逐级提醒", "有{n}件代表建议请抓紧办好，其中{b}件已超期，请登录平台查看。", sms=True, staff=True
    ),
    "remarked": Wording("督办意见", "{from}对{no}号建议提出督办意见，请查看并落实。", staff=True),
    "visit_hosted": Wording("视察", "{organ}：{date}视察{no}号建议的办理情况，请做好准备。", staff=True),
    "instructed": Wording("领导批示", "{organ}：{who}对{no}号建议作出批示，请于{date}前答复。", sms=True, staff=True),
    "instruction_due": Wording("批示待答复", "{organ}：{no}号建议的批示{left}，请尽快答复。", sms=True, staff=True),
    "dispatch_called": Wording(
        "调度会", "{organ}：{date}召开调度会，请汇报{n}件代表建议的办理情况。", sms=True, staff=True
    ),
    "dispatch_recorded": Wording("调度要求", "{organ}：调度会对{n}件代表建议提出要求，请查看并落实。", staff=True),
    "dispute_referred": Wording("承办争议", "{no}号建议由谁办理有争议，请于{date}前裁定。", sms=True, staff=True),
    "dispute_by_rule": Wording("自动提请裁定", "{no}号建议多个单位申请退办，已自动提请编办裁定。", staff=True),
    "dispute_decided": Wording("已裁定", "编办裁定{no}号建议由{organ}办理，请查看。", staff=True),
    "release_decided": Wording("退办结果", "{organ}：{no}号建议的退办申请，{answer}。", staff=True),
    "extension_decided": Wording("延期结果", "{organ}：{no}号建议延期至{date}，交办方{answer}。", staff=True),
    "opinion_given": Wording("会办意见", "{organ}已提出{no}号建议的会办意见，请查看。", staff=True),
    "opinion_sent_back": Wording("会办意见退回", "{organ}：{no}号建议的会办意见被退回：{reason}。", staff=True),
    "to_sign": Wording("待签发", "{organ}：{no}号建议的答复等您签发。", staff=True),
    "signature_waiting": Wording("待签发", "{organ}：有{n}件答复等您签发，最早的{date}到期。", staff=True),
    "reply_sent_back": Wording("答复退回修改", "{organ}：{no}号建议的答复没有签发：{reason}。", staff=True),
    "asks_changed": Wording("诉求有变动", "{organ}：{no}号建议的诉求有变动，现在{n}条，请逐条答复。", staff=True),
    "rated": Wording("代表评价", "{no}号建议，代表对{organ}的评价：{answer}。", staff=True),
    "withdrawn": Wording("代表撤回", "{no}号建议“{title}”已由代表撤回，不再办理。", staff=True),
    # To those who supervise.
    "key_nominated": Wording("提请重点督办", "{organ}提请把{no}号建议列为重点督办件，请报主任会议。", staff=True),
    "key_declined": Wording("没有列为重点", "{no}号建议没有列为重点督办件：{reason}。", staff=True),
    "progress_reported": Wording("办理进展", "{organ}登记了{no}号建议的办理进展，请查看。", staff=True),
    "visit_answered": Wording("视察答复", "{no}号建议{date}的视察，{who}代表{answer}。", staff=True),
    "instruction_answered": Wording("批示已答复", "{organ}已答复{no}号建议的批示，请查看。", staff=True),
    "campaign_opened": Wording("督办行动", "督办行动“{title}”开始，建议{n}件，请查看。", staff=True),
    "turned_down": Wording("提名没有通过", "{year}年{title}的一个提名没有通过审核：{reason}。", staff=True),
    # To desks.
    "put_up": Wording("表彰提名", "{from}提名了{year}年{title}，请审核。", staff=True),
    "release_asked": Wording("申请退办", "{organ}申请退办{no}号建议，请审核。", staff=True),
    "extension_asked": Wording("申请延期", "{organ}申请{no}号建议延期答复，请审核。", staff=True),
    "promise_to_verify": Wording("承诺待核实", "{organ}报告{no}号建议的承诺已兑现，请核实。", staff=True),
    "promise_denied": Wording("承诺有异议", "代表认为{no}号建议的承诺没有兑现：{reason}。", staff=True),
    "promise_extension_asked": Wording("承诺延期", "{organ}申请{no}号建议的承诺延期，请审核。", staff=True),
    "transfer_asked": Wording("转来", "{from}转来{no}号建议“{title}”，请接收或退回。", staff=True),
    "given_back": Wording("转交被退回", "{no}号建议的转交被退回：{reason}。", staff=True),
    "not_rated_by_deputy": Wording("未评价", "{no}号建议的答复代表没有评价，已按未评价办结。", staff=True),
    "to_examine": Wording("议案审查", "{organ}：{no}号议案“{title}”请审查。", staff=True),
    "view_given": Wording("委员会意见", "{organ}已提出{no}号议案的意见，请查看。", staff=True),
    "review_asked": Wording("要求复议", "{no}号议案的提案代表要求复议，请报主席团。", staff=True),
    "withdrawal_asked": Wording("申请撤回", "{no}号议案“{title}”申请撤回，请报主席团。", staff=True),
    "taken_over": Wording("已接收", "{to}已接收{no}号建议“{title}”办理。", staff=True),
    "desk_digest": Wording(
        "每日汇总", "今日待办：待分办{n}件，待审核{w}件，即将到期{a}件，已超期{b}件，请登录平台处理。", staff=True
    ),
    # To whoever waits for a day or has to keep it.
    "recount": Wording("期限改期", "{name}：{year}年放假安排已公布，{no}号建议等{n}项期限改期，请登录平台查看。"),
    # About the three administrators, and who signs in a leader's place.
    "role_given": Wording("管理员授权", "{by}授予{whom}“{role}”身份。如有疑问，请找审计管理员核对。"),
    "role_ended": Wording("管理员授权", "{by}结束了{whom}的“{role}”身份。如有疑问，请找审计管理员核对。"),
    "acting_signer": Wording("代行签发", "{name}：{by}请您自{date}至{until}代行{organ}的签发，请登录平台切换身份。"),
    # To whoever signs in.
    "code": Wording(
        "验证码", "验证码{code}，5分钟内有效，用于登录履职平台。工作人员不会向您要验证码。", True, urgent=True
    ),
    "new_device": Wording(
        "新设备登录", "您的账号{date}{time}在新设备上登录。不是本人操作的，请致电{tel}。", True, urgent=True
    ),
    "locked": Wording(
        "暂停登录", "您的账号多次输错，已暂停登录15分钟。不是本人操作的，请致电{tel}。", True, urgent=True
    ),
    # To other systems: what they are sent is no text (congress/interface/hooks.py).
    "hook": Wording("接口推送", "有新的办理步骤。", urgent=True),
    "reminder_held": Wording("提醒暂停", "“{title}”的提醒今天有{n}条，比平时多，没有发出，请核对后放行。", staff=True),
    "digest": Wording("消息汇总", "您有{n}条新消息：{what}。请登录履职平台查看。", sms=True),
}

LONGEST_SIGNATURE = "【宽宽县宽宽镇人大】"


@dataclass
class Wordings:
    """The texts in force for some congresses, read once."""

    own: dict[tuple[object, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, congresses: Iterable[Congress]) -> "Wordings":
        keys = {congress.pk for congress in congresses}
        found = MessageText.objects.filter(Q(congress__isnull=True) | Q(congress__in=keys))
        rows = once(("texts", frozenset(keys)), lambda: list(found))
        return cls({(row.congress_id, row.kind): row.text for row in rows if not faults(row.kind, row.text)})

    def render(self, kind: str, congress: Congress | None, facts: Mapping[str, object]) -> str:
        """What this kind says of these facts. Raises KeyError for an unknown kind or a missing fact."""
        default = wording(kind).text
        text = self.own.get((congress.pk if congress else None, kind)) or self.own.get((None, kind)) or default
        values = {name: shown(name, facts[name]) for name in PLACEHOLDER.findall(text)}
        said = filled(text, values)
        shorter = {name: cut(values[name], units(LONGEST[name])) for name in WHOLE & values.keys()}
        over = units(LONGEST_SIGNATURE + filled(surely(text), values | shorter)) - ONE_SMS
        may_be_cut = CUT & values.keys()
        if over > 0 and wording(kind).sms and may_be_cut:  # a number grew longer than any before
            name = max(may_be_cut, key=lambda each: units(values[each]))
            return filled(text, values | {name: cut(values[name], max(units(values[name]) - over, 1))})
        return said


def surely(text: str) -> str:
    """The part of a text that an SMS always says: up to the fact that the portal says whole; all of most texts."""
    ends = [found.end() for found in PLACEHOLDER.finditer(text) if found[1] in WHOLE]
    return text[: ends[-1]] if ends else text


def as_sms(kind: str, signature: str, said: str) -> str:
    """What goes out by SMS of what a message of this kind says: cut to one part where its end may fall away."""
    text = signature + said
    return cut(text, ONE_SMS) if WHOLE & wording(kind).placeholders else text


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with these in its places; a full stop typed at the end of a fact is not said beside the text's own."""

    def place(found: re.Match[str]) -> str:
        value = values[found[1]]
        return value.rstrip("。") if text[found.end() : found.end() + 1] in ("。", "，", "；") else value

    return PLACEHOLDER.sub(place, text)


def wording(kind: str) -> Wording:
    """How this kind is said. Raises KeyError, naming this file, for a kind without a text."""
    try:
        return WORDINGS[kind]
    except KeyError:
        raise KeyError(f"no text for messages of kind {kind}: add it to congress/texts.py") from None


def render(kind: str, congress: Congress | None, facts: Mapping[str, object]) -> str:
    """What this kind says of these facts, in the congress's own wording if it has one."""
    return Wordings.of([congress] if congress else []).render(kind, congress, facts)


def shown(name: str, value: object) -> str:
    """A fact as a message shows it: a date as 9月28日, a long name cut."""
    if isinstance(value, date):
        return f"{value.month}月{value.day}日"
    text = " ".join(str(value).split())
    if name == "date" and not text:
        return NO_DATE
    return cut(text, units(LONGEST[name])) if name in CUT else text


def units(text: str) -> int:
    """Length in UTF-16 units, as an SMS is counted: 𠮷 is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """The text, or as much of it as leaves room for an ellipsis within so many units."""
    if units(text) <= most:
        return text
    while units(text) > most - 1:
        text = text[:-1]
    return f"{text}…"


def sample(kind: str, text: str) -> str:
    """The text as it would read of made-up facts; placeholders that it may not have stay as they were typed."""
    known = wording(kind).placeholders
    return PLACEHOLDER.sub(lambda found: SAMPLES[found[1]] if found[1] in known else found[0], text)


def longest(kind: str, text: str = "") -> int:
    """How many units an SMS of this kind takes at most, signature included; `text` in place of the default."""
    said = surely(text or wording(kind).text)
    longest_text = PLACEHOLDER.sub(lambda found: LONGEST.get(found[1], found[0]), said)
    return units(LONGEST_SIGNATURE + longest_text)


def faults(kind: str, text: str) -> list[str]:
    """What is wrong with a wording that somebody typed, in sentences for the screen; nothing when it may be used."""
    known = WORDINGS.get(kind)
    if known is None:
        return ["没有这个类别的消息"]
    found = [f"没有“{{{name}}}”这一项" for name in PLACEHOLDER.findall(text) if name not in known.placeholders]
    if "{" in PLACEHOLDER.sub("", text) or "}" in PLACEHOLDER.sub("", text):
        found.append("花括号应成对，里面只写项目的名字")
    after = set(PLACEHOLDER.findall(text[len(surely(text)) :])) - CUT
    found += [f"“{{{name}}}”请写在地点前面，短信里地点后面的可能放不下" for name in sorted(after & known.placeholders)]
    if not text.strip():
        found.append("请写内容")
    elif (length := longest(kind, text)) > ONE_SMS:
        found.append(f"加上签名最长{length}字，超过一条短信的{ONE_SMS}字")
    return found
