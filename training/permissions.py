"""Who plans classes, who is in them, who reads what came of them."""

from datetime import date

from congress.actors import Actor
from congress.models import Role
from congress.permissions import ALLOWED, Verdict, refuse
from deputies.permissions import is_branch_desk
from training.models import Course, Enrolment
from training.practice.tasks import ROLES, Task


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


def may_practise(actor: Actor) -> Verdict:
    """Who has tasks: a deputy, the desk, who handles for an organ and who signs for it."""
    if actor.congress.is_practice:
        return refuse("您已经在练习室里。")
    known = actor.role in ROLES and not is_branch_desk(actor)
    return ALLOWED if known else refuse("您现在的身份还没有练习。")


def may_begin(actor: Actor, task: Task) -> Verdict:
    """In one's own practice room, what belongs to one's role."""
    if not actor.congress.is_practice:
        return refuse("请先进入练习室。")
    return ALLOWED if task.role == actor.role else refuse("这一项不是您这个身份的练习。")


def may_read_results(actor: Actor) -> Verdict:
    """代表工委 of its congress, the head of an organ of his people; nobody from within a room."""
    answers = (actor.is_desk and not is_branch_desk(actor)) or actor.role == Role.ORGAN_LEADER
    if answers and not actor.congress.is_practice:
        return ALLOWED
    return refuse("练习情况供代表工作机构和单位负责人查看。")
