"""A page for who joined: what he thinks of a reply, before the lead rates it."""

from uuid import UUID

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from congress.permissions import require
from congress.requests import PortalRequest
from congress.workflow import OutOfTurn
from proposals import consulting
from proposals.forms.writing import RatingForm
from proposals.guards import reply_of
from proposals.models import Assignment
from proposals.permissions import may_tell_lead
from proposals.showing import latest_deed
from proposals.views.finding import assignment_or_404


@require_http_methods(["GET", "POST"])
def tell_lead(request: PortalRequest, pk: UUID) -> HttpResponse:
    """告诉领衔代表, in the words in which he will rate; what was said before stands in the form."""
    assignment = assignment_or_404(request, pk)
    require(may_tell_lead(request.actor, assignment))
    reply = reply_of(assignment)
    if reply is None or assignment.state != Assignment.State.REPLIED:
        raise OutOfTurn(latest_deed(assignment.proposal))
    before = reply.co_signatory_views.filter(seat=request.actor.seat).first()
    initial = model_to_dict(before) if before else None
    form = RatingForm(request.POST or None, initial=initial, submit="告诉领衔代表")
    if form.is_valid():
        consulting.tell_lead(assignment, by=request.actor, **form.cleaned_data)
        messages.success(request, "已告诉领衔代表。在领衔代表评价以前可以修改。")
        return redirect(assignment.proposal)
    context = {"assignment": assignment, "proposal": assignment.proposal, "reply": reply, "form": form}
    return render(request, "proposals/tell_lead.html", context)
