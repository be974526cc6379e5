"""The lines of a reply that is being written: what was typed, half-filled ones too."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from proposals.models import Promise, Reply

MOST = 12
SPARE = 2
Line = tuple[str, date | None]


def lines_to_write(reply: Reply) -> list[Line]:
    """As the editor opens them. A new round begins with what earlier ones promise and have not settled.

    A day that is over is left out: another has to be named.
    """
    if not reply._state.adding:
        return [(line.content, line.promised_on) for line in reply.lines()]
    earlier = Promise.objects.unsettled().filter(reply__assignment=reply.assignment)
    today = timezone.localdate()
    return [
        (line.content, line.due_on if line.due_on and line.due_on >= today else None)
        for line in earlier.order_by("reply__round", "position")[:MOST]
    ]


def stored_lines(reply: Reply) -> list[Line]:
    """As they were last saved."""
    return list(reply.promises.order_by("position").values_list("content", "promised_on"))


def keep_lines(reply: Reply, lines: Sequence[Line]) -> None:
    """Write the lines of an unsigned reply anew, in the transaction of its new version."""
    if stored_lines(reply) == list(lines):
        return
    reply.promises.filter(state=Promise.State.DRAFT).delete()
    Promise.objects.bulk_create(
        Promise(reply=reply, position=at, content=content, promised_on=day)
        for at, (content, day) in enumerate(lines, 1)
    )
