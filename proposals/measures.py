"""指标: what is counted, each defined once, with the words that stand beside it (口径).

A measure is a condition on matters: it counts them, and it is the list that opens from the number. What organs do is
also a condition on one organ's part (proposals/parts.py); for one organ the measure asks its part alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from congress.registries import measure
from proposals import parts
from proposals.models import AskAnswer, Escalation, Override, Promise, Proposal, ProposalQuerySet, Rating, Rung, is_key
from proposals.models import is_put_forward as put_forward
from proposals.parts import Fact, asked

State, Level = Proposal.State, Rating.Level


class Listing:
    """How a list asks: of each matter, whether there is such a part. (How many are counted together: counting.py.)"""

    answered = Q(state__in=[State.ANSWERED, State.CLOSED])

    def some(self, fact: Fact) -> Q:
        """At least one organ's part is so."""
        return Q(Exists(parts.parts().filter(asked(fact), proposal=OuterRef("pk"))))

    def none(self, fact: Fact) -> Q:
        """No organ's part is so."""
        return ~self.some(fact)


Condition = Callable[[Listing], Q]  # asked for when it is needed: some depend on the day


@dataclass(frozen=True)
class Rule:
    """What a measure asks: of whole matters, and of one organ's part where organs are compared by it."""

    matters: Condition
    part: Fact | None = None

    def of(self, organ: UUID | None) -> Q:
        """The condition on matters; for an organ on its part in them."""
        ask = Listing()
        if organ is None:
            return put_forward() & self.matters(ask)
        if self.part is None:
            return put_forward() & self.matters(ask) & ask.some(parts.CURRENT & Q(organ=organ))
        return put_forward() & ask.some(asked(self.part) & Q(organ=organ))


rules: dict[str, Rule] = {}


def declare(name: str, label: str, says: str, matters: Condition, part: Fact | None = None) -> Callable[..., Any]:
    """A measure of matters, which may compare organs; gives what narrows a list to it."""
    rule = rules[name] = Rule(matters, part)

    @measure(name, label, "congress", says)
    def records(seen: ProposalQuerySet, organ: UUID | None = None) -> ProposalQuerySet:
        return seen.filter(rule.of(organ))

    return records


# What was put forward


def _kind(*kinds: str) -> Q:
    return Q(kind__in=kinds)


def _closed() -> Q:
    return Q(state=State.CLOSED)


def _unsettled() -> Q:
    return Q(Exists(Promise.objects.unsettled().filter(reply__assignment__proposal=OuterRef("pk"))))


proposals = declare("proposals", "提出的意见建议", "提交以后没有撤回的，不论办到哪一步；试用数据不计。", lambda f: Q())
proposals_done = declare(
    "proposals_done", "办结的意见建议", "应答复的单位都已答复，代表评价了或者逾期未评价。", lambda f: _closed()
)
opinions = declare(
    "opinions", "提出的月度意见", "月度意见中，提交以后没有撤回的。", lambda f: _kind(Proposal.Kind.OPINION)
)
opinions_done = declare(
    "opinions_done", "办结的月度意见", "提出的月度意见中已办结的。", lambda f: _kind(Proposal.Kind.OPINION) & _closed()
)

# How far it is


handed = declare("handed", "交办的意见建议", "现在有主办或者分办单位的。", lambda f: f.some(parts.OWING), parts.OWING)
joint = declare("joint", "会办的意见建议", "现在有会办单位的。", lambda f: f.some(parts.JOINT), parts.JOINT)
in_hand = declare(
    "in_hand",
    "办理中的意见建议",
    "已交办、没有办结的，包括已答复、等代表评价的。",
    lambda f: Q(state__in=[State.IN_HAND, State.ANSWERED]),
)
not_handed = declare(
    "not_handed",
    "没有交办的意见建议",
    "待审核、待交办、上转、不予受理、已并案、在审议中等，没有办结也不在单位办理的。",
    lambda f: ~Q(state__in=[State.IN_HAND, State.ANSWERED, State.CLOSED]),
)
answered = declare(
    "answered",
    "已答复的意见建议",
    "应答复的单位都已签发答复，没有在重新办理的。",
    lambda f: f.answered,
    parts.REPLIED,
)


def _answered_once(f: Listing) -> Q:
    return f.some(parts.OWING) & f.none(parts.not_answered_once)


