"""整卷: everything of a case in one file that reads without the portal, and every change of it is found."""

import hashlib
import io
import json
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from congress import making
from congress.models import Event, EventNote, Making, Role, StoredFile
from proposals.models import Attachment, PaperScan, Proposal
from proposals.papers import bundles
from proposals.papers.verifying import faults_of
from tests import stages
from tests.congress.made_files import archive, entries_of
from tests.papers.made import answered_case
from tests.places import a_grant, an_organ, signed_in
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
HOSTILE = "</div><script>alert(1)</script>\x0b{{ 1 }}𠮷"


@pytest.fixture
def world() -> World:
    return a_world()


def a_file(world: World, name: str, content: bytes = b"%PDF-1.4 ...") -> StoredFile:
    file = StoredFile(name=name, media_type="application/pdf", size=len(content), uploaded_by=world.zhang.person)
    file.sha256 = hashlib.sha256(content).hexdigest()
    file.content.save(name, ContentFile(content), save=False)
    file.save(force_insert=True)
    return file


@pytest.fixture
def case(world) -> Proposal:
    """Answered, with an enclosure and a signed paper."""
    proposal = answered_case(world, HOSTILE.replace("\x0b", "")).assignment.proposal
    Attachment.objects.create(proposal=proposal, file=a_file(world, "现场 照片(1).pdf"))
    scan = a_file(world, "../签字.pdf", b"%PDF-1.4 signed")
    PaperScan.objects.create(proposal=proposal, file=scan, kind="sheet", fingerprint=scan.sha256, filed_by=world.desk)
    return proposal


def bundle_of(world: World, case: Proposal) -> bytes:
    answer = signed_in(world.desk).post(reverse("proposals:bundle", args=[case.pk]))
    assert answer.status_code == 200 and answer["Content-Type"] == "application/zip"
    return answer.content


def faults(content: bytes, **options: bool) -> list[str]:
    return list(faults_of(io.BytesIO(content), **options))


def test_it_holds_the_whole_case_and_proves_itself(world, case):
    content = bundle_of(world, case)
    parts = entries_of(content)
    assert faults(content) == []
    assert [name for name in parts if name.startswith("files/")] == [
        "files/001_现场 照片(1).pdf",
        "files/002_签字.pdf",
    ]
    page = parts["index.html"].decode()
    for words in (
        case.number,
        "张某",
        "李某",
        "协办意见",
        "第1轮答复",
        "吴某签发",
        "城管函〔2026〕8号",
        "签收",
        "沟通",
    ):
        assert words in page, words
    assert "<script" not in page and "&lt;script&gt;alert(1)" in page
    assert not any(address in page for address in ("http://", "https://", "src="))
    events = json.loads(parts["timeline.json"])["events"]
    assert len(events) == Event.objects.filter(root_id=case.pk).count() > 8


def test_its_telephone_numbers_and_drafts_stay_at_home(world):
    assignment = stages.to_be_signed(world)
    content = b"".join(entries_of(bundle_of(world, assignment.proposal)).values()).decode()
    assert "13800000001" not in content and stages.LETTER not in content


def test_who_made_it_is_on_the_audit_log(world, case):
    bundle_of(world, case)
    event = Event.objects.get(step="export_bundle")
    assert (event.person, event.facts["proposal"], event.note.text) == (world.desk.person, str(case.pk), case.number)
    for _ in range(9):
        bundle_of(world, case)
    answer = signed_in(world.desk).post(reverse("proposals:bundle", args=[case.pk]))
    assert answer.status_code == 409


def test_it_is_for_desk_and_auditor_alone(world, case):
    address = reverse("proposals:bundle", args=[case.pk])
    committee = a_grant(Role.COMMITTEE, world.city, organ=case.committee)
    stranger = a_grant(Role.HANDLER, world.city, organ=an_organ(world.city, "市水务局"))
    answers = {
        200: [world.desk, a_grant(Role.AUDITOR, world.city)],
        403: [world.deputy, world.handler, a_grant(Role.COUNCIL, world.city), committee],
        404: [stranger, world.county_desk, world.wang.grant],
    }
    for status, grants in answers.items():
        for grant in grants:
            assert signed_in(grant).post(address).status_code == status, grant


