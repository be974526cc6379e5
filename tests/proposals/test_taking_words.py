"""用作内容: the words of a Word file fill a draft in which nothing is written, and never one in which something is."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from docx.oxml import OxmlElement

from congress import files
from congress.actors import Actor
from proposals import drafting
from tests.congress.made_files import archive, docx, entries_of, pdf
from tests.places import signed_in
from tests.world import BODY, TITLE, World, a_world

pytestmark = pytest.mark.django_db
PARAGRAPHS = [TITLE, "一、存在的问题", "东侧步道晚上没有路灯，<行人>看不清台阶 & 护栏。", "二、建议", "加装六盏路灯。"]


@pytest.fixture
def world() -> World:
    return a_world()


def paper(*paragraphs: str) -> bytes:
    """A Word file with a header, a footer, blank lines, and words that were struck out."""
    document, output = Document(), io.BytesIO()
    document.sections[0].header.paragraphs[0].text = "页眉里的字"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    for text in paragraphs:
        document.add_paragraph(text)
        document.add_paragraph("")
    struck = OxmlElement("w:delText")
    struck.text = "改掉的字"
    document.add_paragraph().add_run()._r.append(struck)
    document.save(output)
    return output.getvalue()


def draft_with(world, content, name="建议.docx", **fields):
    draft = drafting.begin(by=Actor(world.deputy), **fields)
    stored = files.store(SimpleUploadedFile(name, content), by=world.deputy.person)
    return draft, drafting.attach(draft, stored, by=Actor(world.deputy))


def press(world, draft, attachment, **typed):
    sent = {"version": draft.version, "title": draft.title, "body": draft.body, "take": attachment} | typed
    page = signed_in(world.deputy).post(reverse("proposals:edit", args=[draft.pk]), sent, follow=True)
    draft.refresh_from_db()
    return page.content.decode()


def button(draft):
    return f'name="take" value="{draft.attachments.get().pk}"'


def test_an_empty_draft_takes_title_and_text(world):
    draft, attachment = draft_with(world, paper(*PARAGRAPHS))
    client = signed_in(world.deputy)
    page = client.get(reverse("proposals:edit", args=[draft.pk])).content.decode()
    assert button(draft) in page and "填入Word里的文字<wbr>（建议.docx）" in page
    page = press(world, draft, attachment.pk)
    assert (draft.title, draft.body) == (TITLE, "\n".join(PARAGRAPHS[1:]))
    assert f"已填入《建议.docx》的文字，共{len(draft.body)}字" in page
    assert button(draft) not in page


def test_a_title_that_was_typed_stays_and_is_saved_first(world):
    draft, attachment = draft_with(world, paper(*PARAGRAPHS))
    press(world, draft, attachment.pk, title="我写的标题")
    assert (draft.title, draft.body) == ("我写的标题", "\n".join(PARAGRAPHS))


@pytest.mark.parametrize("stored", ["", BODY])
def test_what_is_written_is_never_written_over(world, stored):
    draft, attachment = draft_with(world, paper(*PARAGRAPHS), body=stored)
    page = press(world, draft, attachment.pk, body=BODY)
    assert draft.body == BODY
    assert "没有改动" in page


def test_a_text_that_is_too_long_is_taken_whole_and_said_to_be(world):
    draft, attachment = draft_with(world, paper(TITLE, *["长" * 900] * 4))
    press(world, draft, attachment.pk)
    assert len(draft.body) == 3603
    sent = {"version": draft.version, "title": draft.title, "body": draft.body}
    page = signed_in(world.deputy).post(reverse("proposals:edit", args=[draft.pk]), sent).content.decode()
    assert "现在是3603字" in page


def test_one_line_alone_is_text(world):
    draft, attachment = draft_with(world, docx(BODY))
    press(world, draft, attachment.pk)
    assert (draft.title, draft.body) == ("", BODY)


@pytest.mark.parametrize(
    "content",
    [
        paper(),
        archive((entries_of(docx()) | {"word/document.xml": b"<w:document/>"}).items()),
    ],
)
def test_a_file_without_words_is_said_to_have_none(world, content):
    draft, attachment = draft_with(world, content)
    page = press(world, draft, attachment.pk)
    assert draft.body == "" and "没有读到文字" in page


def test_no_button_for_other_files_and_none_of_another_draft(world):
    draft, attachment = draft_with(world, pdf(), "照片.pdf")
    page = press(world, draft, attachment.pk)
    assert "没有读到文字" in page and button(draft) not in page
    other, _ = draft_with(world, paper(*PARAGRAPHS))
    for wanted in (attachment.pk, 2**63, "-1", "²", "x"):
        assert "这个文件已经删去" in press(world, other, wanted)
        assert other.body == ""
