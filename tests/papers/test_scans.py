"""纸质件: a photo or scan finds its case by the code, or by the number; nobody else's paper is taken in."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from congress.codes import picture_of, texts_in
from congress.models import Event, Organ, Role, StoredFile
from proposals.models import PaperScan, Proposal
from tests import stages
from tests.congress.made_files import docx
from tests.places import a_grant, an_organ, signed_in
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
PAGE = reverse("proposals:scan")


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def case(world) -> Proposal:
    return stages.submitted(world.deputy)


def sheet_with(text: str = "", *, turned: float = 0, size: tuple[int, int] = (1240, 1754)) -> Image.Image:
    """An A4 sheet as a camera sees it, with a code at the top right."""
    sheet = Image.new("L", size, 245)
    if text:
        with Image.open(io.BytesIO(picture_of(text))) as code:
            sheet.paste(code.convert("L").resize((200, 200)), (size[0] - 260, 60))
    return sheet.rotate(turned, fillcolor=200, expand=True)


def photo(text: str = "", name: str = "照片.jpg", **options) -> SimpleUploadedFile:
    output = io.BytesIO()
    sheet_with(text, **options).save(output, "JPEG", quality=70)
    return SimpleUploadedFile(name, output.getvalue(), "image/jpeg")


def as_pdf(text: str) -> SimpleUploadedFile:
    output = io.BytesIO()
    sheet_with(text).save(output, "PDF", resolution=150)
    return SimpleUploadedFile("扫描.pdf", output.getvalue(), "application/pdf")


def code_of(case: Proposal, kind: str = "feedback", site: str = "http://testserver") -> str:
    return f"{site}{case.get_absolute_url()}?paper={kind}"


def send(world: World, grant=None, **sent):
    return signed_in(grant or world.desk).post(PAGE, {"number": "", "kind": "", **sent})


def says(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("turned", [0, 7, 90, 180])
def test_a_photo_finds_its_case_however_it_was_held(world, case, turned):
    answer = send(world, file=photo(code_of(case), turned=turned))
    assert (answer.status_code, answer["Location"]) == (302, case.get_absolute_url())
    scan = PaperScan.objects.get()
    assert (scan.proposal, scan.kind, scan.filed_by, scan.file.name) == (case, "feedback", world.desk, "照片.jpg")
    event = Event.objects.get(step="file_paper")
    assert (event.subject_id, event.note.text) == (case.pk, "征询意见表")


def test_a_scan_as_pdf_finds_its_case(world, case):
    assert send(world, file=as_pdf(code_of(case, "sheet"))).status_code == 302
    assert PaperScan.objects.get().kind == "sheet"


def test_without_a_code_the_number_is_asked_and_the_file_is_kept(world, case):
    client = signed_in(world.desk)
    page = says(client.post(PAGE, {"file": photo(), "number": "", "kind": ""}))
    assert "图上没有认出二维码" in page and "已收下：照片.jpg" in page
    page = says(client.post(PAGE, {"number": "HB-1999-0001", "kind": ""}))
    assert "没有编号为HB-1999-0001的建议" in page and "已收下：照片.jpg" in page
    answer = client.post(PAGE, {"number": f" {case.number.lower()} ", "kind": "sheet"})
    assert (answer.status_code, PaperScan.objects.get().kind) == (302, "sheet")
    assert "请选择照片或扫描件" in says(client.post(PAGE, {"number": case.number, "kind": ""}))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("https://evil.test{path}?paper=sheet", "指向别的网址（evil.test）"),
        ("http://testserver/accounts/login/", "不是一件建议的表"),
        ("http://testserver/proposals/x/", "不是一件建议的表"),
        ("WIFI:S:x;;", "不是一件建议的表"),
        ("javascript:alert(1)", "不是一件建议的表"),
        ("http://[::1", "不是一件建议的表"),
    ],
)
def test_a_code_that_leads_elsewhere_is_refused_in_words(world, case, text, sentence):
    page = says(send(world, file=photo(text.format(path=case.get_absolute_url()))))
    assert sentence in page and not PaperScan.objects.exists()


def test_a_sheet_of_another_case_than_the_number_is_refused(world, case):
    other = stages.submitted(world.deputy, "另一件")
    page = says(send(world, file=photo(code_of(case)), number=other.number))
    assert f"纸上的二维码是{case.number}号，您写的是{other.number}号" in page
    assert not PaperScan.objects.exists()


def test_two_sheets_on_one_picture_are_refused(world, case):
    other = stages.submitted(world.deputy, "另一件")
    sheet = sheet_with(code_of(case))
    with Image.open(io.BytesIO(picture_of(code_of(other)))) as code:
        sheet.paste(code.convert("L").resize((200, 200)), (100, 900))
    output = io.BytesIO()
    sheet.save(output, "PNG")
    page = says(send(world, file=SimpleUploadedFile("两张.png", output.getvalue())))
    assert "请一件一件地传" in page


def test_the_same_file_twice_is_once(world, case):
    assert send(world, file=photo(code_of(case))).status_code == 302
    assert "没有重复存入" in says(send(world, file=photo(code_of(case))))
    assert PaperScan.objects.count() == 1


def test_what_is_no_picture_or_marked_secret_is_not_taken(world, case):
    assert "纸质件只收照片" in says(send(world, file=SimpleUploadedFile("表.docx", docx()), number=case.number))
    assert "不能上传涉密文件" in says(send(world, file=photo(code_of(case), name="机密-表.jpg")))
    assert "照片已损坏" in says(send(world, file=SimpleUploadedFile("x.jpg", b"\xff\xd8\xff broken")))
    assert not PaperScan.objects.exists()


def test_only_the_desk_that_holds_the_case_files_papers(world, case):
    for grant in (world.deputy, world.handler, a_grant(Role.AUDITOR, world.city), a_grant(Role.COUNCIL, world.city)):
        assert send(world, grant, file=photo(code_of(case))).status_code == 403
    assert "不归您办理" in says(send(world, world.county_desk, file=photo(code_of(case))))
    street = an_organ(world.city, "东街道人大工委", Organ.Kind.STREET, Organ.Branch.CONGRESS)
    assert "不归您办理" in says(send(world, a_grant(Role.DESK, world.city, organ=street), file=photo(code_of(case))))
    assert not PaperScan.objects.exists()


def test_a_scan_is_for_offices_and_author_never_for_organs(world):
    case = stages.assigned(world).proposal
    send(world, file=photo(code_of(case)))
    scan = PaperScan.objects.get()
    address = reverse("proposals:scanned_paper", args=[case.pk, scan.pk])
    council, auditor = a_grant(Role.COUNCIL, world.city), a_grant(Role.AUDITOR, world.city)
    for grant in (world.desk, world.deputy, council, auditor):
        answer = signed_in(grant).get(address)
        assert answer.status_code == 200 and b"".join(answer.streaming_content).startswith(b"\xff\xd8")
        assert address in signed_in(grant).get(case.get_absolute_url()).content.decode()
    assert signed_in(world.handler).get(address).status_code == 404
    page = signed_in(world.handler).get(case.get_absolute_url()).content.decode()
    assert "照片.jpg" not in page and address not in page
    other = stages.assigned(world, "另一件").proposal
    assert signed_in(world.desk).get(reverse("proposals:scanned_paper", args=[other.pk, scan.pk])).status_code == 404


def test_what_found_no_case_is_not_kept_for_somebody_else(world, case):
    signed_in(world.desk).post(PAGE, {"file": photo(), "number": "", "kind": ""})
    other = signed_in(a_grant(Role.DESK, world.city))
    assert "请选择照片或扫描件" in says(other.post(PAGE, {"number": case.number, "kind": ""}))
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"%PDF-", b"%PDF-1.4 obj<</Image/FlateDecode/Width 9 /Height 9>>stream\nx"])
def test_a_broken_picture_has_no_code(content):
    assert texts_in(io.BytesIO(content)) == []
