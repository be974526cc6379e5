"""T43: whatever address somebody types or hides in a file, the portal asks nobody for it."""

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from congress.models import Role
from proposals.models import Proposal
from tests import stages
from tests.attacks.elsewhere import to_be_fetched
from tests.congress.made_files import docx_relating, docx_with_field, xlsx_with
from tests.places import a_grant, signed_in
from tests.proof import measured, times
from tests.world import BODY, World, a_world

pytestmark = pytest.mark.django_db
ONE_IN = times("ONE_ADDRESS_IN", 10)
REACHING = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request")
TO_OTHERS = {"image": "image", "template": "attachedTemplate", "frame": "frame", "object": "oleObject"}
LINK = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" Target="{}" '
    'TargetMode="External"/></Relationships>'
)
_heard: list[list[str]] = []


def _listen(event: str, arguments: tuple[Any, ...]) -> None:
    """What Python tells of itself: it cannot be taken off again, so it writes only while somebody listens."""
    if _heard and (event in REACHING or (event == "open" and arguments[0] == "/etc/passwd")):
        _heard[-1].append(f"{event} {arguments[-1] if event != 'open' else arguments[0]}")


sys.addaudithook(_listen)


@contextmanager
def listening() -> Iterator[list[str]]:
    """Whom this process asks for something meanwhile; the driver of PostgreSQL is not heard, being no Python."""
    _heard.append([])
    try:
        yield _heard[-1]
    finally:
        _heard.pop()


@pytest.fixture
def port() -> Iterator[int]:
    """Where somebody waits for a call; at the end nobody has called."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_somebody_who_asks_is_heard(port):
    """Else the test below would prove nothing."""
    with listening() as heard, pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", 1), timeout=1).close()
    assert heard


def files_with(address: str) -> list[SimpleUploadedFile]:
    """Office files that would load it when opened."""
    made = [docx_relating(kind, address) for kind in TO_OTHERS.values()]
    made.append(docx_with_field(f'INCLUDEPICTURE "{address}" \\d'))
    return [SimpleUploadedFile(f"附件{number}.docx", raw) for number, raw in enumerate(made)]


def send_everywhere(world: World, address: str) -> None:
    """As words of a proposal and a reply, in files that go with them, and in a roster; then look at all of it."""
    deputy, desk = signed_in(world.deputy), signed_in(world.desk)
    draft = stages.drafted(world.deputy, f"关于{address}的建议", f"{BODY}{address}")
    edit = reverse("proposals:edit", args=[draft.pk])
    words = {"title": f"看{address}"[:60], "body": f"{BODY}{address}", "place": address[:40], "version": draft.version}
    assert deputy.post(edit, words | {"save": "1"}).status_code == 302
    for file in files_with(address):
        version = Proposal.objects.get(pk=draft.pk).version
        assert deputy.post(edit, words | {"version": version, "attach": "1", "files": file}).status_code in (200, 302)
    assignment = stages.handled(world, f"关于{address}的建议"[:60])
    reply = {"version": 1, "outcome": "B", "text": f"{stages.LETTER}{address}", "document_number": address[:30]}
    handler = signed_in(world.handler)
    handler.post(reverse("proposals:reply", args=[assignment.pk]), reply | {"save": "1"})
    book = xlsx_with("xl/externalLinks/_rels/externalLink1.xml.rels", LINK.format(address.replace("&", "&amp;")))
    for name in ("deputies:import", "proposals:index"):
        desk.post(reverse(name), {"table": SimpleUploadedFile("名册.xlsx", book)})
    for name in ("proposals:sheet", "proposals:detail"):
        for browser in (deputy, desk):
            browser.get(reverse(name, args=[assignment.proposal_id])).getvalue()
    desk.get(reverse("proposals:index"), {"q": address}).getvalue()
    desk.get(reverse("proposals:export"), {"q": address}).getvalue()


def test_no_address_that_somebody_typed_or_hid_in_a_file_is_asked_for(port):
    world = a_world()
    admin = signed_in(a_grant(Role.SYSTEM_ADMIN, world.city, name="管某"))
    addresses = to_be_fetched(port)
    assert len(addresses) == len(set(addresses)) == 40
    chosen = addresses[::ONE_IN]
    with listening() as heard:
        for address in chosen:
            send_everywhere(world, address)
            admin.post(reverse("congress:wording", args=["submitted"]), {"text": f"编号{{no}}{address}"[:60]})
        call_command("deliver")
    assert heard == []
    measured("G6", f"{len(chosen)} addresses typed and hidden in Office files: 0 asked for, by socket or name")
