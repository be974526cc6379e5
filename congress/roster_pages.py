"""The pages of a roster, whatever it lists: upload, look, take; a template, and one's own rows with what is wrong.

A long roster is taken while its page arrives: each batch adds a line, without any script. Whoever closes the page
before the end has taken nothing.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate

from congress import kept_tables, spreadsheets
from congress.actors import Actor
from congress.models import StoredFile
from congress.permissions import Verdict, require
from congress.requests import PortalRequest
from congress.rosters import Done, Preview, finished
from congress.spreadsheets import Cells, Column
from congress.table_form import TableForm
from congress.workflow import OutOfTurn

SHOWN = 100
AT_ONCE = 500
HERE = "<!-- progress -->"


@dataclass(frozen=True)
class Roster:
    """One kind of roster.

    Attributes:
        title: 代表名册.
        unit: what one line is: 人, 个.
        columns, notes: the table, and what each column wants.
        choices: the words that the template offers, by column.
        may: who may take one.
        check: what the rows would do; writes nothing.
        taking: takes them step by step, all or none.
        index, page, problems: the names of the list's page, of the preview's and of the returned table's.
    """

    title: str
    unit: str
    columns: Sequence[Column]
    notes: Mapping[str, str]
    choices: Callable[[Actor], Mapping[str, Sequence[str]]]
    may: Callable[[Actor], Verdict]
    check: Callable[[Sequence[Cells], Actor, date], Preview[Any]]
    taking: Callable[[Sequence[Cells], Actor, date, str], Generator[Done, None, Preview[Any]]]
    index: str
    page: str
    problems: str

    @property
    def labels(self) -> list[str]:
        return [column.label for column in self.columns]


def choose(request: PortalRequest, roster: Roster, template: str) -> HttpResponse:
    """Choose the file."""
    require(roster.may(request.actor))
    form = TableForm.sent(request)
    if form.is_valid():
        file = kept_tables.keep(form.cleaned_data["table"], request.session, by=request.actor)
        return redirect(roster.page, pk=file.pk)
    return render(request, template, {"form": form, "columns": roster.columns, "notes": roster.notes})


def look(request: PortalRequest, roster: Roster, template: str, pk: UUID) -> HttpResponseBase:
    """What the file says and would change; pressing the button takes all of it."""
    actor, today = request.actor, localdate()
    require(roster.may(actor))
    if kept_tables.was_taken(pk, request.session):
        messages.info(request, f"这份{roster.title}已经导入过了，没有重复导入。")
        return redirect(roster.index)
    file = kept_tables.find(pk, request.session, by=actor)
    rows = kept_tables.rows_of(file)
    if request.method != "POST":
        found = roster.check(rows, actor, today)
        context = {"file": file, "preview": found, "shown": SHOWN, "roster": roster}
        return render(request, template, context)
    steps = roster.taking(rows, actor, today, file.sha256)
    if len(rows) > AT_ONCE:
        return _told(request, roster, file, steps)
    done = finished(steps)
    kept_tables.taken(file, request.session)
    messages.success(request, _outcome(roster, done))
    return redirect(roster.index)


def problems(request: PortalRequest, roster: Roster, pk: UUID) -> HttpResponse:
    """The user's own rows with what is wrong in each."""
    require(roster.may(request.actor))
    file = kept_tables.find(pk, request.session, by=request.actor)
    rows = kept_tables.rows_of(file)
    header, _ = spreadsheets.find_header(rows, roster.labels)
    found = roster.check(rows, request.actor, localdate())
    content = spreadsheets.with_problems(rows, header, found.problems())
    return spreadsheets.download(content, f"{file.name.rpartition('.')[0] or roster.title}（问题）.xlsx")


def template(request: PortalRequest, roster: Roster) -> HttpResponse:
    """An empty roster to fill in."""
    require(roster.may(request.actor))
    content = spreadsheets.template(roster.title, roster.columns, dict(roster.notes), roster.choices(request.actor))
    return spreadsheets.download(content, f"{roster.title}模板.xlsx")


def _outcome(roster: Roster, done: Preview[Any]) -> str:
    unit = roster.unit
    changed = f"变更{len(done.changed)}{unit}，{done.unchanged}{unit}没有变化"
    return f"{roster.title}已导入：新增{len(done.new)}{unit}，{changed}。"


def _with_end(steps: Generator[Done, None, Preview[Any]]) -> Generator[Done | Preview[Any], None, None]:
    """Each step, and last what they led to."""
    end = yield from steps
    yield end


def _told(
    request: PortalRequest, roster: Roster, file: StoredFile, steps: Generator[Done, None, Preview[Any]]
) -> StreamingHttpResponse:
    """The page that grows while the roster is taken."""
    page = render_to_string("congress/loading.html", {"roster": roster, "file": file}, request)
    head, _, tail = page.partition(HERE)

    def lines() -> Iterator[str]:
        yield head
        address, words, result = reverse(roster.index), f"返回{roster.title}", ""
        try:
            with closing(_with_end(steps)) as told:  # a page that is closed half-way takes the transaction back
                for step in told:
                    if isinstance(step, Preview):
                        kept_tables.taken(file, request.session)
                        request.session.save()  # the middleware has saved it before the page began
                        result = _outcome(roster, step)
                    else:
                        yield format_html("<li>已写入{}行，共{}行</li>", *step)
        except OutOfTurn as refusal:
            result, address, words = str(refusal), reverse(roster.page, args=[file.pk]), "看核对结果"
        yield format_html(
            '</ol><p class="notice">{}</p><p><a class="button" href="{}">{}</a></p>', result, address, words
        )
        yield tail

    response = StreamingHttpResponse(lines())
    response["X-Accel-Buffering"] = "no"  # nginx passes each line on at once
    return response
