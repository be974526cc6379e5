"""Recording what happened in chains of hashes, sealing each day, and proving that nothing was changed."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from congress.actors import Actor
from congress.models import DaySeal, Event, EventNote


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
    **facts: Any,
) -> Event:
    """Append one event to the subject's chain.

    Args:
        step: the deed's name.
        subject: what it was done to; its primary key is a UUID.
        by: who did it under which grant; None when time did.
        note: words that people read; kept apart, so that they can be erased.
        root: the matter under whose timeline the event is shown (the subject itself when left out).
        at: when, for records carried over from elsewhere; now when left out.
        facts: ids and hashes only.
    """
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
        at=at or timezone.now(),
        facts=facts,
        previous_hash=last.hash if last else "",
    )
    event.hash = fingerprint(event)
    event.save(force_insert=True)
    if note:
        EventNote.objects.create(event=event, text=note)
    return event


def of(root: UUID) -> models.QuerySet[Event]:
    """All events of a matter and its parts, oldest first, with who, as what and the words."""
    return (
        Event.objects.filter(root_id=root)
        .select_related("person", "grant", "grant__organ", "grant__congress", "note")
        .order_by("at", "id")
    )


@transaction.atomic
def seal_days(*, before: date) -> int:
    """Seal every day that has events and ended before that date; say how many were sealed. Safe to repeat.

    A seal hashes the day's events in order and the seal before it.
    """
    last = DaySeal.objects.order_by("-day").first()
    first = Event.objects.filter(id__gt=last.last_event_id if last else 0).order_by("at").first()
    sealed = 0
    day = timezone.localdate(first.at) if first else before
    if last and day <= last.day:
        day = last.day + timedelta(days=1)
    while day < before:
        start = timezone.make_aware(datetime.combine(day, time.min))
        rows = Event.objects.filter(at__gte=start, at__lt=start + timedelta(days=1)).order_by("id")
        hashes = list(rows.values_list("id", "hash"))
        if hashes:
            previous = last.hash if last else ""
            last = DaySeal.objects.create(
                day=day,
                events=len(hashes),
                last_event_id=max(pk for pk, _ in hashes),
                previous_hash=previous,
                hash=digest(previous + "".join(h for _, h in hashes)),
            )
            sealed += 1
        day += timedelta(days=1)
    return sealed


def faults() -> Iterator[str]:
    """Every way in which the chains, notes and seals do not add up, one sentence each."""
    heads: dict[tuple[str, UUID], tuple[int, str]] = {}
    notes = dict(EventNote.objects.values_list("event_id", "text"))
    for event in Event.objects.order_by("subject_kind", "subject_id", "serial").iterator(chunk_size=2000):
        key = (event.subject_kind, event.subject_id)
        serial, previous = heads.get(key, (0, ""))
        if event.serial != serial + 1:
            yield f"event {event.pk}: serial {event.serial} follows {serial}"
        if event.previous_hash != previous:
            yield f"event {event.pk}: does not follow the event before it"
        if fingerprint(event) != event.hash:
            yield f"event {event.pk}: was changed"
        if event.pk in notes and digest(notes[event.pk]) != event.facts.get("note"):
            yield f"event {event.pk}: its note was changed"
        heads[key] = (event.serial, event.hash)
    previous = ""
    for seal in DaySeal.objects.order_by("day"):
        start = timezone.make_aware(datetime.combine(seal.day, time.min))
        rows = Event.objects.filter(at__gte=start, at__lt=start + timedelta(days=1)).order_by("id")
        hashes = list(rows.values_list("hash", flat=True))
        if seal.previous_hash != previous or seal.hash != digest(previous + "".join(hashes)):
            yield f"day {seal.day}: {len(hashes)} events do not give the seal made of {seal.events}"
        previous = seal.hash
