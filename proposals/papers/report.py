"""办理情况报告: what became of a session's or a year's proposals, in words and tables, with its definitions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Prefetch, When

from congress.actors import Actor
from congress.dictionaries import Lexicon
from congress.documents import Paper
from congress.templatetags.portal import cn_date
from proposals import parts
from proposals.figures import percent
from proposals.models import Assignment, Proposal, ProposalQuerySet, Rating, Reply
from proposals.papers.period import Period
from proposals.papers.wording import number_of

COUNTS = ["件数", "已答复", "A", "B", "C", "满意", "基本满意", "不满意"]
DEFINITIONS = (
    "口径：件数为提交后没有撤回的；已答复为应答复的单位都已签发答复、没有在重新办理的；办理结果取已答复的，评价取每个单位最近一份答复；"
    "按时率为首次答复不晚于期限（含批准的延期）的，占已答复的和期限已过没有答复的；满意率为评价结果满意和基本满意的占已评价的比例，"
    "未评价的不计入。"
)


@dataclass
class Line:
    """One line of a table: what the replies of some assignments add up to."""

    label: str
    matters: set[Any] = field(default_factory=set)
    answered: int = 0
    owing: int = 0
    joint: int = 0
    in_time: int = 0
    late: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    ratings: dict[str, int] = field(default_factory=dict)

    def add(self, row: Any) -> None:
        """Count one organ's part in one proposal."""
        self.matters.add(row.proposal_id)
        if row.part == Assignment.Part.JOINT:
            self.joint += 1
            return
        self.owing += 1
        self.late += row.is_late
        if not row.answers:
            return
        last = row.answers[-1]
        self.in_time += not row.is_late
        if _stands(row):
            self.answered += 1
            self.outcomes[last.outcome] = self.outcomes.get(last.outcome, 0) + 1
        if rating := getattr(last, "rating", None):
            self.ratings[rating.result] = self.ratings.get(rating.result, 0) + 1

    @property
    def results(self) -> list[str]:
        """A, B, C, then the three levels of satisfaction."""
        counts = [self.outcomes.get(code, 0) for code in Reply.Outcome.values]
        return [str(number) for number in [*counts, *(self.ratings.get(level, 0) for level in Rating.Level.values)]]

    @property
    def satisfied(self) -> str:
        """满意率, 基本满意 included."""
        good = self.ratings.get(Rating.Level.SATISFIED, 0) + self.ratings.get(Rating.Level.MOSTLY, 0)
        return percent(good, sum(self.ratings.values()))

    @property
    def fully_satisfied(self) -> str:
        """满意率, 基本满意 not included."""
        return percent(self.ratings.get(Rating.Level.SATISFIED, 0), sum(self.ratings.values()))

    @property
    def in_time_rate(self) -> str:
        return percent(self.in_time, self.in_time + self.late)


def handling_report(period: Period, *, by: Actor, on: date) -> bytes:
    """The .docx report: a paragraph, 表1 by category, 表2 by organ, 表3 what is specially supervised."""
    matters, rows = _read(period.proposals(by))
    title = f"关于{by.congress.place}{period}代表议案建议办理情况的报告"
    paper = Paper(title, author=by.congress.name)
    paper.title(title)
    paper.blank()
    paper.text(sentence(period, matters, rows))
    paper.text(DEFINITIONS)
    paper.blank()
    paper.signature(by.congress.name, cn_date(on))
    paper.next_page()
    _write_categories(paper, matters, rows, by, on)
    _write_organs(paper, rows)
    _write_supervised(paper, matters, rows)
    paper.number_pages()
    return paper.content()


def report_name(period: Period, on: date) -> str:
    """办理情况报告_2026年_2026-11-30.docx."""
    return f"办理情况报告_{period}_{on}.docx"


def sentence(period: Period, matters: Sequence[Proposal], rows: Iterable[Any]) -> str:
    """What the tables add up to, in one paragraph."""
    whole = _added("合计", rows)
    done = sum(row.state == Proposal.State.CLOSED for row in matters)
    answered = len(_answered(matters, rows))
    kinds = {kind: sum(row.kind == kind for row in matters) for kind in Proposal.Kind.values}
    named = "、".join(f"{Proposal.Kind(kind).label}{number}件" for kind, number in kinds.items() if number)
    words = [
        f"{period}，代表共提出{len(matters)}件{f'（{named}）' if named else ''}",
        f"已答复{answered}件，已办结{done}件，办结率{percent(done, len(matters))}",
        f"各单位共作出答复{whole.answered}份，其中"
        + "、".join(f"{code}类{whole.outcomes.get(code, 0)}份" for code in Reply.Outcome.values),
        f"按时率{whole.in_time_rate}",
        f"已评价{sum(whole.ratings.values())}份，满意率{whole.satisfied}（不含基本满意为{whole.fully_satisfied}）",
    ]
    return "；".join(words) + "。"


