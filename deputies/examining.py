"""What `manage.py doctor` looks for in seats: whose they are, and where."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from congress.models import Role
from congress.registries import check
from deputies.models import Seat, SeatState


@check("seats", "代表资格")
def seats_that_do_not_fit() -> Iterator[str]:
    """Seats of one person under the grant of another, in a term of elsewhere, or without a state."""
    seats = Seat.objects.select_related("person").order_by("pk")
    foreign = ~Q(grant__person=F("person")) | ~Q(grant__congress=F("congress")) | ~Q(grant__role=Role.DEPUTY)
    for seat in seats.filter(foreign):
        yield f"{_name(seat)}：授权不是这个人在本级人大的代表授权"
    elsewhere = ~Q(term__congress=F("congress")) | Q(delegation__isnull=False) & ~Q(delegation__congress=F("congress"))
    for seat in seats.filter(elsewhere):
        yield f"{_name(seat)}：届次或代表团不是本级人大的"
    for seat in seats.filter(heads__isnull=False).exclude(heads=F("delegation")):
        yield f"{_name(seat)}：是另一个代表团的团长"
    for seat in seats.filter(~Exists(SeatState.objects.filter(seat=OuterRef("pk")))):
        yield f"{_name(seat)}：没有资格状态"


def _name(seat: Seat) -> str:
    return f"代表资格{seat.pk}（{seat.person.name}）"
