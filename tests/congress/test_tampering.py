"""Whoever can write into the database past its triggers is found out: every kind of tamper, a hundred at random."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from congress import timeline
from congress.models import DaySeal, Event, EventNote
from tests.history import unlocked
from tests.places import a_congress
from tests.proof import measured, times

TAMPERS = times("TAMPERS", 100)
FIRST = date(2026, 6, 1)
SOMEBODY_ELSES = "00000000-0000-4000-8000-000000000000"
LENGTH = 12  # of each chain
CONTENT = ["step", "before", "after", "at", "facts", "root_id"]


@pytest.fixture
def whole(db):
    """Three chains of twelve events over twelve days, grown in turn, all sealed."""
    places = [a_congress(), a_congress("XS", level="county"), a_congress("LZ", level="town")]
    for number in range(36):
        at = timezone.make_aware(datetime(2026, 6, 1, 9) + timedelta(hours=8 * number))
        note = f"第{number}句" if number % 2 else ""
        timeline.record(f"step{number}", places[number % 3], by=None, note=note, at=at, rows=number)
    timeline.seal_days(before=FIRST + timedelta(days=30))
    assert list(timeline.faults()) == []
    return list(Event.objects.order_by("id"))


def edit(events: list[Event], chance: random.Random) -> None:
    """One field of one event gets another value."""
    event, field = chance.choice(events), chance.choice(CONTENT)
    value = {"at": event.at + timedelta(seconds=1), "facts": {**event.facts, "rows": -1}, "root_id": SOMEBODY_ELSES}
    write(event, {field: value.get(field, f"x{chance.random()}"[:10])})


def delete(events: list[Event], chance: random.Random) -> None:
    take_out(chance.choice(events))


def cut_the_tail(events: list[Event], chance: random.Random) -> None:
    """The last events of one chain go."""
    event = chance.choice(events)
    chain = [other for other in events if other.subject_id == event.subject_id]
    for other in chain[-chance.randint(1, 5) :]:
        take_out(other)


def swap(events: list[Event], chance: random.Random) -> None:
    """Two events change places in the same chain, or what they say between two chains."""
    first, second = chance.sample(events, 2)
    if first.subject_id == second.subject_id:
        write(first, {"serial": 1000})
        write(second, {"serial": first.serial})
        write(first, {"serial": second.serial})
    else:
        write(first, {"step": second.step})
        write(second, {"step": first.step})


def insert(events: list[Event], chance: random.Random) -> None:
    """A forged event, well hashed itself, stands between two others, and the later ones are numbered anew."""
    event = chance.choice([event for event in events if event.serial < LENGTH])
    chain = [other for other in events if other.subject_id == event.subject_id]
    for other in reversed(chain[event.serial :]):
        write(other, {"serial": other.serial + 1})
    put_after(event, pk=chance.choice([None, -event.pk]))


def smuggle_in(events: list[Event], chance: random.Random) -> None:
    """A forged event, well hashed, at the end of a chain, with an id from before there were any."""
    event = chance.choice([event for event in events if event.serial == LENGTH])
    put_after(event, pk=-event.pk)


def write_anew(events: list[Event], chance: random.Random) -> None:
    """One event is forged, and all hashes of its chain after it are made to fit."""
    event = chance.choice(events)
    chain = [other for other in events if other.subject_id == event.subject_id]
    previous = event.previous_hash
    for other in chain[event.serial - 1 :]:
        copy = Event.objects.get(pk=other.pk)
        copy.step = "forged" if other.pk == event.pk else copy.step
        copy.previous_hash = previous
        previous = timeline.fingerprint(copy)
        write(other, {"step": copy.step, "previous_hash": copy.previous_hash, "hash": previous})


def reword(events: list[Event], chance: random.Random) -> None:
    """What somebody said is put otherwise."""
    note = chance.choice(list(EventNote.objects.order_by("pk")))
    write(note, {"text": note.text + "。"})


def unseal(events: list[Event], chance: random.Random) -> None:
    """A day's seal goes, or says another number; the last day's alone is made again by the next run."""
    seal = chance.choice(list(DaySeal.objects.order_by("day"))[:-1])
    if chance.random() < 0.5:
        take_out(seal)
    else:
        write(seal, {"events": seal.events + 1})


def write(row: Model, changes: dict[str, object]) -> None:
    assert type(row)._base_manager.filter(pk=row.pk).update(**changes) == 1


def take_out(row: Model) -> None:
    EventNote.objects.filter(event_id=row.pk if isinstance(row, Event) else None).delete()
    assert type(row)._base_manager.filter(pk=row.pk).delete()[0] == 1


def put_after(event: Event, *, pk: int | None) -> None:
    forged = Event(
        pk=pk,
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        root_id=event.root_id,
        serial=event.serial + 1,
        step="forged",
        at=event.at,
        previous_hash=event.hash,
    )
    forged.hash = timeline.fingerprint(forged)
    forged.save(force_insert=True)


KINDS: list[Callable[[list[Event], random.Random], None]] = [
    edit,
    delete,
    cut_the_tail,
    swap,
    insert,
    smuggle_in,
    write_anew,
    reword,
    unseal,
]


def missed(kind, events, chance):
    """Whether the check finds nothing after this tamper; the database is whole again afterwards."""
    with transaction.atomic():
        with unlocked():
            kind(events, chance)
        try:
            call_command("verify_timeline", stdout=StringIO(), stderr=StringIO())
            is_found = False
        except SystemExit:
            is_found = True
        transaction.set_rollback(True)
    return not is_found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_tamper_is_found(whole, kind):
    chance = random.Random(kind.__name__)
    assert [number for number in range(5) if missed(kind, whole, chance)] == []


def test_a_hundred_random_tampers_are_found(whole):
    chance = random.Random(2026)
    tried = [chance.choice(KINDS) for _ in range(TAMPERS)]
    assert [kind.__name__ for kind in tried if missed(kind, whole, chance)] == []
    assert set(tried) == set(KINDS) and list(timeline.faults()) == []
    ways = ", ".join(f"{tried.count(kind)} × {kind.__name__}" for kind in KINDS)
    measured("G15", f"{len(tried)} of {TAMPERS} tamperings by the database's owner found ({ways})")
