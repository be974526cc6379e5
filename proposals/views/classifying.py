"""对口归类: the list that is classified together, an office's view of one matter, disputes and their decisions."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.models import Role
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from proposals.classifying import arbitrating, disputes, viewing
from proposals.classifying.reading import (
    classified_by,
    disputes_of,
    limits_of,
    lines_of,
    may_see_disputes,
    releases_of,
    visible_among,
)
from proposals.forms.classifying import ArbitrateForm, ClassifyForm, ReferForm
from proposals.models import Dispute, Proposal
from proposals.showing import author_for
from proposals.suggesting import picked, suggest_for
from proposals.views.finding import proposal_or_404

PAGE = 50
MOST_AT_ONCE = 100


@require_safe
def classification(request: PortalRequest) -> HttpResponse:
    """对口归类: what waits for an organ, with what is suggested and what each office has said."""
    actor, today = request.actor, timezone.localdate()
    require(viewing.may_classify(actor))
    found = viewing.to_classify(actor).select_related("seat__person", "congress", "holder", "session")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    lines = lines_of(list(page.object_list), actor, today=today)
    context = {
        "page": page,
        "lines": lines,
        "gives_views": actor.role in viewing.CLASSIFYING,
        "owed": viewing.without_view_of(actor).count() if actor.role in viewing.CLASSIFYING else 0,
        "all_chosen": "all" in request.GET,
    }
    return render(request, "proposals/classification.html", context)


@require_POST
def agree_suggested(request: PortalRequest) -> HttpResponse:
    """同意推荐, for all that are chosen."""
    require(viewing.may_classify(request.actor))
    keys = {key for text in request.POST.getlist("pick")[:MOST_AT_ONCE] if (key := _key(text))}
    chosen = viewing.to_classify(request.actor).filter(pk__in=keys).select_related("holder", "seat")
    agreed = viewing.agree_to_suggested(chosen, by=request.actor, on=timezone.localdate())
    if not keys:
        messages.warning(request, "请先勾选建议。")
    elif len(agreed) == len(keys):
        messages.success(request, f"已同意推荐：{len(agreed)}件。")
    else:
        left = len(keys) - len(agreed)
        messages.warning(request, f"已同意推荐：{len(agreed)}件；{left}件没有推荐单位或者情况有变化，请逐件办理。")
    return redirect("proposals:classification")


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _asked_or_404(request: PortalRequest, pk: UUID) -> Proposal:
    """A matter that the actor's office is asked about, or that he sees anyway."""
    asked = classified_by(request.actor).filter(pk=pk)
    return asked.select_related("seat__person", "congress", "holder").first() or proposal_or_404(request, pk)


@require_http_methods(["GET", "POST"])
def classify(request: PortalRequest, pk: UUID) -> HttpResponse:
    """提归类意见, of one matter."""
    proposal, today = _asked_or_404(request, pk), timezone.localdate()
    require(viewing.may_give_view(request.actor, proposal))
    suggestions = suggest_for([proposal], today)[proposal.pk]
    own = viewing.view_of(request.actor, proposal)
    preferred = own.organ if own else picked(suggestions, request.GET.get("organ", ""))
    said = {"committee": own.committee, "category": own.category, "reason": own.reason} if own else {}
    form = ClassifyForm(request.POST or None, proposal=proposal, initial={"organ": preferred, **said})
    if form.is_valid():
        with said_at(form, "organ"):
            viewing.give_classification(proposal, by=request.actor, **form.cleaned_data)
            messages.success(request, f"{proposal.number}号的归类意见已提出。")
            return redirect("proposals:classification")
    context = {
        "proposal": proposal,
        "author": author_for(proposal, request.actor),
        "files": proposal.attachments.select_related("file"),
        "form": form,
        "suggestions": suggestions,
        "views": proposal.classification_views.select_related("office", "organ", "committee"),
    }
    return render(request, "proposals/classify.html", context)


@require_http_methods(["GET", "POST"])
def refer_dispute(request: PortalRequest, pk: UUID) -> HttpResponse:
    """提请编办裁定."""
    proposal = proposal_or_404(request, pk)
    require(disputes.may_refer(request.actor, proposal))
    form = ReferForm(request.POST or None)
    if form.is_valid():
        disputes.refer(proposal, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        messages.success(request, f"{proposal.number}号已提请编办裁定。")
        return redirect(proposal)
    context = {"proposal": proposal, "form": form, "releases": releases_of(proposal)}
    return render(request, "proposals/refer_dispute.html", context)


@require_safe
def dispute_ledger(request: PortalRequest) -> HttpResponse:
    """承办争议: what waits for a decision, and what was decided on which ground."""
    require(may_see_disputes(request.actor))
    page = Paginator(disputes_of(request.actor), PAGE).get_page(request.GET.get("page"))
    matters = [row.proposal for row in page.object_list]
    lights, seen = limits_of(matters, today=timezone.localdate()), visible_among(matters, request.actor)
    lines = [(row, lights.get(row.proposal_id), row.proposal_id in seen) for row in page.object_list]
    context = {"page": page, "lines": lines, "arbitrates": request.actor.role == Role.STAFFING}
    return render(request, "proposals/dispute_ledger.html", context)


def _dispute_or_404(request: PortalRequest, pk: int) -> Dispute:
    seen = Proposal.objects.visible_to(request.actor) | classified_by(request.actor)
    found = Dispute.objects.filter(proposal__in=seen.order_by().values("pk"))
    named = found.select_related(
        "proposal__seat__person", "proposal__holder", "proposal__congress", "assignment__organ"
    )
    return get_object_or_404(named, pk=pk)


@require_POST
def take_back_dispute(request: PortalRequest, pk: int) -> HttpResponse:
    """撤回提请."""
    dispute = _dispute_or_404(request, pk)
    require(disputes.may_take_back_dispute(request.actor, dispute))
    disputes.take_back_dispute(dispute, by=request.actor, on=timezone.localdate())
    messages.success(request, "提请已撤回，请自行决定。")
    return redirect(dispute.proposal)


@require_http_methods(["GET", "POST"])
def arbitrate(request: PortalRequest, pk: int) -> HttpResponse:
    """裁定由哪个单位办理, with the reasons of every organ side by side."""
    dispute = _dispute_or_404(request, pk)
    require(arbitrating.may_arbitrate_dispute(request.actor, dispute))
    proposal, today = dispute.proposal, timezone.localdate()
    form = ArbitrateForm(request.POST or None, proposal=proposal)
    if form.is_valid():
        with said_at(form, "organ"):
            arbitrating.arbitrate(dispute, by=request.actor, on=today, **form.cleaned_data)
            messages.success(request, f"已裁定：{proposal.number}号由{form.cleaned_data['organ']}办理。")
            return redirect("proposals:dispute_ledger")
    context = {
        "dispute": dispute,
        "proposal": proposal,
        "author": author_for(proposal, request.actor),
        "files": proposal.attachments.select_related("file"),
        "releases": releases_of(proposal),
        "views": proposal.classification_views.select_related("office", "organ", "committee"),
        "suggestions": suggest_for([proposal], today)[proposal.pk],
        "form": form,
    }
    return render(request, "proposals/arbitrate.html", context)
