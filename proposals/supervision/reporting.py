"""办理进展 by an organ, 督办意见 by those who supervise."""

from datetime import date

from django.db import transaction

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, Verdict, refuse, require
from proposals.holding import take_hold
from proposals.models import Assignment, Progress, Proposal, Remark
from proposals.permissions import may_handle
from proposals.supervision import telling
from proposals.supervision.supervisors import may_supervise

A = Assignment.State
GOES_ON = (A.HANDLING, A.SIGNING, A.REHANDLING, A.REPLIED, A.RATED, A.LAPSED, A.DISPUTED, A.GIVEN)


def may_report_progress(actor: Actor | None, assignment: Assignment) -> Verdict:
    """The organ, from signing in on; after its reply too, for what it promised."""
    goes_on = ALLOWED if assignment.state in GOES_ON else refuse("签收以后才能登记办理进展。")
    return may_handle(actor, assignment) and goes_on


@transaction.atomic
def report_progress(assignment: Assignment, *, day: date, text: str, by: Actor, on: date) -> Progress:
    """登记办理进展: the deputy reads it, those who supervise are told. Word for word the same that day is the same."""
    take_hold(assignment)
    require(may_report_progress(by, assignment))
    require(ALLOWED if day <= on else refuse("日期不能晚于今天。"))
    said = {"on": day, "text": text, "written_by": by.grant}
    if same := assignment.progress.filter(**said, written_at__date=on).first():
        return same  # pressed twice
    made = assignment.progress.create(**said)
    timeline.record("report_progress", assignment, by=by, root=assignment.proposal_id, progress=made.pk)
    telling.progress_reported(made, on=on)
    return made


@transaction.atomic
def remark(proposal: Proposal, *, text: str, by: Actor, on: date) -> Remark:
    """提督办意见: the organs are told. Word for word the same that day is the same."""
    take_hold(proposal)
    require(may_supervise(by, proposal))
    said = {"text": text, "written_by": by.grant}
    if same := proposal.remarks.filter(**said, written_at__date=on).first():
        return same  # pressed twice
    made = proposal.remarks.create(**said)
    timeline.record("remark", proposal, by=by, remark=made.pk)
    telling.remarked(made, on=on)
    return made
