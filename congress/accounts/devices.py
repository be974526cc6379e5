"""Known devices: a browser from which its owner has signed in. A lockout elsewhere does not shut him out there, and a
deputy's own phone asks for no code for 30 days.
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from congress.accounts import warning
from congress.models import KnownDevice, Person

COOKIE = "device"
KEPT = timedelta(days=365)
TRUSTED = timedelta(days=30)
MOST = 10


def device_of(request: HttpRequest, person: Person | None) -> KnownDevice | None:
    """The person's own device that this browser says it is, if it is one."""
    token = request.COOKIES.get(COOKIE, "")
    if not token or person is None:
        return None
    return KnownDevice.objects.filter(token_hash=_hash(token), person=person).first()


def is_trusted(request: HttpRequest, person: Person | None) -> bool:
    """Whether the person said in this browser, within 30 days, that the phone is his own."""
    device = device_of(request, person)
    return bool(device and device.trusted_until and device.trusted_until > timezone.now())


def remember(request: HttpRequest, response: HttpResponse, person: Person, *, trust: bool) -> None:
    """Know this browser as the person's from now on; `trust` it for 30 days when he said that it is his own."""
    now = timezone.now()
    device = device_of(request, person)
    is_new = device is None
    if device is None:
        token = secrets.token_urlsafe(32)
        device = KnownDevice(person=person, token_hash=_hash(token), label=_label(request))
        response.set_cookie(
            COOKIE,
            token,
            max_age=KEPT,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    device.seen_at = now
    if trust:
        device.trusted_until = now + TRUSTED
    device.save()
    if is_new:
        warning.new_device(device, at=now)
    old = person.devices.order_by("-seen_at").values_list("pk", flat=True)[MOST:]
    person.devices.filter(pk__in=list(old)).delete()


def forget_others(request: HttpRequest, person: Person) -> None:
    """Of the person's browsers only this one stays known."""
    device = device_of(request, person)
    others = person.devices.exclude(pk=device.pk) if device else person.devices.all()
    others.delete()


def forget_all(person: Person) -> None:
    """None of the person's browsers is known any more."""
    person.devices.all().delete()


def _label(request: HttpRequest) -> str:
    agent = request.headers.get("User-Agent", "")
    kinds = {"MicroMessenger": "微信", "iPhone": "iPhone", "Android": "安卓手机", "Windows": "Windows电脑"}
    return next((label for sign, label in kinds.items() if sign in agent), "浏览器")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
