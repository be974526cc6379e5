"""邀请、花名册、批假、结业证书."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress import documents, spreadsheets
from congress.downloads import give
from congress.patience import patient
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from training import certifying, enrolling, hours, sheets, striking
from training.forms.courses import InvitePersonForm
from training.forms.taking_part import RosterFilter, StrikeForm
from training.models import Certificate, Course, Enrolment
from training.permissions import is_running, may_keep, may_oversee
from training.views.finding import PAGE, course_or_404, kept_or_404


@require_POST
@patient()
def invite_audience(request: PortalRequest, pk: UUID) -> HttpResponse:
    """按范围邀请."""
    found = kept_or_404(request, pk)
    number = enrolling.invite_audience(found, by=request.actor, at=timezone.now())
    said = f"已邀请{number}人，每人都会收到消息。" if number else "范围里的人都已经邀请过了。"
    messages.success(request, said)
    return redirect("training:roster", found.pk)


@require_http_methods(["GET", "POST"])
def invite_person(request: PortalRequest, pk: UUID) -> HttpResponse:
    """另请一人, also somebody who is no deputy."""
    found = kept_or_404(request, pk)
    require(is_running(found, timezone.localdate()))
    form = InvitePersonForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "phone"):
            row = enrolling.invite_person(found, by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, f"已邀请{row.person.name}。")
            return redirect("training:roster", found.pk)
    return render(request, "training/invite_person.html", {"course": found, "form": form})


def _overseen(request: PortalRequest, pk: UUID) -> Course:
    found = course_or_404(request, pk)
    require(may_oversee(request.actor))
    if not found.congress.path.startswith(request.actor.congress.path):
        require(may_keep(request.actor, found))
    return found


@require_safe
def roster(request: PortalRequest, pk: UUID) -> HttpResponse:
    """花名册: everybody who is in the class, with attendance and hours."""
    found = _overseen(request, pk)
    form = RosterFilter(request.GET)
    form.is_valid()
    rows = found.enrolments.select_related("person", "seat__delegation", "certificate")
    if text := form.cleaned_data.get("q", "").strip():
        rows = rows.filter(
            Q(person__name__contains=text) | Q(work_unit__contains=text) | Q(seat__delegation__name__contains=text)
        )
    state = form.cleaned_data.get("state")
    rows = rows.filter(state=state) if state else rows.exclude(state=Enrolment.State.STRUCK)
    came = Count("attendances", filter=Q(attendances__is_void=False))
    stayed = Count("attendances", filter=Q(attendances__is_void=False, attendances__left_at=None))
    rows = rows.annotate(came=came, stayed=stayed).order_by("person__sort_key", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    terms = certifying.terms_of(found, today) if found.is_open and today >= found.ends_on else None
    has = terms.has if terms else hours.of_course(found, [row.pk for row in page])
    context = {
        "course": found,
        "page": page,
        "rows": [(row, has.get(row.pk, 0), _lacks(row, terms)) for row in page],
        "filters": form,
        "days": found.half_days.count(),
        "keeps": bool(may_keep(request.actor, found)),
        "is_running": bool(is_running(found, today)),
        "terms": terms,
        "entitled": len(certifying.entitled(found, terms)) if terms else 0,
    }
    return render(request, "training/roster.html", context)


def _lacks(row: Enrolment, terms: certifying.Terms | None) -> str:
    """What keeps somebody who is expected from a certificate, once the class is ending; empty before."""
    if terms is None or row.state in (Enrolment.State.ON_LEAVE, Enrolment.State.STRUCK):
        return ""
    return terms.lacks(row.pk) or "够条件"


@require_safe
@patient()
def roster_export(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The whole roster as a workbook."""
    found, at = _overseen(request, pk), timezone.now()
    content = sheets.export_roster(found, by=request.actor, at=at)
    return spreadsheets.download(content, spreadsheets.file_name("培训花名册", at))


@require_http_methods(["GET", "POST"])
def decide_leave(request: PortalRequest, pk: UUID) -> HttpResponse:
    """准假或不准."""
    seen = Enrolment.objects.visible_to(request.actor).select_related("course__congress", "person", "seat__delegation")
    row = get_object_or_404(seen, pk=pk)
    require(may_keep(request.actor, row.course))
    if request.method == "POST":
        grants = "refuse" not in request.POST
        enrolling.decide_leave(row, grants=grants, by=request.actor, at=timezone.now())
        said = "已准假" if grants else "没有准假"
        messages.success(request, f"{row.person.name}{said}，已告诉本人。")
        return redirect("training:roster", row.course_id)
    return render(request, "training/decide_leave.html", {"row": row, "course": row.course})


@require_http_methods(["GET", "POST"])
def strike_off(request: PortalRequest, pk: UUID) -> HttpResponse:
    """移出花名册, with the reason."""
    seen = Enrolment.objects.visible_to(request.actor).select_related("course__congress", "person", "seat__delegation")
    row = get_object_or_404(seen, pk=pk)
    require(may_keep(request.actor, row.course))
    form = StrikeForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "reason"):
            striking.strike_off(row, by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, f"{row.person.name}已移出花名册。")
            return redirect("training:roster", row.course_id)
    return render(request, "training/strike_off.html", {"row": row, "course": row.course, "form": form})


@require_POST
@patient()
def issue_certificates(request: PortalRequest, pk: UUID) -> HttpResponse:
    """颁发 to everybody who is entitled."""
    found = kept_or_404(request, pk)
    number = certifying.issue_certificates(found, by=request.actor, at=timezone.now())
    if number:
        messages.success(request, f"已颁发{number}份结业证书，本人可以下载。")
    else:
        messages.warning(request, "没有新的人够条件，没有颁发。各人还差什么，写在“结业证书”一栏。")
    return redirect("training:roster", found.pk)


def _certificate_or_404(request: PortalRequest, pk: UUID) -> Certificate:
    seen = Enrolment.objects.visible_to(request.actor)
    found = Certificate.objects.filter(enrolment__in=seen).select_related("enrolment__person", "enrolment__course")
    return get_object_or_404(found, pk=pk)


@require_safe
def certificate(request: PortalRequest, pk: UUID) -> HttpResponse:
    """What the code on the paper leads to: that it is genuine."""
    return render(request, "training/certificate.html", {"certificate": _certificate_or_404(request, pk)})


@require_safe
def certificate_paper(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The paper."""
    found = _certificate_or_404(request, pk)
    content = certifying.certificate_paper(found, request.build_absolute_uri("/"))
    return give(content, f"结业证书{found}.docx", documents.TYPE)
