"""Lists of proposals: who sees which, filtered by the address, each row with its word and its light."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from congress import configuration
from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Congress, Organ, Role
from congress.registries import registry
from congress.remembered import once
from deputies.models import Delegation
from proposals.clocks import Light
from proposals.models import Assignment, Clock, Proposal, ProposalQuerySet, Reply
from proposals.searching import narrowed
from proposals.showing import author_for, clocks_for, light_of, state_word

# Measures that the filter of states offers too.
STRUCK_OFF = {"cleared": "销号", "promising": "办结，承诺还没有了结"}
FORMAL = "formal"  # both kinds with which the law is strict
KINDS = {kind: (kind,) for kind in Proposal.Kind.values} | {FORMAL: (Proposal.Kind.SUGGESTION, Proposal.Kind.MOTION)}
NONE = "-"  # of an address: those without a category, without a delegation
KIND_WORDS = {**{kind.value: str(kind.label) for kind in Proposal.Kind}, FORMAL: "议案和建议"}
OUTCOMES = {letter: f"class_{letter.lower()}" for letter in Reply.Outcome.values}


@dataclass(frozen=True)
class Row:
    """One line of a list."""

    proposal: Proposal
    state: str
    light: Light | None
    organs: str
    author: str
    assignment: Assignment | None = None
    is_key: bool = False


def listed(actor: Actor, parameters: Mapping[str, str]) -> ProposalQuerySet:
    """What the actor may see, narrowed by the address's filters and words; filters that mean nothing are ignored."""
    found, query = filtered(actor, parameters), parameters.get("q", "")
    return narrowed(found, query, actor) if query else found


def filtered(actor: Actor, parameters: Mapping[str, str]) -> ProposalQuerySet:
    """The same without its words."""
    found = Proposal.objects.visible_to(actor)
    if state := parameters.get("state"):
        found = _of_state(found, state, actor)
    if parameters.get("kind") in KINDS:
        found = found.filter(kind__in=KINDS[parameters["kind"]])
    if parameters.get("lane") in Proposal.Lane.values:
        found = found.filter(lane=parameters["lane"])
    if category := parameters.get("category", ""):
        found = found.filter(category="" if category == NONE else category[:20])
    if parameters.get("delegation") == NONE:
        found = found.filter(seat__delegation=None)
    elif delegation := number_of(parameters.get("delegation", "")):
        found = found.filter(seat__delegation=delegation)
    if parameters.get("key") == "1":
        found = found.key()
    found = _of_topic(_of_organ(found, parameters), parameters)
    return _of_time(_of_place(found, parameters), parameters)


def _of_organ(found: ProposalQuerySet, parameters: Mapping[str, str]) -> ProposalQuerySet:
    """Counted by a measure, answered in a class; of an organ: by its own part, and else those it has to do with."""
    organ = uuid_of(parameters.get("organ", ""))
    asked = (parameters.get("measure", ""), OUTCOMES.get(parameters.get("outcome", ""), ""))
    counted = [registry.measures[name] for name in asked if name in registry.measures]
    for one in counted:
        found = one.records(found, organ)
    if organ and not counted:
        found = found.filter(Exists(Assignment.objects.current().filter(proposal=OuterRef("pk"), organ=organ)))
    return found


def _of_topic(found: ProposalQuerySet, parameters: Mapping[str, str]) -> ProposalQuerySet:
    """Written from one topic of the shelf."""
    topic = uuid_of(parameters.get("topic", ""))
    return found.filter(topic=topic) if topic else found


def scope(parameters: Mapping[str, str]) -> str:
    """In words, what a list was opened for by a number, a tile or a cell: 淮北市及下级 · 2026年 · 办结的月度意见."""
    words = [*_whose(parameters)]
    if category := parameters.get("category", "")[:20]:
        words.append("未分类" if category == NONE else category)
    for name in ("months", "year"):
        if of := _month(f"{parameters.get(name, '')[:4]}-01"):
            words.append(f"{of.year}年")
    if uuid_of(parameters.get("topic", "")):
        words.append("按一个参考选题写的")
    for name in (parameters.get("measure", ""), OUTCOMES.get(parameters.get("outcome", ""), "")):
        if counted := registry.measures.get(name):
            words.append(counted.label)
    return " · ".join(words)


