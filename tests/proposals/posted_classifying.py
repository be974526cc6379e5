"""Every page of classifying together that takes a POST, at its stage, with what somebody sensible would send."""

from collections.abc import Callable

from django.urls import reverse

from tests.classifying import GROUND, accepted, arbiter_of, contested, inspector_of
from tests.proposals.posted_pages import TEXT, Page, desk, proposal_page
from tests.world import World


def a_matter_beside_an_arbiter(world: World):
    arbiter_of(world)
    return accepted(world)


def agree_suggested(world: World) -> Page:
    matter = accepted(world, "关于西山路口路灯照明和城市管理的建议")
    return Page(reverse("proposals:agree_suggested"), inspector_of(world), {"pick": str(matter.pk)})


def classify(world: World) -> Page:
    address = reverse("proposals:classify", args=[accepted(world).pk])
    sent = {"organ": world.housing.pk, "committee": "", "category": "", "reason": TEXT}
    return Page(address, inspector_of(world), sent)


def take_back_dispute(world: World) -> Page:
    return Page(reverse("proposals:take_back_dispute", args=[contested(world).pk]), world.desk, {})


def arbitrate(world: World) -> Page:
    address = reverse("proposals:arbitrate", args=[contested(world).pk])
    return Page(address, arbiter_of(world), {"organ": world.housing.pk, "answer": GROUND})


PAGES: dict[str, Callable[[World], Page]] = {
    "proposals:agree_suggested": agree_suggested,
    "proposals:classify": classify,
    "proposals:refer_dispute": proposal_page("refer_dispute", desk, a_matter_beside_an_arbiter, reason=TEXT),
    "proposals:take_back_dispute": take_back_dispute,
    "proposals:arbitrate": arbitrate,
}
