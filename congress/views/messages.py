"""消息: what the portal told this person."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from congress.requests import PortalRequest, role_not_required


@role_not_required
@require_safe
def messages(request: PortalRequest) -> HttpResponse:
    """One's own messages, newest first."""
    mine = request.user.notices.exclude(visible_at__gt=now())
    page = Paginator(mine, 30).get_page(request.GET.get("page"))
    return render(request, "congress/messages.html", {"page": page})


@role_not_required
@require_POST
def read(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Mark one message as read and go where it leads."""
    notice = get_object_or_404(request.user.notices, pk=pk)
    request.user.notices.unread().filter(pk=notice.pk).update(read_at=now())
    return redirect(notice.address or "congress:messages")


@role_not_required
@require_POST
def read_all(request: PortalRequest) -> HttpResponse:
    """Mark all messages as read."""
    request.user.notices.unread().update(read_at=now())
    return redirect("congress:messages")
