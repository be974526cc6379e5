"""Published proposals of other places, filed as assigned ones: real titles to look at, search and learn from.

They stand under a placeholder seat that nobody signs in with. Unless they are live they are kept out of reminders,
messages and figures (`Proposal.is_live`), and their organs learn nothing from them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress import spreadsheets, timeline
from congress.actors import Actor
from congress.models import Congress, Grant, Organ, Person, Role
from congress.pinyin import sort_key
from congress.progress import Report
from deputies.models import Seat, SeatState
from proposals import drafting, routing
from proposals.models import Limit, Proposal
from proposals.suggesting.names import keys_of

NAME = "公开建议"
COLUMNS = {"title": "title", "标题": "title", "lead_organ": "lead", "主办单位": "lead", "co_organs": "joint"}
COLUMNS |= {"协办单位": "joint", "assigned_on": "on", "交办日期": "on", "source_url": "source", "来源": "source"}
COLUMNS |= {"city": "place", "year": "year", "proposal_no": "number", "id": "id"}
LONGEST_TITLE = 60


@dataclass(frozen=True)
class Row:
    """One published proposal; `line` is its number in the file."""

    line: int
    title: str
    body: str
    lead: str
    joint: tuple[str, ...]
    on: date | None


@dataclass
class Filing:
    """What a file holds and what became of it.

    Attributes:
        problems: sentences; nothing is filed while there are any.
        missing: organs that the congress does not have, with the lines that name them.
    """

    rows: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    missing: dict[str, list[int]] = field(default_factory=dict)
    filed: int = 0
    there: int = 0


def read(cells: list[spreadsheets.Cells], congress: Congress, *, may_add_organs: bool) -> Filing:
    """Read the table and find the organs of the congress by their duties' names.

    Args:
        cells: the rows of the file, a heading with at least a title and a lead organ among them.
        may_add_organs: an organ that the congress lacks is no problem, because it will be made.
    """
    found = Filing()
    heading = next((at for at, row in enumerate(cells) if "title" in _places(row).keys() & {"title"}), None)
    if heading is None or "lead" not in _places(cells[heading]):
        found.problems.append("表头要有标题（title）和主办单位（lead_organ）两列。")
        return found
    places, organs = _places(cells[heading]), _by_duty(congress)
    for line, row in enumerate(cells[heading + 1 :], heading + 2):
        values = {name: spreadsheets.text_of(row[at]) if at < len(row) else "" for name, at in places.items()}
        if any(values.values()):
            _take(found, line, values, row[places["on"]] if places.get("on", 99) < len(row) else None, organs)
    if not may_add_organs:
        found.problems += [
            f"第{'、'.join(map(str, lines))}行：本级没有“{name}”，请先登记这个单位，或加--add-organs。"
            for name, lines in found.missing.items()
        ]
    return found


def _places(row: Iterable[Any]) -> dict[str, int]:
    return {COLUMNS[name]: at for at, cell in enumerate(row) if (name := spreadsheets.text_of(cell)) in COLUMNS}


def _take(found: Filing, line: int, values: Mapping[str, str], day: Any, organs: Mapping[str, Organ]) -> None:
    title = re.sub(r"\s+", "", values["title"])
    lead = values["lead"]
    if not title or not lead:
        found.problems.append(f"第{line}行：标题和主办单位都要填。")
        return
    try:
        on = spreadsheets.day_of(day) if day not in (None, "") else None
    except ValueError:
        found.problems.append(f"第{line}行：交办日期“{day}”看不懂，请写成2026-06-20这样。")
        return
    joint = tuple(name for name in re.split(r"[;；、,，]", values.get("joint", "")) if name)
    for name in (lead, *joint):
        if _duty(name) not in organs:
            found.missing.setdefault(name, []).append(line)
    found.rows.append(Row(line, title[:LONGEST_TITLE], _body(title, values), lead, joint, on))


def _body(title: str, values: Mapping[str, str]) -> str:
    """What is known of it; the row's own number and address tell it from every other."""
    known = [values.get("place", ""), values.get("year", "") and f"{values['year']}年"]
    known.append(values.get("number", "") and f"第{values['number']}号")
    lines = [f"{title}。", f"公开的建议，只有标题。{' '.join(filter(None, known))}"]
    lines += [f"{label}：{values[name]}" for label, name in (("来源", "source"), ("编号", "id")) if values.get(name)]
    return "\n".join(lines)


