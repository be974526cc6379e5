"""Telephone numbers at rest: encrypted, and found again by a blind index that tells nothing by itself."""

import base64
import hashlib
import hmac
import os
import re

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


def normalise(number: str) -> str:
    """Digits of a mainland mobile number, without country code, spaces or dashes.

    Raises:
        ValueError: when what remains is not eleven digits beginning with 1.
    """
    digits = re.sub(r"[\s\-－]", "", number)
    digits = re.sub(r"^(\+86|0086)", "", digits)
    if not re.fullmatch(r"1\d{10}", digits, re.ASCII):
        raise ValueError("手机号应为11位数字")
    return digits


def _key(purpose: str) -> bytes:
    return hmac.new(settings.FIELD_KEY.encode(), purpose.encode(), hashlib.sha256).digest()


def seal(number: str, *, purpose: str = "phone") -> str:
    """The number encrypted with AES-256-GCM under the key of its purpose, as text for a column."""
    nonce = os.urandom(12)
    return base64.b64encode(nonce + AESGCM(_key(purpose)).encrypt(nonce, number.encode(), None)).decode()


def unseal(sealed: str, *, purpose: str = "phone") -> str:
    """The number that `seal` hid."""
    raw = base64.b64decode(sealed)
    return AESGCM(_key(purpose)).decrypt(raw[:12], raw[12:], None).decode()


def index(number: str) -> str:
    """A keyed fingerprint: equal numbers have equal ones, and nobody without the key can try all numbers."""
    return hmac.new(_key("phone-index"), number.encode(), hashlib.sha256).hexdigest()


def mask(number: str) -> str:
    """138****1234, as pages show it."""
    return f"{number[:3]}****{number[-4:]}" if len(number) == 11 else ""
