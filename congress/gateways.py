"""The ways out of the portal: SMS and 企业微信 by HTTP, e-mail by SMTP. docs/gateways.md tells what is sent.

Each function sends one message or raises; it never tries again by itself and never runs in a transaction.
"""

import http.client
import json
import smtplib
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

SECONDS = 5
SECONDS_IN_ALL = 15
LARGEST_ANSWER = 64 * 1024
# Answers by which a gateway says that it did not take the message. Any other 5xx leaves that open.
NOT_TAKEN = (408, 425, 429, 503)


class GatewayError(Exception):
    """The message was not sent, or nobody knows."""


class Refused(GatewayError):
    """The gateway says no to this message: asking again would not help."""


class Unreachable(GatewayError):
    """The message surely did not leave: it may be tried again."""


class Unconfirmed(GatewayError):
    """The request went out and no answer came: it may have been sent."""


def is_configured(channel: str) -> bool:
    """Whether this installation has that way out."""
    if channel == "sms":
        return bool(settings.SMS_GATEWAY_URL)
    if channel == "wecom":
        return bool(settings.WECOM_WEBHOOK_URL)
    if channel == "hook":
        return True
    return bool(settings.EMAIL_HOST) or not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")


def send_sms(phone: str, text: str, *, message_id: str) -> None:
    """Hand one SMS to the gateway; `message_id` is ours, by which it can be asked for.

    Raises:
        Refused, Unreachable, Unconfirmed: see there.
    """
    payload = {"id": message_id, "to": phone, "text": text}
    _post(settings.SMS_GATEWAY_URL, payload, token=settings.SMS_GATEWAY_TOKEN)


def send_wecom(text: str) -> None:
    """Say a text in the 企业微信 group of the configured webhook.

    Raises:
        Refused, Unreachable, Unconfirmed: see there.
    """
    answer = _post(settings.WECOM_WEBHOOK_URL, {"msgtype": "text", "text": {"content": text}})
    try:
        code = json.loads(answer or b"{}").get("errcode", 0)
    except (ValueError, AttributeError):
        raise Unconfirmed("企业微信的回答无法识别") from None
    if code == 45009:  # too many in this minute
        raise Unreachable("企业微信限流")
    if code:
        raise Refused(f"企业微信拒绝，代码{code}")


def send_email(address: str, subject: str, text: str) -> None:
    """Hand one e-mail to the mail server.

    Raises:
        Refused, Unreachable, Unconfirmed: see there.
    """
    try:
        EmailMessage(" ".join(subject.split()), text, to=[address]).send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise (Refused if min(codes) >= 500 else Unreachable)(f"邮件服务器拒收，代码{min(codes)}") from error
    except smtplib.SMTPResponseException as error:
        raise Unreachable(f"邮件服务器答{error.smtp_code}") from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unreachable(f"连不上邮件服务器（{type(error).__name__}）") from error


def _post(url: str, payload: Mapping[str, object], *, token: str = "") -> bytes:
    """POST JSON to the configured address and no other: redirects are not followed, proxies not asked."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refused("网关地址没有配置")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    headers = {"Content-Type": "application/json; charset=utf-8", "Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    body = json.dumps(payload, ensure_ascii=False).encode()
    with closing(kind(parts.hostname, parts.port, timeout=SECONDS)) as connection:
        return exchange(connection, target, body, headers)


def exchange(connection: http.client.HTTPConnection, target: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    """POST over a connection that is not open yet, within the time that anything may take; gives the answer's body.

    Raises:
        Refused, Unreachable, Unconfirmed: see there.
    """
    try:
        connection.connect()
    except OSError as error:
        raise Unreachable(f"连不上网关（{type(error).__name__}）") from error
    try:
        with cut_off(connection.sock):
            connection.request("POST", target, body, headers)
            response = connection.getresponse()
            answer = response.read(LARGEST_ANSWER)
    except (OSError, http.client.HTTPException) as error:
        raise Unconfirmed(f"网关没有回答（{type(error).__name__}）") from error
    if 200 <= response.status < 300:
        return answer
    if response.status in NOT_TAKEN:
        raise Unreachable(f"网关答{response.status}，没有接收")
    if response.status >= 500:
        raise Unconfirmed(f"网关答{response.status}，是否发出不明")
    raise Refused(f"网关答{response.status}")


@contextmanager
def cut_off(sock: socket.socket) -> Iterator[None]:
    """End the exchange after a while even if the other side says a byte now and then.

    Raises:
        TimeoutError: when it had to be ended.
    """
    is_cut = threading.Event()

    def cut() -> None:
        is_cut.set()
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(SECONDS_IN_ALL, cut)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
    if is_cut.is_set():
        raise TimeoutError
