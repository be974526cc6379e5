"""带问题签发: the signer passes over faults with a reason; both stay on record and are counted."""

from collections.abc import Collection, Sequence

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, Verdict, refuse
from proposals.checking.faults import Fault
from proposals.models import Assignment, Override, Reply

LEAST_REASON = 5  # characters, as for 不满意


def may_pass_over(faults: Sequence[Fault], *, seen: Collection[str], reason: str) -> Verdict:
    """Whether these faults may stay: the signer has seen each of them as it is now, and says why.

    Args:
        seen: keys of the faults that his page showed.
    """
    if not faults:
        return ALLOWED
    new = [fault for fault in faults if fault.key not in seen]
    if new and seen:
        return refuse(f"刚刚又检查出：{_listed(new)}请看过再签发。")
    if new or len(reason.strip()) < LEAST_REASON:
        return refuse(
            f"检查出{len(faults)}处问题：{_listed(faults)}要签发请写明理由（至少{LEAST_REASON}字），或者退回修改。"
        )
    return ALLOWED


def _listed(faults: Sequence[Fault]) -> str:
    """Their sentences; several are numbered."""
    if len(faults) == 1:
        return faults[0].words
    return "".join(f"{number}．{fault.words}" for number, fault in enumerate(faults, 1))


def keep_overrides(reply: Reply, faults: Sequence[Fault], *, reason: str, assignment: Assignment, by: Actor) -> None:
    """Put on record what was passed over and why; within the transaction of the signature."""
    if not faults:
        return
    reason = reason.strip()
    Override.objects.bulk_create(
        Override(reply=reply, fault=fault.name, found=fault.words[:300], reason=reason, signed_by=by.grant)
        for fault in faults
    )
    note = f"检查结果：{_listed(faults)}理由：{reason}"
    names = [fault.name for fault in faults]
    timeline.record("override", assignment, by=by, root=assignment.proposal_id, note=note, faults=names)
