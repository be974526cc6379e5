"""审核: the desk passes a nomination or turns it down; what was measured by then is kept as it was."""

from datetime import date, datetime

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, refuse, require
from congress.rereading import reread
from congress.workflow import OutOfTurn
from proposals.commending import telling
from proposals.commending.guards import C, held, may_vet
from proposals.commending.nominees import evidence_for
from proposals.models import Candidate

VETTABLE = (C.WAITING, C.PASSED, C.TURNED_DOWN)


def vet(candidate: Candidate, *, passes: bool, words: str, by: Actor, on: date, at: datetime) -> None:
    """通过, or 不通过 with the reason; the evidence of this moment is frozen.

    Args:
        words: may be empty for what passes.
    Raises:
        OutOfTurn: when the 主任会议 has decided meanwhile.
    """
    award = candidate.award
    with held(award.commendation):
        reread(candidate)
        require(may_vet(by, candidate))
        require(ALLOWED if passes or words else refuse("请写不通过的理由。"))
        state = C.PASSED if passes else C.TURNED_DOWN
        if (candidate.state, candidate.vetting, candidate.vetted_by_id) == (state, words, by.grant.pk):
            return  # pressed twice
        measured = evidence_for(award, [candidate], on)[candidate.pk]
        facts = {"state": state, "vetting": words, "vetted_by": by.grant, "vetted_at": at}
        rows = Candidate.objects.filter(pk=candidate.pk, state__in=VETTABLE)
        if not rows.update(**facts, evidence=measured.frozen()):
            raise OutOfTurn("主任会议刚刚已经决定，请看最新情况。")
        reread(candidate)
        step = "pass_candidate" if passes else "turn_down"
        timeline.record(step, candidate, by=by, root=award.commendation_id, note=f"{award}：{candidate}。{words}")
        if not passes:
            telling.turned_down(candidate, on=on)
