"""What deputies are and do, a file for each matter."""

from deputies.models.council import CouncilMembership, DeputyLink
from deputies.models.duties import Duty, DutyExcuse, DutyQuerySet
from deputies.models.records import DeputyContact, DeputyContactQuerySet, Visit, VisitQuerySet
from deputies.models.seats import Delegation, Seat, SeatQuerySet, SeatState

__all__ = [
    "CouncilMembership",
    "Delegation",
    "DeputyContact",
    "DeputyContactQuerySet",
    "DeputyLink",
    "Duty",
    "DutyExcuse",
    "DutyQuerySet",
    "Seat",
    "SeatQuerySet",
    "SeatState",
    "Visit",
    "VisitQuerySet",
]
