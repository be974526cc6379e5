"""What somebody owes right after signing in, before anything else: a password of his own, a second factor, the notice
on personal data read. The session keeps the list; a person who owes nothing never meets it.
"""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate

from congress.accounts import who
from congress.models import Person

OWED = "first_steps"
PAGES = {"password": "account_change_password", "second_factor": "mfa_activate_totp", "notice": "congress:privacy"}
OPEN = {
    *PAGES.values(),
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "congress:preferences",
    "congress:healthz",
    "congress:readyz",
    "congress:metrics",
}

View = Callable[[HttpRequest], HttpResponse]


def owed_by(request: HttpRequest, person: Person) -> list[str]:
    """What this person owes now, in the order of the pages."""
    steps = []
    if request.session.get(who.SIGNED_IN_BY) == who.PASSWORD:
        if person.must_change_password:
            steps.append("password")
        has_factor = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
        if settings.SECOND_FACTOR and not has_factor and who.is_staff(person, localdate()):
            steps.append("second_factor")
    if person.notice_read_at is None:
        steps.append("notice")
    return steps


def owe(request: HttpRequest, person: Person) -> None:
    """Note in the session what is owed, if anything."""
    request.session[OWED] = owed_by(request, person)


def first_steps(get_response: View) -> View:
    """Middleware: whoever owes a step is led to its page from every other one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: View, args: object, kwargs: object) -> HttpResponse | None:
        if not request.session.get(OWED) or not isinstance(request.user, Person):
            return None
        owe(request, request.user)
        match = request.resolver_match
        if not request.session[OWED] or (match and match.view_name in OPEN):
            return None
        return redirect(PAGES[request.session[OWED][0]])

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware
