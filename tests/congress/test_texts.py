"""The wording of messages: every kind fits into one SMS, whatever the facts."""

import ast
from datetime import date
from pathlib import Path

import pytest

from congress import texts
from congress.models import Congress, MessageText

PROPOSALS = Path(__file__).parents[2] / "proposals"
TELLING = [PROPOSALS / name for name in ("telling.py", "urging.py", "motions/telling.py")]


@pytest.mark.parametrize("kind", texts.WORDINGS)
def test_every_text_fits_into_one_sms_with_the_longest_facts(kind):
    assert texts.longest(kind) <= texts.ONE_SMS
    assert texts.wording(kind).placeholders <= set(texts.LONGEST)
    assert texts.faults(kind, texts.wording(kind).text) == []


def test_a_text_that_is_too_long_is_found():
    longer = texts.wording("assigned").text + "请注意查收"

    assert texts.longest("assigned", longer) > texts.ONE_SMS
    assert "超过一条短信" in texts.faults("assigned", longer)[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{password}", "没有“{password}”这一项"),
        ("您好{name", "花括号应成对"),
        ("{name.__class__}", "花括号应成对"),
        (" ", "请写内容"),
    ],
)
def test_an_edited_text_is_checked(text, said):
    assert said in texts.faults("assigned", text)[0]


def test_an_unknown_kind_says_where_to_add_it():
    assert texts.faults("greeting", "您好") == ["没有这个类别的消息"]
    with pytest.raises(KeyError, match=r"congress/texts\.py"):
        texts.wording("greeting")


def test_facts_are_shown_as_people_read_them():
    assert texts.shown("date", date(2026, 9, 28)) == "9月28日"
    assert texts.shown("date", "") == "规定期限"
    assert texts.shown("name", "古丽巴哈尔·阿不都") == "古丽巴哈…"
    assert texts.shown("reason", "请写明\n地点\t和时间") == "请写明 地点 和时间"
    assert texts.shown("no", "HBSXLTDGZ-2026-031200") == "HBSXLTDGZ-2026-031200"
    assert texts.units("𠮷") == 2
    assert texts.cut("𠮷𠮷𠮷", 5) == "𠮷𠮷…"


@pytest.mark.django_db
def test_a_congress_has_its_own_wording_and_a_bad_one_is_passed_over():
    city = Congress.objects.create(name="某市人大", place="某市", code="MS", level="city")
    town = Congress.objects.create(name="某镇人大", place="某镇", code="MZ", level="town", parent=city)
    facts = {"name": "赵明", "no": "MS-2026-0001"}
    default = texts.render("submitted", city, facts)
    MessageText.objects.create(kind="submitted", text="收到{no}")
    MessageText.objects.create(kind="submitted", text="{name}，镇里收到{no}", congress=town)

    assert default == "赵明代表，您的建议已收到，编号MS-2026-0001，办理进展会及时告诉您。"
    assert texts.render("submitted", city, facts) == "收到MS-2026-0001"
    assert texts.render("submitted", town, facts) == "赵明，镇里收到MS-2026-0001"

    MessageText.objects.update(text="{secret}")
    assert texts.render("submitted", town, facts) == default


def test_every_kind_that_proposals_tell_has_a_text_and_its_facts():
    """Read from the source: kind, and the facts given there beside name, number and title."""
    calls = [
        node
        for file in TELLING
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and "tell" in (getattr(node.func, "id", ""), getattr(node.func, "attr", ""))
    ]
    kinds = {call.args[0].value for call in calls}

    assert len(kinds) > 15
    assert kinds <= set(texts.WORDINGS)
    for call in calls:
        given = next((k.value for k in call.keywords if k.arg == "facts"), None)
        if given is None or (isinstance(given, ast.Dict) and None not in given.keys):
            keys = {key.value for key in given.keys} if given else set()
            assert texts.wording(call.args[0].value).placeholders <= keys | {"name", "no", "title"}, call.args[0].value


def test_a_full_stop_typed_at_the_end_of_a_fact_is_said_once() -> None:
    assert texts.filled("被退回：{reason}。", {"reason": "请写明到场的人。"}) == "被退回：请写明到场的人。"
    assert texts.filled("{reason}，请改", {"reason": "太短。"}) == "太短，请改"
    assert texts.filled("说：{reason}", {"reason": "好。"}) == "说：好。"
