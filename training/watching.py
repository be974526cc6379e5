"""听课: what of a lesson somebody really heard, as honestly as a browser's report allows.

The browser reports spans of the recording that were played. What was skipped is in no span. The server adds no more
new seconds than its own clock has counted since the last report, times the fastest speed that counts; two windows
share one row and so one clock. Without JavaScript nothing is reported and no hours are counted.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from congress import timeline
from congress.actors import Actor
from congress.permissions import refuse, require
from training.hours import HEARD_PERCENT
from training.models import Enrolment, Lesson, Watching
from training.permissions import may_take_part

SPEED = 1.5  # of playing, at most
MOST_SPANS = 200  # in one report
CLOSED = "这节线上课已经停用，不能再听。"
Span = tuple[int, int]


def merged(spans: Sequence[Sequence[int]]) -> list[list[int]]:
    """The same seconds as spans in order that do not touch.

    >>> merged([[10, 20], [0, 5], [5, 12]])
    [[0, 20]]
    """
    found: list[list[int]] = []
    for first, last in sorted((int(span[0]), int(span[1])) for span in spans):
        if found and first <= found[-1][1]:
            found[-1][1] = max(found[-1][1], last)
        elif first < last:
            found.append([first, last])
    return found


def length(spans: Sequence[Sequence[int]]) -> int:
    """How many seconds merged spans have."""
    return sum(last - first for first, last in spans)


def added(heard: Sequence[Sequence[int]], spans: Sequence[Span], most: int) -> list[list[int]]:
    """What was heard with what is reported, the report cut off where it has said more than `most` new seconds."""
    so_far, left = merged(heard), most
    for first, last in spans:
        if left <= 0:
            break
        new = length(merged([*so_far, [first, last]])) - length(so_far)
        while new > left:  # what is new of it lies anywhere within: shorten from its end
            last -= new - left
            new = length(merged([*so_far, [first, last]])) - length(so_far) if last > first else 0
        if last > first:
            so_far = merged([*so_far, [first, last]])
            left -= new
    return so_far


def read_spans(text: str, lesson: Lesson) -> list[Span]:
    """`0-12,30-42` as pairs within the lesson; what cannot be read is nothing."""
    found = []
    for part in text.split(",")[:MOST_SPANS]:
        first, _, last = part.partition("-")
        if all(each.isascii() and each.isdecimal() and len(each) < 7 for each in (first, last)):
            begin, end = min(int(first), lesson.seconds), min(int(last), lesson.seconds)
            if begin < end:
                found.append((begin, end))
    return found


@transaction.atomic
def report_watched(
    lesson: Lesson, enrolment: Enrolment, spans: Sequence[Span], *, position: int, by: Actor, at: datetime
) -> Watching:
    """Take a report; the first one only starts the clock.

    Args:
        position: where the recording stands now, in seconds.
    Raises:
        PermissionDenied: not his to hear, or the lesson was closed.
    """
    require(may_take_part(enrolment))
    list(Enrolment.objects.select_for_update(no_key=True).filter(pk=enrolment.pk).values_list("pk"))
    if not Lesson.objects.filter(pk=lesson.pk, closed_at=None).exists():
        require(refuse(CLOSED))
    row = Watching.objects.filter(lesson=lesson, enrolment=enrolment).first()
    if row is None:
        row = Watching(lesson=lesson, enrolment=enrolment, reported_at=at, spans=[])
        spans = ()
    passed = max(0, int((at - row.reported_at).total_seconds() * SPEED))
    row.spans = added(row.spans, spans, passed)
    row.seconds, row.position = length(row.spans), min(position, lesson.seconds)
    row.reported_at = max(at, row.reported_at)
    is_done = row.finished_at is None and row.seconds * 100 >= lesson.seconds * HEARD_PERCENT
    if is_done:
        row.finished_at = at
    row.save()
    if is_done:
        timeline.record("finish_lesson", row, by=by, root=lesson.course_id, at=at, is_locked=True)
    return row