in_time = declare(
    "in_time",
    "按时答复的意见建议",
    "每个应答复的单位都已首次答复，都不晚于期限（含批准的延期），不论后来是否重新办理。",
    lambda f: _answered_once(f) & f.none(parts.late),
    lambda: parts.answered_once() & ~parts.late(),
)
late = declare(
    "late",
    "没有按时答复的意见建议",
    "有单位的首次答复晚于期限，或者期限已过还没有答复。",
    lambda f: f.some(parts.late),
    parts.late,
)
due = declare(
    "due",
    "到期应答复的意见建议",
    "按时答复的，加上没有按时答复的；期限没到、还在办的不计。",
    lambda f: _answered_once(f) | f.some(parts.late),
    lambda: parts.answered_once() | parts.late(),
)
overdue = declare(
    "overdue",
    "超期没有答复的意见建议",
    "答复期限已过，有单位还没有答复的。",
    lambda f: f.some(parts.overdue),
    parts.overdue,
)
sign_in_due = declare(
    "sign_in_due",
    "到期应签收的意见建议",
    "各单位（含会办）都已签收，或者有单位没有按时签收的。",
    lambda f: f.some(parts.CURRENT) & (f.none(parts.UNSIGNED) | f.some(parts.signed_in_late)),
    lambda: parts.CURRENT & Q(signed_in_at__isnull=False) | parts.signed_in_late(),
)
signed_in_time = declare(
    "signed_in_time",
    "及时签收的意见建议",
    "每个承办单位（含会办）都在签收期限内签收的。",
    lambda f: f.some(parts.CURRENT) & f.none(parts.UNSIGNED) & f.none(parts.signed_in_late),
    parts.signed_in_time,
)
received = declare(
    "received",
    "交办过的意见建议",
    "交给过单位的，包括后来同意退办的；收回的交办不计。",
    lambda f: f.some(parts.RECEIVED),
    parts.RECEIVED,
)
released = declare(
    "released", "退办的意见建议", "有单位申请退办并得到同意的。", lambda f: f.some(parts.RELEASED), parts.RELEASED
)
met = declare(
    "met",
    "面商的意见建议",
    "已答复，每个应答复的单位都与代表面商、走访或者座谈过。",
    lambda f: f.answered & f.some(parts.met) & f.none(parts.unmet),
    parts.met,
)
rehandled = declare(
    "rehandled",
    "重新办理的意见建议",
    "有单位重新办理过或者正在重新办理的。",
    lambda f: f.some(parts.REHANDLED),
    parts.REHANDLED,
)

# What came of it


class_a = declare(
    "class_a",
    "A类答复的意见建议",
    "已答复，每份答复都是A类；重新办理过的按最近一轮。",
    lambda f: f.answered & f.some(parts.CLASS_A) & f.none(parts.CLASS_B) & f.none(parts.CLASS_C),
    parts.CLASS_A,
)
class_b = declare(
    "class_b",
    "B类答复的意见建议",
    "已答复，有B类、没有C类答复；按签发时的类别，承诺兑现后不改。",
    lambda f: f.answered & f.some(parts.CLASS_B) & f.none(parts.CLASS_C),
    parts.CLASS_B,
)
class_c = declare(
    "class_c",
    "C类答复的意见建议",
    "已答复，有一份答复是C类的。",
    lambda f: f.answered & f.some(parts.CLASS_C),
    parts.CLASS_C,
)
solved = declare(
    "solved",
    "办成的意见建议",
    "已答复，每份答复或者是A类，或者是B类并且承诺全部兑现。",
    lambda f: f.answered & f.some(parts.solved) & f.none(parts.unsolved),
    parts.solved,
)
turned = declare(
    "turned",
    "B类转A类的意见建议",
    "B类答复的，承诺已全部兑现；原答复的类别不改，单独计算。",
    lambda f: f.answered & f.some(parts.CLASS_B) & f.none(parts.CLASS_C) & f.none(parts.unkept),
    parts.kept,
)
cleared = declare("cleared", "销号的意见建议", "已办结，没有未了结的承诺。", lambda f: _closed() & ~_unsettled())
promising = declare(
    "promising",
    "办结、承诺还没有了结的意见建议",
    "已办结，还有承诺没有兑现或者没有认定。",
    lambda f: _closed() & _unsettled(),
)

# What deputies say to it


def _rated(f: Listing) -> Q:
    return f.some(parts.OWING) & f.none(parts.not_rated)


