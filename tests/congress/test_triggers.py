"""What CHECK and UNIQUE do not reach: the database itself refuses, on both databases."""

import re
import threading
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from congress import timeline, triggers
from congress.models import DaySeal, Event, Role, Term
from deputies.models import Seat, SeatState
from tests.history import unlocked
from tests.places import START, a_congress, a_grant, a_seat

TRIGGERS = {
    ("congress_event", "congress_event_append_only"),
    ("congress_dayseal", "congress_dayseal_append_only"),
    ("congress_revision", "congress_revision_append_only"),
    ("congress_grant", "grant_one_administrator_role"),
    ("proposals_snapshot", "proposals_snapshot_append_only"),
    ("deputies_seat", "seat_one_at_a_time"),
    ("groups_membership", "membership_once_a_day"),
    ("groups_post", "one_leader_of_a_group"),
    ("groups_post", "group_post_once_a_day"),
    ("groups_link", "one_link_of_a_kind"),
    ("groups_stationseat", "station_seat_once_a_day"),
    ("deputies_seatstate", "seat_state_one_at_a_time"),
    ("deputies_councilmembership", "council_membership_once_a_day"),
    ("deputies_deputylink", "deputy_link_once_a_day"),
    ("deputies_duty", "duty_once_a_day"),
    ("deputies_duty", "common_duty_once_a_day"),
    ("congress_congress", "practice_room_stays_apart"),
    ("congress_grant", "practice_room_is_its_persons"),
    ("congress_delivery", "practice_never_leaves"),
    ("proposals_proposal", "practice_is_not_live"),
}
VERB = re.compile("_(insert|update|delete|truncate)$")
APPEND_ONLY = ["congress_event", "congress_dayseal"]
JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


@pytest.fixture
def history(db):
    """One event and one seal."""
    timeline.record("begin", a_congress(), by=None)
    DaySeal.objects.create(day=START, events=1, last_event_id=1, hash="0" * 64)


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def refused(match):
    return pytest.raises(DatabaseError, match=match)


def test_no_trigger_is_missing_after_all_migrations(db):
    """SQLite makes an altered table anew, without its triggers: the migration must add them again."""
    found = run(
        "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
    )

    assert {(table, VERB.sub("", name)) for table, name in found} == TRIGGERS
    # SQLite has one for each verb; PostgreSQL has one for rows, and one that keeps a table from being emptied.
    kept_for_ever = sum(name.endswith("_append_only") for _, name in TRIGGERS)
    assert len(found) == (2 * len(TRIGGERS) if connection.vendor == "sqlite" else len(TRIGGERS) + kept_for_ever)


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {} SET hash = 'forged'", "DELETE FROM {}"])
def test_written_history_stays(history, table, statement):
    with refused("append-only"):
        run(statement.format(table))


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_history_is_not_emptied_or_written_over_wholesale(history, table):
    statement = {
        "postgresql": f"TRUNCATE {table} CASCADE",
        "sqlite": f"REPLACE INTO {table} SELECT * FROM {table}",
    }[connection.vendor]
    if connection.vendor == "postgresql":
        connection.check_constraints()

    with refused("append-only"):
        run(statement)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_history_is_unlocked_for_a_test_and_locked_again(history, table):
    with unlocked():
        run(f"UPDATE {table} SET hash = 'forged'")
    with refused("append-only"):
        run(f"UPDATE {table} SET hash = 'again'")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_a_test_that_commits_history_leaves_none(time):
    assert not Event.objects.exists()
    timeline.record("begin", a_congress(), by=None)
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_a_lock_is_taken_off_and_put_on_by_its_migration(table):
    operation = triggers.append_only(table)
    timeline.record("begin", a_congress(), by=None)
    DaySeal.objects.create(day=START, events=1, last_event_id=1, hash="0" * 64)
    with connection.schema_editor() as editor:
        operation.reverse_code(None, editor)
    try:
        run(f"UPDATE {table} SET hash = 'changed'")
    finally:
        with connection.schema_editor() as editor:
            operation.code(None, editor)

    with refused("append-only"):
        run(f"UPDATE {table} SET hash = 'again'")


def seat_after(first, starts_on, ends_on=None, **changes):
    """Another seat of the same person in the same congress."""
    grant = a_grant(Role.DEPUTY, first.congress, person=first.person)
    fields = {"person": first.person, "congress": first.congress, "term": first.term, "card_number": "002", **changes}
    return Seat(grant=grant, starts_on=starts_on, ends_on=ends_on, **fields)


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(START, None), (date(2025, 1, 1), START), (date(2026, 6, 30), None), (date(2026, 2, 1), date(2026, 3, 1))],
)
def test_nobody_holds_two_seats_of_a_congress_on_one_day(db, starts_on, ends_on):
    first = a_seat(a_congress(), ends_on=date(2026, 6, 30))
    second = seat_after(first, starts_on, ends_on)

    with refused("seat_one_at_a_time"), transaction.atomic():
        second.save()


def test_a_seat_may_follow_another_or_stand_in_another_congress(db):
    city = a_congress()
    first = a_seat(city, ends_on=date(2026, 6, 30))
    second = seat_after(first, JULY)
    second.save()
    county = a_congress("HBX", parent=city, level="county")
    seat_after(first, START, congress=county, term=Term.objects.get(congress=county)).save()

    with refused("seat_one_at_a_time"), transaction.atomic():
        Seat.objects.filter(pk=second.pk).update(starts_on=JUNE)
    Seat.objects.filter(pk=second.pk).update(card_number="003")
    assert Seat.objects.filter(person=first.person).count() == 3


def test_a_seat_has_one_state_a_day(db):
    seat = a_seat(a_congress())
    with refused("seat_state_one_at_a_time"), transaction.atomic():
        SeatState.objects.create(seat=seat, state="suspended", starts_on=JUNE, ground="代表法第六十一条")
    seat.states.update(ends_on=date(2026, 5, 31))
    SeatState.objects.create(seat=seat, state="suspended", starts_on=JUNE, ground="代表法第六十一条")
    assert seat.states.count() == 2


def test_nobody_is_administrator_of_two_kinds_on_one_day(db):
    city = a_congress()
    person = a_grant(Role.SYSTEM_ADMIN, city, ends_on=date(2026, 6, 30)).person
    a_grant(Role.DESK, city, person=person)
    with refused("grant_one_administrator_role"), transaction.atomic():
        a_grant(Role.AUDIT_ADMIN, city, person=person)
    a_grant(Role.AUDIT_ADMIN, city, person=person, starts_on=JULY)
    assert person.grants.count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_seats_entered_at_once_one_stands():
    first = a_seat(a_congress(), ends_on=date(2026, 6, 30))
    rivals = [seat_after(first, JULY, card_number=""), seat_after(first, JULY, card_number="")]
    start, refusals = threading.Barrier(2), []

    def enter(seat):
        try:
            start.wait()
            seat.save()
        except DatabaseError as error:
            refusals.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=enter, args=[seat]) for seat in rivals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refusals) == 1
    assert "seat_one_at_a_time" in refusals[0]
    assert Seat.objects.filter(person=first.person).count() == 2
