"""What CHECK and UNIQUE do not reach: the database itself refuses, on both databases."""

import pytest
from django.db import DatabaseError, connection, transaction

from congress import timeline
from congress.models import DaySeal, Event
from tests.history import unlocked
from tests.places import START, a_congress

APPEND_ONLY = ["congress_event", "congress_dayseal"]


@pytest.fixture
def history(db):
    """One event and one seal."""
    timeline.record("begin", a_congress(), by=None)
    DaySeal.objects.create(day=START, events=1, last_event_id=1, hash="0" * 64)


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {} SET hash = 'forged'", "DELETE FROM {}"])
def test_written_history_stays(history, table, statement):
    with pytest.raises(DatabaseError, match="append-only"):
        run(statement.format(table))


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_history_is_unlocked_for_a_test_and_locked_again(history, table):
    with unlocked():
        run(f"UPDATE {table} SET hash = 'forged'")
    with pytest.raises(DatabaseError, match="append-only"):
        run(f"UPDATE {table} SET hash = 'again'")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_a_test_that_commits_history_leaves_none(time):
    assert not Event.objects.exists()
    timeline.record("begin", a_congress(), by=None)
    assert Event.objects.count() == 1
