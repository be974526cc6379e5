"""Importing the roster: upload, look, take."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from congress import kept_tables, spreadsheets
from congress.permissions import require
from congress.requests import PortalRequest
from congress.table_form import TableForm
from deputies import roster, roster_rows
from deputies.permissions import may_import

SHOWN = 100


@require_http_methods(["GET", "POST"])
def load(request: PortalRequest) -> HttpResponse:
    """Choose the file."""
    require(may_import(request.actor))
    form = TableForm.sent(request)
    if form.is_valid():
        file = kept_tables.keep(form.cleaned_data["table"], request.session, by=request.actor)
        return redirect("deputies:preview", pk=file.pk)
    context = {"form": form, "columns": roster_rows.COLUMNS, "notes": roster_rows.NOTES}
    return render(request, "deputies/import.html", context)


@require_http_methods(["GET", "POST"])
def preview(request: PortalRequest, pk: UUID) -> HttpResponse:
    """What the file says and would change; pressing the button takes all of it."""
    actor = request.actor
    require(may_import(actor))
    if kept_tables.was_taken(pk, request.session):
        messages.info(request, "这份名册已经导入过了，没有重复导入。")
        return redirect("deputies:index")
    file = kept_tables.find(pk, request.session, by=actor)
    rows = kept_tables.rows_of(file)
    if request.method == "POST":
        done = roster.take(rows, actor.congress, by=actor, on=localdate(), source=file.sha256)
        kept_tables.taken(file, request.session)
        said = f"名册已导入：新增{len(done.new)}人，变更{len(done.changed)}人，{done.unchanged}人没有变化。"
        messages.success(request, said)
        return redirect("deputies:index")
    found = roster.check(rows, actor.congress, localdate())
    context = {"file": file, "preview": found, "shown": SHOWN}
    return render(request, "deputies/preview.html", context)


@require_safe
def problems(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The user's own rows with what is wrong in each."""
    require(may_import(request.actor))
    file = kept_tables.find(pk, request.session, by=request.actor)
    rows = kept_tables.rows_of(file)
    header, _ = spreadsheets.find_header(rows, roster_rows.LABELS)
    found = roster.check(rows, request.actor.congress, localdate())
    content = spreadsheets.with_problems(rows, header, found.problems())
    return spreadsheets.download(content, f"{file.name.rpartition('.')[0] or '名册'}（问题）.xlsx")


@require_safe
def template(request: PortalRequest) -> HttpResponse:
    """An empty roster to fill in."""
    require(may_import(request.actor))
    choices = roster_rows.choices(request.actor.congress)
    content = spreadsheets.template("代表名册", roster_rows.COLUMNS, roster_rows.NOTES, choices)
    return spreadsheets.download(content, "代表名册模板.xlsx")
