"""The start page: what waits for the actor first, then numbers, then what the apps add."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from congress import configuration
from congress.middleware import SESSION_GRANT
from congress.practice.grounds import grounds
from congress.registries import registry
from congress.requests import PortalRequest, role_not_required
from congress.waiting import todos_of


@role_not_required
@require_safe
def home(request: PortalRequest) -> HttpResponse:
    """首页."""
    actor, today = request.actor, localdate()
    if actor is None:  # nobody in particular: no role is in force today
        return render(request, "congress/no_role.html")
    if actor.congress.is_practice:
        return redirect(grounds.home)
    configuration.read(actor.congress)  # first: what is set for all is among it
    todos = todos_of(actor, today)
    panels = [found for source in registry.panels if (found := source(actor, today))]
    tiles = [tile for source in registry.tiles for tile in source(actor, today)]
    context = {"todos": todos, "tiles": tiles, "panels": panels, "today": today}
    return render(request, "congress/home.html", context)


@role_not_required
@require_POST
def switch(request: PortalRequest) -> HttpResponse:
    """Act under another of one's own grants from now on."""
    chosen = request.POST.get("grant", "")
    if any(str(grant.pk) == chosen for grant in request.grants):
        request.session[SESSION_GRANT] = chosen
    return redirect("congress:home")
