"""Who may do what with a proposal and with an assignment. Each answer is a Verdict with its reason."""

from congress.actors import Actor
from congress.models import Organ, Role
from congress.permissions import ALLOWED, Verdict, refuse
from proposals.models import Assignment, CoSignature, Promise, Proposal, rounds_of


def is_author(actor: Actor | None, proposal: Proposal) -> Verdict:
    """The deputy under whose seat the proposal stands."""
    if actor is not None and actor.seat is not None and actor.seat.pk == proposal.seat_id:
        return ALLOWED
    return refuse("只有提出这件建议的代表可以办理这一步。")


def is_desk(actor: Actor | None, proposal: Proposal) -> Verdict:
    """The desk of the congress that holds the proposal now."""
    if actor is None or not actor.is_desk:
        return refuse("只有人大代表工作机构可以办理这一步。")
    if actor.congress.pk != proposal.holder_id:
        return refuse("这件建议由另一级人大办理，您可以查看，不能代为办理。")
    if actor.organ and actor.organ.kind == Organ.Kind.STREET and proposal.seat.branch_desk_id != actor.organ.pk:
        return refuse("这件建议不属于本街道联系的代表。")
    return ALLOWED


def is_receiving_desk(actor: Actor | None, proposal: Proposal) -> Verdict:
    """The desk to which the proposal is being transferred."""
    if actor is not None and actor.is_desk and actor.congress.pk == proposal.transfer_to_id:
        return ALLOWED
    return refuse("只有接收转办的人大代表工作机构可以办理这一步。")


def is_either_desk(actor: Actor | None, proposal: Proposal) -> Verdict:
    """The desk that gives it away may take it back, the one that was asked may decline."""
    return is_receiving_desk(actor, proposal) or is_desk(actor, proposal)


def is_examining_committee(actor: Actor | None, proposal: Proposal) -> Verdict:
    """Who acts for the committee that examines this motion."""
    is_its = actor is not None and actor.role == Role.COMMITTEE and actor.organ is not None
    if is_its and actor is not None and actor.organ and actor.organ.pk == proposal.committee_id:
        return ALLOWED
    return refuse("只有承担审查的委员会可以办理这一步。")


def is_co_signatory(actor: Actor | None, proposal: Proposal) -> Verdict:
    """A deputy who joined and stayed."""
    seat = actor.seat if actor is not None else None
    joined = seat is not None and any(row.seat_id == seat.pk for row in proposal.co_signatories())
    return ALLOWED if joined else refuse("您没有联名这一件。")


def may_tell_lead(actor: Actor | None, assignment: Assignment) -> Verdict:
    """Who joined, of a reply of his proposal."""
    return is_co_signatory(actor, assignment.proposal)


def is_sponsor(actor: Actor | None, proposal: Proposal) -> Verdict:
    """The author, or a deputy who joined and stayed."""
    joined = is_author(actor, proposal) or is_co_signatory(actor, proposal)
    return ALLOWED if joined else refuse("只有领衔和联名的代表可以办理这一步。")


def is_invited(actor: Actor | None, proposal: Proposal) -> Verdict:
    """A deputy who was asked to join and has not answered."""
    invited = (
        actor is not None
        and actor.seat is not None
        and proposal.state in (Proposal.State.COSIGN, Proposal.State.RETURNED)
        and proposal.co_signatures.filter(seat=actor.seat, state=CoSignature.State.INVITED).exists()
    )
    return ALLOWED if invited else refuse("您没有待确认的联名邀请。")


def of_the_organ(actor: Actor | None, assignment: Assignment) -> Verdict:
    """Anybody who acts for the organ that holds the assignment."""
    if actor is not None and actor.role in (Role.HANDLER, Role.ORGAN_LEADER) and actor.organ is not None:
        if actor.organ.pk == assignment.organ_id:
            return ALLOWED
    return refuse("只有承办单位可以办理这一步。")


def may_handle(actor: Actor | None, assignment: Assignment) -> Verdict:
    """The organ's handler; its leader may do his work too."""
    return of_the_organ(actor, assignment)


def may_reply(actor: Actor | None, assignment: Assignment) -> Verdict:
    """The organ that owes the deputy a reply: lead or separate, not joint."""
    if assignment.part == Assignment.Part.JOINT:
        return refuse("协办单位向主办单位提交协办意见，不直接答复代表。")
    return of_the_organ(actor, assignment)


def may_give_opinion(actor: Actor | None, assignment: Assignment) -> Verdict:
    """The joint organ."""
    if assignment.part != Assignment.Part.JOINT:
        return refuse("协办意见由协办单位提交。")
    return of_the_organ(actor, assignment)


