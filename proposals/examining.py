"""Ways in which rows that are each well-formed can contradict one another; written from docs/states.md by hand."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Count, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, When

from congress.models import Congress, Event
from congress.registries import check
from congress.timeline import kind_of
from proposals.models import Assignment, Clock, Proposal, Reply, Serial, SessionSerial
from proposals.motions.guards import enough_sponsors
from proposals.searching import indexing, papers
from proposals.workflow import motion_steps

P, A = Proposal.State, Assignment.State
AT_ONCE = 1000  # matters read together

# What may run for a proposal in each state, and for an assignment; other states run nothing.
RUNS = {P.SUBMITTED: {"review"}, P.REGISTERED: {"assign"}, P.RETURNED: {"supplement"}}
RUNS_FOR_A_MOTION = RUNS | {P.REGISTERED: set(), P.REFERRED: {"motion_report"}, P.HANDED: {"assign"}}
OF_A_DISPUTE = {"arbitrate"}  # held against the disputes themselves by classifying/examining.py
FIRST_ROUND = {"contact", "reply"}
MAY_RUN = {
    A.ASSIGNED: {"sign_in", "release", "opinion", *FIRST_ROUND},
    A.RELEASE_ASKED: {"reassign", "opinion", *FIRST_ROUND},
    A.HANDLING: {"release", "opinion", "rehandle", *FIRST_ROUND},
    A.SIGNING: {"release", "rehandle", *FIRST_ROUND},
    A.REHANDLING: {"rehandle"},
    A.GIVEN: {"release"},
}
LIMITED = (A.ASSIGNED, A.HANDLING, A.SIGNING)
ANSWERED = {A.REPLIED, A.RATED, A.LAPSED, A.DISPUTED}
DONE = {A.RATED, A.LAPSED}
GONE = {A.RELEASED, A.ENDED}
LEADS_ON = {P.REGISTERED, P.ESCALATED, P.IN_HAND}


@check("matters", "建议的状态、时限、申请和记录")
def matters_that_contradict() -> Iterator[str]:
    """Of every matter, in the order in which they were stored."""
    yield from contradictions(Proposal.objects.all())


@check("clocks", "没有主人的时限")
def nobodys_clocks() -> Iterator[str]:
    """Clocks of nothing, or counted for another matter than theirs, or that run at a level that has it no more."""
    matter = Case(
        When(proposal__isnull=False, then=F("proposal")),
        When(assignment__isnull=False, then=F("assignment__proposal")),
        When(reply__isnull=False, then=F("reply__assignment__proposal")),
        When(promise__isnull=False, then=F("promise__reply__assignment__proposal")),
    )
    clocks = Clock.objects.annotate(matter=matter).order_by("pk")
    for pk, matter_id in clocks.filter(Q(matter=None) | ~Q(matter=F("root"))).values_list("pk", "matter"):
        yield f"时限{pk}：{'不算在它所属的建议上' if matter_id else '没有主人'}"
    for pk in clocks.running().exclude(holder=F("root__holder")).values_list("pk", flat=True):
        yield f"时限{pk}：在另一个层级运行"


@check("numbers", "建议编号")
def numbers_still_to_come() -> Iterator[str]:
    """Numbers that are in use and that the series of their congress and year would give again."""
    last = {(row.congress_id, row.year): row.last for row in Serial.objects.all()}
    codes = dict(Congress.objects.values_list("code", "pk"))
    for number in Proposal.objects.filter(number__isnull=False).values_list("number", flat=True).iterator():
        code, _, rest = str(number).partition("-")
        year, _, serial = rest.partition("-")
        if code in codes and serial.isdecimal() and int(serial) > last.get((codes[code], int(year)), 0):
            yield f"编号{number}：编号表还没有发到这里，会再发一次"
    yield from _numbers_of_sessions()


def _numbers_of_sessions() -> Iterator[str]:
    """第n号: as many as were given, from the first to the last, among the motions and among the suggestions."""
    given = {(row.session_id, row.kind): row.last for row in SessionSerial.objects.all()}
    for kind, field in ((Proposal.Kind.MOTION, "motion_number"), (Proposal.Kind.SUGGESTION, "session_number")):
        found = Proposal.objects.filter(**{f"{field}__isnull": False}).order_by().values("session")
        for row in found.annotate(number=Count("pk"), last=Max(field)):
            last = given.get((row["session"], kind), 0)
            if not row["number"] == row["last"] == last:
                yield f"会议{row['session']}：{kind.label}编号给了{row['number']}个，最大{row['last']}，编号表到{last}"


@check("search", "检索文本")
def texts_astray() -> Iterator[str]:
    """Searching looks through what stands in proposals and signed replies, no more and no less."""
    yield from indexing.astray()


@check("papers", "附件的检索文本", is_slow=True)
def papers_misread() -> Iterator[str]:
    """And through what stands in papers, as far as they were read."""
    yield from papers.misread()


def contradictions(proposals: QuerySet[Proposal]) -> Iterator[str]:
    """What does not fit together in these matters, each as a sentence that begins with the matter's number."""
    found = (
        proposals.defer("body", "plan").select_related("merged_into", "congress").annotate(last_after=_last(Proposal))
    )
    running = Prefetch("clocks", Clock.objects.running().order_by("pk"), to_attr="running")
    replies = Reply.objects.defer("text").prefetch_related(running).order_by("round")
    parts = Assignment.objects.annotate(last_after=_last(Assignment)).prefetch_related(
        running, Prefetch("replies", replies), "releases", "extensions"
    )
    matters: QuerySet[Any] = found.prefetch_related(running, Prefetch("assignments", parts)).order_by("pk")
    for matter in matters.iterator(chunk_size=AT_ONCE):
        rows = list(matter.assignments.all())
        for words in (
            *_of_sponsors(matter),
            *_of_states(matter, rows),
            *_of_clocks(matter, rows),
            *_of_requests(rows),
            *_of_events(matter),
        ):
            yield f"{matter.number or matter.pk}：{words}"


