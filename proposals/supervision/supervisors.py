"""Who supervises a matter: its committee, the leader who takes it in hand, the desk that keeps the record for both."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from congress.actors import Actor
from congress.models import Grant, Organ, Person, Role
from congress.permissions import ALLOWED, Verdict, refuse
from proposals.models import Campaign, KeyItem, Proposal
from proposals.permissions import is_desk

P = Proposal.State
# Kept beside the matter from hand-over on; after it is closed too, for what was promised.
SUPERVISED = (P.IN_HAND, P.ANSWERED, P.CLOSED)


def key_item_of(proposal: Proposal) -> KeyItem | None:
    """Its mark, if it bears one now; no query where the page has read the marks along."""
    return next((key for key in proposal.key_items.all() if key.ended_at is None), None)


def is_whole_desk(actor: Actor | None, proposal: Proposal) -> Verdict:
    """The desk of the congress; a street's branch desk does not speak for its 主任会议."""
    is_street = actor is not None and actor.organ is not None and actor.organ.kind == Organ.Kind.STREET
    return is_desk(actor, proposal) and (refuse("重点督办由上级代表工委登记。") if is_street else ALLOWED)


def is_its_committee(actor: Actor | None, proposal: Proposal) -> Verdict:
    """Who acts for the committee that supervises it, alone or in a campaign."""
    if actor is None or actor.role != Role.COMMITTEE or actor.organ is None:
        return refuse("只有督办工委可以办理这一步。")
    if actor.organ.pk == proposal.committee_id or takes_part(actor.organ, proposal):
        return ALLOWED
    return refuse("这件建议不由您的委员会督办。")


def takes_part(committee: Organ, proposal: Proposal) -> bool:
    """Whether it supervises this matter in a campaign, by choice or by its category."""
    of_its_kind = Q(category=proposal.category, congress=proposal.holder_id) & ~Q(category="")
    own = Campaign.objects.filter(committees=committee)
    return own.filter(Q(proposals=proposal) | of_its_kind).exists()


def is_its_leader(actor: Actor | None, proposal: Proposal) -> Verdict:
    """The leader who takes it in hand, under whichever of his grants as a member of the 主任会议."""
    key = key_item_of(proposal)
    if actor is not None and actor.role == Role.COUNCIL and key and key.leader.person_id == actor.person.pk:
        return ALLOWED
    return refuse("只有领办领导可以办理这一步。")


def may_supervise(actor: Actor | None, proposal: Proposal) -> Verdict:
    """Speak, visit and call meetings in a matter that is with organs."""
    if proposal.state not in SUPERVISED:
        return refuse("交办以后才能督办。")
    if is_its_committee(actor, proposal) or is_its_leader(actor, proposal) or is_whole_desk(actor, proposal):
        return ALLOWED
    return refuse("只有督办工委、领办领导和代表工委可以督办这件建议。")


def leaders_in(congress: UUID, on: date) -> QuerySet[Grant]:
    """Members of the 主任会议 of a congress on a day."""
    found = Grant.objects.active(on).filter(congress=congress, role=Role.COUNCIL)
    return found.select_related("person").order_by("person__sort_key", "person__name")


def told_of(proposal: Proposal, on: date) -> list[Person]:
    """Those who supervise a matter, for messages: the committee's people and the leader."""
    committee = Grant.objects.active(on).filter(organ=proposal.committee_id, role=Role.COMMITTEE, organ__isnull=False)
    people = [grant.person for grant in committee.select_related("person")]
    key = key_item_of(proposal)
    return list({person.pk: person for person in [*people, *([key.leader.person] if key else [])]}.values())
