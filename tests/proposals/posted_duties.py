"""Every page of duties that takes a POST, with what somebody sensible would send."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from congress.models import Grant
from tests.duties import made
from tests.groups import made as grouping
from tests.proposals.posted_pages import TEXT, Page, day, deputy, desk
from tests.world import World

VISIT = {"number": "3", "words": TEXT}
EXCUSE = {"ends_on": day(60), "reason": TEXT}


def of(
    name: str, grant: Callable[[World], Grant], row: Callable[[World], Any], /, **sent: object
) -> Callable[[World], Page]:
    def made_page(world: World) -> Page:
        return Page(reverse(name, args=[row(world).pk]), grant(world), dict(sent))

    return made_page


def record_visit(world: World) -> Page:
    return Page(reverse("duties:record_visit"), world.deputy, VISIT | {"day": day(0)})


def record_contact(world: World) -> Page:
    made.link(world)
    sent = {"deputy": world.li.pk, "day": day(0), "words": TEXT, "other": "", "way": "phone"}
    return Page(reverse("duties:record_contact"), world.deputy, sent)


def correct_contact(world: World) -> Page:
    row = made.contact(world)
    sent = {"deputy": world.li.pk, "day": day(0), "words": TEXT, "other": "", "way": "phone", "seen": "0"}
    return Page(reverse("duties:correct_contact", args=[row.pk]), world.deputy, sent)


def add_members(world: World) -> Page:
    return Page(reverse("duties:add_members"), world.desk, {"seats": "张某\n李某", "starts_on": day(0)})


def add_links(world: World) -> Page:
    made.member(world)
    sent = {"member": world.zhang.pk, "deputies": "李某", "starts_on": day(0)}
    return Page(reverse("duties:add_links"), world.desk, sent)


def excuse_deputy(world: World) -> Page:
    address = reverse("duties:excuse_deputy", args=[world.zhang.pk])
    return Page(address, world.desk, EXCUSE | {"starts_on": day(0)})


def change_target(world: World) -> Page:
    return Page(reverse("duties:change_target", args=["visit"]), world.desk, {"target": "30", "starts_on": day(3)})


PAGES: dict[str, Callable[[World], Page]] = {
    "duties:record_visit": record_visit,
    "duties:correct_visit": of("duties:correct_visit", deputy, made.visit, day=day(0), seen="0", **VISIT),
    "duties:cancel_visit": of("duties:cancel_visit", deputy, made.visit, reason=TEXT),
    "duties:record_contact": record_contact,
    "duties:correct_contact": correct_contact,
    "duties:cancel_contact": of("duties:cancel_contact", deputy, made.contact, reason=TEXT),
    "duties:add_members": add_members,
    "duties:end_member": of("duties:end_member", desk, made.member, ends_on=day(0)),
    "duties:add_links": add_links,
    "duties:end_link": of("duties:end_link", desk, made.link, ends_on=day(0)),
    "duties:excuse_deputy": excuse_deputy,
    "duties:end_excuse": of("duties:end_excuse", desk, made.excuse, ends_on=day(30)),
    "duties:cancel_excuse": of("duties:cancel_excuse", desk, made.excuse),
    "duties:change_target": change_target,
    "duties:take_back_target": of("duties:take_back_target", desk, made.target),
    "groups:excuse_group": of("groups:excuse_group", desk, grouping.group, starts_on=day(0), **EXCUSE),
}
