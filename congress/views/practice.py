"""The way out of a practice room: a button that stands on every page in it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from congress.middleware import SESSION_GRANT
from congress.practice import acting
from congress.requests import PortalRequest


@require_POST
def leave_practice(request: PortalRequest) -> HttpResponse:
    """离开练习室: act as before one came; who is in none stays as he is."""
    if request.actor.congress.is_practice:
        acting.leave(request.session, key=SESSION_GRANT)
    return redirect("congress:home")
