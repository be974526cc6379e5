"""For the machines that watch over the portal: is the process alive, is it ready to serve."""

from collections.abc import Iterator
from hmac import compare_digest

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from congress import clock_skew
from congress.files import space
from congress.gauges import in_prometheus_words

TEXT = "text/plain"
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
_seen: list[bool] = []


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type=TEXT)


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and has this release's tables; what is not as it should be is warned of, a line each.

    503 without the tables: let no request come here. Warnings keep the 200: every other host would have them, too.
    """
    if not _has_our_tables():
        return HttpResponse("not ready: migrations are missing\n", content_type=TEXT, status=503)
    return HttpResponse("\n".join(["ready", *_warnings(), ""]), content_type=TEXT)


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The gauges, for a Prometheus that shows the token of this installation; nobody else learns of the page."""
    token = settings.METRICS_TOKEN
    shown = request.headers.get("Authorization", "")
    if not token or not compare_digest(shown.encode(), f"Bearer {token}".encode()):
        raise Http404
    return HttpResponse(in_prometheus_words(), content_type=PROMETHEUS)


def _warnings() -> Iterator[str]:
    skew = clock_skew.measured()
    if clock_skew.is_wrong(skew):
        yield f"warning: the database's clock differs by {skew.total_seconds():.1f} s"
    if (room := space.of_uploads()) and room.is_short:
        yield "warning: the disk is nearly full, uploads are refused"


def _has_our_tables() -> bool:
    """Whether every migration of this release has run; once true, it stays so for this process."""
    if not _seen:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _seen.append(True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True
