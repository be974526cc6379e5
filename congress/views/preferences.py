"""大字版 and 高对比: kept on the account and in a cookie, so that the sign-in page shows them too."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from congress.models import Person
from congress.requests import PortalRequest, role_not_required

YEAR = 365 * 24 * 3600


@login_not_required
@role_not_required
@require_POST
def preferences(request: PortalRequest) -> HttpResponse:
    """Set the text size or the contrast and return to the page."""
    size, contrast = request.POST.get("text_size"), request.POST.get("contrast")
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = redirect(target)
    person = request.user if request.user.is_authenticated else None
    if size in ("", "large", "xlarge"):
        _remember(response, "text_size", size)
        if person:
            Person.objects.filter(pk=person.pk).update(text_size=size)
    if contrast in ("0", "1"):
        _remember(response, "contrast", contrast)
        if person:
            Person.objects.filter(pk=person.pk).update(is_contrast=contrast == "1")
    return response


def _remember(response: HttpResponse, name: str, value: str) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", httponly=True, secure=secure)
