"""Recording what happened in chains of hashes, sealing each day, and proving that nothing was changed."""

import hashlib
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from congress.actors import Actor
from congress.logs import is_serving
from congress.models import DaySeal, Event, EventNote

log = logging.getLogger(__name__)
IN_FLIGHT = timedelta(minutes=2)  # no request may take longer (congress/patience.py)
_carried: ContextVar[datetime | None] = ContextVar("carried", default=None)


@contextmanager
def carried_over(at: datetime) -> Iterator[None]:
    """Events inside happened then: for what is carried over from elsewhere, and for the demo."""
    token = _carried.set(at)
    try:
        yield
    finally:
        _carried.reset(token)


def moment() -> datetime:
    """Now; inside of `carried_over` the moment in which it happened."""
    return _carried.get() or timezone.now()


def kind_of(subject: models.Model) -> str:
    """The word under which a model's events are kept."""
    return str(subject._meta.model_name)


def digest(text: str) -> str:
    """SHA-256 as hexadecimal text."""
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(event: Event) -> str:
    """The hash of everything an event says, the one before it included."""
    return digest(
        json.dumps(
            [
                event.subject_kind,
                str(event.subject_id),
                str(event.root_id),
                event.serial,
                event.step,
                event.before,
                event.after,
                str(event.person_id or ""),
                str(event.grant_id or ""),
                event.at.astimezone(timezone.get_default_timezone()).isoformat(timespec="microseconds"),
                event.facts,
                event.previous_hash,
            ],
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )
    )


@transaction.atomic(savepoint=False)
def record(
    step: str,
    subject: models.Model,
    *,
    by: Actor | None,
    before: str = "",
    after: str = "",
    note: str = "",
    root: UUID | None = None,
    at: datetime | None = None,
    is_locked: bool = False,
    **facts: Any,
) -> Event:
    """Append one event to the subject's chain. The subject's row is locked meanwhile, so that no chain forks.

    Args:
        step: the deed's name.
        subject: what it was done to; it is stored, and its primary key is a UUID.
        by: who did it under which grant; None when time did.
        note: words that people read; kept apart, so that they can be erased.
        root: the matter under whose timeline the event is shown (the subject itself when left out).
        at: when, for records carried over from elsewhere; now when left out.
        is_locked: the caller has just written the subject's row in this transaction and so holds its lock.
        facts: ids and hashes only.
    """
    if not is_locked:
        list(type(subject)._base_manager.select_for_update(no_key=True).filter(pk=subject.pk).values_list("pk"))
    last = Event.objects.filter(subject_kind=kind_of(subject), subject_id=subject.pk).order_by("-serial").first()
    if note:
        facts["note"] = digest(note)
    event = Event(
        subject_kind=kind_of(subject),
        subject_id=subject.pk,
        root_id=root or subject.pk,
        serial=last.serial + 1 if last else 1,
        step=step,
        before=before,
        after=after,
        person_id=by.person.pk if by else None,
        grant_id=by.grant.pk if by else None,
        at=at or _carried.get() or timezone.now(),
        facts=facts,
        previous_hash=last.hash if last else "",
    )
    event.hash = fingerprint(event)
    event.save(force_insert=True)
    if note:
        EventNote.objects.create(event=event, text=note)
    if is_serving():
        transaction.on_commit(partial(_write_down, event), robust=True)
    return event


def _write_down(event: Event) -> None:
    """Into the log of the process, beside the number of the request or task that added it."""
    facts = {"event": event.pk, "matter": str(event.root_id), "grant": event.grant_id and str(event.grant_id)}
    log.info("%s %s %s", event.subject_kind, event.step, event.subject_id, extra={"facts": facts})


def of(root: UUID) -> models.QuerySet[Event]:
    """All events of a matter and its parts, oldest first, with who, as what and the words."""
    return (
        Event.objects.filter(root_id=root)
        .select_related("person", "grant", "grant__organ", "grant__congress", "note")
        .order_by("at", "id")
    )


