"""What duties count of what deputies record themselves."""

from typing import Any

from django.db.models import F, IntegerField, QuerySet, Value

from congress.actors import Actor
from congress.countables import Countable, Line, declare
from deputies.models import DeputyContact, Visit


def _visits(actor: Actor | None) -> QuerySet[Any]:
    seen = Visit.objects.all() if actor is None else Visit.objects.visible_to(actor)
    return seen.counting().annotate(holder=F("seat_id"), counted_on=F("day"), amount=F("number"))


def _visit(visit: Visit) -> Line:
    place = f"（{visit.place}）" if visit.place else ""
    label = f"{visit.number}{visit.get_unit_display()}{place}：{visit.words}"
    return Line(visit.day, label, visit.get_absolute_url())


def _contacts(actor: Actor | None) -> QuerySet[Any]:
    seen = DeputyContact.objects.all() if actor is None else DeputyContact.objects.visible_to(actor)
    one = Value(1, output_field=IntegerField())
    rows = seen.counting().annotate(holder=F("member_id"), counted_on=F("day"), amount=one)
    return rows.select_related("deputy__person")


def _contact(contact: DeputyContact) -> Line:
    label = f"{contact.get_way_display()}联系{contact.deputy}：{contact.words}"
    return Line(contact.day, label, contact.get_absolute_url())


declare(
    Countable(
        "visit",
        "走访",
        "seat",
        "户（人）",
        _visits,
        _visit,
        "代表自己登记的走访，按走访的户数（人数）相加；作废的不计。",
        congress="seat__congress",
    )
)
declare(
    Countable(
        "deputy_contact",
        "联系代表",
        "seat",
        "次",
        _contacts,
        _contact,
        "常委会组成人员登记的联系，联系一名代表一次计一次；作废的不计。",
        congress="member__congress",
    )
)