def _last(model: type[Proposal] | type[Assignment]) -> Subquery:
    """The state that the last event left behind."""
    events = Event.objects.filter(subject_kind=kind_of(model()), subject_id=OuterRef("pk")).exclude(after="")
    return Subquery(events.order_by("-serial").values("after")[:1])


def _of_sponsors(proposal: Any) -> Iterator[str]:
    """地方组织法 art. 22: a motion between its submission and the ruling has the sponsors that it needs."""
    if proposal.kind == Proposal.Kind.MOTION and proposal.state in motion_steps.steps["fall"].sources:
        if short := enough_sponsors(proposal).refusal:
            yield f"状态为{proposal.state}，{short}"


def _of_states(proposal: Any, rows: list[Any]) -> Iterator[str]:
    current = [row for row in rows if row.state not in GONE]
    owing = {A(row.state) for row in current if row.part != Assignment.Part.JOINT}
    if proposal.state in (P.IN_HAND, P.ANSWERED, P.CLOSED):
        wanted = P.IN_HAND
        if owing and owing <= ANSWERED:
            wanted = P.CLOSED if owing <= DONE else P.ANSWERED
        if not owing or proposal.state != wanted:
            yield f"状态为{proposal.state}，应为{wanted}，交办为{sorted(owing)}"
    elif current:
        yield f"状态为{proposal.state}，还有交办{[row.state for row in current]}"
    target = proposal.merged_into
    waits_well = target is not None and (target.state in LEADS_ON or proposal.kind == Proposal.Kind.MOTION)
    if proposal.state == P.MERGED and not waits_well:
        yield f"并入的建议状态为{target and target.state}"


def _running(owner: Any) -> set[str]:
    return {clock.limit for clock in owner.running}


def _of_clocks(proposal: Any, rows: list[Any]) -> Iterator[str]:
    runs = RUNS_FOR_A_MOTION if proposal.kind == Proposal.Kind.MOTION else RUNS
    running = _running(proposal) - OF_A_DISPUTE
    if running != runs.get(P(proposal.state), set()):
        yield f"状态为{proposal.state}，运行的时限为{sorted(running)}"
    for row in rows:
        if over := _running(row) - MAY_RUN.get(A(row.state), set()):
            yield f"交办{row.state}还在运行时限{sorted(over)}"
        if row.state in LIMITED and row.part != Assignment.Part.JOINT and not _running(row) & {"reply", "rehandle"}:
            yield f"交办{row.state}没有办理时限"
        for reply in row.replies.all():
            rates = "rate" in _running(reply)
            if rates != (row.state == A.REPLIED and reply.round == row.round):
                yield f"交办{row.state}，评价时限{'还在运行' if rates else '没有运行'}"


def _of_requests(rows: list[Any]) -> Iterator[str]:
    for row in rows:
        if any(ask.decided_at is None for ask in row.releases.all()) != (row.state == A.RELEASE_ASKED):
            yield f"交办{row.state}，退办申请{[ask.is_granted for ask in row.releases.all()]}"
        waits = any(ask.decided_at is None for ask in row.extensions.all())
        if waits and "reply" not in _running(row):
            yield f"交办{row.state}在等延期，没有答复时限"
        signed = any(reply.round == row.round and reply.signed_at for reply in row.replies.all())
        if signed != (row.state in ANSWERED):
            yield f"交办{row.state}，{'已有' if signed else '没有'}签发的答复"


def _of_events(proposal: Any) -> Iterator[str]:
    for subject in (proposal, *proposal.assignments.all()):
        if subject.last_after is None and subject.state not in (P.DRAFT, A.ASSIGNED):
            yield f"状态为{subject.state}，没有办理记录"
        elif subject.last_after and subject.last_after != subject.state:
            yield f"状态为{subject.state}，最后一条记录为{subject.last_after}"
