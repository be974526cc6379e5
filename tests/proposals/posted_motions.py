"""Every page of a motion that takes a POST, each in a session of its own, with what somebody sensible would send."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from proposals.models import Proposal, Way
from proposals.motions import examining, withdrawing
from tests import motions
from tests.proposals.posted_pages import TEXT, Page, day, deputy, desk, proposal_page
from tests.world import World


def motion_draft(world: World) -> Proposal:
    motions.a_session(world)
    return motions.drafted(world)


def joined_motion(world: World) -> Proposal:
    motions.a_session(world)
    motion = motions.signed(world, [world.li, *motions.more_deputies(world)])
    return motion


def registered_motion(world: World) -> Proposal:
    motions.a_session(world)
    return motions.registered(world)


def motion_with_committee(world: World) -> Proposal:
    motion, committee = registered_motion(world), motions.committee_of(world).organ
    assert committee
    examining.examine(motion, committee=committee, by=Actor(world.desk), on=timezone.localdate())
    return motion


def examined_motion(world: World) -> Proposal:
    motions.a_session(world)
    return motions.examined(world)


def referred_motion(world: World) -> Proposal:
    motion = examined_motion(world)
    motions.rule(world, motion, Way.REFER)
    return motion


def declined_motion(world: World) -> Proposal:
    motion = examined_motion(world)
    motions.rule(world, motion, Way.DECLINE, TEXT)
    return motion


def motion_to_review(world: World) -> Proposal:
    motion = declined_motion(world)
    motion.rulings.update(review_asked_at=timezone.now())
    return motion


def motion_to_let_go(world: World) -> Proposal:
    motion = registered_motion(world)
    withdrawing.ask_withdrawal(motion, reason=TEXT, by=Actor(world.deputy))
    return motion


def examine(world: World) -> Page:
    address = reverse("proposals:examine", args=[registered_motion(world).pk])
    organ = motions.committee_of(world).organ
    assert organ
    return Page(address, world.desk, {"committee": organ.pk})


def leave(world: World) -> Page:
    assert world.li.grant is not None
    return Page(reverse("proposals:leave", args=[joined_motion(world).pk]), world.li.grant)


PAGES: dict[str, Callable[[World], Page]] = {
    "proposals:leave": leave,
    "proposals:make_suggestion": proposal_page("make_suggestion", deputy, motion_draft),
    "proposals:examine": examine,
    "proposals:give_view": proposal_page(
        "give_view", motions.committee_of, motion_with_committee, recommends="agenda", text=TEXT
    ),
    "proposals:report": proposal_page(
        "report", motions.committee_of, referred_motion, recommends="reference", text=TEXT
    ),
    "proposals:rule": proposal_page("rule", desk, examined_motion, way="convert", ruled_on=day(0), reason=TEXT),
    "proposals:support_review": proposal_page("support_review", deputy, declined_motion),
    "proposals:decide_review": proposal_page("decide_review", desk, motion_to_review, is_changed="1", reason=TEXT),
    "proposals:ask_withdrawal": proposal_page("ask_withdrawal", deputy, registered_motion, reason=TEXT),
    "proposals:decide_withdrawal": proposal_page("decide_withdrawal", desk, motion_to_let_go, answer=TEXT),
}
