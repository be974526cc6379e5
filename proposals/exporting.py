"""建议办理台账: the list as a workbook, rows, order and words as on the screen, and the course of each."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import compress
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from congress import spreadsheets
from congress.actors import Actor
from congress.dictionaries import Lexicon
from congress.exporting import log_export
from congress.models import Role
from congress.numerals import numeral
from congress.replica import from_replica
from congress.spreadsheets import Column
from congress.workflow import OutOfTurn
from proposals.listing import Row, listed, rows_of
from proposals.measures import rules
from proposals.models import Assignment, Clock, CoSignature, LimitKey, Proposal, ProposalQuerySet, Reply

TITLE = "建议办理台账"
MOST_ROWS = 20_000
ROWS_AT_ONCE = 1000
DAY = "yyyy-mm-dd"
COLUMNS = [
    Column("序号", 6),
    Column("编号", 18),
    Column("届次", 16),
    Column("提出日期", 12, DAY),
    Column("领衔代表", 10),
    Column("代表团", 14),
    Column("联名人数", 9),
    Column("种类", 10),
    Column("类别", 10),
    Column("标题", 48),
    Column("主办单位", 24),
    Column("会办单位", 24),
    Column("交办日期", 12, DAY),
    Column("签收日期", 12, DAY),
    Column("答复期限", 12, DAY),
    Column("是否延期", 9),
    Column("答复日期", 12, DAY),
    Column("是否按时", 9),
    Column("办理结果", 9),
    Column("过程评价", 10),
    Column("结果评价", 10),
    Column("是否重点", 9),
    Column("公开属性", 9),
    Column("状态", 16),
    Column("期限", 12, DAY),
    Column("剩余", 16),
]


# The columns that offices expect of the ledger; the list's own workbook has four more.
LEDGER = [column for column in COLUMNS if column.label not in ("种类", "状态", "期限", "剩余")]


@transaction.atomic
def export(actor: Actor, parameters: Mapping[str, str], *, at: datetime, step: str = "export_proposals") -> bytes:
    """The workbook of what the list shows under these filters, in its order.

    Args:
        step: `export_ledger` for the ledger of 22 columns.

    Raises:
        OutOfTurn: when it would be longer than 20,000 rows, or after ten exports within an hour.
    """
    with from_replica():
        found = listed(actor, parameters)
        count = found.count()
    if count > MOST_ROWS:
        raise OutOfTurn(f"共{count}件，一次最多导出{MOST_ROWS}件。请按月份或状态筛选后再导出。")
    log_export(step, by=actor, at=at, rows=count)
    exporter = f"{actor.person.name}（{actor.label}）"
    with from_replica():
        rows = _rows(found, actor, today=timezone.localdate(at))
        columns = COLUMNS
        if step == "export_ledger":
            columns, kept = LEDGER, [column in LEDGER for column in COLUMNS]
            rows = (list(compress(row, kept)) for row in rows)
        return spreadsheets.export(TITLE, columns, rows, maker=actor.congress.name, exporter=exporter, at=at)


def _rows(found: ProposalQuerySet, actor: Actor, *, today: date) -> Iterator[list[Any]]:
    """Part by part, so that memory stays flat."""
    keys, lexicon = list(found.values_list("pk", flat=True)), Lexicon()
    for start in range(0, len(keys), ROWS_AT_ONCE):
        order = {key: at for at, key in enumerate(keys[start : start + ROWS_AT_ONCE], start + 1)}
        part = Proposal.objects.filter(pk__in=order)
        shown = part.select_related("term", "session", "seat__delegation").annotate(
            joined=Count("co_signatures", filter=Q(co_signatures__state=CoSignature.State.CONFIRMED))
        )
        courses, in_time = _courses(part, actor), _in_time(part, actor)
        for row in sorted(rows_of(shown, actor, today=today), key=lambda row: order[row.proposal.pk]):
            yield [
                order[row.proposal.pk],
                *_matter(row, actor, lexicon),
                *_course(courses.get(row.proposal.pk, []), in_time.get(row.proposal.pk, "")),
                *_standing(row),
            ]


def _matter(row: Row, actor: Actor, lexicon: Lexicon) -> list[Any]:
    """From 编号 to 标题. Who hides his name from organs hides his delegation too."""
    proposal: Any = row.proposal
    is_hidden = proposal.is_name_hidden and actor.role in (Role.HANDLER, Role.ORGAN_LEADER)
    submitted = timezone.localdate(proposal.submitted_at) if proposal.submitted_at else None
    kinds = lexicon.words("category", proposal.holder_id)
    return [
        proposal.number or "草稿",
        f"{numeral(proposal.term.number)}届{proposal.occasion}",
        submitted,
        row.author,
        str(proposal.seat.delegation or "") if not is_hidden else "",
        proposal.joined,
        proposal.get_kind_display(),
        kinds.label(proposal.category, submitted or timezone.localdate()) if proposal.category else "",
        proposal.title,
        row.organs,
    ]


def _courses(part: ProposalQuerySet, actor: Actor) -> dict[UUID, list[Assignment]]:
    """Who handles or handled these, each with its reply's limits and its signed replies; an organ knows its own."""
    current = Assignment.objects.current().filter(proposal__in=part.order_by())
    rows = current.select_related("organ").prefetch_related(
        Prefetch("clocks", Clock.objects.filter(limit=LimitKey.REPLY).order_by("pk"), to_attr="limits"),
        Prefetch(
            "replies",
            Reply.objects.filter(signed_at__isnull=False).select_related("rating").order_by("round"),
            to_attr="answers",
        ),
    )
    found: dict[UUID, list[Assignment]] = {}
    is_organ = actor.role in (Role.HANDLER, Role.ORGAN_LEADER)
    for row in rows:
        if row.part == Assignment.Part.JOINT or not is_organ or row.organ == actor.organ:
            found.setdefault(row.proposal_id, []).append(row)
    return found


