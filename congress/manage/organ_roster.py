"""Taking a roster of organs: check every row, show what would change, then load all of it or nothing."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from congress import rosters, timeline
from congress.actors import Actor
from congress.manage.organ_rows import (
    BRANCH,
    DEEPEST,
    KIND,
    LABELS,
    NAME,
    NEEDED,
    PARENT,
    PHONE,
    PINYIN,
    SHORT,
    Row,
    read_row,
    unknown,
)
from congress.models import Congress, Organ
from congress.rosters import Done
from congress.spreadsheets import Cells, find_header, numbered
from congress.workflow import OutOfTurn

BATCH = 500


@dataclass
class Preview(rosters.Preview[Row]):
    """What a roster says and what taking it would do, for one congress and those below."""

    congress: Congress = field(kw_only=True)


def check(rows: Sequence[Cells], congress: Congress) -> Preview:
    """Read every row and find what is wrong with it, or what it would change. Writes nothing.

    Args:
        rows: as `congress.spreadsheets.read` gave them, heading included.
        congress: whose organs these are, and those of the congresses below.
    """
    preview = Preview(congress=congress)
    header, places = find_header(rows, LABELS)
    preview.faults += rosters.missing(NEEDED, places)
    if preview.faults:
        return preview
    congresses: dict[str, Congress] = {}
    for one in Congress.objects.within(congress).order_by("-path"):
        congresses |= {one.place: one, one.name: one}
    preview.rows = [read_row(line, cells, places, congresses, congress) for line, cells in numbered(rows, header)]
    if not preview.rows:
        preview.faults.append("只有表头，没有单位，请填好再传")
    _match(preview)
    return preview


def taking(
    rows: Sequence[Cells], congress: Congress, *, by: Actor | None, source: str = ""
) -> Generator[Done, None, Preview]:
    """Check the rows once more as things stand now, and load them all or none, step by step; gives what was done.

    Args:
        by: who, permitted by the page; None when a command does it.
        source: the file's fingerprint, kept with the event.
    Raises:
        OutOfTurn: when there is nothing that can be loaded, or somebody has changed something meanwhile.
    """
    try:
        with transaction.atomic():
            locked = Congress.objects.select_for_update().get(pk=congress.pk)
            preview = check(rows, locked)
            if not preview.can_be_loaded:
                raise OutOfTurn("这份名册有问题或没有变化，没有导入。请看最新的核对结果再决定。")
            yield from _loading(preview)
            new, changed = len(preview.new), len(preview.changed)
            note = f"导入单位名册：新增{new}个，变更{changed}个。"
            timeline.record("import_organs", locked, by=by, note=note, file=source, new=new, changed=changed)
    except IntegrityError as error:
        raise OutOfTurn("刚刚有人登记了同名的单位，这份名册没有导入。请重新核对。") from error
    return preview


def _loading(preview: Preview) -> Generator[Done, None, None]:
    """The organs above before those below them, because these name them."""
    done, total = 0, len(preview.new) + len(preview.changed)
    levels = [[row for row in preview.new if row.depth == depth] for depth in range(DEEPEST + 1)]
    for rows, write in [*((level, _create) for level in levels), (preview.changed, _update)]:
        for first in range(0, len(rows), BATCH):
            part = rows[first : first + BATCH]
            write(part)
            done += len(part)
            yield done, total


def _create(rows: list[Row]) -> None:
    for row in rows:
        parent = (row.parent.organ or row.parent.made) if isinstance(row.parent, Row) else row.parent
        row.made = Organ(congress=row.congress, name=row.name, parent=parent, kind=row.kind)
        _fill(row, row.made)
    Organ.objects.bulk_create([row.made for row in rows if row.made])


def _update(rows: list[Row]) -> None:
    for row in rows:
        assert row.organ is not None
        _fill(row, row.organ)
    organs = [row.organ for row in rows if row.organ]
    Organ.objects.bulk_update(organs, ["short_name", "branch", "phone", "sort_key"], batch_size=BATCH)


def _fill(row: Row, organ: Organ) -> None:
    organ.short_name, organ.branch, organ.phone = row.values[SHORT], row.branch, row.values[PHONE]
    if row.values[PINYIN] or SHORT in row.changes or not organ.sort_key:
        organ.sort_key = row.sort_key


def _match(preview: Preview) -> None:
    """Find the organs that are there already, and each one's organ above, in a few queries however many there are."""
    held = Organ.objects.filter(congress__path__startswith=preview.congress.path).select_related("congress", "parent")
    stored = list(held)
    active = {_key(organ): organ for organ in stored if organ.is_active}
    closed = {_key(organ) for organ in stored if not organ.is_active}
    _find_parents(preview.rows, [organ for organ in stored if organ.is_active and organ.kind != Organ.Kind.INNER])
    seen: dict[tuple[Any, ...], int] = {}
    for row in sorted(preview.rows, key=lambda row: row.depth):
        row.organ = active.get(row.key)
        if row.key in seen and row.name:
            row.problems.append(f"{NAME}重复（与第{seen[row.key]}行）")
        seen.setdefault(row.key, row.line)
        if row.organ is None and row.key in closed:
            row.problems.append("这个单位已停用，请先在“单位”里启用")
        if row.organ:
            row.changes = _changes(row, row.organ)


def _key(organ: Organ) -> tuple[Any, ...]:
    return (organ.congress_id, organ.parent_id, organ.name)


def _find_parents(rows: list[Row], stored: list[Organ]) -> None:
    known = _by_name(rows, stored)
    for row in rows:
        name = row.values[PARENT]
        if name and row.congress:
            row.parent = known.get((row.congress.pk, name))
            if row.parent is None:
                names = [text for place, text in known if place == row.congress.pk]
                row.problems.append(unknown(name, "没有上级单位", names))
        elif row.kind == Organ.Kind.INNER:
            row.problems.append("内设科室要写上级单位")
    for row in [row for row in rows if row.depth > DEEPEST]:
        row.problems.append("上级单位写成了圈，或者层次太多")
    for row in [row for row in rows if row.depth > DEEPEST]:
        row.parent = None


def _by_name(rows: list[Row], stored: list[Organ]) -> dict[tuple[UUID, str], Organ | Row]:
    """What may stand above others, by congress and name or short name: what is stored before what is new."""
    known: dict[tuple[UUID, str], Organ | Row] = {}
    for row in rows:
        if row.congress and row.kind != Organ.Kind.INNER:
            known |= {(row.congress.pk, text): row for text in (row.values[SHORT], row.name) if text}
    for organ in stored:
        known |= {(organ.congress_id, text): organ for text in (organ.short_name, organ.name) if text}
    return known


def _changes(row: Row, organ: Organ) -> list[str]:
    """The labels of the columns in which the roster differs from what is stored."""
    if row.kind and row.kind != organ.kind:
        row.problems.append(f"{KIND}不能用表格更改（现在是{organ.get_kind_display()}）")
    was = {SHORT: organ.short_name, BRANCH: organ.branch, PHONE: organ.phone, PINYIN: organ.sort_key}
    now = {SHORT: row.values[SHORT], BRANCH: row.branch, PHONE: row.values[PHONE], PINYIN: row.values[PINYIN].lower()}
    return [label for label in was if was[label] != now[label] and (label != PINYIN or now[label])]
