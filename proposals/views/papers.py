"""Papers as Word files: those of one case, and those of many."""

import io
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.documents import TYPE
from congress.downloads import give, respond
from congress.models import Making
from congress.patience import patient
from congress.permissions import require
from congress.replica import from_replica
from congress.requests import PortalRequest
from congress.workflow import OutOfTurn
from deputies.models import Seat
from proposals.commending.guards import is_its_desk
from proposals.commending.publishing import awarded
from proposals.forms.papers import BatchForm, CatalogueForm, PeriodForm, PressingForm
from proposals.models import Commendation, Extension, JointOpinion, Release, Reply
from proposals.papers import assigning, bundles, catalogue, commending, feedback, opinions, pressing, report, requests
from proposals.papers.letters import addressees, letter_name, reply_letter
from proposals.papers.permissions import may_bundle, may_compile, may_give_notice, may_press, may_print
from proposals.papers.sheets import sheet_name, suggestion_sheet
from proposals.permissions import sees_joint_opinions
from proposals.replies import visible_replies
from proposals.views.finding import assignment_or_404, proposal_or_404

MOST_SHOWN = 20


@require_safe
def letter(request: PortalRequest, pk: UUID) -> HttpResponse:
    """答复函: signed ones for whoever may see the reply, drafts for the organ itself."""
    reply = _reply_or_404(request, pk)
    to = _addressee(reply, request.GET.get("to", ""))
    return give(reply_letter(reply, to=to), letter_name(reply, to), TYPE)


def _reply_or_404(request: PortalRequest, pk: UUID) -> Reply:
    found = visible_replies(request.actor).select_related(
        "assignment__organ",
        "assignment__proposal__congress",
        "assignment__proposal__holder",
        "assignment__proposal__term",
        "assignment__proposal__session__term",
        "assignment__proposal__seat__person",
        "signed_by__person",
        "rating",
    )
    return get_object_or_404(found, pk=pk)


def _addressee(reply: Reply, key: str) -> Seat | None:
    seats = addressees(reply.assignment.proposal, timezone.localdate()) if key else []
    found = next((seat for seat in seats if str(seat.pk) == key), None)
    if key and found is None:
        raise Http404
    return found


@require_safe
def sheet(request: PortalRequest, pk: UUID) -> HttpResponse:
    """建议纸: for whoever may see the proposal, with the names and numbers that he may see there."""
    proposal = proposal_or_404(request, pk)
    return give(suggestion_sheet(proposal, request.actor, site=_site(request)), sheet_name(proposal), TYPE)


@require_safe
def feedback_form(request: PortalRequest, pk: UUID) -> HttpResponse:
    """征询意见表 of a signed reply, for whoever may see it."""
    reply = _reply_or_404(request, pk)
    if reply.signed_at is None:
        raise Http404
    return give(feedback.feedback_form(reply, site=_site(request)), feedback.feedback_name(reply), TYPE)


@require_safe
def opinion_letter(request: PortalRequest, pk: UUID) -> HttpResponse:
    """会办意见函: the newest opinion of a joint organ, for the organs concerned and the offices."""
    rows = JointOpinion.objects.select_related("assignment__organ", "given_by", "assignment__proposal__session")
    opinion = rows.filter(assignment=pk).last()
    if opinion is None:
        raise Http404
    opinion.assignment.proposal = proposal_or_404(request, opinion.assignment.proposal_id)
    if not sees_joint_opinions(request.actor, opinion.assignment):
        raise Http404
    return give(opinions.opinion_letter(opinion), opinions.opinion_letter_name(opinion), TYPE)


@require_safe
def release_form(request: PortalRequest, pk: UUID) -> HttpResponse:
    """退办申请表: the newest request of an organ, for itself and the offices."""
    return _request_form(request, pk, Release)


@require_safe
def extension_form(request: PortalRequest, pk: UUID) -> HttpResponse:
    """延期申请表: the same of a request for more time."""
    return _request_form(request, pk, Extension)


def _request_form(request: PortalRequest, pk: UUID, model: type[Release] | type[Extension]) -> HttpResponse:
    assignment = assignment_or_404(request, pk)
    asked = model._default_manager.filter(assignment=assignment).select_related("asked_by", "decided_by").last()
    if asked is None or request.actor.is_deputy:
        raise Http404
    asked.assignment = assignment
    site = _site(request)
    made = requests.release_form if isinstance(asked, Release) else requests.extension_form
    return give(made(asked, site=site), requests.request_name(asked), TYPE)  # type: ignore[arg-type]


