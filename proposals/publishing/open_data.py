"""开放数据: public copies for machines, each change of them in order, with a dictionary of the fields.

A row keeps its id for ever. What is withdrawn stays as a row without words, so that whoever has a copy deletes it.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from congress import timeline
from proposals.models import Publication, PublicationQuerySet

MOST, USUAL = 500, 100
YEARS = range(2000, 2200)  # in which something may have changed; others overflow elsewhere
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # what a spreadsheet may take for a formula


class Unfit(ValueError):
    """A parameter that means nothing; says so in Chinese."""


@dataclass(frozen=True)
class Field:
    """One field: its name, its type, what it means, whether a withdrawn row has it, whether it stands in the table."""

    name: str
    kind: str
    says: str
    is_lasting: bool = False
    is_list: bool = False


FIELDS = (
    Field("id", "UUID", "这一件的标识，永远不变", is_lasting=True),
    Field("number", "文字", "编号，也是网页地址的最后一段", is_lasting=True),
    Field("state", "文字", "published：公开；withdrawn：已撤回公开，请删去您保存的内容", is_lasting=True),
    Field("changed_at", "时间（ISO 8601）", "最近一次公开或者撤回公开的时间", is_lasting=True),
    Field("url", "文字", "网页地址", is_lasting=True),
    Field("congress", "文字", "提出这一件的人大"),
    Field("year", "整数", "提出的年份"),
    Field("kind", "文字", "月度意见、建议或者议案"),
    Field("category", "文字", "类别；没有分类的为空"),
    Field("author", "文字", "代表；按人大的规定只写姓、写全名或者不写"),
    Field("put_forward_on", "日期（ISO 8601）", "提出日期"),
    Field("title", "文字", "标题（案由）"),
    Field("body", "文字", "内容（案据）；个人信息已经遮去"),
    Field("plan", "文字", "方案；只有议案才有"),
    Field("replies", "列表", "各承办单位的答复，每一项的字段在下面一张表", is_list=True),
)
OF_A_REPLY = (
    Field("organ", "文字", "承办单位"),
    Field("outcome", "文字", "办理结果：A、B或者C"),
    Field("outcome_label", "文字", "办理结果的意思"),
    Field("signed_on", "日期（ISO 8601）", "答复日期"),
    Field("text", "文字", "答复内容；个人信息已经遮去"),
)
COLUMNS = [field.name for field in FIELDS if not field.is_list]
COLUMNS += [f"reply_{field.name}" for field in OF_A_REPLY]


@dataclass(frozen=True)
class Page:
    """Some rows in the order of their last change, and where the next ones begin; empty at the end."""

    rows: list[Publication]
    after: str


def settled() -> PublicationQuerySet:
    """Changes of which none can come in between any more: no request takes longer (timeline.IN_FLIGHT)."""
    return Publication.objects.seen_once().filter(changed_at__lte=timezone.now() - timeline.IN_FLIGHT)


def version() -> str:
    """Another one whenever there is something new to fetch."""
    return str(settled().aggregate(last=Max("changed_at"))["last"])


def page(parameters: Mapping[str, str]) -> Page:
    """What has changed since a day or moment, or after the row that a page before ended with.

    Args:
        parameters: `since` a day or a moment, `after` as a page gave it, `limit` up to 500.
    Raises:
        Unfit: one of them means nothing.
    """
    rows, most = settled(), _limit(parameters.get("limit", ""))
    if after := parameters.get("after", ""):
        at, key = _place(after)
        rows = rows.filter(Q(changed_at__gt=at) | Q(changed_at=at, id__gt=key))
    elif since := parameters.get("since", ""):
        rows = rows.filter(changed_at__gte=moment(since))
    rows = rows.select_related("congress").prefetch_related("replies").order_by("changed_at", "id")
    found = list(rows.defer("search_text", "masked_words")[: most + 1])
    shown = found[:most]
    return Page(shown, f"{shown[-1].changed_at.isoformat()}~{shown[-1].pk}" if len(found) > most else "")


def _limit(text: str) -> int:
    if not text:
        return USUAL
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:6]) <= MOST):
        raise Unfit(f"limit应为1到{MOST}的整数。")
    return int(text)


def _place(text: str) -> tuple[datetime, UUID]:
    at, _, key = text.partition("~")
    try:
        return moment(at), UUID(key)
    except ValueError as error:
        raise Unfit("after应照抄上一页给出的值。") from error


def moment(text: str) -> datetime:
    """2026-11-01 (its beginning, Beijing time) or 2026-11-01T08:00:00+08:00; on its way a + may become a space."""
    at: datetime | None
    try:
        day = datetime.combine(date.fromisoformat(text), time.min) if len(text) == 10 else None
        at = day or parse_datetime(text.replace(" ", "+"))
    except ValueError:
        at = None
    if at is None or at.year not in YEARS:
        raise Unfit("since应写成2026-11-01或者2026-11-01T08:00:00+08:00。")
    return at if timezone.is_aware(at) else timezone.make_aware(at)


def record(row: Publication, root: str) -> dict[str, Any]:
    """One row for JSON; of a withdrawn one nothing but that it is.

    Args:
        root: scheme and host before addresses.
    """
    said: dict[str, Any] = {
        "id": str(row.pk),
        "number": row.number,
        "state": row.state,
        "changed_at": timezone.localtime(row.changed_at).isoformat(),
        "url": f"{root}{row.get_absolute_url()}",
    }
    if not row.is_public:
        return said
    said |= {name: getattr(row, name) for name in ("year", "category", "author", "title", "body", "plan")}
    said |= {"congress": row.congress.name, "kind": row.get_kind_display()}
    said["put_forward_on"] = row.put_forward_on.isoformat()
    said["replies"] = [
        {
            "organ": reply.organ,
            "outcome": reply.outcome,
            "outcome_label": reply.outcome_label,
            "signed_on": reply.signed_on.isoformat(),
            "text": reply.text,
        }
        for reply in row.replies.all()
    ]
    return {field.name: said[field.name] for field in FIELDS}


def table(rows: Iterable[Publication], root: str) -> str:
    """The same as CSV: a line each, several replies in one cell below each other, nothing that runs as a formula."""
    output = io.StringIO(newline="")
    writer = csv.writer(output, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        said = record(row, root)
        replies = said.pop("replies", [])
        said |= {f"reply_{field.name}": "\n\n".join(each[field.name] for each in replies) for field in OF_A_REPLY}
        writer.writerow([harmless(str(said.get(name, ""))) for name in COLUMNS])
    return "\ufeff" + output.getvalue()  # without the mark a spreadsheet takes it for GBK


def harmless(cell: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.lstrip(" \n\u3000").startswith(FORMULAS) or cell.startswith(FORMULAS) else cell
