"""单位: the list of organs, and what becomes of one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.actors import Actor
from congress.manage import establishing
from congress.manage.organ_forms import OrganFilter, OrganForm, RenameForm
from congress.manage.permissions import may_manage_people, organs_within
from congress.models import Grant, Organ
from congress.models.organs import OrganQuerySet
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest

PAGE = 50
ORDER = ("congress__path", "-is_active", "sort_key", "pk")


def narrowed(actor: Actor, form: OrganFilter) -> OrganQuerySet:
    """The organs that fit the filter, each with the number of its accounts."""
    acting = Grant.objects.active(localdate()).filter(organ=OuterRef("pk")).order_by().values("organ")
    accounts = Coalesce(Subquery(acting.annotate(number=Count("person", distinct=True)).values("number")), Value(0))
    rows = organs_within(actor).select_related("congress", "parent").annotate(accounts=accounts)
    form.is_valid()
    chosen = form.cleaned_data
    if text := chosen.get("q", "").strip():
        rows = rows.filter(
            Q(name__contains=text) | Q(short_name__contains=text) | Q(sort_key__startswith=text.lower())
        )
    for name in ("kind", "branch"):
        if value := chosen.get(name):
            rows = rows.filter(**{name: value})
    if chosen.get("unserved"):
        rows = rows.filter(pk__in=Organ.objects.handling().unserved(localdate()))
    return rows.order_by(*ORDER)


def _organ(request: PortalRequest, pk: UUID) -> Organ:
    require(may_manage_people(request.actor))
    return get_object_or_404(organs_within(request.actor).select_related("congress"), pk=pk)


@require_safe
def organs(request: PortalRequest) -> HttpResponse:
    """单位: every organ of the level and below, its accounts counted."""
    require(may_manage_people(request.actor))
    form = OrganFilter(request.GET)
    page = Paginator(narrowed(request.actor, form), PAGE).get_page(request.GET.get("page"))
    return render(request, "congress/organs.html", {"page": page, "filters": form})


@require_http_methods(["GET", "POST"])
def add_organ(request: PortalRequest) -> HttpResponse:
    """A new organ."""
    require(may_manage_people(request.actor))
    form = OrganForm(request.POST or None, actor=request.actor, initial={"congress": request.actor.congress})
    if form.is_valid():
        chosen = form.cleaned_data
        fits = establishing.belongs(chosen["kind"], chosen["parent"], chosen["congress"])
        with said_at(form, "name" if fits else "parent"):
            organ = establishing.add_organ(by=request.actor, **chosen)
            messages.success(request, f"已登记{organ}。还没有账号，请到“人员”授权。")
            return redirect("congress:organs")
    return render(request, "congress/add_organ.html", {"form": form})


@require_http_methods(["GET", "POST"])
def rename_organ(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A new name from a day on."""
    organ = _organ(request, pk)
    initial = {"name": organ.name, "short_name": organ.short_name, "starts_on": localdate()}
    form = RenameForm(request.POST or None, initial=initial)
    if form.is_valid():
        with said_at(form, "name"):
            establishing.rename_organ(organ, by=request.actor, on=localdate(), **form.cleaned_data)
            messages.success(request, f"已改名为{form.cleaned_data['name']}。")
            return redirect("congress:organs")
    context = {"form": form, "organ": organ, "names": organ.names.all()}
    return render(request, "congress/rename_organ.html", context)


@require_POST
def close_organ(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Nothing is assigned to it any more."""
    organ = _organ(request, pk)
    establishing.close_organ(organ, by=request.actor)
    messages.success(request, f"已停用{organ}，在办的事项仍由它办完。")
    return redirect("congress:organs")


@require_POST
def open_organ(request: PortalRequest, pk: UUID) -> HttpResponse:
    """It takes assignments again."""
    organ = _organ(request, pk)
    establishing.open_organ(organ, by=request.actor)
    messages.success(request, f"已启用{organ}。")
    return redirect("congress:organs")
