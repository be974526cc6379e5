"""Every page of dossiers that takes a POST, with what somebody sensible would send."""

from collections.abc import Callable

from django.urls import reverse

from congress.models import Setting
from tests.places import START
from tests.proposals.posted_pages import Page
from tests.world import World


def choose_public(world: World) -> Page:
    Setting.objects.create(key="dossiers.has_public_page", value=True, congress=world.city, starts_on=START)
    return Page(reverse("dossiers:choose_public"), world.deputy, {"hide": "1"})


PAGES: dict[str, Callable[[World], Page]] = {"dossiers:choose_public": choose_public}
