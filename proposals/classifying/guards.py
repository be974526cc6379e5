"""What a dispute over whose work it is forbids until it is decided, and what its decision binds."""

from collections.abc import Iterable

from congress.models import Organ
from congress.permissions import ALLOWED, Verdict, refuse
from proposals.models import Assignment, Dispute, Proposal

WAITS = "已提请编办裁定，裁定以后再办；要自己决定，请先撤回提请。"


def not_in_dispute(subject: Proposal | Assignment) -> Verdict:
    """Nothing of it waits for the 编办."""
    proposal = subject.proposal if isinstance(subject, Assignment) else subject
    return refuse(WAITS) if proposal.disputes.waiting().exists() else ALLOWED


def decision_on(proposal: Proposal) -> Dispute | None:
    """The decision that binds now: the newest."""
    return proposal.disputes.decided().select_related("organ").first()


def follows_decision(proposal: Proposal, chosen: Iterable[Organ]) -> Verdict:
    """Whoever leads or answers a part separately is the organ that the 编办 has named."""
    decided = decision_on(proposal)
    if decided is None or decided.organ is None or decided.organ.pk in {organ.pk for organ in chosen}:
        return ALLOWED
    return refuse(f"编办已裁定由{decided.organ}办理，请交给这个单位，或者重新提请裁定。")


def named_by_decision(assignment: Assignment) -> Verdict:
    """裁定 has been given: for keeping it there, or for moving it."""
    decided = assignment.disputes.decided().first()
    return ALLOWED if decided else refuse("还没有裁定。")


def not_bound_by_decision(assignment: Assignment) -> Verdict:
    """An organ that the 编办 has named handles it: no third refusal after two and a decision."""
    decided = decision_on(assignment.proposal)
    bound = decided is not None and decided.organ_id == assignment.organ_id
    return refuse("编办已裁定由本单位办理，不能再申请退办，请按期办理。") if bound else ALLOWED
