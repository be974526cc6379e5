"""The desk's pages: the queue, one item after the other or many at once, and decisions on requests."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.models import Congress
from congress.permissions import ALLOWED, require
from congress.permissions import refuse as no
from congress.refusing import said_at
from congress.requests import PortalRequest
from congress.workflow import OutOfTurn
from proposals import drafting, handling, rating, routing, triage
from proposals.batches import Pick
from proposals.classifying.disputes import may_refer, waiting_dispute
from proposals.classifying.reading import classifying_of
from proposals.forms.deciding import (
    AnswerForm,
    AssignForm,
    ConclusionForm,
    GiveBackForm,
    PaperForm,
    RecallForm,
    RefuseForm,
    ReleaseForm,
    ReopenForm,
    ReturnForm,
    TransferForm,
)
from proposals.forms.filtering import QueueFilterForm
from proposals.guards import last_rating, undo_window_over
from proposals.listing import rows_of, triage_queue
from proposals.models import Proposal
from proposals.motions.guards import review_settled
from proposals.permissions import is_desk, may_decide, may_triage
from proposals.showing import author_for, latest_deed
from proposals.similar import similar_to
from proposals.suggesting import picked, suggest_for
from proposals.views.batches import last_batch, warn_of_unserved
from proposals.views.finding import assignment_or_404, proposal_or_404
from proposals.workflow import assignment_steps, steps_of

PAGE = 50


@require_safe
def queue(request: PortalRequest) -> HttpResponse:
    """分办: what came in and is not yet assigned, the oldest first, each with the organ that is suggested."""
    require(may_triage(request.actor))
    today = timezone.localdate()
    page = Paginator(triage_queue(request.actor, request.GET), PAGE).get_page(request.GET.get("page"))
    rows = rows_of(page.object_list, request.actor, today=today)
    own = [row.proposal for row in rows if row.proposal.state in Proposal.TO_ASSIGN]
    suggestions = suggest_for(own, today)
    picks = {proposal.pk: Pick(proposal.pk, proposal.version) for proposal in own}
    context = {
        "page": page,
        "lines": [(row, picks.get(row.proposal.pk), suggestions.get(row.proposal.pk, [])) for row in rows],
        "filters": QueueFilterForm(request.GET),
        "no_account": routing.unserved([row.organ for found in suggestions.values() for row in found[:1]], on=today),
        "all_chosen": "all" in request.GET,
        "batch": last_batch(request),
    }
    return render(request, "proposals/queue.html", context)


@require_POST
def accept(request: PortalRequest, pk: UUID) -> HttpResponse:
    """受理 now, 交办 later: the limit for reading it is kept, the one for handing it over begins. A motion is 登记."""
    proposal = proposal_or_404(request, pk)
    triage.accept(proposal, by=request.actor, on=timezone.localdate())
    if proposal.kind == Proposal.Kind.MOTION:
        messages.success(request, f"{proposal.number}号已登记，请交委员会审查。")
        return redirect(proposal)
    messages.success(request, f"{proposal.number}号已受理，待交办。")
    return redirect("proposals:queue")


@require_http_methods(["GET", "POST"])
def assign(request: PortalRequest, pk: UUID) -> HttpResponse:
    """交办: to one lead with others helping, or to several separately. A submitted one is accepted with it."""
    proposal = proposal_or_404(request, pk)
    require(is_desk(request.actor, proposal))
    is_in_the_hall = proposal.kind == Proposal.Kind.MOTION and proposal.state in Proposal.WAITING
    if proposal.state not in Proposal.TO_ASSIGN or is_in_the_hall:
        raise OutOfTurn(latest_deed(proposal))
    require(undo_window_over(proposal) and review_settled(proposal))
    suggestions = suggest_for([proposal], timezone.localdate())[proposal.pk]
    asked = classifying_of(proposal)
    preferred = asked.organ or picked(suggestions, request.GET.get("organ", ""))
    initial = {"lead": preferred, "committee": asked.committee, "category": asked.category}
    form = AssignForm(request.POST or None, proposal=proposal, initial=initial)
    if form.is_valid():
        if form.cleaned_data["version"] != proposal.version:
            raise OutOfTurn(latest_deed(proposal))
        chosen = {name: form.cleaned_data[name] for name in ("lead", "joint", "lane", "committee", "category")}
        with said_at(form, None):
            routing.assign(proposal, **chosen, separate=form.separate, by=request.actor, on=timezone.localdate())
            messages.success(request, f"{proposal.number}号已交办。")
            warn_of_unserved(request, form.organs)
            return redirect("proposals:queue")
    context = {
        "proposal": proposal,
        "author": author_for(proposal, request.actor),
        "form": form,
        "files": proposal.attachments.select_related("file"),
        "suggestions": suggestions,
        "classifying": asked,
        "may_refer": asked.dispute is None and proposal.holder.level != Congress.Level.TOWN,  # towns have no 编办
        "preferred": None if form.is_bound else preferred,
        "no_account": routing.unserved([row.organ for row in suggestions], on=timezone.localdate()),
        "similar": similar_to(proposal, request.actor),
    }
    return render(request, "proposals/assign.html", context)


@require_http_methods(["GET", "POST"])
def send_back(request: PortalRequest, pk: UUID) -> HttpResponse:
    """退回补充."""
    proposal = proposal_or_404(request, pk)
    require(steps_of(proposal).verdict("send_back", request.actor, proposal))
    form = ReturnForm(request.POST or None)
    if form.is_valid():
        triage.send_back(proposal, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        messages.success(request, f"{proposal.number}号已退回代表补充。")
        return redirect("proposals:queue")
    return render(request, "proposals/send_back.html", {"proposal": proposal, "form": form})


@require_http_methods(["GET", "POST"])
def refuse(request: PortalRequest, pk: UUID) -> HttpResponse:
    """不予受理."""
    proposal = proposal_or_404(request, pk)
    require(steps_of(proposal).verdict("refuse", request.actor, proposal))
    form = RefuseForm(request.POST or None, proposal=proposal)
    if form.is_valid():
        triage.refuse(proposal, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        messages.success(request, f"{proposal.number}号不予受理，已告知代表。")
        return redirect("proposals:queue")
    return render(request, "proposals/refuse.html", {"proposal": proposal, "form": form})


@require_http_methods(["GET", "POST"])
def transfer(request: PortalRequest, pk: UUID) -> HttpResponse:
    """转办, to a level above or below."""
    proposal = proposal_or_404(request, pk)
    require(steps_of(proposal).verdict("transfer", request.actor, proposal))
    form = TransferForm(request.POST or None, proposal=proposal)
    if form.is_valid():
        to, reason = form.cleaned_data["congress"], form.cleaned_data["reason"]
        with said_at(form, "congress"):
            triage.transfer(proposal, to=to, reason=reason, by=request.actor, on=timezone.localdate())
            messages.success(request, f"{proposal.number}号已请{to}接收办理。")
            return redirect("proposals:queue")
    return render(request, "proposals/transfer.html", {"proposal": proposal, "form": form})


@require_POST
def take_over(request: PortalRequest, pk: UUID) -> HttpResponse:
    """接收转办."""
    proposal = proposal_or_404(request, pk)
    triage.take_over(proposal, by=request.actor, on=timezone.localdate())
    messages.success(request, f"{proposal.number}号已接收，待交办。")
    return redirect("proposals:assign", pk)


@require_http_methods(["GET", "POST"])
def give_back(request: PortalRequest, pk: UUID) -> HttpResponse:
    """退回转办."""
    proposal = proposal_or_404(request, pk)
    require(steps_of(proposal).may("give_back", request.actor, proposal))
    form = GiveBackForm(request.POST or None)
    if form.is_valid():
        triage.give_back(proposal, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        messages.success(request, f"{proposal.number}号已退回原人大办理。")
        return redirect("proposals:queue")
    return render(request, "proposals/give_back.html", {"proposal": proposal, "form": form})


@require_http_methods(["GET", "POST"])
def recall(request: PortalRequest, pk: UUID) -> HttpResponse:
    """收回交办, while nobody has signed in."""
    proposal = proposal_or_404(request, pk)
    require(steps_of(proposal).may("recall", request.actor, proposal))
    form = RecallForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "reason"):
            routing.recall(proposal, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
            messages.success(request, f"{proposal.number}号已收回，待重新交办。")
            return redirect("proposals:assign", pk)
    return render(request, "proposals/recall.html", {"proposal": proposal, "form": form})


@require_http_methods(["GET", "POST"])
def record(request: PortalRequest) -> HttpResponse:
    """代录: a paper opinion in a deputy's name."""
    require(ALLOWED if request.actor.is_desk else no("代录由代表工委办理。"))
    form = PaperForm(request.POST or None, by=request.actor)
    if form.is_valid():
        proposal = drafting.enter(by=request.actor, at=timezone.now(), **form.cleaned_data)
        messages.success(request, f"已录入，编号{proposal.number}。")
        return redirect("proposals:assign", proposal.pk)
    return render(request, "proposals/record.html", {"form": form})


