"""What is counted of a year's organs, groups and matters: the portal's own measures, for all of them at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When
from django.urls import reverse

from congress.models import Congress
from congress.registries import registry
from deputies.models import Delegation, Seat
from proposals import parts
from proposals.commending.evidence import Evidence, Fact, counted, rated, warned
from proposals.counting import counts_by_organ
from proposals.coverage import serving_by_group
from proposals.measures import declare, rules
from proposals.models import Assignment, Commendation, Promise, Proposal, ProposalQuerySet, Reply, Urge
from proposals.rates import measures_of

UNRECONCILED = Q(state=Assignment.State.DISPUTED)
declare(
    "unreconciled",
    "待协调的意见建议",
    "代表对最近的答复不满意，还没有协调办结、也没有在重新办理的。",
    lambda f: f.some(UNRECONCILED),
    UNRECONCILED,
)
OF_ORGANS = ("handed", "joint", "answered", "solved", "satisfied", "rehandled", "urged")
RATES_OF_ORGANS = (
    "answered_rate",
    "in_time_rate",
    "sign_in_rate",
    "met_rate",
    "pleased_rate",
    "satisfied_rate",
    "solved_rate",
    "turned_rate",
    "release_rate",
)
AGAINST_ORGANS = {
    "overdue": "有逾期未办结{}件",
    "unreconciled": "有代表不满意、待协调{}件",
    "failed": "有承诺未兑现{}件",
}
OF_GROUPS = ("proposals", "opinions", "answered", "solved", "satisfied", "rated", "pleased", "key_items", "adopted")
RATES_OF_GROUPS = ("solved_rate", "pleased_rate")
OF_MATTERS = ("solved", "satisfied", "pleased", "adopted", "partly_adopted", "key_items", "rehandled", "met")


def matters_of(commendation: Commendation) -> ProposalQuerySet:
    """What was put forward in the year, in this congress and below it: the list of the year under no other filter."""
    return _within(commendation.congress).filter(submitted_at__year=commendation.year)


def _within(congress: Congress) -> ProposalQuerySet:
    return Proposal.objects.filter(congress__in=Congress.objects.within(congress)).put_forward()


def _address(**where: object) -> str:
    return f"{reverse('proposals:index')}?{urlencode(where)}"


def of_organs(commendation: Commendation) -> dict[UUID, Evidence]:
    """Each organ of the congress that had a part in the year's matters; two statements."""
    congress = commendation.congress
    names = dict.fromkeys([*OF_ORGANS, *measures_of(*RATES_OF_ORGANS)])
    numbers = counts_by_organ(matters_of(commendation), names)
    against = counts_by_organ(_within(congress), AGAINST_ORGANS)
    where = {"year": commendation.year, "within": congress.code}
    found = {}
    for key, row in numbers.items():
        facts = [counted(name, row[name], _address(measure=name, **where, organ=key)) for name in OF_ORGANS]
        facts += [rated(name, row) for name in RATES_OF_ORGANS]
        warnings = [
            warned(name, words, number, _address(measure=name, within=congress.code, organ=key))
            for name, words in AGAINST_ORGANS.items()
            if (number := against.get(key, {}).get(name, 0))
        ]
        found[key] = Evidence.of(facts, warnings)
    return found


def of_groups(commendation: Commendation, today: date) -> dict[int, Evidence]:
    """Each delegation of the congress; four statements."""
    congress, year = commendation.congress, commendation.year
    keys = list(Delegation.objects.filter(congress=congress).values_list("pk", flat=True))
    seats = Seat.objects.filter(congress=congress, delegation__isnull=False)
    serving, deputies = serving_by_group(seats, year, today)
    numbers: dict[int, dict[str, int]] = {key: dict.fromkeys([*OF_GROUPS, "heard"], 0) for key in keys}
    own = matters_of(commendation).filter(congress=congress, seat__delegation__in=keys).order_by()
    asked: dict[str, Any] = {name: Count("pk", filter=rules[name].of(None)) for name in OF_GROUPS}
    by_group: Any = own.values("seat__delegation").annotate(**asked)
    for counts in by_group:
        numbers[counts.pop("seat__delegation")].update(counts)
    monthly: Any = _within(congress).filter(rules["opinions"].of(None), congress=congress, month__year=year)
    heard = monthly.filter(seat__delegation__in=keys, seat__is_placeholder=False).order_by()
    for month in heard.values("seat__delegation", "month").annotate(authors=Count("seat", distinct=True)):
        numbers[month["seat__delegation"]]["heard"] += month["authors"]
    where = {"year": year, "congress": congress.code}
    found = {}
    for key in keys:
        row, owed, members = numbers[key], serving[key], deputies[key]
        coverage = row["heard"] / owed if owed else None
        each = row["opinions"] / members if members else None
        said = "当年各月提了月度意见的代表，除以当月在任的代表，各月相加。"
        facts = [
            Fact("members", "代表", f"{members}名", "当年最后一天（今年为今天）在任的代表，不含空缺。", members),
            Fact("coverage", "月提率", "—" if coverage is None else f"{coverage:.1%}", said, coverage),
            Fact("each", "人均月度意见", "—" if each is None else f"{each:.1f}", "月度意见÷代表。", each),
            *(counted(name, row[name], _address(measure=name, **where, delegation=key)) for name in OF_GROUPS),
            *(rated(name, row) for name in RATES_OF_GROUPS),
        ]
        found[key] = Evidence.of(facts)
    return found


