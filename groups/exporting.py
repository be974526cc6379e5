"""代表小组名册 as a workbook: each group with leader, members and links."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from congress import spreadsheets
from congress.actors import Actor
from congress.exporting import log_export
from congress.models import ADMINISTRATORS
from congress.permissions import ALLOWED, refuse, require
from congress.spreadsheets import Column
from groups.models import Link, Membership
from groups.models.groups import on_a_day
from groups.reading import listed, with_leaders

TITLE = "代表小组名册"
COLUMNS = [
    Column("序号", 6),
    Column("种类", 12),
    Column("小组", 30),
    Column("组长", 12),
    Column("人数", 8),
    Column("成员", 60),
    Column("联系国家机关", 24),
    Column("联系村（社区）", 24),
    Column("本季度活动", 12),
]


@transaction.atomic
def export_groups(*, by: Actor, at: datetime) -> bytes:
    """The workbook of the congress's groups today.

    Raises:
        OutOfTurn: after ten exports within an hour.
    """
    may = by.oversees and by.role not in ADMINISTRATORS
    require(ALLOWED if may else refuse("代表小组名册供人大工作机构使用。"))
    rows = _rows(by, localdate(at))
    log_export("export_groups", by=by, at=at, rows=len(rows))
    exporter = f"{by.person.name}（{by.label}）"
    return spreadsheets.export(TITLE, COLUMNS, rows, maker=by.congress.name, exporter=exporter, at=at)


def _rows(by: Actor, today: date) -> list[list[Any]]:
    groups = list(listed(by, today))
    names: dict[Any, list[str]] = {}
    members = Membership.objects.filter(on_a_day(today), group__in=groups).select_related("seat__person")
    for row in members:
        names.setdefault(row.group_id, []).append(row.seat.person.name)
    links = {
        (link.group_id, link.kind): str(link)
        for link in Link.objects.on(today).filter(group__in=groups).select_related("organ")
    }
    return [
        [
            group.number,
            group.get_kind_display(),
            group.name,
            leader,
            group.members_number,  # type: ignore[attr-defined]
            "、".join(names.get(group.pk, [])),
            links.get((group.pk, "organ"), ""),
            links.get((group.pk, "village"), ""),
            "已登记" if group.has_activity else "没有",  # type: ignore[attr-defined]
        ]
        for group, leader in with_leaders(groups, today)
    ]
