"""The demo's people, each signed in by one press. Nothing of this exists outside the demo's settings."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from congress.accounts.who import DEMO, SIGNED_IN_BY
from congress.middleware import SESSION_GRANT
from congress.models import Congress, Grant, Organ, Role

OF_A_ROLE_AND_LEVEL = 2
OF_THE_CITY = {Role.DEPUTY: 4}  # those next by name are in one group
Source = Callable[[date], Iterable[Grant]]
offers: list[tuple[str, str, Source]] = []


def offer(role: str, label: str) -> Callable[[Source], Source]:
    """Declare people whom an app offers under a name of their own: `source(today)` gives their grants.

    Args:
        role: theirs; they stand after the others who have it.
    """

    def declare(source: Source) -> Source:
        offers.append((role, label, source))
        return source

    return declare


def people() -> list[tuple[str, list[tuple[Grant, str]]]]:
    """Role by role, a few of its people on each level with where they are, in the order of the main job.

    After the people of a role stand those of it whom apps offer under a name of their own.
    """
    today = localdate()
    grants = Grant.objects.active(today).real().select_related("person", "congress", "organ")
    seen: Counter[tuple[str, str, bool]] = Counter()
    found: dict[str, list[Grant]] = {role.value: [] for role in Role}
    for grant in grants.order_by("congress__path", "starts_on", "person__sort_key", "pk"):
        is_street = grant.organ is not None and grant.organ.kind == Organ.Kind.STREET
        key = (grant.role, grant.congress.level, is_street)
        seen[key] += 1
        is_city = grant.congress.level == Congress.Level.CITY
        most = OF_THE_CITY.get(Role(grant.role), OF_A_ROLE_AND_LEVEL) if is_city else OF_A_ROLE_AND_LEVEL
        if seen[key] <= most:
            found[grant.role].append(grant)
    levels = list(Congress.Level.values)
    for rows in found.values():
        rows.sort(key=lambda grant: levels.index(grant.congress.level))
    offered = []
    for role, rows in found.items():
        offered.append((str(Role(role).label), rows))
        offered += [(label, list(source(today))) for of, label, source in offers if of == role]
    return [(label, [(row, row.place) for row in rows]) for label, rows in offered if rows]


@login_not_required
@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """Sign in as one of them, acting under the role that was pressed."""
    try:
        key = UUID(request.POST.get("grant", ""))
    except ValueError as error:
        raise Http404 from error
    grant = get_object_or_404(Grant.objects.active(localdate()).real().select_related("person"), pk=key)
    login(request, grant.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[SIGNED_IN_BY] = DEMO
    request.session[SESSION_GRANT] = str(grant.pk)
    return redirect(settings.LOGIN_REDIRECT_URL)
