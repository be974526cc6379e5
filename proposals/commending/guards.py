"""Who may do what in a commendation, and what must be so: each answer with its reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction

from congress.actors import Actor
from congress.models import Role
from congress.permissions import ALLOWED, Verdict, refuse
from congress.rereading import reread
from deputies.permissions import is_branch_desk
from proposals.models import Candidate, Commendation

S, C = Commendation.State, Candidate.State


@contextmanager
def held(commendation: Commendation) -> Iterator[None]:
    """One deed at a time: the commendation is locked, and seen as it is by then."""
    with transaction.atomic():
        list(Commendation.objects.select_for_update(no_key=True).filter(pk=commendation.pk).values_list("pk"))
        reread(commendation)
        yield


def is_whole_desk(actor: Actor) -> Verdict:
    """代表工委, which keeps the record for the 主任会议 too; a street's branch desk does not."""
    return ALLOWED if actor.is_desk and not is_branch_desk(actor) else refuse("评选表彰由代表工委办理。")


def is_its_desk(actor: Actor, commendation: Commendation) -> Verdict:
    """The same of the congress whose commendation it is."""
    is_own = actor.congress.pk == commendation.congress_id
    return is_whole_desk(actor) and (ALLOWED if is_own else refuse("这是另一级人大的评选表彰。"))


def follows_its_own(actor: Actor) -> bool:
    """Reads the nominations of his congress: who looks at the whole of it, and committees."""
    return (actor.oversees and not is_branch_desk(actor)) or actor.role == Role.COMMITTEE


def follows(actor: Actor, commendation: Commendation) -> bool:
    """Reads those of this commendation."""
    return actor.congress.pk == commendation.congress_id and follows_its_own(actor)


def may_follow(actor: Actor, commendation: Commendation) -> Verdict:
    """The same, with the reason."""
    may = follows(actor, commendation)
    return ALLOWED if may else refuse("提名和评选依据供人大的工作机构、主任会议成员和督办工委使用。")


def may_put_up(actor: Actor, commendation: Commendation, on: date) -> Verdict:
    """提名: desk and supervising committees of the congress, until the last day."""
    is_own = actor.congress.pk == commendation.congress_id
    is_committee = actor.role == Role.COMMITTEE and actor.organ is not None
    if not is_own or not (is_whole_desk(actor) or is_committee):
        return refuse("提名由本级代表工委和督办工委提出。")
    if commendation.state != S.OPEN:
        return refuse("这一年的评选已经公布，不能再提名。")
    return ALLOWED if on <= commendation.nominations_end else refuse("提名截止日期已过。")


def may_vet(actor: Actor, candidate: Candidate) -> Verdict:
    """审核: the desk, until the 主任会议 has decided; it may think again before that."""
    commendation = candidate.award.commendation
    who = is_its_desk(actor, commendation)
    if who and commendation.state != S.OPEN:
        return refuse("这一年的评选已经公布。")
    if who and candidate.state in Candidate.DECIDED:
        return refuse("主任会议已经决定，不能再审核。")
    return who


def may_decide(actor: Actor, candidate: Candidate) -> Verdict:
    """登记主任会议的决定: the desk, once of what passed; again where the publication was withdrawn."""
    who = is_its_desk(actor, candidate.award.commendation)
    if not who:
        return who
    state = candidate.award.commendation.state
    if state == S.PUBLISHED:
        return refuse("已经公布，要改请先撤回公布。")
    if candidate.state == C.PASSED or (state == S.WITHDRAWN and candidate.state in Candidate.DECIDED):
        return ALLOWED
    if candidate.state in Candidate.DECIDED:
        return refuse("主任会议已经决定。")
    return refuse("审核通过以后才提交主任会议决定。")


def may_publish(actor: Actor, commendation: Commendation) -> Verdict:
    """公布: the desk, once something was awarded and nothing waits."""
    who = is_its_desk(actor, commendation)
    if not who:
        return who
    if commendation.state == S.PUBLISHED:
        return refuse("已经公布。")
    rows = Candidate.objects.filter(award__commendation=commendation)
    if waiting := rows.filter(state__in=[C.WAITING, C.PASSED]).count():
        return refuse(f"还有{waiting}个提名没有审核或者没有决定。")
    return ALLOWED if rows.filter(state=C.AWARDED).exists() else refuse("主任会议还没有决定表彰的。")


def may_unpublish(actor: Actor, commendation: Commendation) -> Verdict:
    """撤回公布: the same desk."""
    is_public = ALLOWED if commendation.is_public else refuse("这一年的评选没有公布。")
    return is_its_desk(actor, commendation) and is_public


def may_change(actor: Actor, commendation: Commendation) -> Verdict:
    """Another last day, other quotas: until it is published."""
    is_open = ALLOWED if commendation.state == S.OPEN else refuse("已经公布过，名额和日期不能再改。")
    return is_its_desk(actor, commendation) and is_open
