"""Where allauth's second factor asks the portal: secrets are sealed in the database."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.timezone import localdate

from congress import configuration, phones


class PortalMFAAdapter(DefaultMFAAdapter):
    """Our answers to what allauth's second factor leaves to a project."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "动态口令不对，请填写验证器里现在显示的6位数字。",
        "cannot_delete_authenticator": "动态口令不能停用。换了手机请联系系统管理员重置。",
    }

    def get_totp_label(self, user: Any) -> str:
        return str(user.login or user.name)

    def get_totp_issuer(self) -> str:
        return str(configuration.value("site.name_first", on=localdate()))

    def encrypt(self, text: str) -> str:
        return phones.seal(text, purpose="second-factor")

    def decrypt(self, encrypted_text: str) -> str:
        return phones.unseal(encrypted_text, purpose="second-factor")

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Nobody takes away his own: an administrator resets it."""
        return False

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The timeline keeps what happened; most people here have no e-mail."""
