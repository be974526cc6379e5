"""The list of forms that hostile input is sent to leaves none out."""

from django.urls import get_resolver, reverse

from tests.places import signed_in
from tests.proposals.every_posted_page import PAGES
from tests.proposals.posted_pages import NOBODY
from tests.world import a_world


def test_every_form_is_tried(db):
    """Whatever takes a POST is listed; all else refuses it."""
    world = a_world()
    names = {
        f"{app}:{pattern.name}": pattern.pattern.converters
        for app in ("proposals", "deputies", "groups", "training")
        for pattern in get_resolver(f"{app}.urls").url_patterns
    }
    samples = {"uuid": NOBODY, "int": 1, "slug": "in"}
    for name in names.keys() - PAGES.keys():
        kinds = {argument: kind.__class__.__name__ for argument, kind in names[name].items()}
        where = {argument: samples[kind.removesuffix("Converter").lower()] for argument, kind in kinds.items()}
        address = reverse(name, kwargs=where)
        assert signed_in(world.desk).post(address).status_code == 405, name
