"""The buttons of the practice room."""

from collections.abc import Callable

from django.urls import reverse

from tests.practice.made import in_room
from tests.proposals.posted_pages import Page
from tests.world import World


def enter_practice(world: World) -> Page:
    return Page(reverse("training:enter_practice"), world.handler)


def begin_task(world: World) -> Page:
    return Page(reverse("training:begin_task", args=["write_reply"]), in_room(world.handler).grant)


PAGES: dict[str, Callable[[World], Page]] = {
    "training:enter_practice": enter_practice,
    "training:begin_task": begin_task,
}
