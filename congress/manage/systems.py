"""外部系统: which systems use the portal by machine, what they may, their tokens, what they are told."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.interface import hooks, scopes
from congress.interface import systems as deeds
from congress.interface.permissions import (
    may_grant_scopes,
    may_register,
    may_see_systems,
    may_shut_out,
    subscriptions_within,
    systems_within,
    tokens_within,
)
from congress.manage.systems_forms import ScopesForm, SubscriptionForm, SystemForm, TokenForm
from congress.models import Delivery, System
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest

PAGE = 50
LATEST = 20


def _system(request: PortalRequest, pk: UUID) -> System:
    require(may_see_systems(request.actor))
    return get_object_or_404(systems_within(request.actor), pk=pk)


@require_safe
def systems(request: PortalRequest) -> HttpResponse:
    """外部系统: all of them, the closed ones too."""
    require(may_see_systems(request.actor))
    found = systems_within(request.actor).order_by("closed_at", "grant__person__sort_key", "pk")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(system, scopes.in_words(system.scopes)) for system in page]
    return render(
        request, "congress/systems.html", {"page": page, "rows": rows, "may_add": may_register(request.actor)}
    )


@require_http_methods(["GET", "POST"])
def add_system(request: PortalRequest) -> HttpResponse:
    """A new system; the security administrator says then what it may do."""
    require(may_register(request.actor))
    form = SystemForm(request.POST or None, actor=request.actor, initial={"congress": request.actor.congress})
    if form.is_valid():
        with said_at(form, "name"):
            system = deeds.register(by=request.actor, on=localdate(), **form.cleaned_data)
            messages.success(request, f"已登记{system}。下一步：请安全管理员授予权限，再发放令牌。")
            return redirect("congress:system", system.pk)
    return render(request, "congress/add_system.html", {"form": form})


@require_safe
def system(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One system: what it may, its tokens, where it is told what, how the last messages went."""
    found, actor = _system(request, pk), request.actor
    calls = Delivery.objects.filter(notice__call__subscription__system=found).select_related(
        "notice__call__subscription"
    )
    words = hooks.kinds()
    context = {
        "system": found,
        "scopes": scopes.in_words(found.scopes),
        "tokens": [(token, deeds.is_expired(token)) for token in found.tokens.select_related("made_by")[:PAGE]],
        "subscriptions": [
            (row, "、".join(label for kind, label in words.items() if kind in row.kinds))
            for row in found.subscriptions.all()[:PAGE]
        ],
        "calls": [
            (row, words.get(row.notice.text, row.notice.text)) for row in calls.order_by("-notice__at")[:LATEST]
        ],
        "may_register": may_register(actor) if not found.closed_at else None,
        "may_grant": may_grant_scopes(actor) if not found.closed_at else None,
        "may_shut": may_shut_out(actor) if not found.closed_at else None,
    }
    return render(request, "congress/system.html", context)


@require_http_methods(["GET", "POST"])
def system_scopes(request: PortalRequest, pk: UUID) -> HttpResponse:
    """授予权限."""
    found = _system(request, pk)
    require(may_grant_scopes(request.actor))
    form = ScopesForm(request.POST if request.method == "POST" else None, system=found)
    if form.is_valid():
        with said_at(form, "scopes"):
            deeds.grant_scopes(found, form.cleaned_data["scopes"], by=request.actor)
            messages.success(request, f"已保存{found}的权限。")
            return redirect("congress:system", found.pk)
    return render(request, "congress/system_scopes.html", {"form": form, "system": found})


@require_http_methods(["GET", "POST"])
def add_token(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A new token, shown once on this very page and kept nowhere."""
    found, token = _system(request, pk), ""
    require(may_register(request.actor))
    form = TokenForm(request.POST or None, initial={"expires_on": deeds.expires_by_default(localdate())})
    if form.is_valid():
        with said_at(form, "label"):
            token = deeds.make_token(found, by=request.actor, on=localdate(), **form.cleaned_data)
    return render(request, "congress/add_token.html", {"form": form, "system": found, "token": token})


@require_POST
def revoke_token(request: PortalRequest, pk: UUID) -> HttpResponse:
    """作废."""
    require(may_see_systems(request.actor))
    token = get_object_or_404(tokens_within(request.actor), pk=pk)
    deeds.revoke_token(token, by=request.actor, at=now())
    messages.success(request, f"已作废令牌“{token.label}”，马上生效。")
    return redirect("congress:system", token.system_id)


@require_http_methods(["GET", "POST"])
def subscribe(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A new address; the key that signs what is sent there is shown once on this very page."""
    found, key = _system(request, pk), ""
    require(may_register(request.actor))
    form = SubscriptionForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "address"):
            key = deeds.subscribe(found, by=request.actor, **form.cleaned_data)
    return render(request, "congress/subscribe.html", {"form": form, "system": found, "key": key})


@require_POST
def end_subscription(request: PortalRequest, pk: UUID) -> HttpResponse:
    """停止推送."""
    require(may_see_systems(request.actor))
    subscription = get_object_or_404(subscriptions_within(request.actor), pk=pk)
    deeds.end_subscription(subscription, by=request.actor, at=now())
    messages.success(request, "已停止推送。")
    return redirect("congress:system", subscription.system_id)


@require_POST
def close_system(request: PortalRequest, pk: UUID) -> HttpResponse:
    """停用: at once, and for good."""
    found = _system(request, pk)
    deeds.close(found, by=request.actor, at=now())
    messages.success(request, f"已停用{found}：令牌作废，推送停止。")
    return redirect("congress:system", found.pk)
