"""What every response tells the browser, whoever made it: a page, an error, a file, a redirect."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Django's own middleware gives some of these; a refusal made before it is asked (an unknown host) gets them here.
ALWAYS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Nothing of a page stays on a computer that several people use; static files say for themselves how long they keep.
NOT_KEPT = "private, no-store"


def headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: add what a response does not say by itself."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if not request.path_info.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", NOT_KEPT)
        return response

    return middleware
