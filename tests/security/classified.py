"""Disputes as the matrix meets them, and what an office has said of a matter: what was typed holds canaries."""

from django.utils import timezone

from congress.actors import Actor
from proposals import routing
from proposals.classifying import arbitrating, disputes, viewing
from proposals.models import Dispute, Proposal
from tests import stages
from tests.security.cast import Cast
from tests.security.planting import canary


def the_disputes(cast: Cast) -> dict[str, Dispute]:
    """One that waits for the 编办 and one that it has decided: each was with another organ before."""
    return {name: _contested(cast, name) for name in ("decided", "waiting")}


def _contested(cast: Cast, name: str) -> Dispute:
    world, desk, today = cast.world, Actor(cast.grants["desk"]), timezone.localdate()
    proposal = stages.submitted(cast.grants["author"], f"争议{name}")
    routing.assign(proposal, lead=world.housing, lane=Proposal.Lane.FORMAL, by=desk, on=today)
    ask = {"reason": "不归我局管", "proposed_organ": None, "on": today}
    first = proposal.assignments.get()
    routing.ask_release(first, by=Actor(world.second_handler), **ask)
    routing.grant_release(first, organ=world.urban, answer="同意", by=desk, on=today)
    routing.ask_release(proposal.assignments.get(organ=world.urban), by=Actor(world.handler), **ask)
    made = proposal.disputes.get()
    if name == "waiting":
        return made
    disputes.take_back_dispute(made, by=desk, on=today)
    proposal.refresh_from_db()
    made = disputes.refer(proposal, reason=canary("dispute_reason"), by=desk, on=today)
    arbiter = Actor(cast.grants["staffing"])
    arbitrating.arbitrate(made, organ=world.urban, answer=canary("dispute_answer"), by=arbiter, on=today)
    return made


def classify(cast: Cast, proposal: Proposal) -> None:
    """The government's office has said whose it is."""
    reason, by = canary("classification_reason"), Actor(cast.grants["government"])
    viewing.give_classification(proposal, organ=cast.world.housing, committee=None, category="", reason=reason, by=by)
