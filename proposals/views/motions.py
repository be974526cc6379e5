"""A motion's pages: its sponsors, the committee that examines it, what is ruled on it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from congress.workflow import OutOfTurn
from proposals.forms.motions import (
    AskWithdrawalForm,
    DecideWithdrawalForm,
    ExamineForm,
    ReviewForm,
    RulingForm,
    ViewForm,
)
from proposals.models import Ruling
from proposals.motions import examining, reviewing, ruling, sponsoring, withdrawing
from proposals.motions.guards import last_ruling
from proposals.permissions import is_desk
from proposals.showing import latest_deed
from proposals.views.finding import proposal_or_404
from proposals.workflow import steps_of


@require_http_methods(["GET", "POST"])
def leave(request: PortalRequest, pk: UUID) -> HttpResponse:
    """退出联名: asked once more before it is done."""
    proposal = proposal_or_404(request, pk)
    require(sponsoring.may_leave(request.actor, proposal))
    if request.method == "POST":
        sponsoring.leave(proposal, by=request.actor)
        messages.success(request, f"您已退出联名：{proposal.title}。")
        return redirect("proposals:index")
    return render(request, "proposals/leave.html", {"proposal": proposal})


@require_POST
def make_suggestion(request: PortalRequest, pk: UUID) -> HttpResponse:
    """改为建议, with the words as they are."""
    proposal = proposal_or_404(request, pk)
    sponsoring.make_suggestion(proposal, by=request.actor)
    messages.success(request, "已改为建议，方案接在案据后面。联名不用重新确认。")
    return redirect("proposals:check", pk)


@require_http_methods(["GET", "POST"])
def examine(request: PortalRequest, pk: UUID) -> HttpResponse:
    """交委员会审查."""
    proposal = proposal_or_404(request, pk)
    require(steps_of(proposal).may("examine", request.actor, proposal))
    form = ExamineForm(request.POST or None, proposal=proposal)
    if form.is_valid():
        with said_at(form, "committee"):
            examining.examine(proposal, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
            messages.success(request, f"{proposal.number}号已交{form.cleaned_data['committee']}审查。")
            return redirect(proposal)
    return render(request, "proposals/examine.html", {"proposal": proposal, "form": form})


@require_http_methods(["GET", "POST"])
def give_view(request: PortalRequest, pk: UUID) -> HttpResponse:
    """提出审查意见, for the presidium."""
    proposal = proposal_or_404(request, pk)
    require(steps_of(proposal).may("give_view", request.actor, proposal))
    form = ViewForm(request.POST or None, ways=Ruling.OF[Ruling.Body.PRESIDIUM], submit="提出审查意见")
    if form.is_valid():
        examining.give_view(proposal, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        messages.success(request, "审查意见已提出，等主席团决定。")
        return redirect(proposal)
    return render(request, "proposals/give_view.html", {"proposal": proposal, "form": form})


@require_http_methods(["GET", "POST"])
def report(request: PortalRequest, pk: UUID) -> HttpResponse:
    """提出审议结果报告, for the Standing Committee."""
    proposal = proposal_or_404(request, pk)
    require(steps_of(proposal).may("report", request.actor, proposal))
    form = ViewForm(request.POST or None, ways=Ruling.OF[Ruling.Body.STANDING], submit="提出报告")
    if form.is_valid():
        examining.report(proposal, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        messages.success(request, "审议结果报告已提出，等常委会决定。")
        return redirect(proposal)
    return render(request, "proposals/report.html", {"proposal": proposal, "form": form})


@require_http_methods(["GET", "POST"])
def rule(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记决定: of whichever body rules now."""
    proposal = proposal_or_404(request, pk)
    require(is_desk(request.actor, proposal))
    body = ruling.body_for(proposal)
    if body is None:
        raise OutOfTurn(latest_deed(proposal))
    views = proposal.committee_views.select_related("committee")
    recommended = views.last()
    form = RulingForm(
        request.POST or None, body=body, recommended=recommended.get_recommends_display() if recommended else ""
    )
    if form.is_valid():
        with said_at(form, None):
            made = ruling.rule(proposal, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
            messages.success(request, f"已登记：{made}。")
            return redirect(proposal)
    return render(request, "proposals/rule.html", {"proposal": proposal, "form": form, "body": body, "views": views})


@require_POST
def support_review(request: PortalRequest, pk: UUID) -> HttpResponse:
    """要求复议: one sponsor's voice."""
    proposal = proposal_or_404(request, pk)
    missing = reviewing.support_review(proposal, by=request.actor)
    said = f"您已要求复议，还差{missing}名提案代表。" if missing else "已达到法定人数，复议要求已送大会秘书处。"
    messages.success(request, said)
    return redirect(proposal)


@require_http_methods(["GET", "POST"])
def decide_review(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记复议结果."""
    proposal = proposal_or_404(request, pk)
    require(is_desk(request.actor, proposal))
    asked = last_ruling(proposal)
    if asked is None or asked.review_asked_at is None or asked.review:
        raise OutOfTurn("现在没有等答复的复议要求，请看最新情况。")
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        reviewing.decide_review(proposal, by=request.actor, **form.cleaned_data)
        messages.success(request, "复议结果已登记，并告知提案代表。")
        return redirect(proposal)
    return render(request, "proposals/decide_review.html", {"proposal": proposal, "form": form, "ruling": asked})


@require_http_methods(["GET", "POST"])
def ask_withdrawal(request: PortalRequest, pk: UUID) -> HttpResponse:
    """申请撤回议案, once it is registered."""
    proposal = proposal_or_404(request, pk)
    require(withdrawing.may_ask(request.actor, proposal))
    form = AskWithdrawalForm(request.POST or None)
    if form.is_valid():
        withdrawing.ask_withdrawal(proposal, by=request.actor, **form.cleaned_data)
        messages.success(request, "撤回申请已送出，等主席团决定。")
        return redirect(proposal)
    return render(request, "proposals/ask_withdrawal.html", {"proposal": proposal, "form": form})


@require_http_methods(["GET", "POST"])
def decide_withdrawal(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记主席团对撤回申请的决定."""
    proposal = proposal_or_404(request, pk)
    require(is_desk(request.actor, proposal))
    asked = proposal.withdrawals.filter(decided_at__isnull=True).first()
    if asked is None:
        raise OutOfTurn("现在没有等决定的撤回申请，请看最新情况。")
    form = DecideWithdrawalForm(request.POST or None)
    if form.is_valid():
        granted = "refuse" not in request.POST
        withdrawing.decide_withdrawal(
            proposal, is_granted=granted, by=request.actor, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, "主席团的决定已登记，并告知提案代表。")
        return redirect(proposal)
    return render(request, "proposals/decide_withdrawal.html", {"proposal": proposal, "form": form, "asked": asked})