@require_safe
def papers(request: PortalRequest) -> HttpResponse:
    """公文: which papers there are to make, and what a worker makes or has made for this reader."""
    require(may_print(request.actor))
    mine = Making.objects.filter(ordered_by=request.actor.grant).select_related("file")[:MOST_SHOWN]
    context = {
        "makings": mine,
        "under_way": any(making.is_under_way for making in mine),
        "may_give_notice": may_give_notice(request.actor),
        "may_press": may_press(request.actor),
        "may_compile": may_compile(request.actor),
    }
    return render(request, "proposals/papers.html", context)


@require_safe
def made_paper(request: PortalRequest, pk: UUID) -> HttpResponseBase:
    """What was made, for whoever ordered it, while he acts under the same role."""
    making = get_object_or_404(
        Making.objects.filter(ordered_by=request.actor.grant, file__isnull=False).select_related("file"), pk=pk
    )
    assert making.file
    return respond(making.file)


@require_safe
def assignment_notice(request: PortalRequest) -> HttpResponse:
    """交办通知: asks for which days and organ, then gives the file."""
    require(may_give_notice(request.actor))
    form = BatchForm(request.GET or None, actor=request.actor)
    if form.is_valid():
        try:
            rows = assigning.handed_over(request.actor, form.batch)
        except OutOfTurn as refusal:
            form.add_error("until", str(refusal))
        else:
            made = assigning.assignment_notice(request.actor, form.batch, rows, on=timezone.localdate())
            return give(made, assigning.notice_name(form.batch), TYPE)
    return render(request, "proposals/assignment_notice.html", {"form": form})


@require_safe
def pressing_notice(request: PortalRequest) -> HttpResponse:
    """督办通知单: asks to whom, then gives the file."""
    require(may_press(request.actor))
    form, today = PressingForm(request.GET or None, actor=request.actor), timezone.localdate()
    if form.is_valid():
        organ, scope, until = (form.cleaned_data[name] for name in ("organ", "scope", "until"))
        require(may_press(request.actor, organ))
        try:
            lights = pressing.pressing_lights(request.actor, organ, scope=scope, on=today)
        except OutOfTurn as refusal:
            form.add_error("organ", str(refusal))
        else:
            made = pressing.pressing_notice(request.actor, organ, lights, until=until, on=today)
            return give(made, pressing.pressing_name(organ, today), TYPE)
    return render(request, "proposals/pressing_notice.html", {"form": form})


@require_safe
def commendation_decision(request: PortalRequest, pk: UUID) -> HttpResponse:
    """表彰决定, for the desk, once somebody is commended."""
    seen = Commendation.objects.visible_to(request.actor).select_related("congress")
    found = get_object_or_404(seen, pk=pk)
    require(is_its_desk(request.actor, found))
    rows = awarded(found)
    require(commending.is_decided(rows))
    made = commending.commendation_decision(found, rows, on=timezone.localdate())
    return give(made, commending.decision_name(found), TYPE)


@require_safe
@patient()
def handling_report(request: PortalRequest) -> HttpResponse:
    """办理情况报告: asks of which time, then gives the file."""
    require(may_compile(request.actor))
    form, today = PeriodForm(request.GET or None, actor=request.actor), timezone.localdate()
    if form.is_valid():
        with from_replica():
            made = report.handling_report(form.period, by=request.actor, on=today)
        return give(made, report.report_name(form.period, today), TYPE)
    return render(request, "proposals/handling_report.html", {"form": form})


@require_http_methods(["GET", "POST"])
def order_catalogue(request: PortalRequest) -> HttpResponse:
    """目录汇编: asks of which time, then a worker makes it."""
    require(may_compile(request.actor))
    form = CatalogueForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        try:
            catalogue.order_catalogue(form.period, is_internal=form.cleaned_data["is_internal"], by=request.actor)
        except OutOfTurn as refusal:
            form.add_error("year", str(refusal))
        else:
            messages.success(request, "已开始生成，生成后在这一页下载。")
            return redirect("proposals:papers")
    return render(request, "proposals/order_catalogue.html", {"form": form})


@require_POST
def bundle(request: PortalRequest, pk: UUID) -> HttpResponse:
    """整卷: at once where its files are few, otherwise from a worker."""
    proposal, now = bundles.case_or_404(request.actor, pk), timezone.now()
    require(may_bundle(request.actor))
    if bundles.order_bundle(proposal, by=request.actor, at=now):
        messages.success(request, "文件较多，已开始生成，生成后在这一页下载。")
        return redirect("proposals:papers")
    output = io.BytesIO()
    bundles.write_bundle(proposal, output, by=request.actor, at=now)
    return give(output.getvalue(), bundles.bundle_name(proposal), bundles.TYPE)


def _site(request: PortalRequest) -> str:
    return request.build_absolute_uri("/")
