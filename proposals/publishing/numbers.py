"""Numbers in a text by which somebody can be called, known or paid, however their digits are written and parted."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

CHINESE = {**dict(zip("零一二三四五六七八九", "0123456789", strict=True)), "\u3007": "0", "\u25cb": "0", "幺": "1"}
PARTING = frozenset("-－_·•.．()（）~～")  # beside white space and dashes of every kind
MOST_PARTING = 4  # characters between two digits of one number
LONG = 11  # digits in a row: whoever needs so many means a number of somebody
LONGEST = 19
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
CHECKS = "10X98765432"
MOBILE = re.compile(r"(?:0086|86)?1[3-9]\d{9}")
LANDLINE = re.compile(r"0(?:10|2\d)\d{7,8}|0[3-9]\d{2}\d{7,8}")
AREA = (3, 4)
REGION = 6
IDENTITY, PHONE, CARD, NUMBER = "identity", "phone", "card", "number"


@dataclass(frozen=True)
class Group:
    """Digits that stand together, written in one way.

    Attributes:
        start, end: where in the text.
        digits: as 0 to 9.
    """

    start: int
    end: int
    digits: str


@dataclass(frozen=True)
class Number:
    """A number of somebody: where it stands, what it is, and its digits as 0 to 9 (and X)."""

    start: int
    end: int
    kind: str
    digits: str


def digit_of(char: str) -> str:
    """0 to 9 for a digit of whatever width and script; empty for anything else."""
    if char in CHINESE:
        return CHINESE[char]
    value = unicodedata.digit(char, None)
    return "" if value is None else str(value)


def _way(char: str) -> str:
    if char in CHINESE:
        return "Chinese"
    return "plain" if char.isascii() else unicodedata.name(char, "").partition(" ")[0]


def _parts(between: str) -> bool:
    """Whether digits on both sides of it may be one number; what nobody sees (Cf) parts nothing."""
    seen = [char for char in between if unicodedata.category(char) != "Cf"]
    return len(seen) <= MOST_PARTING and all(
        char in PARTING or char.isspace() or unicodedata.category(char) == "Pd" for char in seen
    )


def groups(text: str) -> Iterator[Group]:
    """Digits that stand together and are written in one way."""
    for _, same in groupby(enumerate(text), key=lambda each: digit_of(each[1]) and _way(each[1])):
        chars = list(same)
        if digits := "".join(digit_of(char) for _, char in chars):
            yield Group(chars[0][0], chars[-1][0] + 1, digits)


def runs(text: str) -> Iterator[list[Group]]:
    """Groups of digits with nothing but signs that part digits between them."""
    run: list[Group] = []
    for group in groups(text):
        if run and not _parts(text[run[-1].end : group.start]):
            yield run
            run = []
        run.append(group)
    if run:
        yield run


def numbers_in(text: str) -> Iterator[Number]:
    """Each number of somebody, in order, none within another."""
    for run in runs(text):
        at = 0
        while at < len(run):
            found, used = _from(text, run, at)
            if found:
                yield found
            at += used


def _from(text: str, run: Sequence[Group], at: int) -> tuple[Number | None, int]:
    """The number that begins with this group, and how many groups were looked at."""
    digits, best = "", None
    for used, group in enumerate(run[at:], 1):
        digits += group.digits
        if len(digits) > max(LONGEST, len(run[at].digits)):
            break
        lengths = tuple(len(each.digits) for each in run[at : at + used])
        end, last = group.end, digits
        if len(digits) == 17 and (tail := re.match(r"[\s\-－]{0,3}[Xx\uff38\uff58\u2169\u00d7]", text[end:])):
            end, last = end + tail.end(), digits + "X"
        if kind := kind_of(last, lengths):
            best = (Number(run[at].start, end, kind, last), used)
    return best or (None, 1)


def kind_of(digits: str, lengths: Sequence[int]) -> str:
    """What so many digits are, parted into groups of these lengths; empty when they are nobody's."""
    if MOBILE.fullmatch(digits):
        return PHONE
    if is_identity(digits, lengths):
        return IDENTITY
    if LANDLINE.fullmatch(digits) and (len(lengths) == 1 or lengths[0] in AREA):
        return PHONE
    if is_card(digits, lengths):
        return CARD
    return NUMBER if len(lengths) == 1 and len(digits) >= LONG else ""


def is_identity(digits: str, lengths: Sequence[int] = (18,)) -> bool:
    """居民身份证号: 18 digits that add up or hold a day of birth, or 15 of before 1999.

    Dates in a row may do either by chance: of digits that are parted both are asked, or that the region stands first.
    """
    if len(digits) == 15 and digits.isdecimal() and digits[0] in "12345678":
        return _is_day("19" + digits[6:12])
    if len(digits) != 18 or digits[0] not in "12345678" or not digits[:17].isdecimal():
        return False
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False))
    adds, is_born = CHECKS[total % 11] == digits[17], _is_day(digits[6:14])
    return adds or is_born if len(lengths) == 1 else is_born and (adds or lengths[0] == REGION)


def _is_day(digits: str) -> bool:
    try:
        return 1880 < date.fromisoformat(digits).year < 2100
    except ValueError:
        return False


def is_card(digits: str, lengths: Sequence[int]) -> bool:
    """银行卡号: 16 to 19 digits, of UnionPay or adding up (ISO/IEC 7812, Luhn)."""
    if not 16 <= len(digits) <= LONGEST or digits[0] not in "3456" or not digits.isdecimal():
        return False
    is_in_fours = all(length == 4 for length in lengths[:4]) and len(lengths) > 3
    return (digits.startswith("62") and (is_in_fours or len(lengths) == 1)) or adds_up(digits)


def adds_up(digits: str) -> bool:
    """Luhn's sum is a multiple of ten."""
    odd = [int(digit) for digit in digits[-1::-2]]
    even = [sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2]]
    return (sum(odd) + sum(even)) % 10 == 0
