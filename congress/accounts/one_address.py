"""How many codes may be asked for and guessed from one address: a hall of deputies may, a sprayer may not.

Two hundred deputies behind one address of a hall ask for a code in the same minutes; each signs in, and what he took
is given back. Only what nobody redeems counts: codes asked for in vain, and wrong guesses that no right one follows. A
number that nobody has is counted and answered like any other, so that nobody learns from a limit which numbers are
known. A browser known as the person's own is never counted.

The limits stand in ACCOUNT_RATE_LIMITS; what a phone may ask for is limited beside them.
"""

from typing import Any

from allauth.core.internal import ratelimit
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from congress.accounts import devices
from congress.models import Person

IN_VAIN, WRONG = "code_in_vain", "code_wrong"
SESSION_TAKEN = "codes_taken"
BUSY = "这个网络里正在登录的人太多，请过几分钟再试，或者把手机换到移动网络。"


def ask(request: HttpRequest, person: Person | None) -> Any:
    """Take one code from what the address may ask for. Raises ValidationError when it has none left."""
    if devices.device_of(request, person):
        return None
    taken = _consume(request, IN_VAIN)
    if taken is None:
        raise ValidationError(BUSY)
    return taken


def asked(request: HttpRequest, taken: Any) -> None:
    """Remember what this session took; what it took before for another number is not given back any more."""
    request.session[SESSION_TAKEN] = _written(taken)


def may_guess(request: HttpRequest, person: Person | None) -> bool:
    """Whether the address may try one more code."""
    return bool(devices.device_of(request, person) or _consume(request, WRONG, dry_run=True))


def guessed_wrong(request: HttpRequest, person: Person | None) -> None:
    """Count a wrong code."""
    if not devices.device_of(request, person):
        taken = _consume(request, WRONG)
        request.session[SESSION_TAKEN] = request.session.get(SESSION_TAKEN, []) + _written(taken)


def redeemed(request: HttpRequest) -> None:
    """Somebody signed in: give back what he took, his wrong tries for the same number included."""
    for key, duration, moment in request.session.pop(SESSION_TAKEN, []):
        ratelimit.SingleRateLimitUsage(cache_key=key, cache_duration=duration, timestamp=moment).rollback()


def _consume(request: HttpRequest, action: str, *, dry_run: bool = False) -> Any:
    return ratelimit.consume(request, app="allauth.account", action=action, dry_run=dry_run)


def _written(taken: Any) -> list[tuple[str, float, float]]:
    return [(each.cache_key, each.cache_duration, each.timestamp) for each in (taken.usage if taken else [])]
