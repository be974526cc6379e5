"""What deputies record and the desk keeps of duties in the journeys' city, made by the deeds."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant
from deputies.duties import contacting, excusing, listing, recording, targeting
from deputies.models import CouncilMembership, DeputyContact, DeputyLink, Duty, DutyExcuse, Visit
from tests.places import START
from tests.world import World

SAID = "看望老人，了解用水情况。"


def day(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def acting(seat: Any) -> Actor:
    """A deputy, as a request knows him."""
    return Actor(Grant.objects.select_related("person", "congress", "organ", "seat__congress").get(pk=seat.grant_id))


def visit(world: World, **fields: Any) -> Visit:
    facts = {"day": day(), "number": 3, "words": SAID} | fields
    return recording.record_visit(by=acting(world.zhang), at=timezone.now(), **facts)


def cancelled_visit(world: World) -> Visit:
    row = visit(world)
    recording.cancel_visit(row, by=acting(world.zhang), at=timezone.now(), reason="登记重了")
    return row


def member(world: World) -> CouncilMembership:
    """张某 is in the Standing Committee."""
    listing.add_members([world.zhang], starts_on=START, by=Actor(world.desk), at=timezone.now())
    return CouncilMembership.objects.select_related("seat__person", "seat__congress").get(seat=world.zhang)


def link(world: World) -> DeputyLink:
    """张某 keeps in contact with 李某."""
    member(world)
    listing.add_links(world.zhang, [world.li], starts_on=START, by=Actor(world.desk), at=timezone.now())
    return DeputyLink.objects.select_related("member__congress", "deputy").get(member=world.zhang)


def contact(world: World, **fields: Any) -> DeputyContact:
    link(world)
    facts = {"deputy": world.li, "day": day(), "words": "听取对供水的意见。"} | fields
    return contacting.record_contact(by=acting(world.zhang), at=timezone.now(), **facts)


def excuse(world: World, **fields: Any) -> DutyExcuse:
    facts = {"starts_on": day(), "ends_on": day(60), "reason": "住院"} | fields
    return excusing.give_excuse("seat", world.zhang, by=Actor(world.desk), at=timezone.now(), **facts)


def target(world: World, **fields: Any) -> Duty:
    """To come."""
    facts = {"target": 32, "starts_on": day(10)} | fields
    return targeting.change_target("visit", by=Actor(world.desk), at=timezone.now(), **facts)