def _duty(name: str) -> str:
    return next(iter(keys_of(name)), name)


def _by_duty(congress: Congress) -> dict[str, Organ]:
    """The handling organs by what they are for; of several alike the first."""
    found: dict[str, Organ] = {}
    for organ in Organ.objects.handling().filter(congress=congress).order_by("sort_key", "pk"):
        found.setdefault(_duty(organ.name), organ)
    return found


@transaction.atomic
def file_all(found: Filing, congress: Congress, *, on: date, is_live: bool, report: Report) -> None:
    """File every row that is not there yet, each assigned on its own day or, without one, on this day.

    A day before the first of the limits in force cannot be counted from; such a row is filed on this day, and its text
    keeps what is known.
    """
    seat, desk, organs = _seat(congress), _desk(congress, on), _by_duty(congress)
    for name in found.missing:
        organs.setdefault(_duty(name), _organ(congress, name))
    first = Limit.objects.order_by("starts_on").values_list("starts_on", flat=True).first()
    known = set(Proposal.objects.filter(seat=seat).values_list("title", "body"))
    for done, row in enumerate(found.rows, 1):
        if (row.title, row.body) in known:
            found.there += 1
        else:
            day = row.on if row.on and first and first <= row.on <= on else on
            _file(row, seat, desk, organs, on=day, is_live=is_live)
            found.filed += 1
        report(done, len(found.rows))


def _file(row: Row, seat: Seat, desk: Actor, organs: Mapping[str, Organ], *, on: date, is_live: bool) -> None:
    at = min(timezone.make_aware(datetime.combine(on, time(9))), timezone.now() - timedelta(minutes=15))
    lead = organs[_duty(row.lead)]
    joint = {organs[_duty(name)] for name in row.joint} - {lead}
    with timeline.carried_over(at):
        proposal = drafting.enter(
            seat=seat,
            title=row.title,
            body=row.body,
            by=desk,
            at=at,
            kind=Proposal.Kind.SUGGESTION,
            lane=Proposal.Lane.FORMAL,
            is_live=is_live,
        )
        by_name = sorted(joint, key=lambda organ: organ.sort_key)
        routing.assign(proposal, lead=lead, joint=by_name, lane=proposal.lane, by=desk, on=on)


def _person() -> Person:
    """Nobody: he has neither a phone nor a login name, and comes last in every list."""
    found = Person.objects.filter(name=NAME, login=None, phone_index=None).first()
    return found or Person.objects.create_person(NAME, sort_key="~")


def _seat(congress: Congress) -> Seat:
    if seat := Seat.objects.filter(congress=congress, is_placeholder=True, person__name=NAME).first():
        return seat
    term = congress.terms.order_by("-number")[0]
    same = {"congress": congress, "person": _person(), "starts_on": term.starts_on}
    grant = Grant.objects.create(role=Role.DEPUTY, **same)
    seat = Seat.objects.create(grant=grant, term=term, is_placeholder=True, **same)
    SeatState.objects.create(seat=seat, state=SeatState.State.SERVING, starts_on=term.starts_on)
    return seat


def _desk(congress: Congress, on: date) -> Actor:
    """Who files them: no member of the desk, so that no one's name stands under what he did not do."""
    before = on - timedelta(days=1)  # a role that is over: nobody acts under it
    rows = Grant.objects.filter(person=_person(), role=Role.DESK, congress=congress)
    return Actor(
        rows.first()
        or Grant.objects.create(person=_person(), role=Role.DESK, congress=congress, starts_on=before, ends_on=before)
    )


def _organ(congress: Congress, name: str) -> Organ:
    return Organ.objects.create(
        congress=congress,
        name=name,
        sort_key=sort_key(name)[:80],
        kind=Organ.Kind.HANDLER,
        branch=Organ.Branch.GOVERNMENT,
    )
