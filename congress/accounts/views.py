"""The pages of signing in that are ours; those of the second factor are django-allauth's in our templates."""

from typing import Any

from allauth.account import views
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core.internal import ratelimit
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress import configuration
from congress.accounts import demo, devices, one_address, tries
from congress.accounts.end_sessions import end_sessions
from congress.accounts.forms import PhoneForm
from congress.requests import PortalRequest, role_not_required


class SignIn(views.LoginView):
    """登录: the phone of a deputy, or the name and password of an office; in the demo, its people.

    One address may try so often in ten minutes; a browser known as the person's own may try whatever others do there.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person = get_adapter().person_called(request.POST.get("login", "").strip())
        if not devices.device_of(request, person):
            if refusal := ratelimit.consume_or_429(request, app="allauth.account", action="sign_in"):
                tries.failed(person, "the limit of an address")
                return refusal
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = demo.people() if settings.DEMO else []
        return super().get_context_data(**kwargs) | {"phone_form": PhoneForm(), "demo_people": people}


class RequestCode(views.RequestLoginCodeView):
    """The phone is known or not: the same page follows. On one's own trusted phone no code is asked for."""

    def form_valid(self, form: Any) -> HttpResponse:
        if devices.is_trusted(self.request, form._user):
            record_authentication(self.request, form._user, method="code")
            return perform_login(self.request, form._user, redirect_url=self.get_next_url())
        one_address.asked(self.request, form.taken)
        return super().form_valid(form)


class ConfirmCode(views.ConfirmLoginCodeView):
    """The code of the SMS; whether the phone is his own is kept until he is signed in."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Too many wrong codes from this address: not even looked at."""
        if not one_address.may_guess(request, self._process.user):
            tries.failed(self._process.user, "the limit of an address")
            messages.error(request, one_address.BUSY)
            return redirect("account_confirm_login_code")
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        one_address.guessed_wrong(self.request, self._process.user)
        tries.failed(self._process.user, "code")
        return super().form_invalid(form)

    def form_valid(self, form: Any) -> HttpResponse:
        if form.cleaned_data.get("trust"):
            self.request.session["trust_device"] = True
        return super().form_valid(form)


class ChangePassword(views.PasswordChangeView):
    """改密码."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who signs in by code has no password to change; nobody sets one for himself."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            raise PermissionDenied("您用短信验证码登录，没有密码可以改。需要密码请联系系统管理员。")
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def form_valid(self, form: Any) -> HttpResponse:
        super().form_valid(form)
        person = self.request.user
        person.must_change_password = False
        person.save(update_fields=["must_change_password"])
        end_sessions(person, besides=self.request.session.session_key)
        messages.success(self.request, "密码已改好，其他地方的登录已退出。")
        return redirect(settings.LOGIN_REDIRECT_URL)


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """退出: nothing of the pages stays in the browser of a shared computer."""
    logout(request)
    response = redirect("account_login")
    response["Clear-Site-Data"] = '"cache"'
    return response


@role_not_required
@require_http_methods(["GET", "POST"])
def privacy(request: PortalRequest) -> HttpResponse:
    """个人信息告知: read once after the first sign-in (个人信息保护法 art. 35), to be read again at any time."""
    person = request.user
    if request.method == "POST":
        person.notice_read_at = now()
        person.save(update_fields=["notice_read_at"])
        return redirect("congress:home")
    today = localdate()
    context = {
        "is_read": person.notice_read_at is not None,
        "draft_days": configuration.value("retention.draft_days", on=today),
        "message_days": configuration.value("retention.message_days", on=today),
    }
    return render(request, "congress/privacy.html", context)


@role_not_required
@require_safe
def sessions(request: PortalRequest) -> HttpResponse:
    """登录记录: where one is signed in now."""
    mine = UserSession.objects.purge_and_list(request.user)
    rows = sorted(mine, key=lambda row: row.created_at, reverse=True)
    return render(request, "congress/sessions.html", {"rows": rows, "current": request.session.session_key})


@role_not_required
@require_POST
def end_others(request: PortalRequest) -> HttpResponse:
    """Sign out everywhere else, and know no browser but this one."""
    ended = end_sessions(request.user, besides=request.session.session_key)
    devices.forget_others(request, request.user)
    messages.success(request, f"已退出其他{ended}处登录。" if ended else "没有其他地方的登录。")
    return redirect("congress:sessions")
