"""Going into the practice room, and beginning a task there."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.permissions import require
from congress.practice import rooms
from congress.practice.grounds import grounds
from training.models import Practice
from training.permissions import may_begin, may_practise
from training.practice.tasks import Task


@transaction.atomic
def enter_practice(*, by: Actor, at: datetime) -> Practice:
    """The person's practice under his role; begun when there is none, and on record then."""
    require(may_practise(by))
    grant = rooms.stand_in(by=by, on=timezone.localdate(at))
    practice, is_new = Practice.objects.get_or_create(grant=grant, defaults={"stands_for": by.grant, "began_at": at})
    if is_new:
        timeline.record("enter_practice", practice, by=by)
    elif practice.stands_for_id != by.grant.pk:  # the role was given anew meanwhile
        Practice.objects.filter(pk=practice.pk).update(stands_for=by.grant)
    return practice


@transaction.atomic
def begin_task(task: Task, *, by: Actor, at: datetime) -> str:
    """Lay out a matter for a task of the actor's own role; gives the page on which it begins.

    Pressed twice it is one matter: what was laid out and not gone on with is there already.
    """
    require(may_begin(by, task))
    list(Practice.objects.select_for_update(of=("self",)).filter(grant=by.grant).order_by().values_list("pk"))
    return grounds.layers[task.name](by, at)
