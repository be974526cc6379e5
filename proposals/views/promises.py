"""承诺台账, and one promise with what organ, deputy and desk do with it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from congress import files, spreadsheets
from congress.calendar_table import current_calendar
from congress.downloads import respond
from congress.patience import patient
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from congress.workflow import OutOfTurn
from proposals.clocks import light
from proposals.forms.promises import (
    AskPromiseExtensionForm,
    ConfirmForm,
    DecidePromiseExtensionForm,
    FailForm,
    LedgerForm,
    ProgressForm,
    ReportDoneForm,
    VerifyForm,
)
from proposals.models import Promise, PromiseReport, with_confirmations
from proposals.permissions import may_judge_promise, may_keep_promise, may_watch
from proposals.promises import confirming, exporting, extending, failing, reporting
from proposals.promises.guards import DEPUTY, has_deputy, said_by
from proposals.promises.ledger import TITLE, ledger_rows, listed_promises, may_see_ledger
from proposals.promises.rates import rates_of
from proposals.showing import author_for
from proposals.views.finding import promise_or_404
from proposals.workflow import promise_steps

PAGE = 50


@require_safe
def promises(request: PortalRequest) -> HttpResponse:
    """承诺台账: across years and terms; the rates of a year above it for who looks at more than one organ."""
    require(may_see_ledger(request.actor))
    today, actor = timezone.localdate(), request.actor
    found = listed_promises(actor, request.GET, today)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    form = LedgerForm(request.GET, actor=actor)
    year = form.chosen_year(today)
    context = {
        "page": page,
        "rows": ledger_rows(page.object_list, actor, today=today),
        "filters": form,
        "year": year,
        "rates": rates_of(actor, year, whole_tree=form.includes_below) if may_watch(actor) else [],
    }
    return render(request, "proposals/promises.html", context)


@require_safe
@patient()
def promises_export(request: PortalRequest) -> HttpResponse:
    """The ledger as an Excel file, under the same filters."""
    require(may_see_ledger(request.actor))
    now = timezone.now()
    content = exporting.export_promises(request.actor, request.GET, at=now)
    return spreadsheets.download(content, spreadsheets.file_name(TITLE, now))


@require_safe
def promise(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One promise: until when, how far, who has confirmed; what the reader may do."""
    found, today = promise_or_404(request, pk), timezone.localdate()
    proposal = found.reply.assignment.proposal
    clock = found.clocks.running().first()
    waiting = found.extensions.filter(decided_at__isnull=True).first()
    prefetch_related_objects([found], Prefetch("reports", with_confirmations()))
    is_owed, report = found.state in Promise.UNSETTLED, found.last_report()
    context = {
        **_about(found),
        "author": author_for(proposal, request.actor),
        "clock": clock,
        "light": light(clock, today=today, calendar=current_calendar()),
        "steps": promise_steps.open_to(request.actor, found),
        "may_log": is_owed and bool(may_keep_promise(request.actor, found)),
        "may_decide": bool(waiting and may_judge_promise(request.actor, found)),
        "waiting": waiting if not request.actor.is_deputy else None,
        "confirms_alone": found.state == Promise.State.REPORTED and not has_deputy(found, today),
        "said": {row.side for row in report.confirmations.all()} if report else set(),
        "progress": found.progress.all(),
        "reports": found.reports.all(),
        "granted": found.extensions.filter(is_granted=True),
    }
    return render(request, "proposals/promise.html", context)


