"""The forms of signing in, in the portal's frame."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    ChangePasswordForm,
    ConfirmLoginCodeForm,
    LoginForm,
    ReauthenticateForm,
    RequestLoginCodeForm,
)
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from crispy_forms.helper import FormHelper
from django import forms
from django.urls import reverse
from django.utils.timezone import localdate

from congress.accounts import one_address, tries, who
from congress.forms import portal_helper
from congress.models import Person

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric"}


def bare(field: forms.Field, label: str, missing: str, **attrs: str) -> None:
    """A field of the package in our words: our label and sentence, no placeholder."""
    field.label = label
    field.help_text = ""
    field.error_messages["required"] = missing
    field.widget.attrs = {**attrs, "autocomplete": attrs.get("autocomplete", "off")}


class PasswordSignInForm(LoginForm):
    """Staff: login name or phone, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bare(self.fields["login"], "登录名或手机号", "请填写登录名或手机号", autocomplete="username")
        bare(self.fields["password"], "密码", "请填写密码", autocomplete="current-password")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("login", "password", submit="登录")


class PhoneForm(RequestLoginCodeForm):
    """Deputies: the phone to which the code goes."""

    _user: Person | None
    taken: Any = None

    @property
    def helper(self) -> FormHelper:
        return portal_helper("phone", submit="获取短信验证码", action=reverse("account_request_login_code"))

    def clean_phone(self) -> str:
        person = get_adapter().get_user_by_phone(self.cleaned_data["phone"])
        self.taken = one_address.ask(context.request, person)
        try:
            phone = str(super().clean_phone())
        except forms.ValidationError:
            if self.taken:  # no code went out
                self.taken.rollback()
            raise
        # Staff sign in by password; to them, too, the page says what it says to everybody.
        if self._user and not (self._user.is_active and who.may_use_code(self._user, localdate())):
            self._user = None
        return phone


class CodeForm(ConfirmLoginCodeForm):
    """The code of the SMS, and whether the phone is one's own."""

    trust = forms.BooleanField(label="这是我自己的手机，30天内免验证", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bare(self.fields["code"], "验证码（6位，5分钟内有效）", "请填写短信里的6位数字", **CODE)

    @property
    def helper(self) -> FormHelper:
        return portal_helper("code", "trust", submit="登录")


class PasswordForm(ChangePasswordForm):
    """The password in use, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bare(self.fields["oldpassword"], "现在的密码", "请填写现在的密码", autocomplete="current-password")
        bare(self.fields["password1"], "新密码", "请填写新密码", autocomplete="new-password")
        bare(self.fields["password2"], "再填一次新密码", "请再填一次新密码", autocomplete="new-password")
        self.fields["password1"].help_text = "至少12位，不要用常见的词、单位名或自己的姓名。"

    @property
    def helper(self) -> FormHelper:
        return portal_helper("oldpassword", "password1", "password2", submit="改密码")


class PasswordAgainForm(ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bare(self.fields["password"], "密码", "请填写密码", autocomplete="current-password")

    @property
    def helper(self) -> FormHelper:
        return portal_helper("password", submit="继续")


class _OneTimeCode(forms.Form):
    submit = "登录"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bare(self.fields["code"], "动态口令", "请填写验证器里的6位数字", **CODE)

    @property
    def helper(self) -> FormHelper:
        return portal_helper("code", submit=self.submit)

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except forms.ValidationError:
            tries.failed(self.user, "second factor")  # type: ignore[attr-defined]
            raise


class SecondFactorForm(_OneTimeCode, AuthenticateForm):
    """The one-time password after the password, or a recovery code."""


class SecondFactorAgainForm(_OneTimeCode, ReauthenticateByCodeForm):
    """The one-time password once more."""

    submit = "继续"


class ActivateSecondFactorForm(_OneTimeCode, ActivateTOTPForm):
    """The first one-time password shows that the app has the secret."""

    submit = "启用"
