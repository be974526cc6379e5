"""Every page of duties that takes a POST, with what somebody sensible would send."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone

from tests.proposals.posted_pages import TEXT, Page
from tests.world import World


def record_visit(world: World) -> Page:
    sent = {"day": timezone.localdate().isoformat(), "number": "3", "words": TEXT}
    return Page(reverse("duties:record_visit"), world.deputy, sent)


PAGES: dict[str, Callable[[World], Page]] = {"duties:record_visit": record_visit}
