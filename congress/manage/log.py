"""审计日志: who did what, when, under which role, to whom or what; of opinions never a word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q, QuerySet

from congress import spreadsheets
from congress.actors import Actor
from congress.exporting import log_export
from congress.manage.permissions import may_read_log
from congress.models import Congress, Event, Organ, Person
from congress.permissions import require
from congress.registries import registry
from congress.spreadsheets import Column

TITLE = "审计日志"
MOST_ROWS = 20_000
COLUMNS = [
    Column("时间", 20, "yyyy-mm-dd hh:mm"),
    Column("人员", 12),
    Column("身份", 30),
    Column("步骤", 22),
    Column("对象", 24),
    Column("对象编号", 38),
    Column("之前", 14),
    Column("之后", 14),
    Column("说明", 40),
]


@dataclass(frozen=True)
class Line:
    """One event as the administrator reads it."""

    event: Event
    step: str
    subject: str
    before: str
    after: str
    note: str


def events(actor: Actor, *, q: str = "", first: date | None = None, last: date | None = None) -> QuerySet[Event]:
    """Events of people of the actor's congress and below, newest first.

    What time did, and what was done on the machine itself, belongs to no congress: it is for the highest, save what
    was done to a congress.
    """
    require(may_read_log(actor))
    mine = Q(grant__congress__path__startswith=actor.congress.path)
    of_time = Q(grant__isnull=True)
    if actor.congress.parent_id:
        places = Congress.objects.within(actor.congress).values("pk")
        of_time &= Q(subject_kind="congress", subject_id__in=places)
    found = Event.objects.filter(mine | of_time)
    if text := q.strip():
        wanted = Q(person__name__contains=text)
        for (kind, step), deed in registry.deeds.items():
            if text in deed.label:
                wanted |= Q(subject_kind=kind, step=step)
        found = found.filter(wanted)
    if first:
        found = found.filter(at__date__gte=first)
    if last:
        found = found.filter(at__date__lte=last)
    return found.select_related("person", "grant__congress", "grant__organ", "note").order_by("-at", "-id")


def lines(found: Iterable[Event]) -> list[Line]:
    """The events in words, in a few queries however many there are."""
    rows = list(found)
    names = _names(rows)
    return [_line(event, names) for event in rows]


def _names(rows: list[Event]) -> dict[str, str]:
    """The names of the people, organs and congresses that the events are about, by their ids."""
    wanted = {str(event.facts.get("person", "")) for event in rows} - {""}
    of_organs = {event.subject_id for event in rows if event.subject_kind == "organ"}
    of_places = {event.subject_id for event in rows if event.subject_kind == "congress"}
    found: dict[str, str] = {}
    asked: list[tuple[type[models.Model], Iterable[UUID | str]]] = [
        (Person, wanted),
        (Organ, of_organs),
        (Congress, of_places),
    ]
    for model, keys in asked:
        found |= {str(row.pk): str(row) for row in model._default_manager.filter(pk__in=keys)}
    return found


def _line(event: Event, names: dict[str, str]) -> Line:
    deed = registry.deeds.get((event.subject_kind, event.step))
    note = event.note.text if deed and deed.shows_note and hasattr(event, "note") else ""
    model = _model_of(event.subject_kind)
    kind = str(model._meta.verbose_name) if model else event.subject_kind
    about = names.get(str(event.facts.get("person", "")), "")
    name = names.get(str(event.subject_id), f"{kind} {str(event.subject_id)[:8]}")
    return Line(
        event=event,
        step=deed.label if deed else event.step,
        subject=f"{about}（{name}）" if about else name,
        before=_state(model, event.before),
        after=_state(model, event.after),
        note=note,
    )


def _model_of(kind: str) -> type[models.Model] | None:
    return next((model for model in apps.get_models() if model._meta.model_name == kind), None)


def _state(model: type[models.Model] | None, value: str) -> str:
    """The state's word on screen. Some have their states as rows of their own."""
    if history := getattr(model, "states", None):
        model = history.rel.related_model
    choices = dict(getattr(getattr(model, "State", None), "choices", []))
    return str(choices.get(value, value))


@transaction.atomic
def export(actor: Actor, *, at: datetime, q: str = "", first: date | None = None, last: date | None = None) -> bytes:
    """The same as a workbook, at most 20,000 rows; the export itself is an event."""
    found = lines(events(actor, q=q, first=first, last=last)[:MOST_ROWS])
    log_export("export_log", by=actor, at=at, rows=len(found))
    rows = (
        [
            line.event.at,
            str(line.event.person or "系统"),
            str(line.event.grant or ""),
            line.step,
            line.subject,
            str(line.event.subject_id),
            line.before,
            line.after,
            line.note,
        ]
        for line in found
    )
    exporter = f"{actor.person.name}（{actor.label}）"
    return spreadsheets.export(TITLE, COLUMNS, rows, maker=actor.congress.name, exporter=exporter, at=at)
