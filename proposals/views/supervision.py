"""督办 of one matter: its mark as a key item, what organs report and supervisors say, visits, instructions."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from proposals.forms.supervision import (
    AnswerInstructionForm,
    CallVisitForm,
    InstructForm,
    MarkKeyForm,
    NominateKeyForm,
    ProgressForm,
    RecordVisitForm,
    RemarkForm,
    UnmarkKeyForm,
)
from proposals.models import Assignment, Instruction, Proposal, Visit
from proposals.supervision import instructing, marking, reporting, visiting
from proposals.supervision.supervisors import key_item_of, may_supervise
from proposals.views.finding import assignment_or_404, proposal_or_404


@require_http_methods(["GET", "POST"])
def nominate_key(request: PortalRequest, pk: UUID) -> HttpResponse:
    """提请列为重点督办件."""
    proposal = proposal_or_404(request, pk)
    require(marking.may_nominate(request.actor, proposal))
    form = NominateKeyForm(request.POST or None)
    if form.is_valid():
        marking.nominate(proposal, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        messages.success(request, "已提请，等主任会议决定。")
        return redirect(proposal)
    return render(request, "proposals/nominate_key.html", {"proposal": proposal, "form": form})


@require_http_methods(["GET", "POST"])
def mark_key(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记主任会议的决定: marked as a key item, or not."""
    proposal = proposal_or_404(request, pk)
    require(marking.may_mark(request.actor, proposal))
    nomination, today = marking.waiting_nomination(proposal), timezone.localdate()
    nominated = nomination.reason if nomination else ""
    form = MarkKeyForm(request.POST or None, proposal=proposal, nominated=nominated)
    if form.is_valid():
        with said_at(form, None):
            data = form.cleaned_data
            if "decline" in request.POST:
                marking.decline(proposal, reason=data["reason"], by=request.actor, on=today)
                messages.success(request, "已登记：不列为重点督办件。")
                return redirect(proposal)
            key = marking.mark(proposal, by=request.actor, on=today, **data)
            messages.success(request, f"已列为重点督办件，由{key.leader.person.name}领办。")
            return redirect(proposal)
    context = {"proposal": proposal, "form": form, "nomination": nomination}
    return render(request, "proposals/mark_key.html", context)


@require_http_methods(["GET", "POST"])
def unmark_key(request: PortalRequest, pk: UUID) -> HttpResponse:
    """取消重点督办."""
    proposal = proposal_or_404(request, pk)
    require(marking.may_unmark(request.actor, proposal))
    today = timezone.localdate()
    form = UnmarkKeyForm(request.POST or None, initial={"ended_on": today})
    if form.is_valid():
        with said_at(form, "ended_on"):
            marking.unmark(proposal, by=request.actor, on=today, **form.cleaned_data)
            messages.success(request, "已取消重点督办，并告知有关各方。")
            return redirect(proposal)
    context = {"proposal": proposal, "form": form, "key": key_item_of(proposal)}
    return render(request, "proposals/unmark_key.html", context)


