"""How long a session lasts: offices 30 minutes without a deed and 12 hours in all; deputies 8 hours and 30 days
(等保 2.0 身份鉴别 b; the numbers are those of the portal's security plan).
"""

import time
from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from congress.accounts import who

IDLE = {who.PASSWORD: timedelta(minutes=30), who.CODE: timedelta(hours=8), who.DEMO: timedelta(hours=8)}
WHOLE = {who.PASSWORD: timedelta(hours=12), who.CODE: timedelta(days=30), who.DEMO: timedelta(hours=12)}
BEGAN, SEEN = "began_at", "seen_at"
# Seconds that the clock of another web may be ahead. More: the clock was put back, and the session would never end.
AHEAD = 10 * 60
NOTED_EVERY = 60  # seconds: a session is not written on every page

View = Callable[[HttpRequest], HttpResponse]


def idle(get_response: View) -> View:
    """Middleware: end a session that was idle, or open, too long; what was being sent is kept until he is back."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = time.time()
            way = request.session.get(who.SIGNED_IN_BY, who.PASSWORD)
            began = request.session.setdefault(BEGAN, now)
            seen = request.session.get(SEEN, now)
            is_too_long = now - seen > IDLE[way].total_seconds() or now - began > WHOLE[way].total_seconds()
            if is_too_long or now < max(began, seen) - AHEAD:
                logout(request)
                messages.info(request, "太久没有操作，为安全起见请重新登录。您写的内容还在。")
            elif SEEN not in request.session or now - seen > NOTED_EVERY:
                request.session[SEEN] = now
        return get_response(request)

    return middleware
