"""What deputies are and do, a file for each matter."""

from deputies.models.seats import Delegation, Seat, SeatQuerySet, SeatState

__all__ = ["Delegation", "Seat", "SeatQuerySet", "SeatState"]
