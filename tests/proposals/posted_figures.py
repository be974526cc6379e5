"""The page of figures that takes a POST, with what somebody sensible would send."""

from collections.abc import Callable

from django.urls import reverse

from tests.proposals.posted_pages import TEXT, Page
from tests.world import World


def freeze_figures(world: World) -> Page:
    return Page(reverse("proposals:freeze_figures"), world.desk, {"title": TEXT})


PAGES: dict[str, Callable[[World], Page]] = {"proposals:freeze_figures": freeze_figures}
