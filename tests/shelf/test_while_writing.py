"""While writing: little, folded, fitting; a press never replaces a typed word."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Setting
from proposals import drafting
from proposals.models import Proposal
from proposals.shelf import shelving, taking_up
from proposals.shelf.beside import beside
from tests import stages
from tests.places import START, signed_in
from tests.shelf import made
from tests.world import BODY, TITLE

pytestmark = pytest.mark.django_db


def shown(proposal, world):
    there = beside(proposal, Actor(world.deputy), timezone.localdate())
    return tuple([row.title for row in rows] for rows in (there.topics, there.models, there.rules))


def sent(draft: Proposal, **fields: str) -> dict[str, object]:
    return {"version": draft.version, "title": draft.title, "body": draft.body, **fields}


def edit(draft: Proposal) -> str:
    return reverse("proposals:edit", args=[draft.pk])


def test_what_fits_the_paper_and_its_category_stands_there(world):
    year = timezone.localdate().year
    made.shelved(world, title="今年的")
    made.shelved(world, title="去年的", year=year - 1)
    made.draft(world, title="草稿")
    made.shelved(world, "model", title="交通的", category="交通出行")
    made.shelved(world, "model", title="卫生的", category="卫生医疗")
    made.shelved(world, "model", title="不分类的")
    made.shelved(world, "model", title="议案的", paper="motion", category="监察司法")
    made.shelved(world, "rule", title="现行", paper="ordinary")
    made.shelved(world, "rule", title="议案规则", paper="motion")
    made.shelved(world, "rule", title="失效", ends_on=date(2025, 1, 1))
    made.shelved(world, "case", title="案例")
    draft = stages.drafted(world.deputy)
    assert shown(draft, world) == (["今年的"], ["不分类的", "卫生的"], ["现行"])
    draft.category = "交通出行"
    assert shown(draft, world)[1] == ["交通的", "不分类的"]
    motion = drafting.begin(by=Actor(world.deputy), kind="motion")
    assert shown(motion, world) == (["今年的"], ["议案的", "不分类的"], ["议案规则"])


def test_it_is_folded_and_opens_in_another_window(world):
    topic, draft = made.shelved(world), stages.drafted(world.deputy)
    page = signed_in(world.deputy).get(edit(draft)).content.decode()
    assert "<summary>履职参考</summary>" in page and f'href="{topic.get_absolute_url()}" target="_blank"' in page
    shelving.take_off(topic, reason="过时了", by=Actor(world.desk))
    page = signed_in(world.deputy).get(edit(draft)).content.decode()
    assert "<summary>履职参考</summary>" not in page, "nothing there, nothing shown"


def test_enter_in_a_field_still_presses_no_button_of_the_shelf(world):
    """A browser presses the first button of the form."""
    made.shelved(world)
    page = signed_in(world.deputy).get(edit(stages.drafted(world.deputy))).content.decode()
    form = page[page.index('enctype="multipart/form-data"') :]
    assert 'name="attach"' in form[: form.index("</button>")]


def test_an_outline_fills_an_empty_text_and_keeps_the_typed_title(world):
    model = made.shelved(world, "model")
    draft = drafting.begin(by=Actor(world.deputy))
    answer = signed_in(world.deputy).post(edit(draft), sent(draft, title=TITLE, body=" \n", outline=str(model.pk)))
    draft.refresh_from_db()
    assert (answer["Location"], draft.title, draft.body) == (edit(draft), TITLE, made.OUTLINE)
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize("what", ["outline", "topic"])
def test_typed_words_are_never_replaced(world, what):
    entry = made.shelved(world, "model" if what == "outline" else "topic")
    draft = drafting.begin(by=Actor(world.deputy))
    answer = signed_in(world.deputy).post(edit(draft), sent(draft, title=TITLE, body=BODY, **{what: str(entry.pk)}))
    draft.refresh_from_db()
    assert (draft.title, draft.body, draft.topic) == (TITLE, BODY, None), "saved as typed"
    other = Proposal.objects.exclude(pk=draft.pk).get()
    assert answer["Location"] == edit(other)
    assert (other.body, other.topic) == ((made.OUTLINE, None) if what == "outline" else ("", entry))


def test_a_later_version_elsewhere_is_not_overwritten_by_an_outline(world):
    model = made.shelved(world, "model")
    draft = drafting.begin(by=Actor(world.deputy))
    drafting.save(draft, by=Actor(world.deputy), seen=1, title=TITLE, body=BODY)
    answer = signed_in(world.deputy).post(edit(draft), {"version": 1, "title": "", "body": "", "outline": model.pk})
    draft.refresh_from_db()
    assert answer.status_code == 409 and draft.body == BODY


def test_a_topic_is_taken_up_and_left_again(world):
    topic = made.shelved(world)
    deputy = signed_in(world.deputy)
    first = deputy.post(reverse("proposals:take_up", args=[topic.pk]), {"kind": "suggestion"})
    again = deputy.post(reverse("proposals:take_up", args=[topic.pk]), {"kind": "suggestion"})
    draft = Proposal.objects.get()
    assert first["Location"] == again["Location"] == edit(draft)
    assert (draft.topic, draft.kind, draft.title, draft.body) == (topic, "suggestion", "", "")
    assert "正在按参考选题" in deputy.get(edit(draft)).content.decode()
    fresh = drafting.take_up(by=Actor(world.deputy), kind="suggestion")
    assert fresh.pk != draft.pk and fresh.topic is None, "反映一条 is bound to no topic"
    deputy.post(edit(draft), sent(draft, body="写了一点", topic="none"))
    draft.refresh_from_db()
    assert (draft.topic, draft.body) == (None, "写了一点")


def test_an_outline_from_the_entry_s_page_begins_one_draft(world):
    model = made.shelved(world, "model")
    for _ in range(2):
        signed_in(world.deputy).post(reverse("proposals:take_up", args=[model.pk]), {"kind": "opinion"})
    draft = Proposal.objects.get()
    assert (draft.body, draft.title, draft.state) == (made.OUTLINE, "", "draft")


def test_an_outline_is_no_longer_than_the_paper_may_be(world):
    Setting.objects.create(key="opinion.max_length", value=20, starts_on=START)
    model = made.shelved(world, "model", text="一二三四五六七八九十" * 9)
    assert len(taking_up.take_up(model, kind="opinion", by=Actor(world.deputy)).body) == 20


@pytest.mark.parametrize("which", ["removed", "case", "nonsense"])
def test_what_cannot_be_used_so_changes_nothing(world, which):
    entry = made.removed(world, "model") if which == "removed" else made.shelved(world, "case")
    draft = drafting.begin(by=Actor(world.deputy))
    wanted = "x" if which == "nonsense" else str(entry.pk)
    answer = signed_in(world.deputy).post(edit(draft), sent(draft, title=TITLE, outline=wanted))
    assert answer.status_code == (403 if which == "case" else 302)
    draft.refresh_from_db()
    assert (draft.title, draft.body) == (TITLE, "") and Proposal.objects.count() == 1


def test_only_deputies_write_from_it(world):
    topic = made.shelved(world)
    for grant in (world.desk, world.handler):
        client = signed_in(grant)
        assert client.post(reverse("proposals:take_up", args=[topic.pk])).status_code == 403
        assert "按这个选题" not in client.get(topic.get_absolute_url()).content.decode().replace("按这个选题写的", "")
    assert not Proposal.objects.exists()


def test_the_writing_page_asks_little_more(world, django_assert_max_num_queries):
    draft = stages.drafted(world.deputy)
    deputy = signed_in(world.deputy)
    deputy.get(edit(draft))
    with django_assert_max_num_queries(25) as bare:
        deputy.get(edit(draft))
    topic = made.shelved(world)
    for kind in ("topic", "model", "rule"):
        for number in range(4):
            made.shelved(world, kind, title=f"{kind}{number}")
    Proposal.objects.update(topic=topic)
    with django_assert_max_num_queries(25) as full:
        deputy.get(edit(draft))
    assert len(full) <= len(bare) + 1
