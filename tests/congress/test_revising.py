"""A record is corrected, never deleted: what it said stays, and two who correct it at once both are told."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from congress.actors import Actor
from congress.models import Event, Revision, Role
from congress.revising import revise, revisions_of
from congress.workflow import OutOfTurn
from tests.places import a_congress, a_grant, a_seat


@pytest.fixture
def desk(db):
    return Actor(a_grant(Role.DESK, a_congress(), name="赵某"))


@pytest.fixture
def seat(desk):
    return a_seat(desk.congress)


def correct(seat, desk, **changes):
    return revise("correct_seat", seat, by=desk, at=timezone.now(), **changes)


def test_what_stood_there_is_kept_with_who_changed_it(seat, desk):
    was = seat.starts_on

    assert correct(seat, desk, electing_unit="第二选区", starts_on=was + timedelta(days=1))

    kept = revisions_of(seat).get()
    assert (kept.was, kept.by) == ({"electing_unit": "", "starts_on": was.isoformat()}, desk.grant)
    seat.refresh_from_db()
    assert (seat.electing_unit, seat.starts_on) == ("第二选区", was + timedelta(days=1))
    assert Event.objects.get(subject_id=seat.pk, step="correct_seat").person == desk.person


def test_the_same_correction_twice_is_one(seat, desk):
    assert correct(seat, desk, electing_unit="第二选区")
    assert not correct(seat, desk, electing_unit="第二选区")

    assert revisions_of(seat).count() == 1


def test_who_opened_the_form_before_another_correction_is_told(seat, desk):
    correct(seat, desk, electing_unit="第二选区", seen=0)
    with pytest.raises(OutOfTurn, match="刚刚有人更正过"):
        correct(seat, desk, electing_unit="第三选区", seen=0)

    seat.refresh_from_db()
    assert seat.electing_unit == "第二选区"
    assert correct(seat, desk, electing_unit="第三选区", seen=1)


def test_a_related_row_is_kept_by_its_key(seat, desk):
    town = a_congress("CZ", parent=desk.congress, level="town")
    correct(seat, desk, congress=town, term=town.terms.get())

    assert revisions_of(seat).get().was["congress"] == str(desk.congress.pk)


def test_the_database_refuses_to_change_what_was_kept(seat, desk):
    correct(seat, desk, starts_on=date(2026, 2, 1))
    for deed in (lambda: Revision.objects.update(was={}), lambda: Revision.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            deed()
