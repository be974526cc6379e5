"""Reading a year's holiday notice as people paste it: the notice's own sentences, or rows of day, kind and name."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from congress.holiday_plan import HEADINGS, HOLIDAYS, LONGEST_NAME, PlanRow, RowError, parse_plan

ROW_ENDS = re.compile(r"[\t,，;；]|\s+")
ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)")
# 一、元旦：1月1日至3日放假调休，共3天。1月4日上班。
SECTION = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|\d+[.、])?\s*([^：:。，]{2,20})[：:](.*\d日.*)$")
DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日")
UNTIL = re.compile(r"\s*(?:至|到|[-—－~～]+)\s*")
COUNTED = re.compile(r"共(\d+)天")
LONGEST_HOLIDAY = 20


def read_pasted(text: str, *, year: int) -> tuple[list[PlanRow], list[RowError]]:
    """The days of a pasted notice and what is wrong with it, line by line, as `parse_plan` gives them.

    Args:
        text: sentences such as 二、春节：2月15日至23日放假调休，共9天。2月14日、2月28日上班。 or rows such as
            2027-01-01 放假 元旦, with or without a heading.
        year: the year of the notice.
    """
    lines = text.splitlines()
    if any(SECTION.match(ASIDE.sub("", line)) for line in lines):
        return _read_sentences(lines, year)
    rows = [[cell for cell in ROW_ENDS.split(line.strip()) if cell] for line in lines]
    first = next((cells for cells in rows if cells), [])
    if any(cell.lower() in HEADINGS for cell in first):
        return parse_plan(rows, year=year)
    found, errors = parse_plan([["日期", "类型", "名称"], *rows], year=year)
    return found, [RowError(max(error.line - 1, 0), error.message) for error in errors]


def _read_sentences(lines: list[str], year: int) -> tuple[list[PlanRow], list[RowError]]:
    cells: list[list[object]] = [["日期", "类型", "名称"]]
    came_from, errors = [0], []
    for number, line in enumerate(lines, 1):
        section = SECTION.match(ASIDE.sub("", line))
        if section is None or not any(word in section[1] for word in HOLIDAYS):
            if DAY.search(line) and re.search("放假|上班", line):
                errors.append(RowError(number, "看不出是哪个节日，应写成“元旦：1月1日至3日放假……”"))
            continue
        name = section[1].strip()[:LONGEST_NAME]
        try:
            for day, kind in _days(name, section[2], year):
                cells.append([day, kind, name])
                came_from.append(number)
        except ValueError as problem:
            errors.append(RowError(number, str(problem)))
    if errors:
        return [], errors
    found, faults = parse_plan(cells, year=year)
    return found, [RowError(came_from[fault.line - 1] if fault.line else 0, fault.message) for fault in faults]


def _days(name: str, text: str, year: int) -> Iterator[tuple[date, str]]:
    """Each day that a holiday's sentences name, off or worked; what they say of its length must agree."""
    for sentence in re.split("[。；;]", text):
        days = list(_dates(name, sentence, year))
        if not days:
            continue
        if "上班" in sentence and "放假" not in sentence:
            yield from ((day, "上班") for day in days)
            continue
        if "放假" not in sentence or "上班" in sentence:
            raise ValueError(f"“{sentence.strip()[:20]}”应写明“放假”或“上班”，两种分成两句")
        if (counted := COUNTED.search(sentence)) and int(counted[1]) != len(days):
            raise ValueError(f"{name}写明共{counted[1]}天，按起止日期算是{len(days)}天，请核对")
        yield from ((day, "放假") for day in days)


def _dates(name: str, sentence: str, year: int) -> Iterator[date]:
    """The days of one sentence in order, those from one to another filled in."""
    month, last, end = 0, None, 0
    for found in DAY.finditer(sentence):
        month = int(found[2] or month)
        own_year = int(found[1]) if found[1] else year - 1 if month == 12 and name.startswith("元旦") else year
        try:
            day = date(own_year, month, int(found[3]))
        except ValueError as problem:
            raise ValueError(f"“{found[0]}”不是存在的日期") from problem
        if last is not None and UNTIL.fullmatch(sentence[end : found.start()]):
            if not 0 < (day - last).days <= LONGEST_HOLIDAY:
                raise ValueError(f"{last}至{day}不是一段假期，请核对")
            yield from (last + timedelta(days=ahead) for ahead in range(1, (day - last).days))
        yield day
        last, end = day, found.end()
