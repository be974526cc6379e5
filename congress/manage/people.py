"""人员: who has an account, which roles he holds, and what is done about either."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress import phones
from congress.manage import accounts, granting
from congress.manage.people_forms import PeopleFilter, PersonForm, ResetForm, RoleForm
from congress.manage.permissions import (
    grants_within,
    may_end,
    may_manage_people,
    may_reset,
    may_see_people,
    may_shut,
    people_within,
)
from congress.models import Grant, Person
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest

PAGE = 50
SHOWN_GRANTS = ("congress", "organ", "granted_by", "acting_for__person")


def _matching(text: str) -> Q:
    try:
        return Q(phone_index=phones.index(phones.normalise(text)))
    except ValueError:
        return Q(name__contains=text) | Q(sort_key__startswith=text.lower()) | Q(login__startswith=text.lower())


def _person(request: PortalRequest, pk: UUID) -> Person:
    require(may_see_people(request.actor))
    return get_object_or_404(people_within(request.actor), pk=pk)


@require_safe
def people(request: PortalRequest) -> HttpResponse:
    """人员: everybody with an account here, found by name, pinyin, login name or phone."""
    require(may_see_people(request.actor))
    found, today, form = people_within(request.actor), localdate(), PeopleFilter(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    if text := chosen.get("q", "").strip():
        found = found.filter(_matching(text))
    if role := chosen.get("role"):
        holding = grants_within(request.actor).active(today).filter(role=role)
        found = found.filter(pk__in=holding.values("person"))
    if chosen.get("idle"):
        found = accounts.unused(found, today)
    page = Paginator(found.order_by("sort_key", "pk"), PAGE).get_page(request.GET.get("page"))
    held: dict[UUID, list[Grant]] = {}
    grants = grants_within(request.actor).active(today).filter(person__in=list(page))
    for grant in grants.select_related("congress", "organ"):
        held.setdefault(grant.person_id, []).append(grant)
    rows = [(person, held.get(person.pk, [])) for person in page]
    context = {"filters": form, "page": page, "rows": rows, "may_add": may_manage_people(request.actor)}
    return render(request, "congress/people.html", context)


@require_http_methods(["GET", "POST"])
def add_person(request: PortalRequest) -> HttpResponse:
    """A new account; its roles are given on the next page."""
    require(may_manage_people(request.actor))
    form = PersonForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "login" if form.cleaned_data["login"] and not form.cleaned_data["phone"] else "phone"):
            person = accounts.add_person(by=request.actor, **form.cleaned_data)
            messages.success(request, f"已给{person.name}建账号。下一步：授权，再重置密码得到初始密码。")
            return redirect("congress:person", person.pk)
    return render(request, "congress/add_person.html", {"form": form})


@require_safe
def person(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One person: account, roles past and present, what may be done."""
    actor, today = request.actor, localdate()
    found = _person(request, pk)
    grants = grants_within(actor).filter(person=found).select_related(*SHOWN_GRANTS).order_by("-starts_on", "pk")
    shut = may_shut(actor, found, today)
    may = may_reset(actor, found, today)
    context = {
        "person": found,
        "rows": [(grant, grant.is_over(today), may_end(actor, grant)) for grant in grants],
        "reset": ResetForm() if may and found.is_active else None,
        "may_change": may,
        "may_shut": shut,
        "refusal": may.refusal if may_manage_people(actor) else shut.refusal,
    }
    return render(request, "congress/person.html", context)


@require_http_methods(["GET", "POST"])
def change_person(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Another name, phone or login name."""
    found = _person(request, pk)
    require(may_reset(request.actor, found, localdate()))
    kept = {"name": found.name, "phone": found.phone, "login": found.login, "email": found.email}
    form = PersonForm(request.POST or None, initial=kept, submit="保存")
    if form.is_valid():
        is_phone = form.cleaned_data["phone"] != found.phone
        with said_at(form, "phone" if is_phone else "login"):
            accounts.change_person(found, by=request.actor, on=localdate(), **form.cleaned_data)
            messages.success(request, "已保存。手机号或登录名有变动的，原来的登录已退出。")
            return redirect("congress:person", found.pk)
    return render(request, "congress/change_person.html", {"form": form, "person": found})


@require_http_methods(["GET", "POST"])
def give_role(request: PortalRequest, pk: UUID) -> HttpResponse:
    """授权."""
    found = _person(request, pk)
    initial = {"starts_on": localdate(), "congress": request.actor.congress}
    form = RoleForm(request.POST or None, actor=request.actor, initial=initial)
    if form.is_valid():
        with said_at(form, "role"):
            grant = granting.give_role(found, by=request.actor, on=localdate(), **form.cleaned_data)
            messages.success(request, f"已授予{found.name}：{grant}。")
            return redirect("congress:person", found.pk)
    return render(request, "congress/give_role.html", {"form": form, "person": found})


@require_POST
def end_grant(request: PortalRequest, pk: UUID) -> HttpResponse:
    """End a role now."""
    require(may_see_people(request.actor))
    grant = get_object_or_404(grants_within(request.actor).select_related("person", "congress", "organ"), pk=pk)
    granting.end_grant(grant, by=request.actor, at=now())
    messages.success(request, f"已结束{grant.person.name}的“{grant}”。")
    return redirect("congress:person", grant.person_id)


@require_POST
def reset_access(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A new initial password, shown once on this very page and kept nowhere in clear."""
    found = _person(request, pk)
    require(may_reset(request.actor, found, localdate()))
    form, password = ResetForm(request.POST), ""
    if form.is_valid():
        password = accounts.reset_access(found, by=request.actor, on=localdate(), **form.cleaned_data)
    return render(request, "congress/reset_access.html", {"form": form, "person": found, "password": password})


@require_POST
def account(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Close or open an account, or end its sessions."""
    found, by, today = _person(request, pk), request.actor, localdate()
    match request.POST.get("deed"):
        case "close":
            accounts.close_account(found, by=by, on=today)
            messages.success(request, f"已停用{found.name}的账号。")
        case "open":
            accounts.open_account(found, by=by, on=today)
            messages.success(request, f"已启用{found.name}的账号。")
        case "sign_out":
            messages.success(request, f"已退出{found.name}的{accounts.sign_out(found, by=by, on=today)}处登录。")
        case _:
            messages.warning(request, "请按页面上的按钮办理。")
    return redirect("congress:person", found.pk)
