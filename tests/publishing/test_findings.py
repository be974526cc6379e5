"""No number, address or name of anybody leaves, however it is written; how much and when stays as it is."""

import unicodedata
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from proposals.publishing.findings import look, mark_in, masked
from proposals.publishing.numbers import CHECKS, WEIGHTS, adds_up, is_identity

WIDE = {ord(digit): chr(0xFF10 + int(digit)) for digit in "0123456789"}
CHINESE = dict(zip(map(ord, "0123456789"), "〇一二三四五六七八九", strict=True))
BACK = {ord(chinese): str(value) for value, chinese in enumerate(CHINESE.values())} | {ord("零"): "0"}
BETWEEN = ["", " ", "-", "　", "－", "—", ".", "\u200b", " - ", "\n", "\u2009"]
AROUND = st.text(st.sampled_from("请拨打路灯坏了，联系我。（）：2026年1月5日\n三号A"), max_size=30)


def seen_digits(text: str) -> str:
    """The text as somebody reads it who wants a number out of it; made otherwise than the portal does it."""
    flat = unicodedata.normalize("NFKC", text).translate(BACK)
    return "".join(char for char in flat if char.isalnum() or char in "*＊")


@st.composite
def mobiles(draw: st.DrawFn) -> str:
    return "1" + draw(st.sampled_from("3456789")) + draw(st.text("0123456789", min_size=9, max_size=9))


@st.composite
def identities(draw: st.DrawFn) -> str:
    """18 digits that add up, or 15 with a day of birth."""
    day = draw(st.dates(min_value=date(1930, 1, 1), max_value=date(2010, 12, 28)))
    region = draw(st.sampled_from(["340602", "110101", "650102", "810000"]))
    if draw(st.booleans()):
        return f"{region}{day:%y%m%d}{draw(st.integers(0, 999)):03}"
    first = f"{region}{day:%Y%m%d}{draw(st.integers(0, 999)):03}"
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first, strict=True))
    return first + CHECKS[total % 11]


@st.composite
def cards(draw: st.DrawFn) -> str:
    first = "62" + draw(st.text("0123456789", min_size=13, max_size=16))
    return next(first + last for last in "0123456789" if adds_up(first + last))


@st.composite
def written(draw: st.DrawFn, numbers: st.SearchStrategy[str]) -> tuple[str, str]:
    """A number, and one of the ways to write it."""
    number = draw(numbers)
    way = draw(st.sampled_from([{}, WIDE, CHINESE]))
    parts, at = [], 0
    while at < len(number):
        size = draw(st.integers(1, len(number)))
        parts.append(number[at : at + size].translate(way))
        at += size
    between = draw(st.sampled_from(BETWEEN))
    return number, between.join(parts)


@settings(max_examples=300, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate, Phase.shrink))
@given(AROUND, written(st.one_of(mobiles(), identities(), cards())), AROUND)
def test_no_number_leaves(before, number_as_written, after):
    number, as_written = number_as_written
    text = f"{before}是{as_written}，{after}"
    shown = masked(text, look(text))
    assert number not in seen_digits(shown)
    assert look(shown) == []


@settings(max_examples=150, deadline=None, derandomize=True)
@given(AROUND, mobiles(), AROUND)
def test_no_telephone_number_leaves_among_other_digits(before, number, after):
    text = f"{before}{number}{after}"
    assert number not in seen_digits(masked(text, look(text)))


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=80))
def test_a_second_look_finds_nothing(text):
    names = {"张建国": "张某某"}
    assert look(masked(text, look(text, names)), names) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("请打13800000000", "请打138****0000"),
        ("１３８ ００００ ００００", "138****0000"),
        ("身份证34060219800101123X。", "身份证3406**************。"),
        ("老证340602800101123。", "老证3406***********。"),
        ("卡号6222 0200 1234 5678 901", "卡号***************8901"),
        ("办公室0561-3198765", "办公室***********"),
        ("电话：3198765", "电话：＊＊"),
        ("信箱 wang.ming@qq.com 。", "信箱 ＊＊ 。"),
        ("微信号：wang_12345", "微信号：＊＊"),
        ("住3号楼2单元501室", "住＊＊"),
        ("张庄村三组12号王家", "张庄村＊＊王家"),
        ("QQ：12345678", "QQ：＊＊"),
        ("340602 19800101 1234", "3406**************"),
        ("车牌皖F12345的车", "车牌＊＊的车"),
        ("联系人：王大明，", "联系人：王＊＊，"),
        ("张建国代表：您好", "张某某代表：您好"),
        ("张　建 国代表", "张某某代表"),
    ],
)
def test_what_is_found_is_shown_like_this(text, shown):
    names = {"张建国": "张某某"}
    findings = look(text, names)
    assert (masked(text, findings), len(findings)) == (shown, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2026年11月27日至2026年12月31日",
        "投资12345万元，改造1200米，惠及86000人",
        "2013 2014 2015 2016 2017年",
        "拨打12345热线",
        "3号楼漏水，2单元没有路灯",
        "HB-2026-0312号",
        "淮人办〔2026〕12号",
        "二〇二六年十一月二十七日",
        "G3京台高速、S202省道",
        "2025-10-10 2025-10-13 2025-10-16 2025-11-12 2025-11-15",
        "2022-10-18 | 2022-11-01 | 2022-11-15",
        "关注企业微信 login 页面",
    ],
)
def test_how_much_and_when_stays(text):
    assert look(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "机密★10年",
        "机　密",
        "【秘密】",
        "密级：绝密",
        "内部资料，注意保存",
        "此件不公开",
        "不得对外公开",
        "内 部 文 件",
        "请勿外传",
    ],
)
def test_marks_that_block(text):
    assert mark_in(f"关于路灯的答复\n{text}\n现答复如下") != ""


@pytest.mark.parametrize(
    "text", ["保守国家秘密是公民的义务", "机密文件的管理要加强", "建议公开内部流程", "提高公开透明度"]
)
def test_sentences_about_secrecy_block_nothing(text):
    assert mark_in(text) == ""


def test_the_check_digit_of_the_standard():
    """GB 11643-1999's own example."""
    assert is_identity("11010519491231002X") and is_identity("440524188001010014")
    assert not is_identity("110105999912310021")
