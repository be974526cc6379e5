"""Every page of publishing that takes a POST, at its stage, with what somebody sensible would send."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from proposals.models import Proposal
from proposals.publishing import deciding
from proposals.publishing.copying import answers_of, copy_of
from tests import stages
from tests.proposals.posted_pages import TEXT, Page, desk, proposal_page
from tests.world import World


def answered_matter(world: World) -> Proposal:
    return Proposal.objects.get(pk=stages.replied(world).proposal_id)


def public_matter(world: World) -> Proposal:
    proposal = answered_matter(world)
    seen = copy_of(proposal, answers_of(proposal)).source
    deciding.publish(proposal, words=[], seen=seen, by=Actor(world.desk), at=timezone.now())
    return proposal


def publish(world: World) -> Page:
    proposal = answered_matter(world)
    sent = {"words": "西山路口", "seen": copy_of(proposal, answers_of(proposal)).source, "publish": "1"}
    return Page(reverse("proposals:publish", args=[proposal.pk]), world.desk, sent)


PAGES: dict[str, Callable[[World], Page]] = {
    "proposals:publish": publish,
    "proposals:withhold": proposal_page("withhold", desk, answered_matter, reason=TEXT),
    "proposals:unpublish": proposal_page("unpublish", desk, public_matter, reason=TEXT),
}
