"""The styleguide: every component with sample data, for staff."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congress.requests import PortalRequest
from congress.samples import samples


@require_safe
def styleguide(request: PortalRequest) -> HttpResponse:
    """样式手册."""
    if not request.actor or request.actor.is_deputy:
        raise PermissionDenied("样式手册供工作人员使用。")
    return render(request, "congress/styleguide.html", samples())
