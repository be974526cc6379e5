"""What desks are told each working morning: one digest, only while something waits."""

from datetime import date

from django.urls import reverse

from congress.actors import Actor
from congress.models import Grant, Role
from congress.notices import Post, post_many
from congress.registries import reminder
from proposals.board import counts
from proposals.listing import triage_queue
from proposals.triage import waiting_decisions


@reminder("desk_digest", "代表工委每日汇总")
def desk_digest(today: date) -> int:
    """What waits for the desk and what of its level is soon due or overdue, to each of its staff."""
    posts = []
    grants = Grant.objects.active(today).filter(role=Role.DESK).select_related("person", "congress", "organ")
    for grant in grants:
        actor = Actor(grant)
        lights = counts(actor, today)
        facts = {
            "n": triage_queue(actor, {}).count(),
            "w": waiting_decisions(actor).count(),
            "a": lights.soon,
            "b": lights.overdue,
        }
        if any(facts.values()):
            posts.append(
                Post(
                    key=f"desk_digest:{grant.pk}:{today}",
                    kind="desk_digest",
                    to=grant.person,
                    congress=grant.congress,
                    facts=facts,
                    address=reverse("congress:home"),
                    day=today,
                )
            )
    return post_many(posts)
