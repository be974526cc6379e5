"""The large demo's quick way: a matter that people took through its steps is told again of other deputies.

Every row of the first telling (the proposal and all that hangs on it) is written once more under keys of its own, with
the other deputy, desk, organs, number and words in the place of the first ones, on the same days. Chains of hashes are
reckoned anew. tests/proposals/test_demo_copies.py holds a copy equal to what the steps themselves
would have written.
"""

import copy
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from django.core.management.color import no_style
from django.db import connection, models

from congress import timeline
from congress.models import Event, EventNote, Notice
from proposals.models import (
    AgendaItem,
    Ask,
    AskAnswer,
    Assignment,
    Candidate,
    ClassificationView,
    Clock,
    CommitteeView,
    Contact,
    CoSignatoryView,
    CoSignature,
    Dispute,
    Escalation,
    Extension,
    Instruction,
    JointOpinion,
    KeyItem,
    Nomination,
    Override,
    Progress,
    Promise,
    PromiseConfirmation,
    PromiseExtension,
    PromiseProgress,
    PromiseReport,
    Proposal,
    Publication,
    PublishedReply,
    Rating,
    Release,
    Remark,
    Reply,
    ReviewSupport,
    Ruling,
    SearchText,
    SessionSerial,
    Visit,
    VisitInvitation,
    Withdrawal,
    Wording,
)
from proposals.searching.indexing import put_down_anew

# What hangs on a proposal, each kind after those it refers to, with the way to the proposal.
PARTS: dict[type[models.Model], str] = {
    Proposal: "pk",
    CoSignature: "proposal",
    Wording: "proposal",
    Ask: "proposal",
    CommitteeView: "proposal",
    Ruling: "proposal",
    ReviewSupport: "ruling__proposal",
    Withdrawal: "proposal",
    Nomination: "proposal",
    ClassificationView: "proposal",
    KeyItem: "proposal",
    Remark: "proposal",
    Visit: "proposal",
    VisitInvitation: "visit__proposal",
    Assignment: "proposal",
    Dispute: "proposal",
    Progress: "assignment__proposal",
    Instruction: "assignment__proposal",
    AgendaItem: "assignment__proposal",
    Contact: "assignment__proposal",
    JointOpinion: "assignment__proposal",
    Release: "assignment__proposal",
    Extension: "assignment__proposal",
    Reply: "assignment__proposal",
    AskAnswer: "reply__assignment__proposal",
    Override: "reply__assignment__proposal",
    Rating: "reply__assignment__proposal",
    CoSignatoryView: "reply__assignment__proposal",
    Promise: "reply__assignment__proposal",
    PromiseProgress: "promise__reply__assignment__proposal",
    PromiseReport: "promise__reply__assignment__proposal",
    PromiseConfirmation: "report__promise__reply__assignment__proposal",
    PromiseExtension: "promise__reply__assignment__proposal",
    SearchText: "proposal",
    Publication: "proposal",
    PublishedReply: "publication__proposal",
    Candidate: "proposal",
    Clock: "root",
    Escalation: "clock__root",
    Event: "root_id",
    EventNote: "event__root_id",
}
ALL: list[type[models.Model]] = [*PARTS, Notice]
ANY_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
# Facts that are keys of rows counted by number.
NUMBERED: dict[str, type[models.Model]] = {
    "contact": Contact,
    "key_item": KeyItem,
    "remark": Remark,
    "visit": Visit,
    "progress": Progress,
    "instruction": Instruction,
}
NUMBER_OF = {"motion_number": Proposal.Kind.MOTION, "session_number": Proposal.Kind.SUGGESTION}
AT_ONCE = 500


@dataclass(frozen=True)
class Told:
    """A matter as it was told the first time: its rows, and the words that are its own.

    Attributes:
        cast: keys of the people, seats, grants, organs, congress and term it was told of, by part.
        words: its title, texts and names, by part; a copy has the same parts.
    """

    rows: Mapping[type[models.Model], list[Any]]
    cast: Mapping[str, Any]
    words: Mapping[str, str]


def told(proposal: Proposal, cast: Mapping[str, Any], words: Mapping[str, str]) -> Told:
    """Read all rows of a proposal that the steps have written."""
    rows: dict[type[models.Model], list[Any]] = {
        model: list(model._default_manager.filter(**{way: proposal.pk}).order_by("pk")) for model, way in PARTS.items()
    }
    rows[Event].sort(key=lambda event: event.pk)
    rows[Notice] = list(Notice.objects.filter(address__contains=str(proposal.pk)).order_by("pk"))
    return Told(rows, cast, words)


