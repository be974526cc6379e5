"""Idempotency-Key: a request that is sent again has its effect once, and gets the answer of the first time."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from congress.interface.callers import Caller
from congress.interface.problems import Problem
from congress.models import KeptAnswer

HEADER = "Idempotency-Key"
KEY = r"[A-Za-z0-9_-]{8,80}"
Answer = tuple[int, dict[str, Any]]


def key_of(request: HttpRequest) -> str:
    """The key that was sent. Raises Problem when there is none, or none that can be kept."""
    key = request.headers.get(HEADER, "")
    if not re.fullmatch(KEY, key):
        raise Problem(400, f"写入要带 {HEADER}：8到80位字母、数字、横线，每件事一个，重发时不变。")
    return key


def fingerprint(request: HttpRequest, sent: Mapping[str, Any]) -> str:
    """What makes two requests the same: method, address and what was sent, however its JSON was written."""
    words = json.dumps([request.method, request.path, sent], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(words.encode()).hexdigest()


@transaction.atomic
def once(caller: Caller, key: str, digest: str, deed: Callable[[], Answer]) -> tuple[Answer, bool]:
    """Do it, or give the answer that it got before; says whether it was before.

    The key's row and what the deed writes are one transaction: of two at once the second waits for the first, and
    what was refused left nothing, so that its key may be used again.

    Raises:
        Problem: when the key stood for something else.
    """
    try:
        with transaction.atomic():
            kept = KeptAnswer.objects.create(system=caller.system, key=key, digest=digest)
    except IntegrityError:
        kept = KeptAnswer.objects.get(system=caller.system, key=key)
        if kept.digest != digest:
            raise Problem(422, f"这个 {HEADER} 已经用于另一个请求，请换一个。") from None
        return (kept.status, kept.body), True
    kept.status, kept.body = deed()
    kept.save(update_fields=["status", "body"])
    return (kept.status, kept.body), False
