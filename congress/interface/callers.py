"""Who calls: the token finds the system, the system's grant makes the actor, each minute has so many requests."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, F, Q, Value, When
from django.http import HttpRequest
from django.utils import timezone

from congress import configuration
from congress.actors import Actor
from congress.interface.problems import Problem
from congress.models import System, SystemToken

BEGINNING = "rd_"
SHOWN = 8  # characters by which a token is known on a page
BEARER = "Bearer "
LONGEST = 100


@dataclass(frozen=True)
class Caller:
    """A system that has shown a valid token, and as what it acts."""

    system: System
    token: SystemToken
    actor: Actor

    def require(self, scope: str) -> None:
        """Go on only with this scope, or with any where none is named. Raises Problem."""
        if (scope and scope not in self.system.scopes) or not self.system.scopes:
            raise Problem(403, "这个系统没有这项权限，请由安全管理员授予。")


def new_token() -> str:
    """Two hundred and fifty-six bits of chance, and how it begins, so that it is recognised in a leak."""
    return BEGINNING + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token. It is all chance, so nothing slower is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def actor_of(system: System) -> Actor:
    """As what a system acts."""
    return Actor(system.grant)


def caller_of(request: HttpRequest, *, at: datetime) -> Caller:
    """Who calls. Raises Problem: 401 when nobody known does, 429 when the minute's requests are used up."""
    shown = request.headers.get("Authorization", "")
    text = shown.removeprefix(BEARER).strip()
    if not shown.startswith(BEARER) or not text.isascii() or not 0 < len(text) <= LONGEST:
        raise _unknown("请在 Authorization 中出示令牌：Bearer rd_…")
    tokens = SystemToken.objects.select_related("system__grant__person", "system__grant__congress")
    token = tokens.select_related("system__grant__organ").filter(digest=digest(text)).first()
    if token is None or token.revoked_at:
        raise _unknown("没有这个令牌，或者已经作废。")
    on = timezone.localdate(at)
    if token.expires_on < on:
        raise _unknown(f"令牌已于{token.expires_on:%Y-%m-%d}到期，请联系平台的系统管理员换发。")
    if not System.objects.open(on).filter(pk=token.system_id).exists():
        raise _unknown("这个系统已经停用。")
    count(token, at=at)
    return Caller(token.system, token, actor_of(token.system))


def _unknown(says: str) -> Problem:
    return Problem(401, says, headers={"WWW-Authenticate": 'Bearer realm="portal"'})


def count(token: SystemToken, *, at: datetime) -> None:
    """Take one request from those of this minute, in one statement. Raises Problem when none is left."""
    most = configuration.value("interface.requests_a_minute", token.system.grant.congress, on=timezone.localdate(at))
    minute = at.replace(second=0, microsecond=0)
    is_same = Q(minute=minute)
    left = SystemToken.objects.filter(Q(minute__isnull=True) | ~is_same | Q(requests__lt=most), pk=token.pk)
    counted = Case(When(is_same, then=F("requests") + 1), default=Value(1))
    if not left.update(minute=minute, requests=counted, used_at=at):
        wait = max(1, int((minute + timedelta(minutes=1) - at).total_seconds()) + 1)
        raise Problem(429, f"每分钟最多{most}次，请{wait}秒后再来。", headers={"Retry-After": str(wait)})
