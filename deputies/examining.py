"""What `manage.py doctor` looks for in seats: whose they are, and where."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from congress.models import Role
from congress.registries import check
from deputies.models import CouncilMembership, DeputyContact, DeputyLink, DutyExcuse, Seat, SeatState, Visit


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
    """Excuses of seats that are not there, visits outside of the term, contacts and lists of who is no member."""
    kept = Seat.objects.filter(pk=OuterRef("holder"), congress=OuterRef("congress"))
    for excuse in DutyExcuse.objects.filter(~Exists(kept), subject=DutyExcuse.Subject.SEAT).order_by("pk"):
        yield f"免计时段{excuse.pk}：不是本级代表的"
    early = Q(day__lt=F("seat__starts_on")) | Q(day__gt=F("seat__ends_on"))
    for visit in Visit.objects.counting().filter(early).order_by("pk"):
        yield f"走访{visit.pk}：日期不在代表任期内"
    open_end = Q(ends_on__isnull=True)
    held = CouncilMembership.objects.filter(
        open_end | Q(ends_on__gte=OuterRef("day")), seat=OuterRef("member"), starts_on__lte=OuterRef("day")
    )
    for contact in DeputyContact.objects.counting().filter(~Exists(held)).order_by("pk"):
        yield f"联系记录{contact.pk}：这一天登记人不是常委会组成人员"
    below = Q(deputy__congress__path__startswith=F("member__congress__path"))
    for model, word in ((DeputyContact, "联系记录"), (DeputyLink, "联系名单")):
        for key in model._base_manager.exclude(below).order_by("pk").values_list("pk", flat=True):
            yield f"{word}{key}：联系的不是本级或者下级的代表"
    listed = CouncilMembership.objects.filter(
        open_end | Q(ends_on__gte=OuterRef("starts_on")), seat=OuterRef("member"), starts_on__lte=OuterRef("starts_on")
    )
    for link in DeputyLink.objects.filter(~Exists(listed)).order_by("pk"):
        yield f"联系名单{link.pk}：开始那天不是常委会组成人员"
