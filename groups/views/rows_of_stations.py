"""Rows of stations that a page may show, or 404."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from congress.requests import PortalRequest
from groups.models import DutyDay, Matter, Reception, Station, VisitorMessage


def station_or_404(request: PortalRequest, pk: UUID) -> Station:
    """One that this actor may look up."""
    rows = Station.objects.visible_to(request.actor).select_related("congress", "branch_desk", "group")
    return get_object_or_404(rows, pk=pk)


def day_or_404(request: PortalRequest, pk: UUID) -> DutyDay:
    """A day of such a station's roster."""
    rows = DutyDay.objects.filter(station__in=Station.objects.visible_to(request.actor))
    return get_object_or_404(rows.select_related("station__congress"), pk=pk)


def reception_or_404(request: PortalRequest, pk: UUID) -> Reception:
    """One that he reads."""
    rows = Reception.objects.visible_to(request.actor).select_related(
        "station__congress", "recorded_by__person", "withdrawn_by__person"
    )
    return get_object_or_404(rows, pk=pk)


def matter_or_404(request: PortalRequest, pk: UUID) -> Matter:
    """One that he reads."""
    rows = Matter.objects.visible_to(request.actor).select_related(
        "reception__station__congress", "message__station__congress", "passed_to__person"
    )
    return get_object_or_404(rows, pk=pk)


def message_or_404(request: PortalRequest, pk: UUID) -> VisitorMessage:
    """One that he reads."""
    rows = VisitorMessage.objects.visible_to(request.actor).select_related("station__congress", "photo")
    return get_object_or_404(rows, pk=pk)
