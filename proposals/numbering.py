"""编号: congress code, year, serial; given once, at the first submission, never used again.

What belongs to a session gets a second one, 第n号, when the desk registers it: from 1 in each session, without gaps.
"""

from django.db import transaction
from django.db.models import F

from congress.models import Congress
from proposals.models import Proposal, Serial, SessionSerial


@transaction.atomic(savepoint=False)
def next_number(congress: Congress, *, year: int) -> str:
    """The next number of a congress in a year, such as HB-2026-0312.

    The row of the series is updated first and so locked until the transaction ends: two who submit at once
    get two numbers. A transaction that fails gives its number back.
    """
    if not Serial.objects.filter(congress=congress, year=year).update(last=F("last") + 1):
        Serial.objects.get_or_create(congress=congress, year=year)
        Serial.objects.filter(congress=congress, year=year).update(last=F("last") + 1)
    return str(Serial.objects.select_related("congress").get(congress=congress, year=year))


@transaction.atomic(savepoint=False)
def number_in_session(proposal: Proposal) -> None:
    """Give the proposal the next 第n号 of its session among those of its kind; one that has its number keeps it.

    A motion that becomes a suggestion gets one among the suggestions and keeps the old one beside it.

    The caller holds the proposal's row, so that every transaction locks the matter first and then the series.
    """
    if proposal.session_id is None or proposal.number_in_session is not None:
        return
    series = SessionSerial.objects.filter(session=proposal.session_id, kind=proposal.kind)
    if not series.update(last=F("last") + 1):
        SessionSerial.objects.get_or_create(session_id=proposal.session_id, kind=proposal.kind)
        series.update(last=F("last") + 1)
    field = "motion_number" if proposal.kind == Proposal.Kind.MOTION else "session_number"
    setattr(proposal, field, series.values_list("last", flat=True).get())
    Proposal.objects.filter(pk=proposal.pk).update(**{field: getattr(proposal, field)})
