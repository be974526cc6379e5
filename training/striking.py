"""移出花名册: somebody who was entered wrongly, or whom the class is not for; the row stays with its reason."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Event
from congress.notices import Post, post_many
from congress.permissions import refuse, require
from congress.workflow import OutOfTurn
from training.enrolling import hold_enrolment
from training.models import Enrolment
from training.permissions import may_keep

S = Enrolment.State


def times_struck(enrolment: Enrolment) -> int:
    """How often he was taken off: what tells one of his notices from the next."""
    return Event.objects.filter(subject_id=enrolment.pk, step="strike_off").count()


@transaction.atomic
def strike_off(enrolment: Enrolment, *, reason: str, by: Actor, at: datetime) -> None:
    """移出, with the reason; he is told. Whoever was there, heard something or has a certificate stays.

    He comes back when the desk invites him again by name.

    Raises:
        OutOfTurn: he was taken off already.
    """
    course = enrolment.course
    require(may_keep(by, course))
    hold_enrolment(enrolment)
    if enrolment.state == S.STRUCK:
        raise OutOfTurn("这个人刚刚已经移出花名册。")
    if enrolment.attendances.filter(is_void=False).exists():
        require(refuse("已经有签到，不能移出。签到错了的，请先取消签到。"))
    if enrolment.watchings.exists() or enrolment.attempts.exists():
        require(refuse("已经听过线上课或者做过测验，不能移出。"))
    before, enrolment.state, enrolment.reason = enrolment.state, S.STRUCK, reason
    enrolment.decided_by, enrolment.decided_at = by.grant, at
    enrolment.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    facts: dict[str, Any] = {"before": before, "after": enrolment.state, "at": at, "note": reason, "is_locked": True}
    timeline.record("strike_off", enrolment, by=by, root=course.pk, **facts)
    if not course.is_open:
        return
    post = Post(
        key=f"course_struck:{enrolment.pk}:{times_struck(enrolment)}",
        kind="course_struck",
        to=enrolment.person,
        congress=course.congress,
        facts={"name": enrolment.person.name, "title": course.title, "reason": reason},
        day=timezone.localtime(at).date(),
        address=reverse("training:index"),
    )
    post_many([post])