rated = declare(
    "rated",
    "已评价的意见建议",
    "代表对每个单位最近一份答复都作了评价；正在重新办理的按上一轮的评价，逾期未评价的不计。",
    _rated,
    parts.rated,
)
unrated = declare(
    "unrated",
    "没有评价的意见建议",
    "已答复，代表还没有评价或者逾期未评价的。",
    lambda f: f.answered & f.some(parts.UNRATED),
    parts.UNRATED,
)


def _declare_level(level: Rating.Level, dimension: str, words: str, *, prefix: str = "") -> None:
    """满意: all of it; 基本满意: nothing worse; 不满意: with anything of it."""
    worse = {
        Level.SATISFIED: [Level.MOSTLY, Level.DISSATISFIED],
        Level.MOSTLY: [Level.DISSATISFIED],
        Level.DISSATISFIED: [],
    }[level]
    says = {
        Level.SATISFIED: f"对每份答复的{words}评价都是满意。",
        Level.MOSTLY: f"对{words}的评价有基本满意，没有不满意。",
        Level.DISSATISFIED: f"对{words}的评价有不满意。",
    }[level]

    def matters(f: Listing) -> Q:
        condition = _rated(f) & f.some(parts.JUDGED[dimension, level])
        for one in worse:
            condition &= f.none(parts.JUDGED[dimension, one])
        return condition

    label = f"{'办理过程' if prefix else ''}评价{level.label}的意见建议"
    declare(f"{prefix}{level.value}", label, says, matters, parts.JUDGED[dimension, level])


for _level in Level:
    _declare_level(_level, "result", "办理结果")
    _declare_level(_level, "process", "办理过程", prefix="process_")

pleased = declare(
    "pleased",
    "评价满意或基本满意的意见建议",
    "对办理结果的评价没有不满意。",
    lambda f: _rated(f) & f.none(parts.JUDGED["result", Level.DISSATISFIED]),
    parts.pleased,
)
first_rated = declare(
    "first_rated",
    "首次答复已评价的意见建议",
    "代表对每个单位的首次答复都作了评价，不论后来是否重新办理。",
    lambda f: f.some(parts.OWING) & f.none(parts.not_first_judged),
    parts.first_judged,
)
first_satisfied = declare(
    "first_satisfied",
    "首次评价满意的意见建议",
    "对每个单位首次答复的办理结果，评价都是满意。",
    lambda f: f.some(parts.OWING) & f.none(parts.not_first_satisfied),
    parts.first_satisfied,
)

# What came of each ask


def _taken_up(name: str, kind: str, label: str) -> Callable[..., Any]:
    part = partial(parts.took_up, kind)
    says = f"有单位的答复对至少一条诉求答复“{label}”的；按最后一轮签发的答复。"
    return declare(name, f"对诉求{label}的意见建议", says, lambda f: f.some(part), part)


adopted = _taken_up("adopted", AskAnswer.Kind.ADOPTED, "采纳")
partly_adopted = _taken_up("partly_adopted", AskAnswer.Kind.PARTLY, "部分采纳")
explained = _taken_up("explained", AskAnswer.Kind.EXPLAINED, "解释说明")
not_adopted = _taken_up("not_adopted", AskAnswer.Kind.DECLINED, "不采纳")

# How it is supervised


key_items = declare("key_items", "重点督办件", "现在列为重点督办件的；取消的不计。", lambda f: Q(is_key()))
key_items_done = declare(
    "key_items_done", "办结的重点督办件", "重点督办件中已办结的。", lambda f: Q(is_key()) & _closed()
)
urged = declare(
    "urged",
    "催办过的意见建议",
    "有人催办过的，不论几次。",
    lambda f: f.some(parts.urged),
    parts.urged,
)
escalated = declare(
    "escalated",
    "提醒到主要负责人或督办工委的意见建议",
    "有期限逐级提醒到单位主要负责人或者督办工委的。",
    lambda f: Q(Exists(_escalations().filter(clock__root=OuterRef("pk")))),
)
overridden = declare(
    "overridden",
    "带问题签发答复的意见建议",
    "签发前检查出问题，签发人写明理由后签发的。",
    lambda f: Q(Exists(Override.objects.filter(reply__assignment__proposal=OuterRef("pk")))),
)


def _escalations() -> Any:
    return Escalation.objects.filter(rung__in=[Rung.HEAD, Rung.COMMITTEE])
