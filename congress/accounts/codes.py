"""Sign-in codes by SMS: sent at once, outside the outbox, because nobody waits five minutes for one."""

import logging
import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.timezone import localdate

from congress import configuration, gateways, texts

log = logging.getLogger(__name__)


def send(request: HttpRequest, phone: str, code: str) -> None:
    """Send a code; without a gateway the development page shows it, and only there.

    A gateway that fails is not told to the page: whether the number exists must not show.
    """
    signature = configuration.value("sms.signature", on=localdate())
    text = signature + texts.render("code", None, {"code": code})
    if gateways.is_configured("sms"):
        try:
            gateways.send_sms(phone, text, message_id=str(uuid.uuid4()))
        except gateways.GatewayError as error:
            log.error("a sign-in code was not sent: %s", error)
    elif settings.DEBUG or settings.DEMO:
        messages.info(request, f"试用：短信验证码是{code}")
    else:
        log.error("a sign-in code was not sent: SMS_GATEWAY_URL is not set")
