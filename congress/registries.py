"""Lists that higher apps put themselves on, so that lower apps never import them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from uuid import UUID

from django.apps import apps


@dataclass(frozen=True)
class Todo:
    """Something that waits for the reader: until when, what, and the one button that does it.

    Attributes:
        light, left: the colour and the words of its tag, if it has one.
        is_post: the button does something at once; otherwise it leads to a page.
    """

    due_on: date | None
    label: str
    address: str
    button: str
    light: str = ""
    left: str = ""
    is_post: bool = False


@dataclass(frozen=True)
class Waiting:
    """Rows that wait for somebody, and what is said of them.

    Attributes:
        rows: `rows(actor, today)` gives a queryset, or None where nothing ever waits for this actor.
        says: `says(rows, actor, today)` gives their lines. It is called where there are rows: the start page asks of
            all kinds in one statement whether there are any.
    """

    rows: Callable[..., Any]
    says: Callable[..., Iterable[Todo]]


@dataclass(frozen=True)
class Tile:
    """A number on a start page that opens the list it counts."""

    label: str
    number: int
    address: str
    hint: str = ""


@dataclass(frozen=True)
class Page:
    """An entry of the main navigation: who sees it, under which word, where it leads.

    Attributes:
        hides_from: of those in the roles, who has nothing to do there; asks no table.
    """

    label: str
    name: str
    roles: frozenset[str]
    order: int = 50
    hides_from: Callable[[Any], bool] = lambda actor: False


@dataclass(frozen=True)
class Measure:
    """A named count over real records: of whom, of what (a queryset), by which date.

    Attributes:
        records: `records(found)` gives those of a queryset that it counts.
        says: 口径, in the words that stand beside the number.
    """

    name: str
    label: str
    subject: str
    records: Callable[..., Any]
    says: str = ""


@dataclass(frozen=True)
class Shift:
    """A running limit that another calendar would end on another day, or on the same day but no longer presumed.

    Attributes:
        label: what runs, by number and never by the words of an opinion: administrators read this.
        address: its page, when the reader may open it.
        was, due: the stored last day, and the one by the new calendar.
        keeps: why it stays as it is all the same; empty when it moves.
    """

    label: str
    address: str
    was: date
    due: date
    keeps: str = ""


@dataclass(frozen=True)
class Purge:
    """Rows that are kept for a time only: what they are called, and `take(at)`, which deletes and counts them."""

    label: str
    take: Callable[[datetime], int]


@dataclass(frozen=True)
class Check:
    """Rows that may contradict one another: what they are called, and `find()`, a sentence for each that does.

    Attributes:
        is_slow: it reads every file, and is left out unless asked for.
    """

    label: str
    find: Callable[[], Iterable[str]]
    is_slow: bool = False


@dataclass(frozen=True)
class Gauge:
    """A number that Prometheus reads: what it counts, and `samples()`, each under its labels."""

    says: str
    samples: Callable[[], Iterable["Sample"]]


@dataclass(frozen=True)
class Recount:
    """How an app counts anew what runs, when a year's holiday plan is entered.

    Attributes:
        look: `look(plan, by, on)` gives the shifts and changes nothing.
        take: `take(plan, by, on)` moves what moves, records it, tells those concerned; says how many days changed.
    """

    look: Callable[..., list[Shift]]
    take: Callable[..., int]


@dataclass(frozen=True)
class Entry:
    """A word that a dictionary has before anybody adds or renames one."""

    code: str
    label: str
    starts_on: date


@dataclass(frozen=True)
class Dictionary:
    """A list of words that people choose from.

    Attributes:
        name: under which its rows are kept.
        label, says: what it is called on screen, and what it is for.
        entries: what it holds from the start, in order.
        prefix: what the codes of further words begin with; a word without one is its own code.
        is_open: words may be added and retired; otherwise only renamed, because rules hang on the codes.
        lasting: codes that are never retired.
        longest: how many characters a word may have.
    """

    name: str
    label: str
    says: str
    entries: tuple[Entry, ...]
    prefix: str = ""
    is_open: bool = True
    lasting: frozenset[str] = frozenset()
    longest: int = 40


@dataclass(frozen=True)
class Deed:
    """What the audit log calls a step recorded on one kind of subject.

    Attributes:
        shows_note: its words are about accounts, places and exports, and administrators read them; words about
            opinions are not for them.
    """

    label: str
    shows_note: bool = False


@dataclass(frozen=True)
class Maker:
    """How an app makes a file that takes a while.

    Attributes:
        make: `make(making, output, report)` writes the file into `output` and gives its name; `report(done, total)`
            says how far it is and raises `congress.making.Lost` once another worker has taken over.
        media_type: what browsers are told of it.
    """

    make: Callable[..., str]
    media_type: str


@dataclass(frozen=True)
class Told:
    """One step that another system may hear of: ids and moments, never words."""

    event: int
    kind: str
    at: datetime
    matter: UUID
    part: UUID | None = None


@dataclass(frozen=True)
class Feed:
    """Where other systems hear of steps from.

    Attributes:
        kinds: what may be heard of, by `proposal.submit`, and what it is called on screen.
        since: `since(actor, after, most)` gives the steps this actor may see among the next events, in their order,
            and the last event looked at.
    """

    kinds: Mapping[str, str]
    since: Callable[[Any, int, int], tuple[list[Told], int]]


@dataclass
class Registry:
    """What the apps have declared."""

    todos: list[Callable[..., Iterable[Todo]]] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    tiles: list[Callable[..., Iterable[Tile]]] = field(default_factory=list)
    panels: list[Callable[..., tuple[str, dict[str, Any]] | None]] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    settings_pages: list[Page] = field(default_factory=list)
    measures: dict[str, Measure] = field(default_factory=dict)
    offshoots: list[Callable[..., tuple[str, dict[str, Any]] | None]] = field(default_factory=list)
    reminders: dict[str, Callable[..., int]] = field(default_factory=dict)
    reminder_labels: dict[str, str] = field(default_factory=dict)
    purges: dict[str, Purge] = field(default_factory=dict)
    checks: dict[str, Check] = field(default_factory=dict)
    gauges: dict[str, Gauge] = field(default_factory=dict)
    recounts: list[Recount] = field(default_factory=list)
    dictionaries: dict[str, Dictionary] = field(default_factory=dict)
    deeds: dict[tuple[str, str], Deed] = field(default_factory=dict)
    makers: dict[str, Maker] = field(default_factory=dict)
    feeds: list[Feed] = field(default_factory=list)
    demos: list[Callable[..., None]] = field(default_factory=list)


registry = Registry()
Found = Callable[[], Iterable[str]]
Sample = tuple[Mapping[str, str], float]
Samples = Callable[[], Iterable[Sample]]


def todo(source: Callable[..., Iterable[Todo]]) -> Callable[..., Iterable[Todo]]:
    """Declare a source of things that wait for an actor and stand in no table of their own: `source(actor, today)`."""
    registry.todos.append(source)
    return source


def waiting(rows: Callable[..., Any], says: Callable[..., Iterable[Todo]]) -> None:
    """Declare rows that wait for an actor: `rows(actor, today)` or None, and `says(rows, actor, today)`."""
    registry.waiting.append(Waiting(rows, says))


def tile(source: Callable[..., Iterable[Tile]]) -> Callable[..., Iterable[Tile]]:
    """Declare a source of numbers for an actor's start page: `source(actor, today)`."""
    registry.tiles.append(source)
    return source


