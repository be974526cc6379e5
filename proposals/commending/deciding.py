"""主任会议的决定, put on record by the desk: who is commended, never more than the quota."""

from datetime import date, datetime

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, refuse, require
from congress.rereading import reread
from congress.workflow import OutOfTurn
from proposals.commending.guards import C, held, may_decide
from proposals.models import Award, Candidate


def decide(
    candidate: Candidate, *, awards: bool, decided_on: date, note: str, by: Actor, on: date, at: datetime
) -> None:
    """表彰, or 不表彰.

    Counted while the commendation is locked, so that of two who decide at once none goes beyond the quota.

    Args:
        decided_on: the day of the 主任会议.
        note: what it said; may be empty.
    Raises:
        OutOfTurn: when it was decided meanwhile.
    """
    award = candidate.award
    with held(award.commendation):
        reread(candidate)
        state = C.AWARDED if awards else C.DECLINED
        if (candidate.state, candidate.decided_on, candidate.decision) == (state, decided_on, note):
            return  # pressed twice
        if candidate.state in Candidate.DECIDED and award.commendation.state == award.commendation.State.OPEN:
            raise OutOfTurn("主任会议的决定刚刚已经登记，请看最新情况。")
        require(may_decide(by, candidate))
        require(ALLOWED if decided_on <= on else refuse("主任会议日期不能晚于今天。"))
        quota = Award.objects.values_list("quota", flat=True).get(pk=award.pk)
        given = Candidate.objects.filter(award=award, state=C.AWARDED).exclude(pk=candidate.pk).count()
        is_full = awards and given >= quota
        require(refuse(f"{award}的名额是{quota}个，已经用完。") if is_full else ALLOWED)
        facts = {"decided_on": decided_on, "decision": note, "decided_by": by.grant, "decided_at": at, "called": ""}
        seen = candidate.state
        if not Candidate.objects.filter(pk=candidate.pk, state=seen).update(state=state, **facts):
            raise OutOfTurn("主任会议的决定刚刚已经登记，请看最新情况。")
        reread(candidate)
        step = "award_candidate" if awards else "decline_candidate"
        words = f"{award}：{candidate}，{decided_on}主任会议。{note}"
        timeline.record(step, candidate, by=by, root=award.commendation_id, note=words)
