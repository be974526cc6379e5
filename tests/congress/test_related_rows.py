"""What refers to a row is at hand with it, and a table that holds nothing for it is not asked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congress.related_rows import read_with
from proposals.models import (
    Assignment,
    Contact,
    Extension,
    Promise,
    Proposal,
    Publication,
    in_rounds,
    with_signer,
)
from tests import promises, stages
from tests.places import signed_in
from tests.world import a_world

pytestmark = pytest.mark.django_db


def test_only_what_is_there_costs_a_statement(django_assert_num_queries):
    assignment = stages.replied(a_world())
    with django_assert_num_queries(6):  # rows, contacts, replies, promises, answers, faults
        (row,) = read_with(
            Assignment.objects.filter(pk=assignment.pk),
            contacts=Contact.objects.all(),
            replies=in_rounds(),
            extensions=Extension.objects.all(),
        )
    contacts = list(assignment.contacts.all())
    with django_assert_num_queries(0):
        assert contacts and list(row.contacts.all()) == contacts
        assert len(row.replies.all()) == 1 and list(row.extensions.all()) == []


def test_what_hangs_on_a_related_row_is_read_where_there_is_any(django_assert_num_queries):
    world = a_world()
    assignment = stages.replied(world)
    kept = {"replies": with_signer(), "replies__promises": Promise.objects.all()}
    with django_assert_num_queries(2):  # rows, replies
        (row,) = read_with(Assignment.objects.filter(pk=assignment.pk), **kept)
        assert [list(reply.promises.all()) for reply in row.replies.all()] == [[]]
    promising = promises.made(world, "关于另一条路的建议").reply.assignment
    with django_assert_num_queries(3):
        rows = read_with(Assignment.objects.filter(pk__in=[assignment.pk, promising.pk]), **kept)
        found = {row.pk: sum(len(reply.promises.all()) for reply in row.replies.all()) for row in rows}
    assert found == {assignment.pk: 0, promising.pk: 1}


def test_one_that_is_not_there_is_none(django_assert_num_queries):
    proposal = stages.assigned(a_world()).proposal
    (row,) = read_with(Proposal.objects.filter(pk=proposal.pk), publication=Publication.objects.all())
    with django_assert_num_queries(0):
        assert not hasattr(row, "publication")


def test_what_only_one_of_many_rows_has_is_read_for_all():
    world = a_world()
    handled, fresh = stages.handled(world), stages.assigned(world, "关于另一条路的建议")
    rows = Assignment.objects.filter(pk__in=[handled.pk, fresh.pk]).order_by("assigned_on", "pk")
    found = {row.pk: len(row.contacts.all()) for row in read_with(rows, contacts=Contact.objects.all())}
    assert found == {handled.pk: handled.contacts.count(), fresh.pk: 0}
    assert found[handled.pk] > 0


def test_nothing_is_read_for_no_row(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert read_with(Assignment.objects.all(), contacts=Contact.objects.all()) == []


def test_one_proposal_with_its_history_takes_few_statements():
    """What is answered, rated and done: the aim of 15; asks, faults, promises, scans only where there are some."""
    world = a_world()
    assignment = stages.rated(world)
    client, address = signed_in(world.desk), assignment.proposal.get_absolute_url()
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
    assert page.status_code == 200
    assert len(queries) <= 15, "\n".join(query["sql"][:120] for query in queries.captured_queries)
