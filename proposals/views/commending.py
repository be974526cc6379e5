"""评选表彰: what everybody reads of it, the year's nominations, evidence, vetting, decision, publication."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from congress import spreadsheets
from congress.patience import patient
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from congress.workflow import OutOfTurn
from proposals.commending import guards, reading
from proposals.commending.awards import offered
from proposals.commending.deciding import decide
from proposals.commending.evidence import thawed
from proposals.commending.exporting import TITLE, export_candidates
from proposals.commending.nominees import evidence_for
from proposals.commending.opening import change_commendation as change
from proposals.commending.opening import open_commendation as begin
from proposals.commending.publishing import awarded
from proposals.commending.publishing import publish_commendation as publish
from proposals.commending.publishing import unpublish_commendation as unpublish
from proposals.commending.putting_up import put_up as put_up_one
from proposals.commending.ranking import SAYS, ranking_page
from proposals.commending.vetting import vet
from proposals.forms.commending import (
    ChangeCommendationForm,
    DecideCandidateForm,
    OpenCommendationForm,
    PublishCommendationForm,
    PutUpForm,
    UnpublishCommendationForm,
    VetCandidateForm,
)
from proposals.models import Award, Candidate, Commendation

PAGE = 50


@require_safe
def commendations(request: PortalRequest) -> HttpResponse:
    """表彰: the years, the newest first; what is not published only to those who work on it."""
    found = Commendation.objects.visible_to(request.actor).select_related("congress")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_open": bool(guards.is_whole_desk(request.actor))}
    return render(request, "proposals/commendations.html", context)


@require_http_methods(["GET", "POST"])
def open_commendation(request: PortalRequest) -> HttpResponse:
    """开始评选: the year, the awards with their quotas, the last day for nominations."""
    actor, today = request.actor, timezone.localdate()
    require(guards.is_whole_desk(actor))
    form = OpenCommendationForm(request.POST or None, offers=offered(actor.congress, today))
    if form.is_valid():
        facts = {"year": form.cleaned_data["year"], "nominations_end": form.cleaned_data["nominations_end"]}
        with said_at(form, None):
            try:
                made = begin(**facts, awards=form.awards, by=actor, on=today, at=timezone.now())
            except OutOfTurn as taken:
                form.add_error("year", str(taken))
            else:
                messages.success(request, f"{made.year}年的评选已经开始，可以提名。")
                return redirect(made)
    return render(request, "proposals/open_commendation.html", {"form": form})


def _commendation_or_404(request: PortalRequest, pk: UUID) -> Commendation:
    seen = Commendation.objects.visible_to(request.actor)
    return get_object_or_404(seen.select_related("congress"), pk=pk)


@require_safe
@patient()
def commendation(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One year: who was commended; for those who work on it the nominations with their evidence."""
    found, actor, today = _commendation_or_404(request, pk), request.actor, timezone.localdate()
    context: dict[str, Any] = {
        "commendation": found,
        "winners": reading.winners(found, actor) if found.is_public else [],
    }
    if guards.follows(actor, found):
        groups = reading.nominations(found, actor, today)
        context |= {
            "groups": groups,
            "given": sum(group.given for group in groups),
            "entries": list(reading.course_of(found)),
            "may_put_up": guards.may_put_up(actor, found, today),
            "may_change": bool(guards.may_change(actor, found)),
            "may_publish": guards.may_publish(actor, found),
            "is_desk": bool(guards.is_its_desk(actor, found)),
        }
    return render(request, "proposals/commendation.html", context)


@require_http_methods(["GET", "POST"])
def change_commendation(request: PortalRequest, pk: UUID) -> HttpResponse:
    """改名额和提名截止日期."""
    found = _commendation_or_404(request, pk)
    require(guards.may_change(request.actor, found))
    initial = {"nominations_end": found.nominations_end}
    form = ChangeCommendationForm(request.POST or None, awards=list(found.awards.all()), initial=initial)
    if form.is_valid():
        end, today = form.cleaned_data["nominations_end"], timezone.localdate()
        with said_at(form, None):
            change(found, quotas=form.quotas, nominations_end=end, by=request.actor, on=today, at=timezone.now())
            messages.success(request, "名额和提名截止日期已保存。")
            return redirect(found)
    return render(request, "proposals/change_commendation.html", {"commendation": found, "form": form})


@require_http_methods(["GET", "POST"])
def publish_commendation(request: PortalRequest, pk: UUID) -> HttpResponse:
    """公布, after a look at what everybody will read."""
    found = _commendation_or_404(request, pk)
    require(guards.is_its_desk(request.actor, found))
    ready = guards.may_publish(request.actor, found)
    form = PublishCommendationForm(request.POST or None)
    if request.method == "POST":
        publish(found, by=request.actor, on=timezone.localdate(), at=timezone.now())
        messages.success(request, "表彰已公布，任何人都可以看到，并告知了受表彰的代表和单位。")
        return redirect(found)
    context = {"commendation": found, "form": form, "ready": ready, "rows": awarded(found)}
    return render(request, "proposals/publish_commendation.html", context)


