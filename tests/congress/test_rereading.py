"""A row is read again in one query, and what it is tied to is asked for again only when that changed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congress.models import Congress
from congress.rereading import reread
from proposals.models import Proposal
from tests.stages import drafted
from tests.world import a_world

pytestmark = pytest.mark.django_db


def test_columns_are_up_to_date_and_relations_stay_known():
    world = a_world()
    proposal = drafted(world.deputy)
    proposal = Proposal.objects.select_related("congress", "holder").get(pk=proposal.pk)
    Proposal.objects.filter(pk=proposal.pk).update(title="另一个标题", holder=world.county)

    with CaptureQueriesContext(connection) as queries:
        reread(proposal)
        assert proposal.title == "另一个标题"
        assert proposal.congress == world.city
    assert len(queries) == 1
    assert proposal.holder == world.county


def test_what_was_prefetched_is_asked_for_again():
    world = a_world()
    city = Congress.objects.prefetch_related("children").get(pk=world.city.pk)
    assert list(city.children.all()) == [world.county]
    Congress.objects.filter(pk=world.county.pk).update(parent=None)

    reread(city)

    assert list(city.children.all()) == []


def test_a_row_that_is_gone_says_so():
    proposal = drafted(a_world().deputy)
    Proposal.objects.filter(pk=proposal.pk).delete()
    with pytest.raises(Proposal.DoesNotExist):
        reread(proposal)