@require_http_methods(["GET", "POST"])
def remark(request: PortalRequest, pk: UUID) -> HttpResponse:
    """提督办意见."""
    proposal = proposal_or_404(request, pk)
    require(may_supervise(request.actor, proposal))
    form = RemarkForm(request.POST or None)
    if form.is_valid():
        reporting.remark(proposal, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        messages.success(request, "督办意见已发出，并告知承办单位。")
        return redirect(proposal)
    return render(request, "proposals/remark.html", {"proposal": proposal, "form": form})


@require_http_methods(["GET", "POST"])
def report_progress(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记办理进展."""
    assignment, today = assignment_or_404(request, pk), timezone.localdate()
    require(reporting.may_report_progress(request.actor, assignment))
    form = ProgressForm(request.POST or None, initial={"day": today})
    if form.is_valid():
        reporting.report_progress(assignment, by=request.actor, on=today, **form.cleaned_data)
        messages.success(request, "办理进展已登记。")
        return redirect(assignment.proposal)
    context = {"proposal": assignment.proposal, "form": form}
    return render(request, "proposals/report_progress.html", context)


@require_http_methods(["GET", "POST"])
def call_visit(request: PortalRequest, pk: UUID) -> HttpResponse:
    """安排视察, with the deputies."""
    proposal = proposal_or_404(request, pk)
    require(may_supervise(request.actor, proposal))
    form = CallVisitForm(request.POST or None, proposal=proposal)
    if form.is_valid():
        data = form.cleaned_data | {"seats": list(form.cleaned_data["seats"])}
        visiting.call_visit(proposal, by=request.actor, on=timezone.localdate(), **data)
        messages.success(request, "视察已安排，并通知代表和承办单位。")
        return redirect(proposal)
    return render(request, "proposals/call_visit.html", {"proposal": proposal, "form": form})


def _visit_or_404(request: PortalRequest, pk: int) -> Visit:
    seen = Visit.objects.filter(proposal__in=Proposal.objects.visible_to(request.actor))
    return get_object_or_404(seen.select_related("proposal__seat__person", "proposal__holder", "called_by"), pk=pk)


@require_http_methods(["GET", "POST"])
def answer_visit(request: PortalRequest, pk: int) -> HttpResponse:
    """参加，或者不参加."""
    visit = _visit_or_404(request, pk)
    require(visiting.may_answer_visit(request.actor, visit))
    if request.method == "POST":
        comes = "decline" not in request.POST
        visiting.answer_visit(visit, comes=comes, by=request.actor, on=timezone.localdate())
        messages.success(request, f"已答复：{'参加' if comes else '不参加'}。")
        return redirect(visit.proposal)
    context = {"visit": visit, "invitation": visiting.invitation_of(request.actor, visit)}
    return render(request, "proposals/answer_visit.html", context)


@require_http_methods(["GET", "POST"])
def record_visit(request: PortalRequest, pk: int) -> HttpResponse:
    """登记视察情况."""
    visit = _visit_or_404(request, pk)
    require(visiting.may_record_visit(request.actor, visit))
    form = RecordVisitForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "result"):
            visiting.record_visit(visit, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
            messages.success(request, "视察情况已登记，并告知代表和承办单位。")
            return redirect(visit.proposal)
    context = {"proposal": visit.proposal, "visit": visit, "form": form}
    return render(request, "proposals/record_visit.html", context)


@require_http_methods(["GET", "POST"])
def instruct(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记批示, to one of the organs."""
    proposal = proposal_or_404(request, pk)
    require(instructing.may_instruct(request.actor, proposal))
    form = InstructForm(request.POST or None, proposal=proposal)
    if form.is_valid():
        with said_at(form, None):
            part = form.cleaned_data.pop("part")
            instructing.instruct(part, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
            messages.success(request, f"批示已登记，并告知{part.organ}。")
            return redirect(proposal)
    return render(request, "proposals/instruct.html", {"proposal": proposal, "form": form})


@require_http_methods(["GET", "POST"])
def answer_instruction(request: PortalRequest, pk: int) -> HttpResponse:
    """答复批示."""
    seen = Instruction.objects.filter(assignment__in=Assignment.objects.visible_to(request.actor))
    related = ("assignment__organ", "assignment__proposal__holder", "leader__person", "recorded_by__person")
    instruction = get_object_or_404(seen.select_related(*related), pk=pk)
    require(instructing.may_answer_instruction(request.actor, instruction))
    form = AnswerInstructionForm(request.POST or None)
    if form.is_valid():
        today = timezone.localdate()
        instructing.answer_instruction(instruction, by=request.actor, on=today, **form.cleaned_data)
        messages.success(request, "已答复批示，并告知领导。")
        return redirect(instruction.assignment.proposal)
    context = {"proposal": instruction.assignment.proposal, "instruction": instruction, "form": form}
    return render(request, "proposals/answer_instruction.html", context)
