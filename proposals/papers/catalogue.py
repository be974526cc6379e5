"""目录汇编: a session's or a year's proposals with their replies as one book; a worker makes it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import IO, Any

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from congress import making
from congress.actors import Actor
from congress.dictionaries import Lexicon
from congress.documents import BOLD, TYPE, Paper
from congress.exporting import log_export
from congress.models import Making
from congress.permissions import require
from congress.registries import maker
from congress.replica import from_replica
from congress.templatetags.portal import cn_date
from congress.workflow import OutOfTurn
from proposals.models import Assignment, CoSignature, Proposal, ProposalQuerySet, Reply
from proposals.papers.period import Period
from proposals.papers.permissions import may_compile
from proposals.papers.wording import HIDDEN, number_of

KIND = "catalogue"
MOST_ITEMS = 1000
AT_ONCE = 50
NOT_PUBLIC = "（代表要求不公开，正文从略。）"
REPLY_NOT_PUBLIC = "（承办单位不同意公开，答复从略。）"
HEADING = ["序号", "编号", "标题", "领衔代表", "主办单位", "会办单位"]
WIDTHS = [10, 36, 45, 16, 25, 24]
NO_CATEGORY = "未分类"


@transaction.atomic
def order_catalogue(period: Period, *, is_internal: bool, by: Actor) -> Making:
    """Have the book made; who ordered which stands on the audit log.

    Args:
        is_internal: what may not be public stands in it too, and the cover says so.
    Raises:
        OutOfTurn: nothing or too much was put forward then.
    """
    require(may_compile(by))
    count = period.proposals(by).count()
    if not count:
        raise OutOfTurn(f"{period}没有可以收入的建议。")
    if count > MOST_ITEMS:
        raise OutOfTurn(f"{period}共{count}件，一册最多{MOST_ITEMS}件，请按会议分册。")
    label = f"{period}代表议案建议汇编{'（内部）' if is_internal else ''}"
    made, is_new = making.order(KIND, label, by=by, is_internal=is_internal, **period.parameters)
    if is_new:
        log_export("export_catalogue", by=by, at=timezone.now(), reason=label, rows=count)
    return made


@maker(KIND, TYPE)
def make_catalogue(order: Making, output: IO[bytes], report: Any) -> str:
    """For the worker: writes the book, gives its name."""
    actor = Actor(order.ordered_by)
    period = Period.read(order.parameters, actor.congress)
    with from_replica():
        found = period.proposals(actor)
        output.write(catalogue(found, period, is_internal=order.parameters["is_internal"], by=actor, report=report))
    return f"{order.label}.docx"


def catalogue(found: ProposalQuerySet, period: Period, *, is_internal: bool, by: Actor, report: Any) -> bytes:
    """The .docx book: cover, figures, contents, list, then each proposal on a new page with its replies.

    Args:
        report: told how many of how many are written.
    """
    today, lexicon = timezone.localdate(), Lexicon()
    rows = _in_order(found, by, lexicon, today)
    title = f"{by.congress.place}{period}代表议案建议汇编"
    paper = Paper(title, author=by.congress.name)
    for _ in range(5):
        paper.blank()
    paper.title(title)
    if is_internal:
        paper.line("（内部资料，注意保存）")
    for _ in range(8):
        paper.blank()
    paper.signature(by.congress.name, cn_date(today))
    paper.next_page()
    paper.title("统计")
    _write_counts(paper, rows)
    paper.next_page()
    paper.title("目录")
    paper.contents((f"{at}.{row.title}", _mark(at)) for at, (_, row, _) in enumerate(rows, 1))
    paper.next_page()
    paper.title("建议清单")
    paper.table([HEADING, *(_line(at, row) for at, (_, row, _) in enumerate(rows, 1))], WIDTHS)
    for at, row in enumerate(_whole(rows), 1):
        paper.next_page()
        _write_one(paper, at, row, lexicon, is_internal=is_internal)
        report(at, len(rows))
    paper.number_pages(from_second=True)
    return paper.content()


def _in_order(
    found: ProposalQuerySet, by: Actor, lexicon: Lexicon, today: date
) -> list[tuple[str, Any, list[Assignment]]]:
    """By category in the order of its dictionary, then by number: the category's word, the proposal, who handles."""
    current = Assignment.objects.current().select_related("organ")
    rows = found.select_related("seat__person").defer("body", "plan")
    rows = rows.prefetch_related(Prefetch("assignments", current, to_attr="in_hands"))
    kinds = lexicon.words("category", by.congress.pk)
    order = {code: at for at, (code, _) in enumerate(kinds.choices(today))}
    labelled = [(kinds.label(row.category, today) if row.category else NO_CATEGORY, row, row.in_hands) for row in rows]

    def place(entry: tuple[str, Any, list[Assignment]]) -> tuple[int, str, int, str]:
        row = entry[1]
        return (order.get(row.category, len(order)), entry[0], row.number_in_session or 0, row.number or "")

    return sorted(labelled, key=place)


