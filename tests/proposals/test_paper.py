"""代录: whose paper a desk may enter."""

import pytest
from django.urls import reverse

from congress.models import Organ, Role
from proposals.models import Proposal
from tests.places import a_grant, an_organ, signed_in
from tests.world import BODY, TITLE, a_world

pytestmark = pytest.mark.django_db
PAGE = reverse("proposals:record")


def test_a_street_is_offered_its_own_deputies_and_keeps_the_words_of_another_s():
    world = a_world()
    street = an_organ(world.city, "东街道人大工委", Organ.Kind.STREET, Organ.Branch.CONGRESS)
    type(world.li).objects.filter(pk=world.li.pk).update(branch_desk=street)
    desk = signed_in(a_grant(Role.DESK, world.city, name="戚某", organ=street))
    offered = desk.get(PAGE).content.decode()
    assert "李某" in offered and "张某" not in offered

    answer = desk.post(PAGE, {"seat": world.zhang.pk, "title": TITLE, "body": BODY})
    assert answer.status_code == 200 and BODY in answer.content.decode()
    assert not Proposal.objects.exists()

    assert desk.post(PAGE, {"seat": world.li.pk, "title": TITLE, "body": BODY}).status_code == 302
    assert Proposal.objects.get().seat == world.li
