"""The administrators' pages."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress import phones, spreadsheets
from congress.accounts.end_sessions import end_sessions
from congress.accounts.reset_access import reset_access as reset
from congress.manage import establishing, granting, log
from congress.manage.forms import LogFilter, OrganForm, PeopleFilter, PersonForm, RenameForm, RoleForm
from congress.manage.permissions import (
    grants_within,
    may_end,
    may_keep_safe,
    may_manage_people,
    may_read_log,
    may_see_people,
    organs_within,
)
from congress.models import Delivery, Grant, JobRun, Person
from congress.permissions import require
from congress.queue_length import waiting_messages
from congress.refusing import said_at
from congress.requests import PortalRequest

PAGE = 50


def _person(request: PortalRequest, pk: UUID) -> Person:
    """Somebody of the actor's congress and below, or without any role yet."""
    within = Q(grants__in=grants_within(request.actor)) | Q(grants=None)
    return get_object_or_404(Person.objects.filter(within).distinct(), pk=pk)


@require_safe
def people(request: PortalRequest) -> HttpResponse:
    """人员: everybody with an account, found by name, pinyin, login name or phone."""
    require(may_see_people(request.actor))
    form = PeopleFilter(request.GET)
    within = Q(grants__in=grants_within(request.actor)) | Q(grants=None)
    found = Person.objects.filter(within).distinct()
    if form.is_valid():
        if text := form.cleaned_data["q"].strip():
            found = found.filter(_matching(text))
        if role := form.cleaned_data["role"]:
            found = found.filter(grants__in=Grant.objects.active(localdate()).filter(role=role))
    page = Paginator(found.order_by("sort_key", "pk"), PAGE).get_page(request.GET.get("page"))
    held: dict[UUID, list[Grant]] = {}
    for grant in Grant.objects.active(localdate()).filter(person__in=list(page)).select_related("congress", "organ"):
        held.setdefault(grant.person_id, []).append(grant)
    rows = [(person, held.get(person.pk, [])) for person in page]
    context = {"filters": form, "page": page, "rows": rows, "may_add": may_manage_people(request.actor)}
    return render(request, "congress/people.html", context)


def _matching(text: str) -> Q:
    try:
        return Q(phone_index=phones.index(phones.normalise(text)))
    except ValueError:
        return Q(name__contains=text) | Q(sort_key__startswith=text.lower()) | Q(login__startswith=text.lower())


@require_http_methods(["GET", "POST"])
def add_person(request: PortalRequest) -> HttpResponse:
    """A new account; its roles are given on the next page."""
    require(may_manage_people(request.actor))
    form = PersonForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "phone"):
            person = granting.add_person(by=request.actor, **form.cleaned_data)
            return redirect("congress:person", person.pk)
    return render(request, "congress/add_person.html", {"form": form})


