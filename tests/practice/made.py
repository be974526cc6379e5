"""Somebody in his practice room."""

from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant
from proposals.models import Proposal
from training.practice.entering import begin_task, enter_practice
from training.practice.tasks import BY_NAME


def in_room(grant: Grant) -> Actor:
    """The person under his grant there."""
    row = enter_practice(by=Actor(grant), at=timezone.now())
    return Actor(Grant.objects.select_related("person", "congress", "organ").get(pk=row.grant_id))


def laid(grant: Grant, name: str) -> Proposal:
    """What stands in his room once he has begun that task."""
    by = in_room(grant)
    begin_task(BY_NAME[name], by=by, at=timezone.now())
    return Proposal.objects.filter(congress=by.congress).latest("created_at")


def address(name: str) -> str:
    return reverse("training:begin_task", args=[name])
