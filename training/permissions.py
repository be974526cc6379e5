"""Who plans classes, who is in them, who reads what came of them."""

from datetime import date

from congress.actors import Actor
from congress.permissions import ALLOWED, Verdict, refuse
from deputies.permissions import is_branch_desk
from training.models import Course, Enrolment


def may_keep_courses(actor: Actor) -> Verdict:
    """代表工委 of a congress; a street's branch desk takes part like anybody else."""
    if actor.is_desk and not is_branch_desk(actor):
        return ALLOWED
    return refuse("培训班由本级人大的代表工作机构办理。")


def may_keep(actor: Actor, course: Course) -> Verdict:
    """The desk of the class's own congress."""
    own = actor.congress.pk == course.congress_id
    return may_keep_courses(actor) and (ALLOWED if own else refuse("这个培训班由另一级人大举办，您可以查看。"))


def may_oversee(actor: Actor) -> Verdict:
    """Who reads rosters and hours of a congress and those below."""
    if actor.oversees and not is_branch_desk(actor):
        return ALLOWED
    return refuse("培训名册和学时供代表工作机构和督查人员查看。")


def may_take_part(enrolment: Enrolment | None) -> Verdict:
    """Lessons and tests are for who is in the class."""
    if enrolment is None:
        return refuse("您没有报名这个培训班，请先报名。")
    if enrolment.state == Enrolment.State.STRUCK:
        return refuse("您已移出花名册，要参加请联系代表工作机构。")
    if enrolment.course.state != Course.State.OPEN:
        return refuse("这个培训班已经取消。")
    return ALLOWED


def is_running(course: Course, on: date) -> Verdict:
    """Opened and not over."""
    if not course.is_open:
        return refuse("这个培训班还没有发布，或者已经取消。")
    if course.is_over(on):
        return refuse("这个培训班已经结束。")
    return ALLOWED
