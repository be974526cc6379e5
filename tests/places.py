"""A small tree of congresses with people in their roles, for tests of pages about people and places."""

from datetime import date, timedelta

from django.test import Client
from django.utils.timezone import localdate

from congress.middleware import SESSION_GRANT
from congress.models import Congress, Grant, Organ, Person, Role, Term
from deputies.models import Seat, SeatState

START = date(2026, 1, 1)


def today(days=0):
    """The day, or one that many days later: asked when it is needed, for a run may begin before midnight and go on."""
    return localdate() + timedelta(days=days)


def dated(words):
    """What is typed into a form; a number stands for the day so many days from today."""
    return {name: today(word) if type(word) is int else word for name, word in words.items()}


def a_congress(code="HB", parent=None, level="city"):
    place = f"{code}地"
    made = Congress.objects.create(name=f"{place}人大", place=place, code=code, level=level, parent=parent)
    Term.objects.create(congress=made, number=17, starts_on=START)
    return made


def an_organ(congress, name="市城管局", kind=Organ.Kind.HANDLER, branch=Organ.Branch.GOVERNMENT, **fields):
    return Organ.objects.create(congress=congress, name=name, kind=kind, branch=branch, **fields)


def a_grant(role, congress, *, name="赵某", phone="", organ=None, person=None, **fields):
    person = person or Person.objects.create_person(name, phone=phone)
    fields.setdefault("starts_on", START)
    return Grant.objects.create(person=person, role=role, congress=congress, organ=organ, **fields)


def a_seat(congress, *, name="张某", phone="13800000001", card="001", **fields):
    grant = a_grant(Role.DEPUTY, congress, name=name, phone=phone)
    seat = Seat.objects.create(
        person=grant.person,
        congress=congress,
        term=congress.terms.get(),
        grant=grant,
        card_number=card,
        starts_on=START,
        **fields,
    )
    SeatState.objects.create(seat=seat, state=SeatState.State.SERVING, starts_on=START)
    return seat


def signed_in(grant):
    """A browser in which the grant's person acts under it."""
    client = Client()
    client.force_login(grant.person)
    session = client.session
    session[SESSION_GRANT] = str(grant.pk)
    session.save()
    return client