@require_http_methods(["GET", "POST"])
def log_progress(request: PortalRequest, pk: UUID) -> HttpResponse:
    """填报进展."""
    found = promise_or_404(request, pk)
    require(may_keep_promise(request.actor, found))
    form = ProgressForm(request.POST or None)
    if form.is_valid():
        reporting.log_progress(found, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        messages.success(request, "进展已填报，代表和代表工委都看得到。")
        return redirect("proposals:promise", pk)
    return render(request, "proposals/log_progress.html", {**_about(found), "form": form})


@require_http_methods(["GET", "POST"])
def report_done(request: PortalRequest, pk: UUID) -> HttpResponse:
    """报告兑现, with words and perhaps a paper."""
    found = promise_or_404(request, pk)
    require(promise_steps.may("report_done", request.actor, found))
    form = ReportDoneForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            upload = form.cleaned_data["upload"]
            file = files.store(upload, by=request.actor.person) if upload else None
        except ValidationError as problem:
            form.add_error("upload", problem)
        else:
            text, today = form.cleaned_data["text"], timezone.localdate()
            reporting.report_done(found, text=text, file=file, by=request.actor, on=today)
            messages.success(request, "已报告兑现，等代表和代表工委确认。")
            return redirect("proposals:promise", pk)
    return render(request, "proposals/report_done.html", {**_about(found), "form": form})


@require_http_methods(["GET", "POST"])
def confirm_promise(request: PortalRequest, pk: UUID) -> HttpResponse:
    """代表确认: done and how satisfied, or not done."""
    found = promise_or_404(request, pk)
    require(promise_steps.may("confirm_promise", request.actor, found))
    form = ConfirmForm(request.POST or None)
    if form.is_valid():
        confirming.confirm_promise(found, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        messages.success(request, "谢谢，您的意见已记下，代表工委会接着办。")
        return redirect("proposals:promise", pk)
    return render(request, "proposals/confirm_promise.html", {**_about(found), **_report(found), "form": form})


@require_http_methods(["GET", "POST"])
def verify_promise(request: PortalRequest, pk: UUID) -> HttpResponse:
    """代表工委核实: done, or back to the organ."""
    found = promise_or_404(request, pk)
    require(promise_steps.may("verify_promise", request.actor, found))
    form = VerifyForm(request.POST or None)
    if form.is_valid():
        words, today = form.cleaned_data["words"], timezone.localdate()
        with said_at(form, None):
            if "back" in request.POST:
                confirming.send_back_report(found, reason=words, by=request.actor, on=today)
                messages.success(request, "已退回承办单位继续办理。")
            else:
                confirming.verify_promise(found, words=words, by=request.actor, on=today)
                is_done = found.state == Promise.State.DONE
                messages.success(request, "承诺已兑现。" if is_done else "已核实，还在等代表确认。")
            return redirect("proposals:promise", pk)
    alone = not has_deputy(found, timezone.localdate())
    context = {**_about(found), **_report(found), "form": form, "alone": alone, "deputy_said": said_by(found, DEPUTY)}
    return render(request, "proposals/verify_promise.html", context)


@require_http_methods(["GET", "POST"])
def fail_promise(request: PortalRequest, pk: UUID) -> HttpResponse:
    """认定未兑现."""
    found = promise_or_404(request, pk)
    require(promise_steps.may("fail_promise", request.actor, found))
    form = FailForm(request.POST or None)
    if form.is_valid():
        with said_at(form, None):
            failing.fail_promise(found, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
            messages.success(request, "已认定未兑现，承办单位要重新办理。")
            return redirect("proposals:promise", pk)
    return render(request, "proposals/fail_promise.html", {**_about(found), "form": form})


@require_http_methods(["GET", "POST"])
def ask_promise_extension(request: PortalRequest, pk: UUID) -> HttpResponse:
    """申请承诺延期."""
    found, today = promise_or_404(request, pk), timezone.localdate()
    require(may_keep_promise(request.actor, found))
    form = AskPromiseExtensionForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "until"):
            extending.ask_promise_extension(found, by=request.actor, on=today, **form.cleaned_data)
            messages.success(request, "延期申请已送代表工委。")
            return redirect("proposals:promise", pk)
    context = {**_about(found), "form": form, "most": extending.last_day(found, today)}
    return render(request, "proposals/ask_promise_extension.html", context)


@require_http_methods(["GET", "POST"])
def decide_promise_extension(request: PortalRequest, pk: UUID) -> HttpResponse:
    """审定承诺延期."""
    found = promise_or_404(request, pk)
    require(may_judge_promise(request.actor, found))
    extension = found.extensions.filter(decided_at__isnull=True).first()
    if extension is None:
        raise OutOfTurn("没有等待决定的延期申请。")
    form = DecidePromiseExtensionForm(request.POST or None)
    if form.is_valid():
        granted = "refuse" not in request.POST
        extending.decide_promise_extension(
            extension, is_granted=granted, by=request.actor, on=timezone.localdate(), **form.cleaned_data
        )
        messages.success(request, "已同意延期，已告知代表和承办单位。" if granted else "不同意延期，已告知承办单位。")
        return redirect("proposals:promise", pk)
    context = {**_about(found), "form": form, "extension": extension}
    return render(request, "proposals/decide_promise_extension.html", context)


@require_safe
def promise_report_file(request: PortalRequest, pk: int) -> HttpResponseBase:
    """The paper that shows that a promise was kept, for whoever sees the promise."""
    visible = PromiseReport.objects.filter(promise__in=Promise.objects.visible_to(request.actor).order_by())
    report = get_object_or_404(visible.select_related("file"), pk=pk, file__isnull=False)
    assert report.file is not None
    return respond(report.file)


def _about(found: Promise) -> dict[str, object]:
    assignment = found.reply.assignment
    return {"promise": found, "assignment": assignment, "proposal": assignment.proposal}


def _report(found: Promise) -> dict[str, object]:
    return {"report": found.last_report()}
