"""履职参考: looked up, printed, written from by deputies; kept by the desk."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress import files
from congress.downloads import respond
from congress.interrupted import keeps_words, typed_into
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from proposals.drafting import Overwritten
from proposals.forms.shelf import EntryForm, ShelfFilterForm, TakeOffForm, kind_choices
from proposals.models import Proposal, ShelfEntry
from proposals.shelf import making, reading, shelving, taking_up, writing
from proposals.shelf.permissions import may_change_entry, may_keep_shelf, may_read_shelf, may_take_up
from proposals.views.finding import proposal_or_404

PAGE = 20
# What a deputy may begin from an entry of a kind, for motions or not: the kind of paper and what the button says.
WAYS_UP = {
    ("topic", False): (("opinion", "按这个选题写一条"), ("suggestion", "按这个选题提一件建议")),
    ("model", False): (("opinion", "用作提纲，写一条"), ("suggestion", "用作提纲，提一件建议")),
    ("model", True): (("motion", "用作提纲，提一件议案"),),
}
KEPT_PAGE = 50


def entry_or_404(request: PortalRequest, pk: UUID) -> ShelfEntry:
    """The entry, when this actor may read it."""
    seen = ShelfEntry.objects.visible_to(request.actor)
    return get_object_or_404(seen.select_related("congress", "file", "replaced_by", "proposal__seat__person"), pk=pk)


@require_safe
def shelf(request: PortalRequest) -> HttpResponse:
    """What stands on it, of the reader's congress and of those above."""
    actor = request.actor
    require(may_read_shelf(actor))
    rows = reading.in_order(reading.found(actor, request.GET))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    filters = ShelfFilterForm(request.GET, actor=actor, years=reading.years(actor))
    context = {
        "page": page,
        "filters": filters,
        "today": timezone.localdate(),
        "may_keep": bool(may_keep_shelf(actor)),
    }
    return render(request, "proposals/shelf.html", context)


