"""No page of a practice room leads to one that is refused there."""

import re

import pytest
from django.urls import resolve, reverse

from congress.practice.grounds import grounds
from tests.places import signed_in
from tests.practice.made import in_room, laid
from tests.world import a_world
from training.practice.tasks import tasks_of

pytestmark = pytest.mark.django_db
ADDRESS = re.compile(r'(?:href|action|formaction)="(/[^"?#]*)')
LISTS = {"deputy": ["index"], "desk": ["index", "queue"], "handler": ["index", "inbox"], "leader": ["index", "inbox"]}


def refused_on(client, address):
    """What the page leads to, though it does not work in a room."""
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    found = {resolve(there) for there in ADDRESS.findall(page.content.decode()) if not there.startswith("/static/")}
    needs_a_role = {
        match.view_name
        for match in found
        if getattr(match.func, "login_required", True)
        and not getattr(match.func, "role_not_required", False)
        and not match.func.__module__.startswith("allauth")
    }
    return needs_a_role - grounds.pages


@pytest.mark.parametrize("who", LISTS)
def test_every_link_in_a_room_works_there(who):
    grant = getattr(a_world(), who)
    in_room(grant)
    client = signed_in(grant)
    client.post(reverse("training:enter_practice"))
    seen = {reverse("training:practice")} | {reverse(f"proposals:{name}") for name in LISTS[who]}
    for task in tasks_of(grant.role):
        begins = client.post(reverse("training:begin_task", args=[task.name])).url
        seen |= {begins, laid(grant, task.name).get_absolute_url()}
    refused = {address: names for address in sorted(seen) if (names := refused_on(client, address))}
    assert refused == {}
