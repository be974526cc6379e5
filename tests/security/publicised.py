"""What the actors meet of publishing: one public, one withdrawn; the desk's own words about either."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from congress.actors import Actor
from proposals.models import Proposal, Publication
from proposals.publishing import deciding
from proposals.publishing.copying import answers_of, copy_of
from tests.security.cast import Cast
from tests.security.planting import canary


def publicised(cast: Cast, closed: Proposal, rated: Proposal, thing: Callable[..., Any]) -> list[Any]:
    """`closed` stays public, `rated` was.

    Args:
        thing: makes one of a kind, a state, a row, its proposal and what its address needs.
    """
    desk, now = Actor(cast.grants["desk"]), timezone.now()
    public = _publish(closed, desk, canary("masked_words"))
    withdrawn = _publish(rated, desk, "路口")
    deciding.unpublish(rated, reason=canary("unpublish_reason"), by=desk, at=now)
    withdrawn.refresh_from_db()
    rows = (("published", public), ("withdrawn", withdrawn))
    return [thing("publication", state, row, row.proposal, number=row.number) for state, row in rows]


def _publish(proposal: Proposal, desk: Actor, word: str) -> Publication:
    seen = copy_of(proposal, answers_of(proposal), [word]).source
    return deciding.publish(proposal, words=[word], seen=seen, by=desk, at=timezone.now())