@require_safe
def person(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One person: account, roles past and present, what may be done."""
    require(may_see_people(request.actor))
    found = _person(request, pk)
    grants = found.grants.select_related("congress", "organ", "granted_by").order_by("-starts_on")
    today = localdate()
    context = {
        "person": found,
        "rows": [(grant, bool(may_end(request.actor, grant)) and _is_open(grant, today)) for grant in grants],
        "may_reset": may_manage_people(request.actor),
        "may_keep_safe": may_keep_safe(request.actor),
        "password": request.session.pop(f"password:{found.pk}", ""),
    }
    return render(request, "congress/person.html", context)


def _is_open(grant: Grant, today: date) -> bool:
    return grant.ends_on is None or grant.ends_on >= today


@require_http_methods(["GET", "POST"])
def give_role(request: PortalRequest, pk: UUID) -> HttpResponse:
    """授权."""
    require(may_see_people(request.actor))
    found = _person(request, pk)
    initial = {"starts_on": localdate(), "congress": request.actor.congress}
    form = RoleForm(request.POST or None, actor=request.actor, initial=initial)
    if form.is_valid():
        with said_at(form, "role"):
            grant = granting.give_role(found, by=request.actor, **form.cleaned_data)
            messages.success(request, f"已授予{found.name}：{grant}。")
            return redirect("congress:person", found.pk)
    return render(request, "congress/give_role.html", {"form": form, "person": found})


@require_POST
def end_grant(request: PortalRequest, pk: UUID) -> HttpResponse:
    """End a role now."""
    require(may_see_people(request.actor))
    grant = get_object_or_404(grants_within(request.actor).select_related("person", "congress"), pk=pk)
    granting.end_grant(grant, by=request.actor, on=localdate())
    messages.success(request, f"已结束{grant.person.name}的“{grant}”。")
    return redirect("congress:person", grant.person_id)


@require_POST
def reset_access(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A new initial password, shown once on the next page."""
    require(may_manage_people(request.actor))
    found = _person(request, pk)
    request.session[f"password:{found.pk}"] = reset(found, by=request.actor)
    return redirect("congress:person", found.pk)


@require_POST
def account(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Close or open an account, or end its sessions."""
    require(may_keep_safe(request.actor))
    found = _person(request, pk)
    deed = request.POST.get("deed")
    if deed == "close":
        granting.close_account(found, by=request.actor)
        messages.success(request, f"已停用{found.name}的账号。")
    elif deed == "open":
        granting.open_account(found, by=request.actor)
        messages.success(request, f"已启用{found.name}的账号。")
    else:
        messages.success(request, f"已退出{found.name}的{end_sessions(found)}处登录。")
    return redirect("congress:person", found.pk)


@require_safe
def organs(request: PortalRequest) -> HttpResponse:
    """单位: every organ of the level and below, its accounts counted."""
    require(may_manage_people(request.actor))
    accounts = Count("grants", filter=Q(grants__in=Grant.objects.active(localdate())), distinct=True)
    rows = organs_within(request.actor).select_related("congress", "parent").annotate(accounts=accounts)
    if text := request.GET.get("q", "").strip()[:60]:
        rows = rows.filter(
            Q(name__contains=text) | Q(short_name__contains=text) | Q(sort_key__startswith=text.lower())
        )
    page = Paginator(rows.order_by("congress__path", "-is_active", "sort_key", "pk"), PAGE)
    return render(request, "congress/organs.html", {"page": page.get_page(request.GET.get("page")), "q": text})


@require_http_methods(["GET", "POST"])
def add_organ(request: PortalRequest) -> HttpResponse:
    """A new organ."""
    require(may_manage_people(request.actor))
    form = OrganForm(request.POST or None, actor=request.actor, initial={"congress": request.actor.congress})
    if form.is_valid():
        with said_at(form, "name"):
            organ = establishing.add_organ(by=request.actor, **form.cleaned_data)
            messages.success(request, f"已登记{organ}。")
            return redirect("congress:organs")
    return render(request, "congress/add_organ.html", {"form": form})


@require_http_methods(["GET", "POST"])
def rename_organ(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A new name from a day on."""
    require(may_manage_people(request.actor))
    organ = get_object_or_404(organs_within(request.actor), pk=pk)
    form = RenameForm(request.POST or None, initial={"short_name": organ.short_name, "on": localdate()})
    if form.is_valid():
        with said_at(form, "name"):
            establishing.rename_organ(organ, by=request.actor, **form.cleaned_data)
            messages.success(request, f"已改名为{organ.name}。")
            return redirect("congress:organs")
    return render(request, "congress/rename_organ.html", {"form": form, "organ": organ, "names": organ.names.all()})


@require_POST
def close_organ(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Nothing is assigned to it any more."""
    require(may_manage_people(request.actor))
    organ = get_object_or_404(organs_within(request.actor), pk=pk)
    establishing.close_organ(organ, by=request.actor)
    messages.success(request, f"已停用{organ}，在办的事项仍由它办完。")
    return redirect("congress:organs")


@require_safe
def status(request: PortalRequest) -> HttpResponse:
    """运行状态: messages by way out and state, the dead ones, the last runs, the queue."""
    require(may_manage_people(request.actor))
    from congress.celery import app

    counts = Delivery.objects.values("channel", "state").annotate(number=Count("pk")).order_by("channel", "state")
    stuck = Delivery.objects.filter(state__in=[Delivery.State.DEAD, Delivery.State.UNKNOWN])
    context = {
        "counts": [
            (Delivery.Channel(row["channel"]).label, Delivery.State(row["state"]).label, row["number"])
            for row in counts
        ],
        "stuck": stuck.select_related("notice__person").order_by("-due_at")[:PAGE],
        "runs": JobRun.objects.all()[:20],
        "waiting": waiting_messages(app),
    }
    return render(request, "congress/status.html", context)


@require_POST
def send_again(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Try a message again that was given up."""
    require(may_manage_people(request.actor))
    again = Delivery.objects.filter(pk=pk, state__in=[Delivery.State.DEAD, Delivery.State.UNKNOWN])
    if again.update(state=Delivery.State.WAITING, attempts=0, due_at=now(), problem="", claimed_at=None):
        messages.success(request, "已放回待发送。")
    return redirect("congress:status")


@require_safe
def audit(request: PortalRequest) -> HttpResponse:
    """审计日志."""
    require(may_read_log(request.actor))
    form = LogFilter(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    page = Paginator(log.events(request.actor, **filters), PAGE).get_page(request.GET.get("page"))
    return render(request, "congress/audit.html", {"filters": form, "page": page})


@require_safe
def export_audit(request: PortalRequest) -> HttpResponse:
    """The same as an Excel file."""
    form = LogFilter(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    content = log.export(request.actor, at=now(), **filters)
    return spreadsheets.download(content, spreadsheets.file_name(log.TITLE, now()))
