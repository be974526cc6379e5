"""对口归类 in the small demo: the two offices have spoken of one matter, another waits for the 编办."""

from django.utils import timezone

from congress.actors import Actor
from congress.models import Congress, Grant, Organ, Role
from proposals.classifying import disputes, viewing
from proposals.classifying.awaiting import awaiting_in


def classify(city: Congress) -> None:
    """The city's first two matters that wait for an organ, in the order in which they came."""
    today = timezone.localdate()
    grants = Grant.objects.select_related("person", "congress", "organ").filter(congress=city)
    waiting = list(awaiting_in(city).select_related("holder", "seat")[:2])
    desk = grants.filter(role=Role.DESK, organ__kind=Organ.Kind.DESK).order_by("id").first()
    organ = Organ.objects.handling().filter(congress=city, name="市城市管理局").first()
    if desk is None or organ is None:
        return
    for proposal in waiting[:1]:
        for grant in grants.filter(role__in=viewing.CLASSIFYING).order_by("id"):
            reason = "属于城市管理职责。" if grant.role == Role.STAFFING else ""
            viewing.give_classification(
                proposal, organ=organ, committee=None, category="", reason=reason, by=Actor(grant)
            )
    for proposal in waiting[1:]:
        reason = "两个单位都认为不属于本单位职责。"
        disputes.refer(proposal, reason=reason, by=Actor(desk), on=today)
