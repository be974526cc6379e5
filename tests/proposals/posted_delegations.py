"""Every page of delegations that takes a POST, at its stage, with what somebody sensible would send."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Setting
from deputies.models import Delegation, Seat
from proposals import drafting
from proposals.models import Proposal
from tests import stages
from tests.proposals.posted_pages import Page, deputy, desk, plain, proposal_page
from tests.world import BODY, World


def name_head(world: World) -> Page:
    delegation = Delegation.objects.create(congress=world.city, name="相山团")
    Seat.objects.filter(pk=world.li.pk).update(delegation=delegation)
    address = reverse("deputies:name_head", args=[delegation.pk])
    return Page(address, world.desk, {"head": world.li.pk})


def draft_of_a_head(world: World) -> Proposal:
    delegation = Delegation.objects.create(congress=world.city, name="相山团")
    Seat.objects.filter(grant=world.deputy).update(delegation=delegation)
    Delegation.objects.filter(pk=delegation.pk).update(head=Seat.objects.get(grant=world.deputy))
    Setting.objects.create(key="delegation.may_sponsor", value="motions", starts_on=timezone.localdate())
    today = timezone.localdate()
    days = {"receives_from": today, "opens_on": today, "closes_on": today + timedelta(days=3)}
    world.city.terms.get().sessions.create(number=9, **days)
    return drafting.begin(by=Actor(world.deputy), kind=Proposal.Kind.SUGGESTION, title=stages.TITLE, body=BODY)


def rename_delegation(world: World) -> Page:
    delegation = Delegation.objects.create(congress=world.city, name="濉溪团")
    address = reverse("deputies:rename_delegation", args=[delegation.pk])
    return Page(address, world.desk, {"name": "相山团"})


PAGES: dict[str, Callable[[World], Page]] = {
    "deputies:delegations": plain("deputies:delegations", desk, name="相山团"),
    "deputies:rename_delegation": rename_delegation,
    "deputies:name_head": name_head,
    "proposals:speak_for_delegation": proposal_page("speak_for_delegation", deputy, draft_of_a_head, speaks="1"),
}