@require_http_methods(["GET", "POST"])
def unpublish_commendation(request: PortalRequest, pk: UUID) -> HttpResponse:
    """撤回公布, at once, with the reason."""
    found = _commendation_or_404(request, pk)
    require(guards.may_unpublish(request.actor, found))
    form = UnpublishCommendationForm(request.POST or None)
    if form.is_valid():
        unpublish(found, by=request.actor, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "表彰已撤回公布。")
        return redirect(found)
    return render(request, "proposals/unpublish_commendation.html", {"commendation": found, "form": form})


@require_safe
@patient()
def commendation_export(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The nominations as an Excel file."""
    found, now = _commendation_or_404(request, pk), timezone.now()
    content = export_candidates(found, by=request.actor, at=now)
    return spreadsheets.download(content, spreadsheets.file_name(f"{TITLE}_{found.year}", now))


def _award_or_404(request: PortalRequest, pk: int) -> Award:
    """Of a commendation whose nominations he reads."""
    award = get_object_or_404(Award.objects.select_related("commendation__congress"), pk=pk)
    _commendation_or_404(request, award.commendation_id)
    require(guards.may_follow(request.actor, award.commendation))
    return award


@require_safe
@patient()
def ranking(request: PortalRequest, pk: int) -> HttpResponse:
    """评选依据一览: everybody who may be put up, the best first, each with a button."""
    award, actor, today = _award_or_404(request, pk), request.actor, timezone.localdate()
    context = {
        "award": award,
        "page": ranking_page(award, actor, request.GET.get("page"), today),
        "says": SAYS[Award.Subject(award.subject)],
        "may_put_up": bool(guards.may_put_up(actor, award.commendation, today)),
        "opens_lists": actor.oversees,
    }
    return render(request, "proposals/ranking.html", context)


@require_http_methods(["GET", "POST"])
def put_up(request: PortalRequest, pk: int) -> HttpResponse:
    """提名: who and why; from the ranking with one press."""
    award, actor, today = _award_or_404(request, pk), request.actor, timezone.localdate()
    require(guards.may_put_up(actor, award.commendation, today))
    form = PutUpForm(request.POST or None, award=award, actor=actor)
    if form.is_valid():
        with said_at(form, "nominee"):
            try:
                made = put_up_one(award, **form.cleaned_data, by=actor, on=today, at=timezone.now())
            except OutOfTurn as taken:
                form.add_error("nominee", str(taken))
            else:
                messages.success(request, f"已提名：{award}，{made}。")
                return redirect(_back(request, award))
    return render(request, "proposals/put_up.html", {"award": award, "form": form})


def _back(request: PortalRequest, award: Award) -> str:
    """To the ranking, where the press came from there."""
    page = request.POST.get("ranking", "")
    if page.isascii() and page.isdecimal() and len(page) < 5:
        return f"{reverse('proposals:ranking', args=[award.pk])}?page={page}"
    return award.commendation.get_absolute_url()


def _candidate_or_404(request: PortalRequest, pk: UUID) -> Candidate:
    found: Candidate = get_object_or_404(reading.candidates_for(request.actor), pk=pk)
    return found


@require_safe
@patient()
def candidate(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One nomination: the reason, what is measured of it today, and what was when it was vetted."""
    found = _candidate_or_404(request, pk)
    return render(request, "proposals/candidate.html", _shown(request, found, timezone.localdate()))


def _shown(request: PortalRequest, found: Candidate, today: date) -> dict[str, Any]:
    actor = request.actor
    seen = reading.visible_among([found.proposal_id] if found.proposal_id else [], actor)
    return {
        "candidate": found,
        "award": found.award,
        "label": reading.label_for(found, seen),
        "matter": found.proposal if found.proposal_id in seen else None,
        "evidence": evidence_for(found.award, [found], today)[found.pk],
        "frozen": thawed(found.evidence) if found.evidence else None,
        "opens_lists": actor.oversees or found.proposal_id in seen,
        "may_vet": guards.may_vet(actor, found),
        "may_decide": guards.may_decide(actor, found),
    }


@require_http_methods(["GET", "POST"])
@patient()
def vet_candidate(request: PortalRequest, pk: UUID) -> HttpResponse:
    """审核: beside the evidence; what is measured now is frozen."""
    found, today = _candidate_or_404(request, pk), timezone.localdate()
    require(guards.may_vet(request.actor, found))
    form = VetCandidateForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with said_at(form, "words"):
            passes = "turn_down" not in request.POST
            words = form.cleaned_data["words"]
            vet(found, passes=passes, words=words, by=request.actor, on=today, at=timezone.now())
            messages.success(request, f"{found}：{found.get_state_display()}。")
            return redirect(found.award.commendation)
    return render(request, "proposals/vet_candidate.html", {**_shown(request, found, today), "form": form})


@require_http_methods(["GET", "POST"])
def decide_candidate(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记主任会议的决定."""
    found, today = _candidate_or_404(request, pk), timezone.localdate()
    require(guards.may_decide(request.actor, found))
    form = DecideCandidateForm(request.POST or None)
    if form.is_valid():
        with said_at(form, None):
            awards, facts = "decline" not in request.POST, form.cleaned_data
            decide(found, awards=awards, **facts, by=request.actor, on=today, at=timezone.now())
            messages.success(request, f"{found}：{found.get_state_display()}。")
            return redirect(found.award.commendation)
    return render(request, "proposals/decide_candidate.html", {**_shown(request, found, today), "form": form})
