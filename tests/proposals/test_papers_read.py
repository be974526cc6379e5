"""What stands in Word files and PDFs is read in the background and found; a hostile file costs seconds at most."""

import hashlib
import io
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from congress.actors import Actor
from congress.files import extracting
from congress.files.extracting import words_in
from congress.models import StoredFile
from congress.registries import registry
from proposals import tasks
from proposals.listing import listed
from proposals.models import Attachment, Proposal, Reply, SearchText
from proposals.searching import indexing
from proposals.searching.papers import read, read_papers, unread
from tests.congress import made_files
from tests.stages import drafted, handled, replied, submitted
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def world() -> World:
    return a_world()


def stored(world, name: str, content: bytes, media_type: str = "application/pdf") -> StoredFile:
    file = StoredFile(name=name, media_type=media_type, size=len(content), uploaded_by=world.desk.person)
    file.sha256 = hashlib.sha256(content).hexdigest()
    file.content.save(name, ContentFile(content), save=False)
    file.save(force_insert=True)
    return file


def pdf(*pages: str) -> bytes:
    """A PDF whose pages say this, in a font that maps its codes to characters as Chinese ones do."""
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

    writer = PdfWriter()
    for text in pages:
        page = writer.add_blank_page(595, 842)
        below = DictionaryObject({NameObject("/Type"): NameObject("/Font")})
        below |= {NameObject("/Subtype"): NameObject("/CIDFontType0"), NameObject("/BaseFont"): NameObject("/STSong")}
        font = DictionaryObject(
            {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type0")}
        )
        font[NameObject("/BaseFont")] = NameObject("/STSong")
        font[NameObject("/Encoding")] = NameObject("/UniGB-UTF16-H")
        font[NameObject("/DescendantFonts")] = ArrayObject([writer._add_object(below)])
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 50 700 Td <{text.encode('utf-16-be').hex()}> Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Rotate")] = NumberObject(0)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def found(world, words: str) -> bool:
    return listed(Actor(world.desk), {"q": words}).exists()


def test_the_words_of_each_kind_are_read(world):
    assert "路灯照明" in words_in(stored(world, "一.docx", made_files.docx("路灯照明 &<>"), DOCX), 100)
    assert "&<>" in words_in(stored(world, "一.docx", made_files.docx("路灯照明 &<>"), DOCX), 100)
    assert words_in(stored(world, "二.pdf", pdf("路灯照明", "第二页")), 100).split() == ["路灯照明", "第二页"]
    assert words_in(stored(world, "三.jpg", b"\xff\xd8\xff", "image/jpeg"), 100) == ""


def test_no_more_is_read_than_is_asked_for(world):
    assert len(words_in(stored(world, "长.pdf", pdf(*["路" * 300] * 5)), 700)) <= 703
    assert len(words_in(stored(world, "长.docx", made_files.docx("路" * 3000), DOCX), 700)) == 700


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7",
        b"%PDF-1.7 \xff\xfe\x00 nonsense" * 100,
        pdf("路灯")[:-200],
        pdf("路灯").replace(b"/Kids", b"/Kidz"),
        pdf("路灯").replace(b"/Parent", b"/Kids  "),
    ],
)
def test_what_cannot_be_read_has_no_words_and_harms_nobody(world, content):
    assert isinstance(words_in(stored(world, "坏.pdf", content), 100), str)
    broken = stored(world, "坏.docx", b"PK\x03\x04" + content, DOCX)
    assert words_in(broken, 100) == ""


