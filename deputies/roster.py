"""Taking a roster of deputies: check every row, show what would change, then load all of it or nothing."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from congress import rosters, timeline
from congress.actors import Actor
from congress.models import Congress, Grant, Person, Role, Term
from congress.rosters import Done
from congress.spreadsheets import Cells, find_header, numbered
from congress.workflow import OutOfTurn
from deputies.models import Delegation, Seat, SeatState
from deputies.roster_rows import (
    CARD,
    DELEGATION,
    ENDS,
    LABELS,
    NAME,
    NEEDED,
    PHONE,
    PINYIN,
    STARTS,
    STREET,
    UNIT,
    WORK,
    Row,
    read_row,
    streets_of,
)

BATCH = 500


@dataclass
class Preview(rosters.Preview[Row]):
    """What a roster says and what taking it would do: also delegations that are new."""

    congress: Congress = field(kw_only=True)
    term: Term | None = field(kw_only=True)
    delegations: list[str] = field(default_factory=list)

    @property
    def notes(self) -> list[str]:
        names = "、".join(self.delegations)
        return [f"将新建代表团：{names}。如是写错，请改好再传。"] if names else []


def term_of(congress: Congress, on: date) -> Term | None:
    """The term that runs on that day."""
    return congress.terms.filter(starts_on__lte=on).order_by("-number").first()


def check(rows: Sequence[Cells], congress: Congress, on: date) -> Preview:
    """Read every row and find what is wrong with it, or what it would change. Writes nothing.

    Args:
        rows: as `congress.spreadsheets.read` gave them, heading included.
        congress: whose deputies these are.
        on: the day whose term the seats belong to.
    """
    preview = Preview(congress=congress, term=term_of(congress, on))
    if preview.term is None:
        preview.faults.append(f"{congress}还没有设置{on}所在的届次，暂时不能导入名册。请先设置届次")
    header, places = find_header(rows, LABELS)
    preview.faults += rosters.missing(NEEDED, places)
    if preview.faults:
        return preview
    streets = streets_of(congress)
    preview.rows = [read_row(line, cells, places, streets) for line, cells in numbered(rows, header)]
    if not preview.rows:
        preview.faults.append("只有表头，没有代表，请填好再传")
    rosters.find_repeats(preview.rows, PHONE, CARD)
    _match(preview)
    known = set(congress.delegations.values_list("name", flat=True))
    preview.delegations = sorted({row.values[DELEGATION] for row in preview.rows} - known - {""})
    return preview


def taking(
    rows: Sequence[Cells], congress: Congress, *, by: Actor | None, on: date, source: str = ""
) -> Generator[Done, None, Preview]:
    """Check the rows once more as things stand now, and load them all or none, step by step; gives what was done.

    Raises:
        OutOfTurn: when the roster no longer fits, because somebody else has changed something meanwhile.
    """
    try:
        with transaction.atomic():
            locked = Congress.objects.select_for_update().get(pk=congress.pk)
            preview = check(rows, locked, on)
            yield from loading(preview, by=by, on=on, source=source)
    except IntegrityError as error:
        raise OutOfTurn("刚刚有人登记了同样的手机号或证号，这份名册没有导入。请重新核对。") from error
    return preview


def loading(preview: Preview, *, by: Actor | None, on: date, source: str = "") -> Generator[Done, None, None]:
    """Take the checked roster: every row, or none. Says after each batch how many rows of how many are done.

    Args:
        source: the file's fingerprint, kept with the event.
    Raises:
        OutOfTurn: when there is nothing that can be loaded.
    """
    if not preview.can_be_loaded or preview.term is None:
        raise OutOfTurn("这份名册有问题或没有变化，没有导入。请看最新的核对结果再决定。")
    new, changed = preview.new, preview.changed
    total = len(new) + len(changed)
    with transaction.atomic():
        congress = Congress.objects.select_for_update().get(pk=preview.congress.pk)
        Delegation.objects.bulk_create([Delegation(congress=congress, name=name) for name in preview.delegations])
        delegations = {row.name: row for row in congress.delegations.all()}
        for first in range(0, len(new), BATCH):
            _create(new[first : first + BATCH], preview.term, congress, delegations, by)
            yield min(first + BATCH, len(new)), total
        _free_cards(changed)
        for first in range(0, len(changed), BATCH):
            _update(changed[first : first + BATCH], delegations)
            yield len(new) + min(first + BATCH, len(changed)), total
        timeline.record(
            "import_deputies",
            congress,
            by=by,
            note=f"导入代表名册：新增{len(new)}人，变更{len(changed)}人。",
            file=source,
            new=len(new),
            changed=len(changed),
        )


def cells_of(seat: Seat, *, phone: str) -> list[Any]:
    """The row of a seat, in the order of COLUMNS; the export and the import speak of the same ten columns."""
    return [
        seat.person.name,
        seat.person.sort_key,
        phone,
        seat.card_number,
        seat.delegation.name if seat.delegation else "",
        seat.electing_unit,
        seat.work_unit,
        seat.starts_on,
        seat.ends_on,
        str(seat.branch_desk or ""),
    ]


def _match(preview: Preview) -> None:
    """Find the people and seats that are there already, in a handful of queries however long the roster is."""
    indexes = [row.phone_index for row in preview.rows if row.phone_index]
    people = {person.phone_index: person for person in Person.objects.filter(phone_index__in=indexes)}
    held = preview.congress.seats.select_related("person", "delegation", "branch_desk", "grant", "term__congress")
    all_seats = sorted(held.prefetch_related("states"), key=lambda seat: seat.starts_on)
    now = [seat for seat in all_seats if seat.term == preview.term]
    before: dict[Any, list[Seat]] = {}
    for seat in all_seats:
        if seat.term != preview.term:
            before.setdefault(seat.person_id, []).append(seat)
    seats = {seat.person_id: seat for seat in now}
    for row in preview.rows:
        row.person = people.get(row.phone_index)
        row.seat = seats.get(row.person.pk) if row.person else None
    moving = {row.seat.pk for row in preview.rows if row.seat and row.seat.card_number != row.values[CARD]}
    cards = {seat.card_number: seat for seat in now if seat.card_number and seat.pk not in moving}
    for row in preview.rows:
        if row.person:
            _check_person(row, row.person, before.get(row.person.pk, []))
        owner = cards.get(row.values[CARD])
        if owner and owner != row.seat:
            row.problems.append(
                f"代表证号已属于{owner.person.name}；如果只是换了手机号，请先由系统管理员在“人员”中更改"
            )
        if row.seat and not row.problems:
            row.changes = _changes(row, row.seat)


def _check_person(row: Row, person: Person, before: Sequence[Seat]) -> None:
    if person.name != row.values[NAME]:
        row.problems.append("这个手机号已登记在另一个姓名下，请核对姓名和号码")
    if not person.is_active:
        row.problems.append("这个人的账号已停用，请先由系统管理员启用")
    last = row.ends_on or date.max
    for seat in before:
        if row.starts_on and seat.starts_on <= last and row.starts_on <= (seat.ends_on or date.max):
            row.problems.append(f"与{seat.term}的代表资格时间重叠，请先写明上一届的任期结束")


def _changes(row: Row, seat: Seat) -> list[str]:
    """The labels of the columns in which the roster differs from the seat."""
    was = dict(zip(LABELS, cells_of(seat, phone=""), strict=True))
    now: dict[str, Any] = {**row.values, STARTS: row.starts_on, ENDS: row.ends_on, STREET: str(row.street or "")}
    skipped = {PHONE} | ({PINYIN} if not row.values[PINYIN] else set())
    changed = [label for label in was if label not in skipped and was[label] != now[label]]
    if {STARTS, ENDS} & set(changed) and len(seat.states.all()) > 1:
        row.problems.append("代表资格已暂停或终止过，任期请在代表页面办理")
    return changed


def _create(
    rows: list[Row], term: Term, congress: Congress, delegations: dict[str, Delegation], by: Actor | None
) -> None:
    people, grants, seats, states = [], [], [], []
    for row in rows:
        assert row.starts_on is not None
        if row.person is None:
            row.person = Person(name=row.values[NAME], sort_key=row.sort_key)
            row.person.set_phone(row.values[PHONE])
            row.person.set_unusable_password()
            people.append(row.person)
        dates = {"starts_on": row.starts_on, "ends_on": row.ends_on}
        granter = by.person if by else None
        grant = Grant(person=row.person, role=Role.DEPUTY, congress=congress, granted_by=granter, **dates)
        seat = Seat(
            person=row.person,
            congress=congress,
            term=term,
            grant=grant,
            delegation=delegations[row.values[DELEGATION]],
            branch_desk=row.street,
            card_number=row.values[CARD],
            electing_unit=row.values[UNIT],
            work_unit=row.values[WORK],
            **dates,
        )
        grants.append(grant)
        seats.append(seat)
        states.append(SeatState(seat=seat, state=SeatState.State.SERVING, **dates))
    Person.objects.bulk_create(people)
    Grant.objects.bulk_create(grants)
    Seat.objects.bulk_create(seats)
    SeatState.objects.bulk_create(states)


def _free_cards(rows: list[Row]) -> None:
    """A card number may go from one seat to another within the file: take away the old ones first."""
    moving = [row.seat.pk for row in rows if row.seat and CARD in row.changes]
    for first in range(0, len(moving), BATCH):
        Seat.objects.filter(pk__in=moving[first : first + BATCH]).update(card_number="")


def _update(rows: list[Row], delegations: dict[str, Delegation]) -> None:
    people, grants, states, seats = [], [], [], []
    for row in rows:
        seat = row.seat
        assert seat is not None and row.starts_on is not None
        seat.delegation, seat.branch_desk = delegations[row.values[DELEGATION]], row.street
        seat.card_number, seat.electing_unit = row.values[CARD], row.values[UNIT]
        seat.work_unit = row.values[WORK]
        if PINYIN in row.changes:
            seat.person.sort_key = row.sort_key
            people.append(seat.person)
        if {STARTS, ENDS} & set(row.changes):
            held: list[Seat | Grant | SeatState] = [seat, seat.grant, *seat.states.all()]
            for dated in held:
                dated.starts_on, dated.ends_on = row.starts_on, row.ends_on
            grants.append(seat.grant)
            states += list(seat.states.all())
        seats.append(seat)
    fields = ["delegation", "branch_desk", "card_number", "electing_unit", "work_unit", "starts_on", "ends_on"]
    Person.objects.bulk_update(people, ["sort_key"], batch_size=BATCH)
    Grant.objects.bulk_update(grants, ["starts_on", "ends_on"], batch_size=BATCH)
    SeatState.objects.bulk_update(states, ["starts_on", "ends_on"], batch_size=BATCH)
    Seat.objects.bulk_update(seats, fields, batch_size=BATCH)
