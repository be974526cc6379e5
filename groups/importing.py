"""导入小组成员 from a table: check every line, show what would change, then take all of it or nothing."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from congress import configuration, rosters, timeline
from congress.actors import Actor
from congress.models import Congress
from congress.permissions import require
from congress.rosters import Done
from congress.spreadsheets import Cells, find_header, numbered
from congress.workflow import OutOfTurn
from deputies.models import Seat
from groups.keeping.membership import name_post
from groups.member_rows import CARD, GROUP, LABELS, NAME, NEEDED, POST, POSTS, Row, read_row
from groups.models import Group, Membership, Post
from groups.permissions import may_establish

BATCH = 200


@dataclass
class Preview(rosters.Preview[Row]):
    """What a table says and what taking it would do."""

    congress: Congress = field(kw_only=True)


def check(rows: Sequence[Cells], congress: Congress, on: date) -> Preview:
    """Read every line and find what is wrong with it, or what it would change: some ten statements. Writes nothing.

    Args:
        rows: as `congress.spreadsheets.read` gave them, heading included.
        on: today; who is meant is a deputy in office on that day, and a line without a day means it.
    """
    preview = Preview(congress=congress)
    header, places = find_header(rows, LABELS)
    preview.faults += rosters.missing(NEEDED, places)
    if preview.faults:
        return preview
    preview.rows = [read_row(line, cells, places, on) for line, cells in numbered(rows, header)]
    if not preview.rows:
        preview.faults.append("只有表头，没有成员，请填好再传")
    _find_groups(preview, on)
    _find_seats(preview, on)
    clear = [row for row in preview.rows if row.group and row.seat and row.starts_on and not row.problems]
    _find_twice(clear)
    _see_members(clear, congress, on)
    _see_posts(clear)
    return preview


def _find_groups(preview: Preview, on: date) -> None:
    known = {group.name: group for group in Group.objects.filter(congress=preview.congress).on(on)}
    for row in preview.rows:
        row.group = known.get(row.values[GROUP])
        if row.values[GROUP] and row.group is None:
            row.problems.append(f"没有叫“{row.values[GROUP][:40]}”的小组，请核对名称，或者先设立")
        elif row.group and row.starts_on and not row.group.is_on(row.starts_on):
            row.problems.append("加入日期不在小组存在的日期以内")


def _find_seats(preview: Preview, on: date) -> None:
    names = {row.values[NAME] for row in preview.rows}
    seats = Seat.objects.filter(congress=preview.congress, is_placeholder=False, person__name__in=names).active(on)
    of: dict[str, list[Seat]] = {}
    for seat in seats.select_related("person", "grant").order_by("pk"):
        of.setdefault(seat.person.name, []).append(seat)
    for row in preview.rows:
        same, card = of.get(row.values[NAME], []), row.values[CARD]
        if card:
            same = [seat for seat in same if seat.card_number == card]
        if not row.values[NAME]:
            continue
        if not same:
            row.problems.append(f"本级在任的代表里没有{row.name[:20]}" + (f"（证号{card}）" if card else ""))
        elif len(same) > 1:
            row.problems.append(f"有{len(same)}位{row.name[:20]}，请写代表证号")
        elif row.starts_on and same[0].starts_on > row.starts_on:
            row.problems.append("这一天还不是本级人大的代表")
        else:
            row.seat = same[0]


def _find_twice(rows: Sequence[Row]) -> None:
    seen: dict[tuple[Any, Any], int] = {}
    leaders: dict[Any, int] = {}
    for row in rows:
        assert row.group and row.seat
        if first := seen.get((row.group.pk, row.seat.pk)):
            row.problems.append(f"重复（与第{first}行）")
        seen.setdefault((row.group.pk, row.seat.pk), row.line)
        if row.post == Post.Kind.LEADER:
            if first := leaders.get(row.group.pk):
                row.problems.append(f"一个小组只有一位组长（另一位在第{first}行）")
            leaders.setdefault(row.group.pk, row.line)


def _see_members(rows: Sequence[Row], congress: Congress, on: date) -> None:
    """Who is in already, and whether there is room by the setting; the lines above count as well."""
    most = {
        Group.Kind.ACTIVITY: configuration.value("groups.activity_most", congress, on=on),
        Group.Kind.PROFESSIONAL: configuration.value("groups.professional_most", congress, on=on),
    }
    seats = [row.seat.pk for row in rows if row.seat]
    later = Q(ends_on__isnull=True) | Q(ends_on__gte=min([row.starts_on for row in rows if row.starts_on], default=on))
    held: dict[UUID, list[tuple[Group, date | None]]] = {}
    for member in Membership.objects.filter(later, seat__in=seats).select_related("group").order_by("pk"):
        held.setdefault(member.seat_id, []).append((member.group, member.ends_on))
    for row in rows:
        assert row.group and row.seat and row.starts_on
        own = [group for group, ends_on in held.get(row.seat.pk, []) if ends_on is None or ends_on >= row.starts_on]
        row.is_member = row.group in own
        others = [group for group in own if group.kind == row.group.kind and group != row.group]
        if not row.is_member and most[Group.Kind(row.group.kind)] and len(others) >= most[Group.Kind(row.group.kind)]:
            row.problems.append(f"已经在{others[0]}，请先登记退出")
        held.setdefault(row.seat.pk, []).append((row.group, None))


def _see_posts(rows: Sequence[Row]) -> None:
    groups = {row.group.pk for row in rows if row.group and row.post}
    held = list(Post.objects.filter(group__in=groups).order_by("pk"))
    for row in rows:
        assert row.group and row.seat and row.starts_on
        of_group = [post for post in held if post.group_id == row.group.pk and post.kind == row.post]
        lasting = [post for post in of_group if post.ends_on is None or post.ends_on >= row.starts_on]
        row.holds_post = any(post.grant_id == row.seat.grant_id for post in lasting)
        if not row.post or row.holds_post:
            continue
        if row.post == Post.Kind.LEADER and any(post.starts_on >= row.starts_on for post in lasting):
            row.problems.append("这一天已经另有组长，请先登记他的免职日期")
        if row.is_member:
            row.changes = [POST]


def taking(
    rows: Sequence[Cells], congress: Congress, *, by: Actor, on: date, source: str = ""
) -> Generator[Done, None, Preview]:
    """Check the lines once more as things stand now, and take them all or none, step by step; gives what was done.

    Args:
        source: the file's fingerprint, kept with the event.
    Raises:
        OutOfTurn: when the table no longer fits, because somebody else has changed something meanwhile.
    """
    require(may_establish(by))
    with transaction.atomic():
        Congress.objects.select_for_update(no_key=True).get(pk=congress.pk)
        preview = check(rows, congress, on)
        _hold(preview)
        preview = check(rows, congress, on)
        yield from _loading(preview, by, on, source)
    return preview


def _hold(preview: Preview) -> None:
    """The seats, then the groups, in the order in which adding by hand takes them."""
    seats = {row.seat.pk for row in preview.rows if row.seat}
    groups = {row.group.pk for row in preview.rows if row.group}
    for model, keys in ((Seat, seats), (Group, groups)):
        rows: Any = model._base_manager.select_for_update(no_key=True).filter(pk__in=keys)
        list(rows.order_by("pk").values_list("pk"))


def _loading(preview: Preview, by: Actor, on: date, source: str) -> Generator[Done, None, None]:
    if not preview.can_be_loaded:
        raise OutOfTurn("这份表格有问题或没有变化，没有导入。请看最新的核对结果再决定。")
    new, changed, at = preview.new, preview.changed, timezone.now()
    total, done = len(new) + len(changed), 0
    for first in range(0, len(new), BATCH):
        some = new[first : first + BATCH]
        Membership.objects.bulk_create(
            [Membership(group=row.group, seat=row.seat, starts_on=row.starts_on or on) for row in some]
        )
        done += len(some)
        yield done, total
    of: dict[Group, list[str]] = {}
    for row in new:
        assert row.group and row.seat
        of.setdefault(row.group, []).append(str(row.seat.pk))
    for group, seats in of.items():
        timeline.record("add_members", group, by=by, at=at, is_locked=True, seats=seats)
    for row in [*new, *changed]:
        if row.post and not row.holds_post:
            assert row.group and row.seat and row.starts_on
            name_post(row.group, row.seat.grant, kind=row.post, starts_on=row.starts_on, by=by, at=at)
    yield total, total
    said = f"导入小组成员：新增{len(new)}人，登记职务{len(changed)}人。"
    facts: dict[str, Any] = {"file": source, "new": len(new), "changed": len(changed)}
    timeline.record("import_members", preview.congress, by=by, note=said, at=at, **facts)


def choices() -> dict[str, Sequence[str]]:
    """The words that the template offers."""
    return {POST: list(POSTS)}
