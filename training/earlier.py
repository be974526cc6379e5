"""Which earlier words of classes are read: by whoever oversees them; a draft's words are the desk's own."""

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from congress.earlier import Kept, keep_readable
from training.models import Course, HalfDay
from training.permissions import may_oversee
from training.planning import PLANNED


def overseen(actor: Any) -> QuerySet[Course]:
    """The classes of one's congress and those below, as one sees them."""
    if not may_oversee(actor):
        return Course.objects.none()
    return Course.objects.visible_to(actor, localdate()).filter(congress__path__startswith=actor.congress.path)


keep_readable(Course, Kept("培训班", overseen, PLANNED, words={"kind": "course_kind"}))
keep_readable(
    HalfDay,
    Kept(
        "半天",
        lambda actor: HalfDay.objects.filter(course__in=overseen(actor)).select_related("course"),
        ("starts_at", "ends_at", "topic", "speaker", "place", "hours"),
        page=lambda half_day: str(half_day.course.get_absolute_url()),
    ),
)