@require_safe
def shelf_entry(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One entry, ready to be printed; its matter for those who may read that."""
    entry, actor = entry_or_404(request, pk), request.actor
    keeps = bool(may_change_entry(actor, entry))
    of_matter = Proposal.objects.visible_to(actor).filter(pk=entry.proposal_id) if entry.proposal_id else None
    seen = ShelfEntry.objects.visible_to(actor)
    context = {
        "entry": entry,
        "today": timezone.localdate(),
        "replaced_by": seen.filter(pk=entry.replaced_by_id).first() if entry.replaced_by_id else None,
        "replaces": seen.filter(replaced_by=entry).defer("text") if entry.kind == ShelfEntry.Kind.RULE else [],
        "matter": of_matter.first() if of_matter is not None else None,
        "may_change": keeps,
        "written_number": reading.written_from(entry, actor) if keeps and entry.year else 0,
        "may_take_up": entry.is_shelved and bool(may_take_up(actor)),
        "takes_up": WAYS_UP.get((entry.kind, entry.paper == ShelfEntry.Paper.MOTION), ()),
        "changes": reading.changes(entry) if keeps else [],
    }
    return render(request, "proposals/shelf_entry.html", context)


@require_safe
def shelf_entry_file(request: PortalRequest, pk: UUID) -> HttpResponseBase:
    """Its attached file."""
    entry = entry_or_404(request, pk)
    if entry.file is None:
        raise Http404
    return respond(entry.file)


@require_safe
def shelf_entries(request: PortalRequest) -> HttpResponse:
    """The desk's own, in whatever state, each topic with how many wrote from it."""
    actor = request.actor
    require(may_keep_shelf(actor))
    rows = reading.with_written(reading.in_order(reading.kept_by(actor, request.GET)), actor)
    page = Paginator(rows, KEPT_PAGE).get_page(request.GET.get("page"))
    number, kinds = reading.counts(actor.congress), kind_choices(actor)
    states = ShelfEntry.State
    context = {
        "page": page,
        "kinds": kinds,
        "states": states.choices,
        "table": [
            (code, label, [(state.value, number.get((code, state.value), 0)) for state in states])
            for code, label in kinds
        ],
        "filters": ShelfFilterForm(request.GET, actor=actor, years=reading.years(actor)),
        "today": timezone.localdate(),
    }
    return render(request, "proposals/shelf_entries.html", context)


@keeps_words("proposals:write_entry")
@require_http_methods(["GET", "POST"])
def write_entry(request: PortalRequest, kind: str) -> HttpResponse:
    """编写一条 of this kind: a draft."""
    actor, typed = request.actor, typed_into(request)
    require(may_keep_shelf(actor))
    if kind not in ShelfEntry.Kind.values:
        raise Http404
    form = EntryForm(typed, request.FILES or None, kind=kind, actor=actor, submit="存为草稿")
    if request.method == "POST" and form.is_valid() and (fields := _written(request, form)) is not None:
        with said_at(form, _where(form)):
            entry = writing.write_entry(kind=kind, by=actor, **fields)
            messages.success(request, "已存为草稿。看过以后按“上架”，代表就能看到。")
            return redirect(entry)
    context = {"form": form, "kind": kind, "today": timezone.localdate()}
    return render(request, "proposals/write_entry.html", context)


@keeps_words("proposals:change_entry")
@require_http_methods(["GET", "POST"])
def change_entry(request: PortalRequest, pk: UUID) -> HttpResponse:
    """修改: what a colleague saved meanwhile is shown beside what was typed."""
    entry, actor, typed = entry_or_404(request, pk), request.actor, typed_into(request)
    require(may_change_entry(actor, entry))
    form = EntryForm(typed, request.FILES or None, instance=entry, kind=entry.kind, actor=actor, submit="保存")
    if request.method == "POST" and form.is_valid() and (fields := _written(request, form)) is not None:
        stored = entry_or_404(request, pk)
        with said_at(form, _where(form)):
            try:
                writing.change_entry(stored, seen=form.cleaned_data["version"], by=actor, **fields)
            except Overwritten:
                return render(request, "proposals/entry_overwritten.html", {"entry": stored, "form": form}, status=409)
            messages.success(request, "已保存。")
            return redirect(stored)
    return render(request, "proposals/change_entry.html", {"entry": entry, "form": form})


def _where(form: EntryForm) -> str:
    """At which field a refusal of the deed is said: rules are refused for what replaces them, words for words."""
    return "replaced_by" if form.cleaned_data.get("replaced_by") else "text"


def _written(request: PortalRequest, form: EntryForm) -> dict[str, Any] | None:
    """The columns as typed, with what was uploaded; None where the file is not fit, which the form then says."""
    upload: Any = form.cleaned_data.get("upload")
    try:
        file = files.store(upload, by=request.actor.person) if upload else None
    except ValidationError as problem:
        form.add_error("upload", problem)
        return None
    return form.written(file)


@require_POST
def put_on_shelf(request: PortalRequest, pk: UUID) -> HttpResponse:
    """上架: all deputies read it from now on."""
    entry = entry_or_404(request, pk)
    version = request.POST.get("version", "")
    seen = int(version) if version.isascii() and version.isdecimal() and len(version) < 9 else entry.version
    shelving.put_on_shelf(entry, seen=seen, by=request.actor)
    messages.success(request, f"《{entry.title}》已上架，代表写建议时能看到。")
    return redirect(entry)


@require_http_methods(["GET", "POST"])
def take_off(request: PortalRequest, pk: UUID) -> HttpResponse:
    """下架, with the reason."""
    entry = entry_or_404(request, pk)
    require(may_change_entry(request.actor, entry))
    form = TakeOffForm(request.POST or None)
    if form.is_valid():
        shelving.take_off(entry, by=request.actor, **form.cleaned_data)
        messages.success(request, f"《{entry.title}》已下架。")
        return redirect(entry)
    return render(request, "proposals/take_off.html", {"entry": entry, "form": form})


@require_POST
def take_up(request: PortalRequest, pk: UUID) -> HttpResponse:
    """按这个选题写一条、用作提纲: a draft of the deputy's."""
    entry = entry_or_404(request, pk)
    wanted = request.POST.get("kind", "")
    kind = wanted if wanted in Proposal.Kind.values else Proposal.Kind.OPINION
    draft = taking_up.take_up(entry, kind=kind, by=request.actor)
    return redirect("proposals:edit", draft.pk)


@require_POST
def make_entry(request: PortalRequest, pk: UUID) -> HttpResponse:
    """由办结件整理 a case or a model text: a draft, to be looked over before it goes on the shelf."""
    proposal = proposal_or_404(request, pk)
    require(making.may_make_entry(request.actor, proposal))
    kind = request.POST.get("kind", "")
    entry = making.make_entry(proposal, kind=kind or ShelfEntry.Kind.CASE, by=request.actor)
    messages.success(request, "已整理成草稿，请通读一遍再上架。系统找不全个人信息。")
    return redirect("proposals:change_entry", entry.pk)
