"""拆分诉求: the page on which deputy or desk number what a proposal asks for."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from congress.permissions import require
from congress.requests import PortalRequest
from congress.rereading import reread
from proposals.asks import splitting
from proposals.drafting import JOINABLE, Overwritten
from proposals.forms.asks import SplitForm
from proposals.models import Proposal
from proposals.views.finding import proposal_or_404


@require_http_methods(["GET", "POST"])
def split(request: PortalRequest, pk: UUID) -> HttpResponse:
    """逐条列出诉求: one a line, with what the text seems to ask for to begin with."""
    proposal = proposal_or_404(request, pk)
    require(splitting.may_split(request.actor, proposal))
    form = SplitForm(request.POST or None, proposal=proposal)
    changed = False
    if form.is_valid():
        texts, seen = form.cleaned_data["asks"], form.cleaned_data["seen"]
        try:
            splitting.split(proposal, texts, by=request.actor, seen=seen)
        except Overwritten:
            changed = True
            reread(proposal)
            form = SplitForm(proposal=proposal)  # what is stored now counts as seen; what was typed stays
            form.initial["asks"] = "\n".join(texts)
        else:
            messages.success(request, f"诉求已保存，共{len(texts)}条。" if texts else "诉求不再分条。")
            return redirect(_back(request, proposal))
    context = {"proposal": proposal, "form": form, "changed": changed, "back": _back(request, proposal)}
    return render(request, "proposals/split.html", context, status=409 if changed else 200)


def _back(request: PortalRequest, proposal: Proposal) -> str:
    """Where its reader came from: a deputy who still writes, the desk that is about to hand it over."""
    if request.actor.is_deputy and proposal.state in JOINABLE:
        return reverse("proposals:check", args=[proposal.pk])
    if request.actor.is_desk and proposal.state in Proposal.TO_ASSIGN and proposal.kind != Proposal.Kind.MOTION:
        return reverse("proposals:assign", args=[proposal.pk])
    return proposal.get_absolute_url()
