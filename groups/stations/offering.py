"""Where a deputy records a reception, beside the form for his visits."""

from collections.abc import Iterator
from datetime import date

from congress.actors import Actor
from congress.addresses import address_of
from deputies.duties.ways import Way
from groups.models import Station

MOST = 5


def receptions(actor: Actor, today: date) -> Iterator[Way]:
    """The stations to which he is attached or where he is on duty."""
    if actor.seat:
        for station in Station.objects.recorded_for(actor).on(today)[:MOST]:
            yield Way(str(station), address_of("stations:record_reception", station.pk))
