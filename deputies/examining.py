"""What `manage.py doctor` looks for in seats: whose they are, and where."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from congress.models import Role
from congress.registries import check
from deputies.models import DutyExcuse, Seat, SeatState, Visit


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


@check("duties", "履职任务")
def duties_that_do_not_fit() -> Iterator[str]:
    """Excuses of seats that are not there, and visits on days outside of the term."""
    kept = Seat.objects.filter(pk=OuterRef("holder"), congress=OuterRef("congress"))
    for excuse in DutyExcuse.objects.filter(~Exists(kept), subject=DutyExcuse.Subject.SEAT).order_by("pk"):
        yield f"免计时段{excuse.pk}：不是本级代表的"
    early = Q(day__lt=F("seat__starts_on")) | Q(day__gt=F("seat__ends_on"))
    for visit in Visit.objects.counting().filter(early).order_by("pk"):
        yield f"走访{visit.pk}：日期不在代表任期内"