@dataclass
class Copier:
    """Makes copies and writes them, many at a time."""

    waiting: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    last: dict[type[models.Model], int] = field(default_factory=dict)
    given: dict[tuple[int | None, str], int] = field(default_factory=dict)  # 第n号, by session and kind

    def add(self, first: Told, *, cast: Mapping[str, Any], words: Mapping[str, str], minutes: int = 0) -> None:
        """Tell it again of others.

        Args:
            cast, words: as those of the first telling, part by part.
            minutes: how much later in the day everything happened.
        """
        keys = {first.cast[part]: cast[part] for part in first.cast}
        swaps = _swaps(first.words, words)
        for model in ALL:
            for row in first.rows[model]:
                keys.setdefault(_name(model, row.pk), self._new_key(model, row))
        heads: dict[UUID, str] = {}
        for model in ALL:
            for row in first.rows[model] if model is not SearchText else ():
                made = self._copy(model, row, keys, swaps, timedelta(minutes=minutes))
                if model is Event:
                    _chain(made, first, row, swaps, heads)
                self.waiting.setdefault(model, []).append(made)
        proposal = self.waiting[Proposal][-1]
        made_of = (self._just_made(first, model) for model in (Reply, Promise, Ask, AskAnswer))
        for text in put_down_anew(proposal, *made_of):
            text.pk = self._new_key(SearchText, text)
            self.waiting.setdefault(SearchText, []).append(text)
        self._number_in_session(proposal)

    def _just_made(self, first: Told, model: type[models.Model]) -> list[Any]:
        """The copies of these rows of the matter told last."""
        return self.waiting[model][-len(first.rows[model]) :] if first.rows[model] else []

    def _number_in_session(self, proposal: Proposal) -> None:
        """The next ones of its session, where the first telling had one."""
        for name, kind in NUMBER_OF.items():
            if getattr(proposal, name) is None:
                continue
            series = (proposal.session_id, kind)
            if series not in self.given:
                serial = SessionSerial.objects.filter(session=proposal.session_id, kind=kind).first()
                self.given[series] = serial.last if serial else 0
            self.given[series] += 1
            setattr(proposal, name, self.given[series])

    def _new_key(self, model: type[models.Model], row: Any) -> Any:
        key = model._meta.pk
        if key.remote_field:
            return None  # it bears the key of what it belongs to
        if isinstance(key, models.UUIDField):
            return uuid4()
        if model not in self.last:
            newest = model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
            self.last[model] = cast(int, newest or 0)
        self.last[model] += 1
        return self.last[model]

    def _copy(
        self,
        model: type[models.Model],
        row: Any,
        keys: Mapping[Any, Any],
        swaps: list[tuple[str, str]],
        later: timedelta,
    ) -> Any:
        made = copy.copy(row)
        made._state = models.base.ModelState()
        for column in model._meta.concrete_fields:
            value = getattr(row, column.attname)
            if column.remote_field:
                value = keys.get(_name(column.remote_field.model, value), keys.get(value, value))
            elif column.primary_key:
                value = keys[_name(model, value)]
            elif isinstance(column, models.DateTimeField):
                value = value + later if value else value
            elif isinstance(column, models.UUIDField):
                value = _found(value, keys)
            elif isinstance(value, str):
                value = _swapped(value, swaps, keys)
            elif isinstance(value, dict):
                value = {name: _fact(name, found, keys, swaps) for name, found in value.items()}
            setattr(made, column.attname, value)
        return made

    def write(self) -> None:
        """Write what was made; nothing of it is in the database before."""
        for model in ALL:
            if rows := self.waiting.pop(model, []):
                model._default_manager.bulk_create(rows, AT_ONCE)
            if model is Proposal:  # these two are set to now by every insert
                made = Proposal.objects.filter(pk__in=[row.pk for row in rows], submitted_at__isnull=False)
                made.update(created_at=models.F("submitted_at"), saved_at=models.F("submitted_at"))

    def close(self) -> None:
        """Write the rest, and have the database go on counting after our keys."""
        self.write()
        for (session, kind), last in self.given.items():
            SessionSerial.objects.filter(session=session, kind=kind).update(last=last)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), ALL):
                cursor.execute(statement)


def _name(model: type[models.Model], key: Any) -> Any:
    """UUIDs are unique by themselves; numbers only with their table."""
    while model._meta.pk.remote_field:
        model = model._meta.pk.remote_field.model
    return key if isinstance(key, UUID) or key is None else (model, key)


def _found(key: UUID, keys: Mapping[Any, Any]) -> UUID:
    return cast(UUID, keys.get(key, key))


def _swaps(old: Mapping[str, str], new: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is said in place of what, the longest first, so that a name within a title is not torn out of it."""
    pairs = [(old[part], new[part]) for part in old if old[part]]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def _swapped(text: str, swaps: Iterable[tuple[str, str]], keys: Mapping[Any, Any]) -> str:
    """The text with our words and keys in the place of the first ones, each place changed once."""
    pairs = dict(swaps)
    if not text:
        return text
    if pairs:
        anything = re.compile("|".join(re.escape(old) for old in pairs))
        text = anything.sub(lambda hit: pairs[hit[0]], text)
    return ANY_UUID.sub(lambda hit: str(_found(UUID(hit[0]), keys)), text) if "-" in text else text


def _fact(name: str, value: Any, keys: Mapping[Any, Any], swaps: list[tuple[str, str]]) -> Any:
    if name in NUMBERED:
        return keys[NUMBERED[name], value]
    return _swapped(value, swaps, keys) if isinstance(value, str) else value


def _chain(made: Event, first: Told, row: Event, swaps: list[tuple[str, str]], heads: dict[UUID, str]) -> None:
    """Reckon the event's hashes: of its words, of the one before it, of itself."""
    note = next((note for note in first.rows[EventNote] if note.event_id == row.pk), None)
    if note is not None:
        made.facts["note"] = timeline.digest(_swapped(note.text, swaps, {}))
    made.previous_hash = heads.get(made.subject_id, "")
    made.hash = timeline.fingerprint(made)
    heads[made.subject_id] = made.hash
