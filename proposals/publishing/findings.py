"""What must not be read by everybody: numbers, addresses and names of people, found and masked; marks of secrecy."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from congress.files.secrecy import MARKS
from proposals.publishing.numbers import CARD, IDENTITY, NUMBER, PHONE, digit_of, numbers_in

EMAIL, ACCOUNT, ADDRESS, PLATE, NAME, WORD = "email", "account", "address", "plate", "name", "word"
LABELS = {
    PHONE: "电话号码",
    IDENTITY: "身份证号",
    CARD: "银行卡号",
    NUMBER: "长号码",
    EMAIL: "电子邮箱",
    ACCOUNT: "网络账号",
    ADDRESS: "住址",
    PLATE: "车牌号",
    NAME: "姓名",
    WORD: "另行遮去",
}
MASK = "＊＊"
HAN = "\u4e00-\u9fff"
# On the text with full-width letters and digits made plain, character by character.
FORMS = (
    (EMAIL, re.compile(r"[\w.+-]{1,64} {0,2}@ {0,2}[\w-]{1,63}(?: ?\. ?[A-Za-z]{2,24}){1,4}", re.ASCII)),
    (
        ACCOUNT,
        re.compile(r"(?:微信|QQ|qq|抖音|支付宝)(?:(?:账号|号码?)[\s:是为]{0,3}|\s?[:是为]\s?)([\w-]{5,30})", re.ASCII),
    ),
    (PHONE, re.compile(r"(?:电话|手机|座机|热线|传真|[Tt][Ee][Ll])(?:号码?)?[\s:是为.]{0,3}(\d(?:[\s-]?\d){6,11})")),
    (ADDRESS, re.compile(r"\d{1,4}\s?(?:号楼|[栋幢座])\s?(?:[A-Za-z\d]{1,3}\s?单元)?\s?\d{2,5}\s?[室户号]?")),
    (ADDRESS, re.compile(r"\d{1,3}\s?单元\s?\d{2,5}\s?[室户号]?|\d{1,4}\s?号\s?\d{2,5}\s?[室户]")),
    (ADDRESS, re.compile(r"\d{1,5}-\d{1,2}-\d{3,4}\s?[室户号]|[一二三四五六七八九十\d]{1,3}组\s?\d{1,4}号")),
    (
        PLATE,
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z]"
            r"[·. -]?(?=[A-HJ-NP-Z\d]*\d)[A-HJ-NP-Z\d]{5,6}(?![A-Za-z\d])"
        ),
    ),
    (
        NAME,
        re.compile(
            rf"(?:联系人|经办人|承办人|投诉人|举报人|反映人|来信人|来访人|信访人|当事人|户主|患者)\s?:\s?([{HAN}]{{2,4}})"
            rf"(?![{HAN}])"
        ),
    ),
)
BLOCKING = re.compile(
    r"内部(?:资料|文件|材料|刊物|掌握|使用)"
    r"|(?:不得|不予|不宜|请勿|严禁|禁止)(?:对外|擅自|向社会|网上)?(?:公开|外传|扩散|外泄|翻印)"
    r"|(?:此件|本件|本文|内容)不公开|不公开文件|(?:国家|工作|商业)秘密[★☆*:]|注意保密"
)


@dataclass(frozen=True)
class Finding:
    """One place in a text, what stands there, and what is read instead of it."""

    start: int
    end: int
    kind: str
    shown: str

    @property
    def label(self) -> str:
        return LABELS[self.kind]


def plain(text: str) -> str:
    """The text with each character in its plain form where that is one character: places stay the same."""
    return "".join(_plain(char) for char in text)


def _plain(char: str) -> str:
    same = unicodedata.normalize("NFKC", char)
    if len(same) > 1:
        return char
    return digit_of(same) if same.isdecimal() else same


def look(text: str, names: Mapping[str, str] | None = None, words: Iterable[str] = ()) -> list[Finding]:
    """Everything in a text that must be masked, in order, none within another.

    Args:
        names: people whose names stand for something else in public, with what is shown instead.
        words: what the desk wants masked besides, wherever it stands.
    """
    flat, found = plain(text), [*_numbers(text)]
    for kind, form in FORMS:
        for hit in form.finditer(flat):
            group = 1 if form.groups else 0
            if not (kind == PHONE and hit[group].startswith("12345")):
                shown = hit[group][0] + MASK if kind == NAME else MASK
                found.append(Finding(*hit.span(group), kind, shown))
    for name, shown in (names or {}).items():
        # 张某 is found, 张某某 is what is shown instead of him.
        spaced = r"\s{0,2}".join(map(re.escape, name))
        found += [Finding(*hit.span(), NAME, shown) for hit in re.finditer(rf"{spaced}(?!\s{{0,2}}某)", text)]
    for word in words:
        found += [Finding(*hit.span(), WORD, MASK) for hit in re.finditer(re.escape(word), text)]
    return _apart(found)


def _numbers(text: str) -> Iterable[Finding]:
    for number in numbers_in(text):
        yield Finding(number.start, number.end, number.kind, _shown(number.kind, number.digits))


def _shown(kind: str, digits: str) -> str:
    if kind == PHONE and not digits.startswith("0"):
        return f"{digits[-11:-8]}****{digits[-4:]}"
    if kind == IDENTITY:
        return f"{digits[:4]}{'*' * (len(digits) - 4)}"
    if kind == CARD:
        return f"{'*' * (len(digits) - 4)}{digits[-4:]}"
    return "*" * min(len(digits), 12)


def _apart(found: Iterable[Finding]) -> list[Finding]:
    """What overlaps becomes one place, masked as a whole."""
    apart: list[Finding] = []
    for finding in sorted(found, key=lambda each: (each.start, -each.end)):
        last = apart[-1] if apart else None
        if last is None or finding.start >= last.end:
            apart.append(finding)
        elif finding.end > last.end:
            apart[-1] = Finding(last.start, finding.end, last.kind, MASK)
    return apart


def masked(text: str, findings: Iterable[Finding]) -> str:
    """The text as everybody may read it."""
    return "".join(shown for _, shown, _ in pieces(text, findings))


def pieces(text: str, findings: Iterable[Finding]) -> list[tuple[str, str, Finding | None]]:
    """The text in pieces: as it is, as it is shown, and what was found there."""
    made: list[tuple[str, str, Finding | None]] = []
    at = 0
    for finding in findings:
        if finding.start > at:
            made.append((text[at : finding.start], text[at : finding.start], None))
        made.append((text[finding.start : finding.end], finding.shown, finding))
        at = finding.end
    if at < len(text):
        made.append((text[at:], text[at:], None))
    return made


def mark_in(text: str) -> str:
    """A mark of secrecy or of what is not for the public; empty where there is none. No masking makes it good.

    Spaces between the characters of a mark, as print has them, hide nothing.
    """
    flat = re.sub(r"[^\S\n]+", "", "".join(c for c in plain(text) if unicodedata.category(c) != "Cf"))
    found = MARKS.search(flat) or BLOCKING.search(flat)
    return found[0].strip() if found else ""
