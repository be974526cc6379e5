"""消息: what the portal told this person."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from congress.models.notices import NoticeQuerySet
from congress.requests import PortalRequest, role_not_required

ON_A_PAGE = 30


def _mine(request: PortalRequest) -> NoticeQuerySet:
    """One's own messages whose time has come, what came last first; what was said in a practice room, there."""
    mine = request.user.notices.said_in(request.actor.congress if request.actor else None)
    came = mine.annotate(came_at=Coalesce("visible_at", "at"))
    return came.filter(came_at__lte=now()).order_by("-came_at", "pk")


@role_not_required
@require_safe
def messages(request: PortalRequest) -> HttpResponse:
    """The list, unread ones marked."""
    page = Paginator(_mine(request), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "congress/messages.html", {"page": page})


@role_not_required
@require_POST
def read(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Mark one message as read and go where it leads, or back to its place in the list."""
    notice = get_object_or_404(_mine(request), pk=pk)
    _mine(request).unread().filter(pk=notice.pk).update(read_at=now())
    place = urlencode({"page": request.POST.get("page", "1")})
    return redirect(notice.address or f"{reverse('congress:messages')}?{place}")


@role_not_required
@require_POST
def read_all(request: PortalRequest) -> HttpResponse:
    """Mark everything shown so far as read; what becomes visible later stays unread."""
    _mine(request).unread().update(read_at=now())
    return redirect("congress:messages")