@pytest.mark.parametrize("name", ["index.html", "texts.json", "files/001_现场 照片(1).pdf", "timeline.json"])
def test_a_changed_part_is_found(world, case, name):
    parts = entries_of(bundle_of(world, case))
    parts[name] = parts[name].replace(b"1", b"2", 1)
    assert f"{name}：内容被改动" in faults(archive(parts.items()), alone=True)


def test_a_missing_part_and_one_too_many_are_found(world, case):
    parts = entries_of(bundle_of(world, case))
    lacks = {name: content for name, content in parts.items() if name != "index.html"}
    assert faults(archive(lacks.items()), alone=True) == ["index.html：缺少"]
    more = parts | {"files/999_x.pdf": b"x"}
    assert faults(archive(more.items()), alone=True) == ["files/999_x.pdf：清单上没有"]


def forged(content: bytes, change) -> bytes:
    """With other events, and the list of fingerprints made to fit."""
    parts = entries_of(content)
    said = json.loads(parts["timeline.json"])
    change(said["events"])
    parts["timeline.json"] = json.dumps(said).encode()
    manifest = json.loads(parts["manifest.json"])
    manifest["files"]["timeline.json"]["sha256"] = hashlib.sha256(parts["timeline.json"]).hexdigest()
    parts["manifest.json"] = json.dumps(manifest).encode()
    return archive(parts.items())


def test_who_forges_the_list_as_well_breaks_the_chain_or_the_seal(world, case):
    content = bundle_of(world, case)

    def step(events):
        events[3]["step"] = "withdraw"

    def gone(events):
        first = next(one for one in events if one["serial"] == 2)
        events.remove(first)

    def note(events):
        next(one for one in events if one["note"])["note"] = "别的话"

    def nothing(events):
        pass

    assert any("内容被改动" in fault for fault in faults(forged(content, step), alone=True))
    assert any("前面缺1条" in fault for fault in faults(forged(content, gone), alone=True))
    assert any("说明被改动" in fault for fault in faults(forged(content, note), alone=True))
    assert faults(forged(content, nothing), alone=True) == []
    assert faults(forged(content, nothing)) == ["印记不符：不是本平台生成的，或者清单被改动"]


def test_what_retention_erased_is_no_fault(world, case):
    EventNote.objects.all().delete()
    assert faults(bundle_of(world, case)) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", archive([]), archive([("manifest.json", "{}")])])
def test_what_is_no_bundle_is_said_to_be_none(content):
    assert len(faults(content)) == 1


def test_the_command_proves_a_file(world, case, tmp_path, capsys):
    path = tmp_path / "整卷.zip"
    path.write_bytes(bundle_of(world, case))
    call_command("verify_bundle", path)
    assert "整卷完好" in capsys.readouterr().out
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(SystemExit) as end:
        call_command("verify_bundle", path)
    assert end.value.code == 1 and "读不出来" in capsys.readouterr().out
    with pytest.raises(CommandError, match="打不开"):
        call_command("verify_bundle", tmp_path / "nothing.zip")


def test_a_large_one_is_left_to_the_worker(world, case, monkeypatch):
    monkeypatch.setattr(bundles, "AT_ONCE", 10)
    address = reverse("proposals:bundle", args=[case.pk])
    for _ in range(2):
        answer = signed_in(world.desk).post(address)
        assert (answer.status_code, answer["Location"]) == (302, reverse("proposals:papers"))
    assert Event.objects.filter(step="export_bundle").count() == 1
    assert making.make_waiting() == 1
    made = Making.objects.get()
    with made.file.content.open("rb") as content:
        assert list(faults_of(content)) == []
    assert made.file.name == f"整卷_{case.number}.zip"


def test_a_file_that_changed_on_the_disk_makes_no_bundle(world, case):
    file = case.attachments.get().file
    with file.content.storage.open(file.content.name, "wb") as content:
        content.write(b"other")
    answer = signed_in(world.desk).post(reverse("proposals:bundle", args=[case.pk]))
    assert answer.status_code == 409 and "与上传时不一致" in answer.content.decode()


def test_the_zip_is_read_by_others(world, case):
    with zipfile.ZipFile(io.BytesIO(bundle_of(world, case))) as source:
        assert source.testzip() is None
        assert not any(name.startswith("/") or ".." in name for name in source.namelist())
