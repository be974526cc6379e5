"""Who is told what of a dispute, in the transaction of its cause."""

from datetime import date

from django.urls import reverse

from congress.models import Grant, Person, Role
from proposals.models import Dispute, LimitKey
from proposals.telling import desk_of, tell


def arbiters_of(dispute: Dispute, on: date) -> list[Person]:
    """Who acts for the 编办 of the level that holds it."""
    grants = Grant.objects.active(on).filter(congress=dispute.proposal.holder, role=Role.STAFFING)
    return list({grant.person_id: grant.person for grant in grants.select_related("person")}.values())


def referred(dispute: Dispute, *, on: date) -> None:
    """The 编办; by rule the desk as well, which did not ask."""
    proposal, address = dispute.proposal, reverse("proposals:arbitrate", args=[dispute.pk])
    clock = proposal.clocks.running().filter(limit=LimitKey.ARBITRATE).first()
    facts = {"date": clock.due_on if clock else ""}
    people = arbiters_of(dispute, on)
    tell("dispute_referred", people, proposal, on=on, fact=f"{dispute.pk}", facts=facts, address=address)
    if dispute.referred_by is None:
        tell("dispute_by_rule", desk_of(proposal.holder, on), proposal, on=on, fact=f"{dispute.pk}")


def arbitrated(dispute: Dispute, *, on: date) -> None:
    """The desk; organs are told of the release or of the new matter as always."""
    assert dispute.organ is not None
    proposal, facts = dispute.proposal, {"organ": str(dispute.organ)}
    tell("dispute_decided", desk_of(proposal.holder, on), proposal, on=on, fact=f"{dispute.pk}", facts=facts)
