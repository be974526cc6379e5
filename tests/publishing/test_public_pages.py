"""Public pages: for whoever comes, without a cookie, kept by caches, in few statements; nothing else is reached."""

import pytest
from django.test import Client
from django.urls import reverse

from proposals.models import Proposal, Publication, Reply
from tests import stages
from tests.places import signed_in
from tests.publishing import made

pytestmark = pytest.mark.django_db
LIST = "/public/suggestions/"
MOST_STATEMENTS = 9


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def anybody() -> Client:
    return Client()


@pytest.fixture
def rows(world) -> list[Publication]:
    return [
        made.published(world, "关于桓谭公园增设夜间照明的建议"),
        made.published(world, "关于南黎路学校门口限速的建议", text="已经加装限速牌，请您到现场看。"),
    ]


def test_the_list_says_how_many_and_shows_each(anybody, rows):
    page = text(anybody.get(LIST))
    assert "共<strong>2</strong>件，已答复<strong>2</strong>件" in page
    for row in rows:
        assert f'href="/public/suggestions/{row.number}/"' in page
    assert "张某某代表" in page and "市城管局答复　A类：已解决或基本解决" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("q=桓谭公园", 1),
        ("q=限速牌", 1),
        ("q=限速牌 桓谭", 0),
        ("q=桓", 1),
        ("year=1999", 0),
        ("year=abcd", 2),
        ("category=没有", 0),
        ("organ=市城管局", 2),
        ("organ=市住建局", 0),
        ("page=99", 2),
        (f"q={made.PHONE}", 0),
        ("q=张某代表", 0),
    ],
)
def test_words_and_filters_narrow_it(anybody, rows, query, count):
    assert f"共<strong>{count}</strong>件" in text(anybody.get(f"{LIST}?{query}"))


def test_one_page_with_its_canonical_address(anybody, rows):
    page = text(anybody.get(rows[1].get_absolute_url()))
    assert f'<link rel="canonical" href="/public/suggestions/{rows[1].number}/">' in page
    assert "已经加装限速牌" in page and made.PHONE not in page and 'class="new-page"' in page


def test_a_cookie_changes_nothing_and_none_is_set(world, anybody, rows):
    office = signed_in(world.desk)
    office.cookies["text_size"] = "large"
    for address in (LIST, rows[0].get_absolute_url(), "/public/open-data/", "/public/suggestions/XX-1/"):
        seen, same = anybody.get(address), office.get(address)
        assert seen.content == same.content and seen.status_code == same.status_code
        assert not seen.cookies and not same.cookies
        assert "Cookie" not in seen.headers.get("Vary", "") and "赵某" not in text(seen)


def test_caches_may_keep_it_and_ask(world, anybody, rows):
    for address in (LIST, rows[0].get_absolute_url()):
        first = anybody.get(address)
        assert first.headers["Cache-Control"] == "public, no-cache"
        same = anybody.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (same.status_code, same.headers["Cache-Control"]) == (304, "public, no-cache")
    kept = anybody.get(rows[0].get_absolute_url()).headers["ETag"]
    made.unpublish(world, rows[0])
    gone = anybody.get(rows[0].get_absolute_url(), headers={"If-None-Match": kept})
    assert gone.status_code == 404 and gone.headers["Cache-Control"] == "private, no-store"
    assert rows[0].title not in text(anybody.get(LIST))


def test_what_is_not_public_is_reached_by_nothing(world, anybody, rows):
    secret = made.answered(world, "关于没有公开的事的建议")
    withheld = made.published(world, "关于撤回的事的建议")
    made.unpublish(world, withheld)
    for proposal in (secret, withheld.proposal):
        for key in (proposal.number, str(proposal.pk)):
            assert anybody.get(reverse("public:suggestion", args=[key])).status_code == 404
    assert anybody.get(reverse("public:suggestion", args=[str(rows[0].pk)])).status_code == 404
    for address in (
        LIST,
        f"{LIST}?q=没有公开",
        f"{LIST}?q={secret.number}",
        f"{LIST}?q=撤回的事",
        "/public/open-data/json/",
    ):
        said = text(anybody.get(address))
        assert secret.title not in said and withheld.title != "" and "关于撤回的事" not in said
        assert str(secret.pk) not in said and str(rows[0].proposal_id) not in said


def test_the_list_costs_the_same_however_long_it_is(world, anybody, rows, django_assert_max_num_queries):
    anybody.get(LIST)
    with django_assert_max_num_queries(MOST_STATEMENTS) as few:
        anybody.get(LIST)
    for n in range(3):
        made.published(world, f"关于第{n}条路的建议")
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert "共<strong>5</strong>件" in text(anybody.get(LIST))
    with django_assert_max_num_queries(5):
        anybody.get(rows[0].get_absolute_url())


def test_who_searches_without_end_is_asked_to_wait(anybody, rows, monkeypatch):
    monkeypatch.setattr("congress.open_pages.RATES", {"search": "2/m/ip"})
    statuses = [anybody.get(f"{LIST}?q=路灯{n}").status_code for n in range(3)]
    assert statuses == [200, 200, 429] and anybody.get(LIST).status_code == 200


def test_without_any_it_says_so(anybody, world):
    assert "没有找到公开的建议。" in text(anybody.get(LIST))


def test_hostile_words_stay_words(world, anybody):
    title = "关于<script>alert(1)</script>的建议"
    row = made.published(
        world, title, body="<img src=x onerror=alert(1)>路灯不亮，晚上看不清台阶，请修。", text="<b>已修</b>"
    )
    for address in (LIST, row.get_absolute_url()):
        page = text(anybody.get(address))
        assert "<script>alert" not in page and "<img" not in page and "<b>" not in page


def test_replies_not_asked_for_stay_inside(world, anybody):
    """The draft of another round, and a reply of an organ that gave the matter back."""
    proposal = stages.replied(world).proposal
    row = made.publish(world, proposal)
    Reply.objects.update(text="第二轮草稿")
    assert Proposal.objects.get(pk=proposal.pk).publication == row
    assert "第二轮草稿" not in text(anybody.get(row.get_absolute_url()))