def _write_counts(paper: Paper, rows: Sequence[tuple[str, Any, list[Assignment]]]) -> None:
    """By category, and by the organ that leads."""
    paper.heading("一、按类别", level=2)
    categories = Counter(category for category, _, _ in rows)
    paper.table([["类别", "件数"], *_counted(categories)], [8, 4])
    paper.blank()
    paper.heading("二、按主办单位", level=2)
    organs = Counter(str(row.organ) for _, _, hands in rows for row in hands if row.part != Assignment.Part.JOINT)
    paper.table([["单位", "件数"], *_counted(organs)], [8, 4])


def _counted(counts: Counter[str]) -> list[list[str]]:
    return [*([name, str(number)] for name, number in counts.most_common()), ["合计", str(counts.total())]]


def _line(at: int, row: Any) -> list[str]:
    def organs(*parts: str) -> str:
        return "、".join(str(one.organ) for one in row.in_hands if one.part in parts)

    part = Assignment.Part
    lead, joint = organs(part.LEAD, part.SEPARATE), organs(part.JOINT)
    return [str(at), number_of(row), row.title, _author(row), lead, joint]


def _author(row: Proposal) -> str:
    """A book is read by organs too."""
    return HIDDEN if row.is_name_hidden else row.seat.person.name


def _whole(rows: Sequence[tuple[str, Any, list[Assignment]]]) -> Iterator[Proposal]:
    """Each with its text, co-signatories and signed replies, some at a time: memory stays flat."""
    signed = Reply.objects.filter(signed_at__isnull=False).order_by("round")
    current = Assignment.objects.current().replying().select_related("organ")
    for start in range(0, len(rows), AT_ONCE):
        keys = [row.pk for _, row, _ in rows[start : start + AT_ONCE]]
        part = Proposal.objects.filter(pk__in=keys).select_related("seat__person", "seat__delegation", "holder")
        part = part.prefetch_related(
            Prefetch(
                "assignments",
                current.prefetch_related(Prefetch("replies", signed, to_attr="answers")),
                to_attr="answering",
            ),
            Prefetch(
                "co_signatures",
                CoSignature.objects.filter(state=CoSignature.State.CONFIRMED).select_related("seat__person"),
                to_attr="joined",
            ),
        )
        found = {row.pk: row for row in part}
        yield from (found[key] for key in keys if key in found)


def _write_one(paper: Paper, at: int, row: Any, lexicon: Lexicon, *, is_internal: bool) -> None:
    paper.heading(f"{at}.{row.title}", mark=_mark(at))
    paper.line(f"编号：{'　'.join(number_of(row).splitlines())}")
    paper.line(f"领衔代表：{_author(row)}")
    if row.joined and not row.is_name_hidden:
        paper.line(f"联名代表：{'、'.join(one.seat.person.name for one in row.joined)}")
    paper.blank()
    if row.is_public or is_internal:
        paper.text(row.body)
        if row.plan:
            paper.line("方案", font=BOLD)
            paper.text(row.plan)
    else:
        paper.text(NOT_PUBLIC)
    outcomes = lexicon.words("outcome", row.holder_id)
    for assignment in row.answering:
        for reply in assignment.answers[-1:]:
            paper.blank()
            signed_on = timezone.localdate(reply.signed_at)
            label = outcomes.label(reply.outcome, signed_on)
            paper.heading(f"{assignment.organ}的答复（{label}，{cn_date(signed_on)}）", level=2)
            paper.text(reply.text if reply.is_public or is_internal else REPLY_NOT_PUBLIC)


def _mark(at: int) -> str:
    return f"_Toc{at:06}"
