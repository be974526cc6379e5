"""签到码: what a screen shows for half a minute, and what it proves: that its reader is in the room now.

A code is made out of the meeting's key and the half minute, with the site's secret; nothing is stored. Whoever has the
page open reads it off the picture or types its six digits.
"""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

SECONDS = 30  # how long one code is shown
DIGITS = 6
Made = Callable[[str, UUID, datetime], str]


def _window(at: datetime) -> int:
    return int(at.timestamp()) // SECONDS


def _digest(purpose: str, meeting: UUID, window: int) -> bytes:
    said = f"attendance:{purpose}:{meeting}:{window}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), said, hashlib.sha256)


def seconds_left(at: datetime) -> int:
    """How long the code of this moment is still shown, in seconds, at least 1."""
    return SECONDS - int(at.timestamp()) % SECONDS


def token(purpose: str, meeting: UUID, at: datetime) -> str:
    """What the picture's address ends with: 32 characters that hold for this half minute and the next.

    Args:
        purpose: "in" or "out" …: a code for one does not serve for another.
        meeting: the key of the class or activity.
    """
    return _digest(purpose, meeting, _window(at)).hex()[:32]


def digits(purpose: str, meeting: UUID, at: datetime) -> str:
    """Six digits that are read out in the room, for telephones without a camera."""
    number = int.from_bytes(_digest(f"{purpose}:digits", meeting, _window(at))[:8], "big")
    return f"{number % 10**DIGITS:0{DIGITS}}"


def _is_of_now(
    said: str, purpose: str, meeting: UUID, at: datetime, made: Callable[[str, UUID, datetime], str]
) -> bool:
    moments = (at, at - timedelta(seconds=SECONDS))
    return any(hmac.compare_digest(said.encode(), made(purpose, meeting, moment).encode()) for moment in moments)


def is_token(said: str, purpose: str, meeting: UUID, at: datetime) -> bool:
    """Whether this was on the screen now or half a minute ago: a photo passed on is soon worth nothing."""
    return _is_of_now(said, purpose, meeting, at, token)


def are_digits(said: str, purpose: str, meeting: UUID, at: datetime) -> bool:
    """The same of six typed digits; spaces between them are left out. Who calls counts the tries."""
    return _is_of_now("".join(said.split()), purpose, meeting, at, digits)
