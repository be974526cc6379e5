"""Who may make which paper. What a paper holds is never more than its maker sees on the screen."""

from congress.actors import Actor
from congress.models import Organ, Role
from congress.permissions import ALLOWED, Verdict, refuse
from deputies.permissions import is_branch_desk
from proposals.models import Proposal
from proposals.permissions import is_desk


def may_give_notice(actor: Actor) -> Verdict:
    """交办通知: the desk of a congress; a street's branch desk assigns what is its own and gives notice of that."""
    return ALLOWED if actor.is_desk else refuse("交办通知由代表工委印发。")


def may_press(actor: Actor, organ: Organ | None = None) -> Verdict:
    """督办通知单: the desk; the government's office to the organs of the government."""
    if actor.is_desk:
        return ALLOWED
    if actor.role == Role.GOVERNMENT:
        is_theirs = organ is None or organ.branch == Organ.Branch.GOVERNMENT
        return ALLOWED if is_theirs else refuse("这个单位不由政府督查机构督办。")
    return refuse("督办通知单由代表工委和政府督查机构印发。")


def may_compile(actor: Actor) -> Verdict:
    """目录汇编 and 办理情况报告: who looks at a whole congress, and prints for it."""
    if not actor.oversees or is_branch_desk(actor):
        return refuse("汇编和报告由人大的工作机构、主任会议成员和督查员生成。")
    return ALLOWED


def may_bundle(actor: Actor) -> Verdict:
    """整卷: the desk, for the archive or a court, and the auditor."""
    return ALLOWED if actor.is_desk or actor.role == Role.AUDITOR else refuse("整卷由代表工委和督查员导出。")


def may_file(actor: Actor, proposal: Proposal) -> Verdict:
    """存入纸质件: the desk that holds the case."""
    return is_desk(actor, proposal)


def may_print(actor: Actor) -> Verdict:
    """公文: whoever may make at least one of these papers."""
    return may_give_notice(actor) or may_press(actor) or may_compile(actor)
