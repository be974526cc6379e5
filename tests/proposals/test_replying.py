"""The reply on its way to the signature: what must be in place, and the official paper as it was sent."""

import hashlib

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import StoredFile
from proposals import replies, routing
from tests import stages
from tests.congress.made_files import pdf, photo_with_place, png_with_text
from tests.places import signed_in
from tests.world import World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def test_the_opening_alone_answers_nothing(world):
    assignment, by = stages.handled(world), Actor(world.handler)
    reply = replies.begin(assignment, by=by)
    assert "收悉" in reply.text
    replies.save(reply, by=by, seen=reply.version, outcome="A")
    page = signed_in(world.handler).get(reverse("proposals:reply", args=[assignment.pk])).content.decode()
    assert "请上传正式答复文件，或在页面上写答复内容" in page


def test_all_that_is_missing_is_named_at_once(world):
    assignment, by = stages.assigned(world, joint=True), Actor(world.handler)
    routing.sign_in(assignment, by=by, at=timezone.now())
    reply = replies.begin(assignment, by=by)
    replies.save(reply, by=by, seen=reply.version, outcome="B")
    with pytest.raises(PermissionDenied) as refused:
        replies.send_for_signing(assignment, by=by, on=timezone.localdate())
    assert str(refused.value) == (
        "还没有与代表沟通的记录，请先记一次再送签。选B类请写承诺事项和承诺完成时间。"
        "请上传正式答复文件，或在页面上写答复内容。协办单位还没有提交意见：市住建局。"
    )


def test_looking_at_the_editor_keeps_nothing(world):
    assignment = stages.handled(world)
    address, client = reverse("proposals:reply", args=[assignment.pk]), signed_in(world.handler)
    assert "收悉" in client.get(address).content.decode()
    assert not assignment.replies.exists()
    assert client.post(address, {"version": 1, "text": stages.LETTER, "save": "1"}).status_code == 302
    assert assignment.replies.get().text == stages.LETTER


@pytest.mark.parametrize(
    "name, make", [("答复.jpg", photo_with_place), ("答复.png", png_with_text), ("答复.pdf", pdf)]
)
def test_the_official_paper_comes_back_byte_for_byte(world, name, make):
    assignment, content = stages.handled(world), make()
    client = signed_in(world.handler)
    page = reverse("proposals:reply", args=[assignment.pk])
    sent = {"version": 1, "outcome": "A", "text": stages.LETTER, "save": "1"}
    client.post(page, sent | {"upload": SimpleUploadedFile(name, content)})
    reply = assignment.replies.get()
    kept = StoredFile.objects.get()
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    given = client.get(reverse("proposals:reply_file", args=[reply.pk]))
    assert b"".join(given.streaming_content) == content
