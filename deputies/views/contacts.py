"""联系代表: whom a member of the Standing Committee contacts, and each contact; who contacts a deputy."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from congress.permissions import ALLOWED, refuse, require
from congress.refusing import said_at
from congress.requests import PortalRequest
from congress.revising import revisions_of
from deputies.duties import contacting
from deputies.duties.contacts import contacted_by, with_contacts
from deputies.duties.record_forms import ContactForm, CorrectContactForm
from deputies.duties.said_before import said_before
from deputies.models import DeputyContact
from deputies.views.cancelling import ask_why

PAGE = 20


def _contact(request: PortalRequest, pk: UUID) -> DeputyContact:
    rows = DeputyContact.objects.visible_to(request.actor)
    people = ("member__person", "member__congress", "deputy__person", "deputy__congress", "cancelled_by__person")
    return get_object_or_404(rows.select_related(*people), pk=pk)


@require_safe
def contacts(request: PortalRequest) -> HttpResponse:
    """我联系的代表 with what was recorded; 联系我的常委会组成人员."""
    seat, today = request.actor.seat, localdate()
    require(ALLOWED if seat else refuse("这里供代表查看和登记联系。"))
    rows = DeputyContact.objects.visible_to(request.actor).select_related("member__person", "deputy__person")
    context = {
        "seat": seat,
        "today": today,
        "links": with_contacts(seat, today),
        "members": contacted_by(seat, today),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "may_record": bool(contacting.may_record_contact(request.actor)),
    }
    return render(request, "duties/contacts.html", context)


@require_safe
def contact(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One contact, and what it said before it was corrected."""
    row = _contact(request, pk)
    may_change = bool(contacting.may_change_contact(request.actor, row)) and not row.is_cancelled
    context = {"contact": row, "before": said_before(row), "may_change": may_change}
    return render(request, "duties/contact.html", context)


@require_http_methods(["GET", "POST"])
def record_contact(request: PortalRequest) -> HttpResponse:
    """登记一次联系."""
    actor = request.actor
    require(contacting.may_record_contact(actor))
    initial = {"deputy": request.GET.get("deputy", "")}
    form = ContactForm(request.POST or None, member=actor.seat, today=localdate(), initial=initial)
    if form.is_valid():
        with said_at(form, "day"):
            made = contacting.record_contact(by=actor, at=now(), **form.facts())
            messages.success(request, f"已登记：{made.day}联系{made.deputy}。")
            return redirect("duties:contacts")
    return render(request, "duties/record_contact.html", {"form": form})


@require_http_methods(["GET", "POST"])
def correct_contact(request: PortalRequest, pk: UUID) -> HttpResponse:
    """更正联系记录."""
    row = _contact(request, pk)
    require(contacting.may_change_contact(request.actor, row))
    form = CorrectContactForm(request.POST or None, contact=row, seen=revisions_of(row).count(), today=localdate())
    if form.is_valid():
        with said_at(form, "day"):
            seen = form.cleaned_data["seen"]
            contacting.correct_contact(row, seen=seen, by=request.actor, at=now(), **form.facts())
            messages.success(request, "已更正，原来的内容留在记录里。")
            return redirect(row)
    return render(request, "duties/correct_contact.html", {"form": form, "contact": row})


@require_http_methods(["GET", "POST"])
def cancel_contact(request: PortalRequest, pk: UUID) -> HttpResponse:
    """作废联系记录."""
    row = _contact(request, pk)
    require(contacting.may_change_contact(request.actor, row))
    page = "duties/cancel_contact.html"
    return ask_why(request, row, contacting.cancel_contact, page, name="contact", to="duties:contacts")
