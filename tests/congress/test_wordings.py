"""消息文字: every kind listed, other words checked before they are used, the old ones back by one press."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from congress import texts
from congress.actors import Actor
from congress.manage import rewording
from congress.message_facts import MEANINGS
from congress.models import Event, MessageText, Role
from tests.places import a_congress, a_grant, signed_in

pytestmark = pytest.mark.django_db
GOOD = "{name}代表，{no}号已收到。"
FACTS = {"name": "赵明", "no": "HB-2026-0001"}


@pytest.fixture
def city():
    return a_congress()


@pytest.fixture
def county(city):
    return a_congress("XS", parent=city, level="county")


@pytest.fixture
def keeper(city):
    return a_grant(Role.SYSTEM_ADMIN, city, name="钱某")


@pytest.fixture
def county_desk(county):
    return a_grant(Role.DESK, county, name="孙某")


def text(response):
    return response.content.decode()


def send(grant, words, kind="submitted", **fields):
    return signed_in(grant).post(reverse("congress:wording", args=[kind]), {"text": words} | fields)


def test_every_kind_is_listed_with_its_words_and_its_greatest_length(keeper):
    shown = text(signed_in(keeper).get(reverse("congress:wordings")))

    for kind, wording in texts.WORDINGS.items():
        assert reverse("congress:wording", args=[kind]) in shown
        assert wording.text in shown and f"{texts.longest(kind)}字" in shown


@pytest.mark.parametrize("kind", texts.WORDINGS)
def test_every_kind_can_be_looked_at_and_each_placeholder_is_explained(kind, keeper):
    shown = text(signed_in(keeper).get(reverse("congress:wording", args=[kind])))

    for name in texts.wording(kind).placeholders:
        assert f"{{{name}}}" in shown and MEANINGS[name] in shown
    assert texts.sample(kind, texts.wording(kind).text) in shown
    assert "{" not in texts.sample(kind, texts.wording(kind).text)


def test_other_words_are_sent_from_now_on_and_recorded(keeper, city):
    assert send(keeper, GOOD).status_code == 302

    assert texts.render("submitted", city, FACTS) == "赵明代表，HB-2026-0001号已收到。"
    assert Event.objects.get(step="reword").note.text == f"已收到：{GOOD}"
    send(keeper, GOOD)
    assert MessageText.objects.count() == 1


def test_a_lower_congress_follows_until_it_words_its_own(keeper, county_desk, city, county):
    send(keeper, GOOD)
    assert texts.render("submitted", county, FACTS) == "赵明代表，HB-2026-0001号已收到。"
    send(county_desk, "收到{no}。")
    assert texts.render("submitted", county, FACTS) == "收到HB-2026-0001。"
    assert texts.render("submitted", city, FACTS) == "赵明代表，HB-2026-0001号已收到。"
    address = reverse("congress:restore_wording", args=["submitted"])
    assert signed_in(county_desk).post(address).status_code == 302
    assert signed_in(county_desk).post(address).status_code == 302
    assert texts.render("submitted", county, FACTS) == "赵明代表，HB-2026-0001号已收到。"
    signed_in(keeper).post(address)
    assert texts.render("submitted", county, FACTS).startswith("赵明代表，您的建议已收到")
    assert Event.objects.filter(step="restore_wording").count() == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "请写内容"),
        ("   ", "请写内容"),
        ("{password}", "没有“{password}”这一项"),
        ("{name.__class__}", "花括号应成对"),
        ("您好{name", "花括号应成对"),
        ("{name}" + "长" * 60, "超过一条短信的70字"),
        ("长" * 201, "200"),
        ("{organ}已收到", "没有“{organ}”这一项"),
    ],
)
@pytest.mark.parametrize("button", [{}, {"look": "1"}])
def test_a_fault_is_said_at_the_field_and_what_was_typed_stays(words, said, button, keeper):
    response = send(keeper, words, **button)

    assert response.status_code == 200
    assert said in text(response).replace("&#x27;", "'")
    assert words.strip()[:100] in text(response)
    assert not MessageText.objects.exists()


def test_a_look_saves_nothing(keeper):
    response = send(keeper, "{name}\n代表，{no}号已收到。", look="1")

    assert "张某 代表，HB-2026-0312号已收到。" in text(response)
    assert "还没有保存" in text(response)
    assert not MessageText.objects.exists()


def test_what_goes_to_somebody_not_signed_in_is_worded_for_all(county_desk, keeper):
    assert send(county_desk, "验证码{code}", "code").status_code == 403
    assert "最上一级人大" in text(signed_in(county_desk).get(reverse("congress:wording", args=["code"])))
    assert send(keeper, "验证码{code}，不要告诉别人。", "code").status_code == 302
    assert texts.render("code", None, {"code": "123456"}) == "验证码123456，不要告诉别人。"


def test_a_rule_below_the_form_refuses_too(keeper, county_desk):
    for kind, words, grant in (("submitted", "{secret}", keeper), ("code", "验证码{code}", county_desk)):
        with pytest.raises(PermissionDenied):
            rewording.reword(kind, words, by=Actor(grant))


def test_hostile_words_are_shown_as_words(keeper):
    send(keeper, "<script>alert(1)</script>{no}")

    assert "<script>alert" not in text(signed_in(keeper).get(reverse("congress:wordings")))


def test_the_page_costs_the_same_however_many_are_worded(keeper, django_assert_max_num_queries):
    for kind in list(texts.WORDINGS)[:5]:
        MessageText.objects.create(kind=kind, text=texts.WORDINGS[kind].text)
    client = signed_in(keeper)

    with django_assert_max_num_queries(11):
        client.get(reverse("congress:wordings"))
