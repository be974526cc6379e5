"""公开: what the desk has to decide, the original beside what would be public, the decision and its withdrawal."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from proposals.forms.publishing import PublishForm, UnpublishForm, WithholdForm
from proposals.publishing import deciding, waiting
from proposals.publishing.copying import answers_of, copy_of
from proposals.views.finding import proposal_or_404

PAGE = 50


@require_safe
def publishing(request: PortalRequest) -> HttpResponse:
    """What waits for a decision; what was decided."""
    actor, view = request.actor, request.GET.get("state", "")
    require(deciding.may_open_publishing(actor))
    view = view if view in waiting.VIEWS else waiting.TO_DECIDE
    found = waiting.listed(actor, view).select_related("seat__person", "publication")
    page = Paginator(found.annotate(has_newer=waiting.newer_reply()), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "views": waiting.VIEWS.items(), "chosen": view, "label": waiting.VIEWS[view]}
    return render(request, "proposals/publishing.html", context)


@require_http_methods(["GET", "POST"])
def publish(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Original and masked copy side by side; a press publishes, another looks again with further words masked."""
    proposal, actor = proposal_or_404(request, pk), request.actor
    require(deciding.may_decide_on_publishing(actor, proposal))
    replies, row = answers_of(proposal), deciding.decision_on(proposal)
    kept = row.masked_words.split("\n") if row and row.masked_words else []
    form = PublishForm(request.POST or None, initial={"words": "\n".join(kept)})
    words = form.cleaned_data["words"] if form.is_valid() else kept
    copy = copy_of(proposal, replies, words)
    if form.is_valid() and "look" not in request.POST:
        if copy.source != request.POST.get("seen"):
            form.add_error(None, deciding.CHANGED)
        else:
            with said_at(form, None):
                at, seen = timezone.now(), copy.source
                made = deciding.publish(proposal, words=words, seen=seen, by=actor, at=at)
                messages.success(request, f"{made.number}已公开，任何人都可以看到。")
                return redirect("proposals:publishing")
    context = {
        "proposal": proposal,
        "row": row,
        "form": form,
        "copy": copy,
        "replies": replies,
        "agreed": deciding.agreed(proposal, replies),
        "clean": deciding.is_clean(copy),
        "is_newer": row is not None and row.is_public and row.source != copy.source,
        "may_unpublish": bool(deciding.may_unpublish(actor, proposal, row)),
    }
    return render(request, "proposals/publish.html", context)


@require_http_methods(["GET", "POST"])
def withhold(request: PortalRequest, pk: UUID) -> HttpResponse:
    """不公开, with the reason."""
    proposal = proposal_or_404(request, pk)
    require(deciding.may_decide_on_publishing(request.actor, proposal))
    form = WithholdForm(request.POST or None)
    if form.is_valid():
        deciding.withhold(proposal, by=request.actor, at=timezone.now(), **form.cleaned_data)
        messages.success(request, f"已登记：{proposal.number}不公开。")
        return redirect("proposals:publishing")
    return render(request, "proposals/withhold.html", {"proposal": proposal, "form": form})


@require_http_methods(["GET", "POST"])
def unpublish(request: PortalRequest, pk: UUID) -> HttpResponse:
    """撤回公开, at once."""
    proposal = proposal_or_404(request, pk)
    require(deciding.may_unpublish(request.actor, proposal, deciding.decision_on(proposal)))
    form = UnpublishForm(request.POST or None)
    if form.is_valid():
        deciding.unpublish(proposal, by=request.actor, at=timezone.now(), **form.cleaned_data)
        messages.success(request, f"{proposal.number}已撤回公开。")
        return redirect("proposals:publishing")
    return render(request, "proposals/unpublish.html", {"proposal": proposal, "form": form})