def _read(found: ProposalQuerySet) -> tuple[list[Proposal], list[Any]]:
    """The proposals without their texts, and who has or had to do with them, in three queries."""
    matters = list(found.defer("body", "plan").select_related("committee", "seat__person"))
    current: Any = Assignment.objects.current().filter(proposal__in=found.order_by())
    rows = current.annotate(is_late=Case(When(parts.late(), then=True), default=False)).select_related("organ")
    signed = Reply.objects.filter(signed_at__isnull=False).defer("text").select_related("rating").order_by("round")
    return matters, list(rows.prefetch_related(Prefetch("replies", signed, to_attr="answers")))


def _stands(row: Any) -> bool:
    """The organ has signed a reply, and does not handle the matter anew."""
    return bool(row.answers) and row.answers[-1].round == row.round


def _answered(matters: Sequence[Proposal], rows: Iterable[Any]) -> set[Any]:
    """Those of which every organ that owes a reply has signed one."""
    owing: dict[Any, list[bool]] = {}
    for row in rows:
        if row.part != Assignment.Part.JOINT:
            owing.setdefault(row.proposal_id, []).append(_stands(row))
    return {row.pk for row in matters if all(owing.get(row.pk, [False]))}


def _added(label: str, rows: Iterable[Any]) -> Line:
    line = Line(label)
    for row in rows:
        line.add(row)
    return line


def _write_categories(paper: Paper, matters: Sequence[Proposal], rows: Sequence[Any], by: Actor, on: date) -> None:
    known = Lexicon().words("category", by.congress.pk)
    names = {row.pk: known.label(row.category, on) if row.category else "未分类" for row in matters}
    answered = _answered(matters, rows)
    lines = []
    for name in dict.fromkeys([*(label for _, label in known.choices(on)), *names.values()]):
        own = {key for key, label in names.items() if label == name}
        if own:
            results = _added(name, (row for row in rows if row.proposal_id in own)).results
            lines.append([name, str(len(own)), str(len(own & answered)), *results])
    whole = ["合计", str(len(matters)), str(len(answered)), *_added("合计", rows).results]
    paper.heading("表1　按类别")
    paper.table([["类别", *COUNTS], *lines, whole], [3.2, 1.4, 1.6, 1.1, 1.1, 1.1, 1.4, 2, 1.6])
    paper.blank()


def _write_organs(paper: Paper, rows: Sequence[Any]) -> None:
    by_organ: dict[str, list[Any]] = {}
    for row in rows:
        by_organ.setdefault(str(row.organ), []).append(row)
    lines = [*(_added(organ, by_organ[organ]) for organ in sorted(by_organ)), _added("合计", rows)]
    paper.heading("表2　按承办单位")
    heading = ["单位", "主办分办", "会办", "已答复", "A", "B", "C", "按时率", "满意率"]
    cells = [
        [
            line.label,
            *map(str, (line.owing, line.joint, line.answered)),
            *line.results[:3],
            line.in_time_rate,
            line.satisfied,
        ]
        for line in lines
    ]
    paper.table([heading, *cells], [3.6, 1.4, 1.2, 1.4, 1, 1, 1, 1.8, 1.8])
    paper.blank()


def _write_supervised(paper: Paper, matters: Sequence[Proposal], rows: Sequence[Any]) -> None:
    own = [row for row in matters if row.committee]
    paper.heading("表3　由工委督办的")
    if not own:
        paper.text("没有。")
        return
    lines = [
        [
            number_of(row),
            row.title,
            "、".join(str(one.organ) for one in rows if one.proposal_id == row.pk and one.part != "joint"),
            str(row.committee),
            row.get_state_display(),
        ]
        for row in own
    ]
    paper.table([["编号", "标题", "承办单位", "督办工委", "状态"], *lines], [36, 46, 30, 24, 20])
