"""Whose dossier an actor reads, and of whom everybody may."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from congress import configuration
from congress.actors import Actor
from congress.models import Setting
from congress.permissions import ALLOWED, Verdict, refuse
from deputies.models import Seat, SeatQuerySet
from deputies.permissions import is_branch_desk, seats_of

SHOWS = "dossiers.has_public_page"
# Apps above: `leads(actor, on)` gives what is true of the seats that this actor leads on that day.
leads: list[Callable[[Actor, date], Q]] = []


def led(source: Callable[[Actor, date], Q]) -> Callable[[Actor, date], Q]:
    """Declare who else reads a deputy's dossier."""
    leads.append(source)
    return source


def seats_read(actor: Actor, on: date) -> SeatQuerySet:
    """The seats whose dossier this actor reads: his own, those of his roster, those of the groups that he leads."""
    seen = Q(pk__in=seats_of(actor).order_by().values("pk"))
    if actor.seat:
        seen |= Q(pk=actor.seat.pk)
    for source in leads:
        seen |= source(actor, on)
    return Seat.objects.filter(seen, is_placeholder=False)


def may_have(actor: Actor) -> Verdict:
    """A dossier of one's own: a deputy."""
    return ALLOWED if actor.seat else refuse("履职档案按代表汇编，请换成代表身份查看。")


@dataclass(frozen=True)
class Reader:
    """Whoever looks at a dossier: its own deputy, or somebody who may not see every record."""

    is_own: bool
    sees_all: bool


def reader_of(actor: Actor, seat: Seat) -> Reader:
    """Himself and whoever oversees the congress see every kind; a street and a group's leader some of them."""
    is_own = actor.seat is not None and actor.seat.pk == seat.pk
    return Reader(is_own, is_own or (actor.oversees and not is_branch_desk(actor)))


def has_public_page(seat: Seat, on: date) -> bool:
    """Its congress decided that deputies have one, he has not taken his away, and the seat is held."""
    if not (may_choose(seat, on) and seat.is_in_public):
        return False
    return Seat.objects.filter(pk=seat.pk, is_placeholder=False).active(on).exists()


def may_choose(seat: Seat, on: date) -> Verdict:
    """公开页 are there in this congress; each deputy says whether he has one."""
    shown = configuration.value("dossiers.has_public_page", seat.congress, on=on)
    return ALLOWED if shown else refuse("本级人大没有开放代表的公开页。")


def seats_in_public(on: date) -> SeatQuerySet:
    """All who have a public page on that day; two statements with the one that reads them."""
    rows = list(Setting.objects.filter(key=SHOWS, starts_on__lte=on))
    common = [row for row in rows if row.congress_id is None]
    own = {row.congress_id for row in rows if row.congress_id is not None}
    default = configuration.in_force(common)
    shown: set[UUID] = set()
    hidden: set[UUID] = set()
    for congress in own:
        found = configuration.in_force([*common, *(row for row in rows if row.congress_id == congress)])
        (shown if found and found.value is True else hidden).add(congress)
    is_shown = Q(congress__in=shown)
    if default is not None and default.value is True:
        is_shown |= ~Q(congress__in=hidden)
    return Seat.objects.filter(is_shown, hidden_at__isnull=True, is_placeholder=False).active(on)