def _whose(parameters: Mapping[str, str]) -> Iterator[str]:
    """Of which congress, delegation and organ."""
    for name, of_all in (("congress", "本级"), ("within", "")):
        if congress := _congress(parameters.get(name, "")):
            yield f"{congress.place}{of_all}"
    if delegation := number_of(parameters.get("delegation", "")):
        yield from Delegation.objects.filter(pk=delegation).values_list("name", flat=True)
    if organ := uuid_of(parameters.get("organ", "")):
        yield from map(str, Organ.objects.filter(pk=organ))


def _of_place(found: ProposalQuerySet, parameters: Mapping[str, str]) -> ProposalQuerySet:
    """Put forward in one congress, or in one and all below it; named by code."""
    if code := parameters.get("congress", ""):
        found = found.filter(congress=_congress(code))
    if code := parameters.get("within", ""):
        congress = _congress(code)
        found = found.filter(congress__in=Congress.objects.within(congress)) if congress else found.none()
    return found


def _congress(code: str) -> Congress | None:
    return once(("congress", code[:8]), lambda: Congress.objects.filter(code=code[:8]).first()) if code else None


def _of_time(found: ProposalQuerySet, parameters: Mapping[str, str]) -> ProposalQuerySet:
    """Counted in one month, in the months of one year, or sent in one year."""
    if month := _month(parameters.get("month", "")):
        found = found.filter(month=month)
    if months := _month(f"{parameters.get('months', '')[:4]}-01"):
        found = found.filter(month__year=months.year)
    if year := _month(f"{parameters.get('year', '')[:4]}-01"):
        found = found.filter(submitted_at__year=year.year)
    return found


def _of_state(found: ProposalQuerySet, state: str, actor: Actor) -> ProposalQuerySet:
    """Its own state, 销号 or not (measures of those names), or the state of an organ's part."""
    if state in Proposal.State.values:
        return found.filter(state=state)
    if state in STRUCK_OFF:
        return registry.measures[state].records(found)
    return _by_assignment(found, state, actor)


def _by_assignment(found: ProposalQuerySet, state: str, actor: Actor) -> ProposalQuerySet:
    if state not in Assignment.State.values:
        return found
    rows = Assignment.objects.filter(proposal=OuterRef("pk"), state=state)
    if actor.role in (Role.HANDLER, Role.ORGAN_LEADER):
        rows = rows.filter(organ=actor.organ)
    return found.filter(Exists(rows))


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01") if text else None
    except ValueError:
        return None


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def number_of(text: str) -> int:
    """The key of a row in an address; 0 for what is no number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def triage_queue(actor: Actor, parameters: Mapping[str, str]) -> ProposalQuerySet:
    """What waits for this desk: its own past the minutes of undo, and what another asks it to take; oldest first."""
    minutes = configuration.value("opinion.undo_minutes", actor.congress, on=timezone.localdate())
    entered = timezone.now() - timedelta(minutes=minutes)
    ripe = Q(submitted_at__lte=entered) | Q(entered_by__isnull=False)
    in_the_hall = Q(kind=Proposal.Kind.MOTION, state__in=Proposal.WAITING)
    own = Q(holder=actor.congress, state__in=Proposal.TO_ASSIGN) & ripe & ~in_the_hall
    asked = Q(transfer_to=actor.congress, state=Proposal.State.ESCALATED)
    return listed(actor, parameters).filter(own | asked).order_by("submitted_at")


def rows_of(proposals: Any, actor: Actor, *, today: date) -> list[Row]:
    """The lines of one page: a fixed number of queries however long the page is."""
    current = Assignment.objects.current().select_related("organ")
    running = Clock.objects.running().select_related("reply", "promise__reply")
    page = (
        proposals.with_mark()
        .select_related("seat__person", "transfer_to", "delegation")
        .prefetch_related(
            Prefetch("assignments", current, to_attr="in_hands"), Prefetch("all_clocks", running, to_attr="running")
        )
    )
    calendar = current_calendar()
    rows = []
    for proposal in page:
        mine = [row for row in proposal.in_hands if actor.organ and row.organ_id == actor.organ.pk]
        is_organ = actor.role in (Role.HANDLER, Role.ORGAN_LEADER)
        shown = mine if is_organ else proposal.in_hands
        ids = {row.pk for row in mine}
        clocks = clocks_for(proposal.running, actor, ids)
        rows.append(
            Row(
                proposal=proposal,
                state=state_word(proposal, actor, shown),
                light=light_of(clocks, actor, today=today, calendar=calendar),
                organs="、".join(str(row.organ) for row in proposal.in_hands if row.part != Assignment.Part.JOINT),
                author=author_for(proposal, actor),
                assignment=mine[0] if mine else None,
                is_key=proposal.is_key,
            )
        )
    return rows
