"""Ways in which rows that are each well-formed can contradict one another; written from docs/states.md by hand."""

from collections.abc import Iterator

from congress.models import Event
from proposals.models import Assignment, Proposal

P, A = Proposal.State, Assignment.State

# What may run for a proposal in each state, and for an assignment; other states run nothing.
RUNS = {P.SUBMITTED: {"review"}, P.REGISTERED: {"assign"}, P.RETURNED: {"supplement"}}
FIRST_ROUND = {"contact", "reply"}
MAY_RUN = {
    A.ASSIGNED: {"sign_in", "release", "opinion", *FIRST_ROUND},
    A.RELEASE_ASKED: {"reassign", "opinion", *FIRST_ROUND},
    A.HANDLING: {"release", "opinion", "rehandle", *FIRST_ROUND},
    A.SIGNING: {"release", "rehandle", *FIRST_ROUND},
    A.REHANDLING: {"rehandle"},
    A.GIVEN: {"release"},
}
ANSWERED = {A.REPLIED, A.RATED, A.LAPSED, A.DISPUTED}
DONE = {A.RATED, A.LAPSED}
GONE = {A.RELEASED, A.ENDED}
LEADS_ON = {P.REGISTERED, P.ESCALATED, P.IN_HAND, P.ANSWERED, P.CLOSED}


def contradictions(proposal: Proposal) -> list[str]:
    """What does not fit together in a matter, each as a sentence; empty when all does."""
    proposal.refresh_from_db()
    rows = list(proposal.assignments.all())
    return [*_of_states(proposal, rows), *_of_clocks(proposal, rows), *_of_requests(rows), *_of_events(proposal, rows)]


def _of_states(proposal: Proposal, rows: list[Assignment]) -> Iterator[str]:
    current = [row for row in rows if row.state not in GONE]
    owing = {A(row.state) for row in current if row.part != Assignment.Part.JOINT}
    if proposal.state in (P.IN_HAND, P.ANSWERED, P.CLOSED):
        wanted = P.IN_HAND
        if owing and owing <= ANSWERED:
            wanted = P.CLOSED if owing <= DONE else P.ANSWERED
        if not owing or proposal.state != wanted:
            yield f"{proposal.state} with {sorted(owing)}, wanted {wanted}"
    elif current:
        yield f"{proposal.state} with assignments {[row.state for row in current]}"
    target = proposal.merged_into
    if proposal.state == P.MERGED and (target is None or target.state not in LEADS_ON):
        yield f"merged into what is {target and target.state}"


def _of_clocks(proposal: Proposal, rows: list[Assignment]) -> Iterator[str]:
    running = {clock.limit for clock in proposal.clocks.running()}
    if running != RUNS.get(P(proposal.state), set()):
        yield f"{proposal.state} runs {running}"
    for row in rows:
        over = {clock.limit for clock in row.clocks.running()} - MAY_RUN.get(A(row.state), set())
        if over:
            yield f"assignment {row.state} runs {over}"
        if row.state in (A.ASSIGNED, A.HANDLING, A.SIGNING) and row.part != "joint":
            if not row.clocks.running().filter(limit__in=["reply", "rehandle"]).exists():
                yield f"nothing limits the assignment {row.state}"
        for reply in row.replies.all():
            rates = reply.clocks.running().filter(limit="rate").exists()
            if rates != (row.state == A.REPLIED and reply.round == row.round):
                yield f"assignment {row.state}, the clock for rating {'runs' if rates else 'stands'}"


def _of_requests(rows: list[Assignment]) -> Iterator[str]:
    for row in rows:
        if row.releases.filter(decided_at__isnull=True).exists() != (row.state == A.RELEASE_ASKED):
            yield f"assignment {row.state}, releases {list(row.releases.values_list('is_granted', flat=True))}"
        waits = row.extensions.filter(decided_at__isnull=True).exists()
        if waits and not row.clocks.running().filter(limit="reply").exists():
            yield f"assignment {row.state} waits for more time, and no limit runs"
        signed = row.replies.filter(round=row.round, signed_at__isnull=False).exists()
        if signed != (row.state in ANSWERED):
            yield f"assignment {row.state}, signed {signed}"


def _of_events(proposal: Proposal, rows: list[Assignment]) -> Iterator[str]:
    for subject in (proposal, *rows):
        last = Event.objects.filter(subject_id=subject.pk).exclude(after="").order_by("serial").last()
        if last and last.after != subject.state:
            yield f"{subject.state}, and the last event says {last.after}"
