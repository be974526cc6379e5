"""编号: congress code, year, serial; given once, at the first submission, never used again."""

from django.db import transaction
from django.db.models import F

from congress.models import Congress
from proposals.models import Serial


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