@require_http_methods(["GET", "POST"])
def decide_release(request: PortalRequest, pk: UUID) -> HttpResponse:
    """审定退办申请."""
    assignment = assignment_or_404(request, pk)
    require(assignment_steps.may("grant_release", request.actor, assignment))
    release = assignment.releases.filter(decided_at__isnull=True).select_related("proposed_organ").first()
    initial = {"organ": release.proposed_organ if release else None}
    form = ReleaseForm(request.POST or None, proposal=assignment.proposal, initial=initial)
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        if "refuse" in request.POST:
            routing.refuse_release(assignment, answer=answer, by=request.actor, at=timezone.now())
            messages.success(request, "已告知承办单位：不同意退办。")
        else:
            organ = form.cleaned_data["organ"]
            with said_at(form, "organ"):
                routing.grant_release(
                    assignment, organ=organ, answer=answer, by=request.actor, on=timezone.localdate()
                )
                messages.success(request, f"已同意退办，改由{organ}办理。" if organ else "已同意退办，待重新交办。")
        if form.is_valid():
            return redirect(assignment.proposal)
    context = {
        "assignment": assignment,
        "proposal": assignment.proposal,
        "release": release,
        "form": form,
        "dispute": waiting_dispute(assignment.proposal),
        "may_refer": bool(may_refer(request.actor, assignment.proposal)),
    }
    return render(request, "proposals/decide_release.html", context)


