"""Who contacts whom on a day, and how often in its year."""

from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from deputies.models import DeputyContact, DeputyLink, Seat
from deputies.models.council import on_a_day


def counted(links: Any, today: date) -> Any:
    """Each with the number of contacts recorded this year, those cancelled left out."""
    same = DeputyContact.objects.counting().filter(
        member=OuterRef("member"), deputy=OuterRef("deputy"), day__year=today.year
    )
    number = same.order_by().values("member").annotate(number=Count("pk")).values("number")
    return links.annotate(contacts=Coalesce(Subquery(number, output_field=IntegerField()), 0))


def with_contacts(member: Seat, today: date) -> list[DeputyLink]:
    """Whom this member keeps in contact with today."""
    own = DeputyLink.objects.filter(on_a_day(today), member=member).select_related(
        "deputy__person", "deputy__congress"
    )
    return list(counted(own, today))


def contacted_by(deputy: Seat, today: date) -> list[DeputyLink]:
    """Which members keep in contact with this deputy today."""
    return list(DeputyLink.objects.filter(on_a_day(today), deputy=deputy).select_related("member__person"))