def test_a_file_that_takes_for_ever_is_stopped(world, monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import sys, time\nprint('前面的话', flush=True)\ntime.sleep(60)\n", encoding="utf-8")
    monkeypatch.setattr(extracting, "SCRIPT", slow)
    monkeypatch.setattr(extracting, "PATIENCE", 3)
    assert words_in(stored(world, "慢.pdf", pdf("x")), 100).strip() in ("前面的话", "")


def test_a_file_that_takes_all_memory_is_stopped(world, monkeypatch, tmp_path):
    script = extracting.SCRIPT.read_text(encoding="utf-8")
    greedy = tmp_path / "greedy.py"
    greedy.write_text(script.replace("    left = most\n", "    left = most\n    bytearray(4 * 1024**3)\n"), "utf-8")
    monkeypatch.setattr(extracting, "SCRIPT", greedy)
    assert words_in(stored(world, "大.pdf", pdf("路灯")), 100) == ""


def test_attachments_are_read_once_and_found(world):
    proposal = submitted(world.deputy, "关于甲的建议")
    paper = Attachment.objects.create(
        proposal=proposal, file=stored(world, "一.docx", made_files.docx("暗语在此"), DOCX)
    )
    Attachment.objects.create(proposal=proposal, file=stored(world, "二.pdf", pdf("扫描件暗号")))
    Attachment.objects.create(proposal=proposal, file=stored(world, "三.jpg", b"\xff\xd8\xff", "image/jpeg"))
    assert not found(world, "暗语")
    assert (read_papers(), read_papers()) == (2, 0)
    assert found(world, "暗语") and found(world, "暗号")
    assert not list(unread())
    paper.delete()
    assert not found(world, "暗语")


def test_a_scan_is_not_read_again_and_again(world):
    proposal = submitted(world.deputy)
    Attachment.objects.create(proposal=proposal, file=stored(world, "空.pdf", pdf("")))
    assert (read_papers(), read_papers()) == (1, 0)
    assert SearchText.objects.get(source="paper").text == ""


def test_papers_of_drafts_and_of_unsigned_replies_wait(world):
    Attachment.objects.create(proposal=drafted(world.deputy), file=stored(world, "一.pdf", pdf("暗语")))
    assignment = handled(world, "关于乙的建议")
    file = stored(world, "二.pdf", pdf("暗语"))
    draft = Reply.objects.create(assignment=assignment, round=1, written_by=world.handler.person, file=file)
    assert (list(unread()), draft.signed_at) == ([], None)


def test_the_official_file_of_a_reply_is_read(world):
    assignment = replied(world, "关于乙的建议")
    reply = assignment.replies.get()
    Reply.objects.filter(pk=reply.pk).update(file=stored(world, "函.pdf", pdf("函件暗语")))
    tasks.read_papers()
    assert found(world, "函件暗语")


def test_a_paper_whose_content_is_away_is_tried_again_and_holds_up_no_other(world):
    proposal = submitted(world.deputy)
    gone = stored(world, "一.pdf", pdf("暗语"))
    Attachment.objects.create(proposal=proposal, file=gone)
    Attachment.objects.create(proposal=proposal, file=stored(world, "二.pdf", pdf("暗号")))
    with gone.content.open("rb") as kept:
        content = kept.read()
    gone.content.storage.delete(gone.content.name)
    assert read_papers() == 1 and found(world, "暗号")
    gone.content.storage.save(gone.content.name, ContentFile(content))
    assert read_papers() == 1 and found(world, "暗语")


def test_a_paper_that_was_taken_out_meanwhile_is_not_put_down(world):
    paper = Attachment.objects.create(proposal=submitted(world.deputy), file=stored(world, "一.pdf", pdf("暗语")))
    copy = Attachment.objects.select_related("file").get(pk=paper.pk)
    paper.delete()
    assert read(copy) is False
    assert not SearchText.objects.filter(source="paper").exists()


# --- the doctor and the command


def faults(name: str) -> list[str]:
    return list(registry.checks[name].find())


def test_the_doctor_finds_every_text_that_is_not_as_it_stands(world):
    proposal = replied(world, "关于甲的建议").proposal
    Attachment.objects.create(proposal=proposal, file=stored(world, "一.pdf", pdf("暗语")))
    read_papers()
    drafted(world.deputy, "草稿")
    assert faults("search") == faults("papers") == []
    rows = SearchText.objects.all()
    for source, check in (("case", "search"), ("reply", "search"), ("paper", "papers")):
        text = rows.filter(source=source).first()
        assert rows.filter(pk=text.pk).update(text="另一个") and len(faults(check)) == 1
        assert rows.filter(pk=text.pk).update(text=text.text) and faults(check) == []
    rows.filter(source="reply").delete()
    Proposal.objects.filter(pk=proposal.pk).update(title="另一个标题")
    assert len(faults("search")) == 2


def test_a_draft_reply_that_can_be_searched_is_a_fault(world):
    assignment = handled(world)
    reply = Reply.objects.create(assignment=assignment, round=1, written_by=world.handler.person, text="暗语")
    SearchText.objects.create(proposal=assignment.proposal, source="reply", reply=reply, part=0, text="暗语")
    assert len(faults("search")) == 1
    call_command("rebuild_search", stdout=StringIO(), stderr=StringIO())
    assert faults("search") == []


def test_rebuilding_puts_everything_right_and_rehearses(world):
    proposal = replied(world, "关于甲的建议").proposal
    Attachment.objects.create(proposal=proposal, file=stored(world, "一.pdf", pdf("暗语")))
    read_papers()
    before = sorted(SearchText.objects.values_list("source", "part", "text"))
    SearchText.objects.all().delete()
    out = StringIO()
    call_command("rebuild_search", "--dry-run", "--papers", stdout=out, stderr=StringIO())
    assert SearchText.objects.count() == 0 and "将更正检索文本2处" in out.getvalue()
    call_command("rebuild_search", "--papers", stdout=out, stderr=StringIO())
    assert sorted(SearchText.objects.values_list("source", "part", "text")) == before
    assert indexing.rebuild(lambda done, total: None) == 0