@require_http_methods(["GET", "POST"])
def decide_extension(request: PortalRequest, pk: UUID) -> HttpResponse:
    """审定延期申请."""
    assignment = assignment_or_404(request, pk)
    require(may_decide(request.actor, assignment))
    extension = assignment.extensions.filter(decided_at__isnull=True).first()
    if extension is None:
        raise OutOfTurn("没有等待决定的延期申请。")
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        granted = "refuse" not in request.POST
        handling.decide_extension(
            extension, is_granted=granted, by=request.actor, on=timezone.localdate(), **form.cleaned_data
        )
        messages.success(request, "已同意延期，已告知代表和承办单位。" if granted else "不同意延期，已告知承办单位。")
        return redirect(assignment.proposal)
    context = {"assignment": assignment, "proposal": assignment.proposal, "extension": extension, "form": form}
    return render(request, "proposals/decide_extension.html", context)


@require_http_methods(["GET", "POST"])
def reopen(request: PortalRequest, pk: UUID) -> HttpResponse:
    """责成重新办理."""
    assignment = assignment_or_404(request, pk)
    require(assignment_steps.may("reopen", request.actor, assignment))
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        rating.reopen(assignment, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        messages.success(request, "已责成重新办理，新的期限从今天起算。")
        return redirect(assignment.proposal)
    context = {"assignment": assignment, "proposal": assignment.proposal, "form": form}
    return render(request, "proposals/reopen.html", context)


@require_http_methods(["GET", "POST"])
def conclude(request: PortalRequest, pk: UUID) -> HttpResponse:
    """协调办结: after the last round the desk brings both sides together, or hears experts."""
    assignment = assignment_or_404(request, pk)
    require(assignment_steps.may("conclude", request.actor, assignment))
    form = ConclusionForm(request.POST or None)
    if form.is_valid():
        rating.conclude(assignment, by=request.actor, today=timezone.localdate(), **form.cleaned_data)
        messages.success(request, "协调情况已登记，已告知代表和承办单位。")
        return redirect(assignment.proposal)
    last = last_rating(assignment)
    context = {"assignment": assignment, "proposal": assignment.proposal, "form": form, "rating": last}
    return render(request, "proposals/conclude.html", context)
