"""A deputy's own word on whether he has a public page."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.permissions import require
from congress.rereading import reread
from deputies.dossiers.reading import may_choose, may_have
from deputies.models import Seat


@transaction.atomic
def choose_public(*, shows: bool, by: Actor, at: datetime) -> bool:
    """公开 or 不公开 one's own page; says whether anything changed.

    Args:
        shows: whether there is to be one.
    Raises:
        PermissionDenied: no deputy, or the congress has opened no public pages.
    """
    require(may_have(by))
    seat: Seat = by.seat
    require(may_choose(seat, timezone.localdate(at)))
    list(Seat.objects.select_for_update(no_key=True).filter(pk=seat.pk).values_list("pk"))
    reread(seat)
    if seat.is_in_public == shows:
        return False
    seat.hidden_at = None if shows else at
    seat.save(update_fields=["hidden_at"])
    timeline.record("show_page" if shows else "hide_page", seat, by=by, at=at, is_locked=True)
    return True
