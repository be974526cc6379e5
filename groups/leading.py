"""Whose dossier a group's leader reads: those who are in his group."""

from datetime import date

from django.db.models import Q

from congress.actors import Actor
from deputies.dossiers.reading import led
from groups.models import Group, Membership, Post
from groups.models.groups import on_a_day

LEADERS = (Post.Kind.LEADER, Post.Kind.DEPUTY_LEADER)


@led
def members_led(actor: Actor, on: date) -> Q:
    """Seats that are on that day in a group in which this actor is 组长 or 副组长."""
    posts = Post.objects.filter(on_a_day(on), grant=actor.grant, kind__in=LEADERS)
    groups = Group.objects.on(on).filter(pk__in=posts.values("group"))
    return Q(pk__in=Membership.objects.filter(on_a_day(on), group__in=groups).order_by().values("seat"))
