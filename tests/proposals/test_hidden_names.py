"""Who must not learn the author's name does not: on no page, in no paper, file name, search, message or export."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from congress.actors import Actor
from congress.models import Notice
from proposals import drafting, rating
from proposals.listing import listed
from proposals.models import Proposal
from proposals.papers.letters import letter_name
from tests import stages
from tests.places import signed_in
from tests.world import TITLE, World, a_world, let_the_undo_time_pass

pytestmark = pytest.mark.django_db
NAMES = ("张某", "李某", "欧阳某", "13800000001", "13800000002")
GOOD = {"process": "satisfied", "result": "satisfied", "reason": "", "asked_others": True}


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def proposal(world) -> Proposal:
    """Put forward by one who asked not to be named, with one who joined and one who did not."""
    author = Actor(world.deputy)
    made = drafting.begin(by=author, title=TITLE, body="路口没有路灯。", is_name_hidden=True)
    drafting.invite(made, [world.li, world.wang], by=author)
    drafting.answer_invitation(made, joins=True, by=Actor(world.li.grant))
    drafting.answer_invitation(made, joins=False, by=Actor(world.wang.grant))
    made.refresh_from_db()
    drafting.submit(made, by=author, at=timezone.now())
    let_the_undo_time_pass(made)
    made.refresh_from_db()
    return made


def test_an_organ_learns_the_name_nowhere(world, proposal):
    assignment = stages.answered(world, proposal)
    reply = assignment.replies.get()
    by = Actor(world.deputy)
    rating.rate(
        assignment, process="satisfied", result="satisfied", reason="", by=by, at=timezone.now(), asked_others=True
    )
    for staff in (world.handler, world.leader):
        client = signed_in(staff)
        for address in (
            reverse("congress:home"),
            reverse("proposals:index"),
            reverse("proposals:inbox"),
            proposal.get_absolute_url(),
        ):
            page = client.get(address).content.decode()
            assert not [name for name in NAMES if name in page], address
        letter = Document(BytesIO(client.get(reverse("proposals:letter", args=[reply.pk])).content))
        written = "".join(paragraph.text for paragraph in letter.paragraphs)
        assert not [name for name in NAMES if name in written]
        sheet = load_workbook(BytesIO(client.get(reverse("proposals:export")).content)).active
        cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
        assert TITLE in cells
        assert not [cell for cell in cells if cell in NAMES]
        assert not listed(Actor(staff), {"q": "张某"}).exists()
    assert not [name for name in NAMES if name in letter_name(reply)]
    told = Notice.objects.filter(person__in=[world.handler.person, world.leader.person])
    assert told.exists()
    assert not [text for text in told.values_list("text", flat=True) if any(name in text for name in NAMES)]


def test_the_desk_reads_the_name_and_who_did_not_join(world, proposal):
    page = signed_in(world.desk).get(proposal.get_absolute_url()).content.decode()
    assert all(name in page for name in ("张某", "李某（已确认）", "欧阳某（未同意）"))


def test_who_did_not_join_is_named_to_no_organ(world, proposal):
    Proposal.objects.filter(pk=proposal.pk).update(is_name_hidden=False)
    stages.answered(world, proposal)
    page = signed_in(world.handler).get(proposal.get_absolute_url()).content.decode()
    assert "张某" in page and "李某（已确认）" in page
    assert "欧阳某" not in page and "没有同意联名" not in page


def test_who_acted_last_is_told_to_the_desk_alone(world, proposal):
    assignment = stages.answered(world, proposal)
    by = Actor(world.deputy)
    rating.rate(
        assignment, process="satisfied", result="satisfied", reason="", by=by, at=timezone.now(), asked_others=True
    )
    address = reverse("proposals:assign", args=[proposal.pk])
    refused = signed_in(world.handler).get(address)
    assert refused.status_code == 403 and "张某" not in refused.content.decode()
    assert signed_in(world.desk).get(address).status_code == 409