def _course(rows: Sequence[Any], in_time: str) -> list[Any]:
    """From 会办单位 to 结果评价. Where several organs answer separately: the last day, or each one's word."""
    owing = [row for row in rows if row.part != Assignment.Part.JOINT]
    limits = [row.limits[-1] for row in owing if row.limits]
    last = [row.answers[-1] for row in owing if row.answers]
    ratings = [reply.rating for reply in last if hasattr(reply, "rating")]
    everybody = bool(owing) and len(last) == len(owing)
    signed_in = [row.signed_in_at for row in owing if row.signed_in_at]
    return [
        "、".join(str(row.organ) for row in rows if row.part == Assignment.Part.JOINT),
        min((row.assigned_on for row in owing), default=None),
        timezone.localdate(max(signed_in)) if owing and len(signed_in) == len(owing) else None,
        max((clock.due_on for clock in limits), default=None),
        "是" if any(clock.extended_from for clock in limits) else "否" if owing else "",
        timezone.localdate(max(reply.signed_at for reply in last)) if everybody else None,
        in_time,
        "、".join(reply.outcome for reply in last),
        "、".join(rating.get_process_display() for rating in ratings),
        "、".join(rating.get_result_display() for rating in ratings),
    ]


def _in_time(part: ProposalQuerySet, actor: Actor) -> dict[UUID, str]:
    """是 once every first reply came within its limit, 否 as soon as one did not; to an organ of its own part."""
    organ = actor.organ.pk if actor.organ and actor.role in (Role.HANDLER, Role.ORGAN_LEADER) else None
    said: dict[UUID, str] = {}
    for name, word in (("in_time", "是"), ("late", "否")):
        said |= dict.fromkeys(part.order_by().filter(rules[name].of(organ)).values_list("pk", flat=True), word)
    return said


def _standing(row: Row) -> list[Any]:
    """是否重点, 公开属性, and state and limit as the screen says them."""
    light = row.light
    is_public = "公开" if row.proposal.is_public else "不公开"
    is_key = "是" if row.is_key else "否"
    return [is_key, is_public, row.state, light.clock.due_on if light else None, light.words if light else ""]
