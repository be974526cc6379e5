"""Every page of the shelf that takes a POST, at its stage, with what somebody sensible would send."""

from collections.abc import Callable

from django.urls import reverse

from congress.models import Grant
from proposals.models import ShelfEntry
from tests.proposals.posted_pages import TEXT, Page, deputy, desk, proposal_page
from tests.shelf import made
from tests.world import World

TYPED = {"title": "停车难", "text": TEXT, "year": "2026", "category": "", "source": "代表工委"}
RULE = {"title": "办理规程", "text": TEXT, "paper": "any", "starts_on": "2026-01-01", "ends_on": "2026-06-01"}


def write_entry(world: World) -> Page:
    return Page(reverse("proposals:write_entry", args=["topic"]), world.desk, dict(TYPED))


def of_an_entry(
    name: str, grant: Callable[[World], Grant], entry: Callable[[World], ShelfEntry], **sent: object
) -> Callable[[World], Page]:
    def made_page(world: World) -> Page:
        return Page(reverse(f"proposals:{name}", args=[entry(world).pk]), grant(world), sent)

    return made_page


def a_rule(world: World) -> ShelfEntry:
    return made.shelved(world, "rule")


PAGES: dict[str, Callable[[World], Page]] = {
    "proposals:write_entry": write_entry,
    "proposals:change_entry": of_an_entry("change_entry", desk, a_rule, version=1, category="", source="", **RULE),
    "proposals:put_on_shelf": of_an_entry("put_on_shelf", desk, made.draft, version=1),
    "proposals:take_off": of_an_entry("take_off", desk, made.shelved, reason=TEXT),
    "proposals:take_up": of_an_entry("take_up", deputy, made.shelved, kind="opinion"),
    "proposals:make_entry": proposal_page("make_entry", desk, made.closed_matter, kind="case"),
}
