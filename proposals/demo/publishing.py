"""What everybody may read of the small demo: half of what the city's desk could publish; it decides about the rest."""

from django.utils import timezone

from congress.actors import Actor
from congress.models import Congress, Grant, Role
from proposals.publishing.copying import answers_of, copy_of
from proposals.publishing.deciding import is_clean, may_open_publishing, publish
from proposals.publishing.waiting import waiting


def publish_some(city: Congress) -> None:
    """Those that were answered first."""
    grants = Grant.objects.select_related("person", "congress", "organ").filter(congress=city, role=Role.DESK)
    desk = next((grant for grant in grants.order_by("id") if may_open_publishing(Actor(grant))), None)
    if desk is None:
        return
    by, now = Actor(desk), timezone.now()
    rows = list(waiting(by))
    for row in rows[: (len(rows) + 1) // 2]:
        copy = copy_of(row, answers_of(row))
        if is_clean(copy):
            publish(row, words=(), seen=copy.source, by=by, at=now)