def ranked_matters(commendation: Commendation) -> ProposalQuerySet:
    """What was answered or closed of the year's matters of this congress, with what is measured: the best first."""
    own: Any = matters_of(commendation).filter(congress=commendation.congress)
    own = own.filter(state__in=[Proposal.State.ANSWERED, Proposal.State.CLOSED])
    flags = {f"is_{name}": _flag(rules[name].of(None)) for name in OF_MATTERS}
    order = [f"-is_{name}" for name in ("solved", "satisfied", "pleased", "key_items", "adopted", "partly_adopted")]
    ordered: ProposalQuerySet = own.annotate(**flags).order_by(*order, "is_rehandled", "submitted_at", "pk")
    return ordered


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def of_matters(proposals: Iterable[Proposal]) -> dict[UUID, Evidence]:
    """These matters of a page; four statements."""
    keys = [proposal.pk for proposal in proposals]
    flags = {f"is_{name}": _flag(rules[name].of(None)) for name in OF_MATTERS}
    rows = Proposal.objects.filter(pk__in=keys).annotate(**flags).order_by()
    urged = _counted(Urge.objects.filter(assignment__proposal__in=keys), "assignment__proposal")
    made = Promise.objects.filter(reply__assignment__proposal__in=keys, reply__signed_at__isnull=False)
    made = made.exclude(state__in=[Promise.State.DRAFT, Promise.State.REPLACED])
    done = Count("pk", filter=Q(state=Promise.State.DONE))
    by_matter: Any = made.order_by().values_list("reply__assignment__proposal").annotate(made=Count("pk"), kept=done)
    promised = {key: (number, kept) for key, number, kept in by_matter}
    replies = _last_replies(keys)
    return {
        row.pk: Evidence.of(_of_matter(row, replies[row.pk], urged[row.pk], *promised.get(row.pk, (0, 0))))
        for row in rows
    }


def _counted(rows: Any, by: str) -> Mapping[Any, int]:
    return defaultdict(int, rows.order_by().values_list(by).annotate(number=Count("pk")))


def _last_replies(keys: list[UUID]) -> Mapping[UUID, list[Reply]]:
    """The latest signed reply of each organ that owes one, with its rating."""
    later = Reply.objects.filter(
        assignment=OuterRef("assignment"), round__gt=OuterRef("round"), signed_at__isnull=False
    )
    rows = Reply.objects.filter(~Exists(later.order_by()), assignment__proposal__in=keys, signed_at__isnull=False)
    owing = Q(assignment__in=Assignment.objects.filter(parts.OWING))
    found = defaultdict(list)
    for reply in rows.filter(owing).select_related("rating", "assignment").order_by("outcome", "pk"):
        found[reply.assignment.proposal_id].append(reply)
    return found


def _of_matter(row: Any, replies: list[Reply], urged: int, promised: int, kept: int) -> list[Fact]:
    address = row.get_absolute_url()
    levels = [reply.rating.get_result_display() for reply in replies if hasattr(reply, "rating")]
    outcomes = "、".join(f"{reply.outcome}类" for reply in replies)
    tick = {1: "是", 0: "否"}

    def fact(name: str, label: str, words: str, says: str, value: float | None = None) -> Fact:
        return Fact(name, label, words, says, value, address)

    return [
        fact("outcome", "办理结果", outcomes or "—", "最近一轮答复的类别。"),
        fact("rating", "结果评价", "、".join(levels) or "没有评价", "代表对最近答复的办理结果的评价。"),
        fact("is_solved", "办成", tick[row.is_solved], _says("solved"), row.is_solved),
        fact("promises", "承诺兑现", f"{kept}/{promised}" if promised else "—", "确认兑现的承诺／作出的承诺。", kept),
        fact("is_adopted", "采纳", tick[row.is_adopted or row.is_partly_adopted], _says("adopted"), row.is_adopted),
        fact("is_key_items", "重点督办件", tick[row.is_key_items], _says("key_items"), row.is_key_items),
        fact("is_met", "面商", tick[row.is_met], _says("met"), row.is_met),
        fact("is_rehandled", "重新办理", tick[row.is_rehandled], _says("rehandled"), row.is_rehandled),
        fact("urged", "催办", f"{urged}次" if urged else "0", "催办的次数。", urged),
    ]


def _says(name: str) -> str:
    return registry.measures[name].says
