"""The seats of a practice room: of its person, when he practises as a deputy, and of the figure who plays a deputy.

They are placeholders: whatever counts deputies, or reminds them, passes them over.
"""

from datetime import date

from congress.models import Congress, Grant, Role
from congress.practice.grounds import furnish
from deputies.models import Seat, SeatState


@furnish
def seats(room: Congress, grant: Grant, on: date) -> None:
    """A seat for every deputy's grant in the room that has none yet."""
    term = room.terms.get()
    bare = Grant.objects.open(on).filter(congress=room, role=Role.DEPUTY, seat__isnull=True)
    for row in bare:
        seat = Seat.objects.create(
            person=row.person, congress=room, term=term, grant=row, is_placeholder=True, starts_on=row.starts_on
        )
        SeatState.objects.create(seat=seat, state=SeatState.State.SERVING, starts_on=row.starts_on)
