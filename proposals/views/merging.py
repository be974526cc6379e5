"""The desk's pages for handling proposals of one matter together."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from proposals import merging
from proposals.forms.deciding import MergeForm, UnmergeForm
from proposals.guards import undo_window_over
from proposals.models import Proposal
from proposals.views.finding import proposal_or_404
from proposals.workflow import steps_of


@require_http_methods(["GET", "POST"])
def merge(request: PortalRequest, pk: UUID) -> HttpResponse:
    """并案."""
    proposal = proposal_or_404(request, pk)
    require(steps_of(proposal).may("merge", request.actor, proposal) and undo_window_over(proposal))
    form = MergeForm(request.POST or None)
    if form.is_valid():
        number = form.cleaned_data["number"].strip()
        target = Proposal.objects.visible_to(request.actor).filter(number=number).first()
        if target is None:
            form.add_error("number", "没有这个编号，请核对后再填")
        else:
            with said_at(form, "number"):
                merging.merge(proposal, into=target, by=request.actor, on=timezone.localdate())
                messages.success(request, f"{proposal.number}号已并入{target.number}号。")
                return redirect("proposals:queue")
    return render(request, "proposals/merge.html", {"proposal": proposal, "form": form})


@require_http_methods(["GET", "POST"])
def unmerge(request: PortalRequest, pk: UUID) -> HttpResponse:
    """撤销并案."""
    proposal = proposal_or_404(request, pk)
    require(steps_of(proposal).may("unmerge", request.actor, proposal))
    form = UnmergeForm(request.POST or None)
    if form.is_valid():
        merging.unmerge(proposal, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        messages.success(request, f"{proposal.number}号已撤销并案，请单独办理。")
        return redirect(proposal)
    return render(request, "proposals/unmerge.html", {"proposal": proposal, "form": form})
