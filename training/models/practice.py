"""练习: who began to practise, under which role, when. What he did is on the timeline and nowhere else."""

import uuid

from django.db import models
from django.db.models import Q

from congress.actors import Actor
from congress.models import Grant, Role
from deputies.permissions import is_branch_desk


class PracticeQuerySet(models.QuerySet["Practice"]):
    def visible_to(self, actor: Actor) -> "PracticeQuerySet":
        """One's own; a desk sees those of its congress and below, the head of an organ those of his organ."""
        if actor.congress.is_practice:
            return self.filter(grant=actor.grant)
        seen = Q(stands_for__person=actor.person)
        if actor.is_desk and not is_branch_desk(actor):
            seen |= Q(stands_for__congress__path__startswith=actor.congress.path)
        elif actor.role == Role.ORGAN_LEADER:
            seen |= Q(stands_for__organ=actor.organ)
        return self.filter(seen)


class Practice(models.Model):
    """A person practising under one role in his room."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant = models.OneToOneField(Grant, models.PROTECT, related_name="practice", verbose_name="练习室里的身份")
    stands_for = models.ForeignKey(Grant, models.PROTECT, related_name="+", verbose_name="真实的身份")
    began_at = models.DateTimeField("开始练习时间")

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "练习"
        ordering = ["stands_for__person__sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(grant=models.F("stands_for")), name="practice_stands_for_another_grant"
            )
        ]

    def __str__(self) -> str:
        return str(self.stands_for)