def settled(*, after: int, most: int, at: datetime) -> list[Event]:
    """The next events in the order of their numbers, up to the first number that may still be on its way.

    A number is given before its transaction is over: who went past it would never see it. One that stays empty for
    longer than any request may take was taken back.

    Args:
        after: the number of the last event that was looked at.
        most: how many at most.
    """
    found: list[Event] = []
    last = after
    for event in Event.objects.filter(id__gt=after).select_related("grant").order_by("id")[:most]:
        if event.pk != last + 1 and event.at > at - IN_FLIGHT:
            break
        found.append(event)
        last = event.pk
    return found


def seal_days(*, before: date) -> int:
    """Seal every day that has events and ended before that date; say how many were sealed. Safe to repeat.

    A seal hashes all events since the seal before it, and that seal. Of two runs at once one does the work.
    """
    try:
        with transaction.atomic():
            return _seal(before)
    except IntegrityError:
        return 0


def _seal(before: date) -> int:
    last = DaySeal.objects.order_by("-day").first()
    ends: dict[date, int] = {}  # the last event of each day
    over = Event.objects.filter(id__gt=last.last_event_id if last else 0, at__lt=_start(before)).order_by("id")
    for pk, at in over.values_list("id", "at"):
        day = timezone.localdate(at)
        if last and day <= last.day:  # carried over from elsewhere into a day that is sealed
            day = last.day + timedelta(days=1)
        ends[day] = pk
    sealed = 0
    for day in sorted(ends):
        if day < before and (last is None or ends[day] > last.last_event_id):
            last = _seal_one(day, ends[day], last)
            sealed += 1
    return sealed


def _seal_one(day: date, end: int, last: DaySeal | None) -> DaySeal:
    hashes = _hashes(last, end)
    seal = DaySeal(day=day, events=len(hashes), last_event_id=end, previous_hash=last.hash if last else "")
    seal.hash = _sum_of(seal, hashes)
    seal.save(force_insert=True)
    return seal


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _hashes(after: DaySeal | None, end: int) -> list[str]:
    """The hashes of the events after a seal, or from the first one on, up to another, by their ids."""
    found = Event.objects.filter(id__lte=end)
    if after:
        found = found.filter(id__gt=after.last_event_id)
    return list(found.order_by("id").values_list("hash", flat=True))


def _sum_of(seal: DaySeal, hashes: list[str]) -> str:
    return digest("\n".join([seal.day.isoformat(), str(seal.last_event_id), seal.previous_hash, *hashes]))


def faults() -> Iterator[str]:
    """Every way in which the chains, notes and seals do not add up, one sentence each."""
    yield from _faults_of_chains()
    yield from _faults_of_seals()


def _faults_of_chains() -> Iterator[str]:
    chains = Event.objects.order_by("subject_kind", "subject_id", "serial").select_related("note")
    last: Event | None = None
    for event in chains.iterator(chunk_size=2000):
        if last and (last.subject_kind, last.subject_id) != (event.subject_kind, event.subject_id):
            last = None
        name = f"记录{event.pk}（{event.subject_kind} {event.subject_id} 第{event.serial}条）"
        if event.serial != (last.serial + 1 if last else 1):
            yield f"{name}：前面缺{event.serial - (last.serial if last else 0) - 1}条"
        elif event.previous_hash != (last.hash if last else ""):
            yield f"{name}：与前一条接不上"
        if fingerprint(event) != event.hash:
            yield f"{name}：内容被改动"
        # A note that retention erased is no fault; its hash stays in the event.
        if (note := getattr(event, "note", None)) and digest(note.text) != event.facts.get("note"):
            yield f"{name}：说明被改动"
        last = event


def _faults_of_seals() -> Iterator[str]:
    last: DaySeal | None = None
    for seal in DaySeal.objects.order_by("day"):
        hashes = _hashes(last, seal.last_event_id)
        if seal.previous_hash != (last.hash if last else ""):
            yield f"{seal.day}的封存：与前一日接不上"
        if seal.hash != _sum_of(seal, hashes) or seal.events != len(hashes):
            yield f"{seal.day}的封存：封存时{seal.events}条，现在的{len(hashes)}条与封存不符"
        last = seal
