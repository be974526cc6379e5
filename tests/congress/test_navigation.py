"""The bar holds six entries at most; the others are folded behind 更多, where the page at hand is still marked.

The practice room has an entry in itself alone (tests/practice).
"""

import pytest
from django.urls import reverse

from congress.actors import Actor
from congress.frame import MOST_ENTRIES, navigation
from congress.models import Organ, Role
from congress.practice.grounds import grounds
from congress.registries import registry
from tests.places import a_congress, a_grant, an_organ


@pytest.mark.parametrize("role", list(Role))
def test_every_page_of_a_role_is_reached_and_the_bar_has_six_entries(db, role):
    actor = Actor(a_grant(Role.DESK, a_congress(), name="赵某"))
    actor.grant.role = role
    offered = {reverse(page.name) for page in registry.pages if role in page.roles} - {reverse(grounds.home)}

    nav = navigation(actor, "/")

    assert {entry.url for entry in [*nav.first, *nav.more]} == offered
    assert len(nav.first) + bool(nav.more) <= MOST_ENTRIES


def test_the_page_at_hand_is_marked_where_it_is_folded(db):
    actor = Actor(a_grant(Role.DESK, a_congress(), name="赵某"))
    folded = navigation(actor, "/").more
    assert folded

    nav = navigation(actor, folded[-1].url)

    assert nav.is_in_more
    assert [entry.url for entry in nav.more if entry.is_current] == [folded[-1].url]
    assert not navigation(actor, reverse("congress:home")).is_in_more


def test_an_entry_is_hidden_from_whom_its_page_turns_away(db):
    city = a_congress()
    street = an_organ(city, "东街道人大工委", Organ.Kind.STREET, Organ.Branch.CONGRESS)
    desk, branch = (
        Actor(a_grant(Role.DESK, city, name=name, organ=organ)) for name, organ in (("赵某", None), ("戚某", street))
    )

    def labels(actor):
        nav = navigation(actor, "/")
        return {entry.label for entry in [*nav.first, *nav.more]}

    assert labels(desk) - labels(branch) == {"培训"}


def test_who_has_no_role_has_no_bar():
    assert not navigation(None, "/")