def may_send_back_opinion(actor: Actor | None, assignment: Assignment) -> Verdict:
    """The lead organ of the same proposal."""
    lead = assignment.proposal.assignments.current().filter(part=Assignment.Part.LEAD).first()
    return of_the_organ(actor, lead) if lead else refuse("这件建议没有主办单位。")


def may_sign(actor: Actor | None, assignment: Assignment) -> Verdict:
    """The leader of the organ, or who acts for him (代行签发)."""
    if actor is None or not actor.is_organ_leader:
        return refuse("只有承办单位负责人可以签发。")
    return may_reply(actor, assignment)


def may_decide(actor: Actor | None, assignment: Assignment) -> Verdict:
    """The desk that holds the proposal of this assignment."""
    return is_desk(actor, assignment.proposal)


def is_arbiter(actor: Actor | None, proposal: Proposal) -> Verdict:
    """裁定: the 编办 of the level that holds it."""
    if actor is not None and actor.role == Role.STAFFING and actor.congress.pk == proposal.holder_id:
        return ALLOWED
    return refuse("承办争议由本级编办裁定。")


def may_arbitrate(actor: Actor | None, assignment: Assignment) -> Verdict:
    """The same of one organ's part."""
    return is_arbiter(actor, assignment.proposal)


def may_urge(actor: Actor | None, assignment: Assignment) -> Verdict:
    """催办: the author, the desk that holds it, the government office where the organ is the government's."""
    if actor is not None and actor.role == Role.GOVERNMENT and actor.congress.pk == assignment.proposal.holder_id:
        is_theirs = assignment.organ.branch == Organ.Branch.GOVERNMENT
        return ALLOWED if is_theirs else refuse("这个单位不由政府督查机构催办。")
    if actor is not None and actor.seat is not None:
        return is_author(actor, assignment.proposal)
    return may_decide(actor, assignment)


def may_rate(actor: Actor | None, assignment: Assignment) -> Verdict:
    """The author of the proposal; never who signed the reply, under whatever grant he comes."""
    mine = is_author(actor, assignment.proposal)
    if not mine or actor is None:
        return mine
    signed = any(
        reply.round == assignment.round and reply.signed_by and reply.signed_by.person_id == actor.person.pk
        for reply in rounds_of(assignment)
    )
    return refuse("签发答复的人不能评价这件答复。") if signed else ALLOWED


def may_triage(actor: Actor) -> Verdict:
    """分办: the desks."""
    return ALLOWED if actor.is_desk else refuse("分办由代表工委办理。")


def may_change_limits(actor: Actor) -> Verdict:
    """时限: the desk of the congress; a street's branch desk works under them."""
    is_street = actor.organ is not None and actor.organ.kind == Organ.Kind.STREET
    return may_triage(actor) and (refuse("办理时限由上级代表工委规定。") if is_street else ALLOWED)


def may_watch(actor: Actor) -> Verdict:
    """督办: who looks at more than one organ's work: desks, committees, the government office, leaders, auditors."""
    watches = actor.oversees or actor.role in (Role.GOVERNMENT, Role.COMMITTEE)
    return ALLOWED if watches else refuse("督办页面供人大和政府督查机构使用。")


def may_see_figures(actor: Actor) -> Verdict:
    """统计: who looks at a whole congress."""
    return ALLOWED if actor.oversees else refuse("统计页面供人大的工作机构、主任会议成员和督查员使用。")


def sees_joint_opinions(actor: Actor, assignment: Assignment) -> bool:
    """Joint opinions are for the lead organ, the organ that gave them, and the desk."""
    if actor.oversees or actor.role == Role.GOVERNMENT:
        return True
    if actor.role not in (Role.HANDLER, Role.ORGAN_LEADER):
        return False
    return bool(of_the_organ(actor, assignment) or may_send_back_opinion(actor, assignment))


def may_keep_promise(actor: Actor | None, promise: Promise) -> Verdict:
    """The organ whose reply promised it."""
    return may_reply(actor, promise.reply.assignment)


def may_confirm_promise(actor: Actor | None, promise: Promise) -> Verdict:
    """The deputy who was promised it; never who reported it done, under whatever grant he comes."""
    return is_author(actor, promise.reply.assignment.proposal) and _did_not_report(actor, promise)


def may_judge_promise(actor: Actor | None, promise: Promise) -> Verdict:
    """The desk that holds the proposal; never who reported it done."""
    return may_decide(actor, promise.reply.assignment) and _did_not_report(actor, promise)


def _did_not_report(actor: Actor | None, promise: Promise) -> Verdict:
    if actor is None or promise.state != Promise.State.REPORTED:
        return ALLOWED
    report = promise.last_report()
    is_own = report is not None and report.reported_by.person_id == actor.person.pk
    return refuse("报告兑现的人不能自己确认。") if is_own else ALLOWED