def panel(source: Callable[..., Any]) -> Callable[..., Any]:
    """Declare a part of a start page: `source(actor, today)` gives a template and its context, or None."""
    registry.panels.append(source)
    return source


def page(
    label: str, name: str, *roles: str, order: int = 50, hides_from: Callable[[Any], bool] = lambda actor: False
) -> None:
    """Declare an entry of the main navigation for these roles."""
    registry.pages.append(Page(label, name, frozenset(roles), order, hides_from))


def settings_page(label: str, name: str, *roles: str, order: int = 50) -> None:
    """Declare a page of dated data, in the row of links that all such pages carry."""
    registry.settings_pages.append(Page(label, name, frozenset(roles), order))


def measure(name: str, label: str, subject: str, says: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a measure; the function gives the queryset that it counts."""

    def declare(records: Callable[..., Any]) -> Callable[..., Any]:
        registry.measures[name] = Measure(name, label, subject, records, says)
        return records

    return declare


def offshoot(source: Callable[..., Any]) -> Callable[..., Any]:
    """Declare what came of a lower app's record: `source(actor, record, today)` gives a template and its context.

    None where the record is of another kind, or the reader sees nothing of it.
    """
    registry.offshoots.append(source)
    return source


def deeds(kind: str, labels: Mapping[str, str], *, shows_note: bool = False) -> None:
    """Declare what the audit log calls the steps that are recorded on subjects of this kind."""
    registry.deeds |= {(kind, step): Deed(label, shows_note) for step, label in labels.items()}


def reminder(name: str, label: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Declare a kind of reminder: `function(today)` posts what the day calls for and says how many were new."""

    def declare(post: Callable[..., int]) -> Callable[..., int]:
        registry.reminders[name] = post
        registry.reminder_labels[name] = label
        return post

    return declare


def purge(name: str, label: str) -> Callable[[Callable[[datetime], int]], Callable[[datetime], int]]:
    """Declare rows whose time runs out: `function(at)` deletes them and says how many there were."""

    def declare(take: Callable[[datetime], int]) -> Callable[[datetime], int]:
        registry.purges[name] = Purge(label, take)
        return take

    return declare


def check(name: str, label: str, *, is_slow: bool = False) -> Callable[[Found], Found]:
    """Declare what `manage.py doctor` looks for: `function()` gives a sentence for each thing it finds."""

    def declare(find: Found) -> Found:
        registry.checks[name] = Check(label, find, is_slow)
        return find

    return declare


def gauge(name: str, says: str) -> Callable[[Samples], Samples]:
    """Declare a number for Prometheus; the function gives it under each of its labels."""

    def declare(samples: Samples) -> Samples:
        registry.gauges[name] = Gauge(says, samples)
        return samples

    return declare


def recount(look: Callable[..., list[Shift]], take: Callable[..., int]) -> None:
    """Declare running dates that follow the calendar."""
    registry.recounts.append(Recount(look, take))


def maker(kind: str, media_type: str) -> Callable[[Callable[..., str]], Callable[..., str]]:
    """Declare how files of a kind are made by a worker (congress/making.py)."""

    def declare(make: Callable[..., str]) -> Callable[..., str]:
        registry.makers[kind] = Maker(make, media_type)
        return make

    return declare


def feed(kinds: Mapping[str, str], since: Callable[[Any, int, int], tuple[list[Told], int]]) -> None:
    """Declare steps that other systems may hear of."""
    registry.feeds.append(Feed(kinds, since))


def demo(tell: Callable[..., None]) -> Callable[..., None]:
    """Declare what an app adds to the demo: `tell(congress)`, once people are settled in it."""
    registry.demos.append(tell)
    return tell


def dictionary(declared: Dictionary) -> None:
    """Declare a list of words."""
    registry.dictionaries[declared.name] = declared


def load() -> None:
    """Import every app's declarations.py, once, when Django is ready."""
    for config in apps.get_app_configs():
        if find_spec(f"{config.name}.declarations"):
            import_module(f"{config.name}.declarations")
