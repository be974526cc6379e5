"""Where django-allauth asks the portal: phones, codes, limits, and what happens right after signing in."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal import ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from congress import phones
from congress.accounts import codes, devices, first_steps, one_address, tries, warning, who
from congress.models import Person

LATER = "试的次数太多，请15分钟后再试。记不得密码请联系系统管理员。"


class PhoneField(forms.CharField):
    """A mobile number, normalised; nothing of it is stored."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "tel", "inputmode": "numeric"}
        kwargs |= {"label": "手机号", "error_messages": {"required": "请填写手机号"}}
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return phones.normalise(text) if text else ""
        except ValueError as problem:
            raise ValidationError(f"{problem}，请检查") from problem


class PortalAdapter(DefaultAccountAdapter):
    """Our answers to what django-allauth leaves to a project."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "登录名或密码不对，请检查后再试。",
        "phone_password_mismatch": "登录名或密码不对，请检查后再试。",
        "invalid_login": "登录名或密码不对，请检查后再试。",
        "too_many_login_attempts": LATER,
        "rate_limited": "请60秒后再获取验证码。",
        "incorrect_code": "验证码不对，请核对短信里的6位数字。",
        "incorrect_password": "密码不对，请再试。",
        "enter_current_password": "请输入现在的密码。",
        "password_mismatch": "两次输入的新密码不一样。",
    }

    called: Person | None = None  # whose account was named

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for himself: the desk and the system administrator do."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The package's own messages are not shown; pages say what happened."""

    # Phones

    def phone_form_field(self, **kwargs: Any) -> forms.Field:
        return PhoneField(**kwargs)

    def get_user_by_phone(self, phone: str) -> Person | None:
        try:
            return Person.objects.by_phone(phones.normalise(phone))
        except ValueError:
            return None

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        return (user.phone, True) if user.phone else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        user.set_phone(phone)
        user.save(update_fields=["phone_sealed", "phone_index"])

    def set_phone_verified(self, user: Any, phone: str) -> None:
        """A number counts as verified: the desk or an administrator entered it."""

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        codes.send(self.request, phone, code)

    # Limits: five tries for an account in one network, or on one known device, and twenty for a network.

    def person_called(self, login: str) -> Person | None:
        """Whose phone or login name this is."""
        return self.get_user_by_phone(login) or Person.objects.filter(login__iexact=login).first()

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        login = str(credentials.get("username") or credentials.get("phone") or "").lower()
        person = self.called = self.person_called(login)
        if device := devices.device_of(request, person):
            action, key = "login_failed_known", f"{login}:{device.token_hash}"
        else:
            action, key = "login_failed", f"{login}:{self.get_client_ip(request)}"
        self._login_failed_rl_usage = ratelimit.consume(request, app="allauth.account", action=action, key=key)
        if not self._login_failed_rl_usage:
            if person and person.is_active:
                warning.locked(person, at=now())
            tries.failed(person, "the limit of an account")
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """A closed account is answered as one that never was, even to its own password."""
        person = super().authenticate(request, **credentials)
        if person and not person.is_active:
            tries.failed(person, "a closed account")
        return person if person and person.is_active else None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        tries.failed(self.called, "password")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes of the password, so that setting up the second factor does not ask for it twice."""
        records = get_authentication_records(context.request, context.request.user)
        fresh = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        if any(record["method"] == "password" and record["at"] > fresh for record in records):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    # After signing in

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        records = request.session.get("account_authentication_methods", [])
        way = who.PASSWORD if any(record["method"] == "password" for record in records) else who.CODE
        request.session[who.SIGNED_IN_BY] = way
        tries.succeeded(user, way)
        one_address.redeemed(request)
        devices.remember(request, response, user, trust=bool(request.session.pop("trust_device", False)))
        first_steps.owe(request, user)
        return response
