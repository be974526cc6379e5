"""Time limits: the worked examples, an oracle that shares no code with us, and the edges of the calendar."""

import random
from datetime import date, timedelta
from functools import cache

import chinese_calendar
import pytest

from congress.holiday_plan import (
    BadPlan,
    PlanRow,
    calendar_of,
    load_calendar_file,
    parse_plan,
    with_plan,
)
from congress.workdays import Calendar, Span, Unit, read_day
from tests.proof import measured

DAY = timedelta(days=1)
works = cache(chinese_calendar.is_workday)  # the oracle's own answer, asked once a day
CALENDAR = calendar_of(load_calendar_file())
NOTICE_2027 = [
    ["日期", "类型", "名称"],
    ["2026-12-31", "放假", "元旦"],
    ["2027/1/1", "放假", "元旦"],
    ["2027年2月8日", "放假", "春节"],
    [date(2027, 2, 20), "上班", "春节"],
    ["2027-04-05", "放假", "清明节"],
    ["2027-05-03", "放假", "劳动节"],
    ["2027-06-09", "放假", "端午节"],
    ["2027-09-15", "放假", "中秋节"],
    [],
    ["2027-10-01", "放假", "国庆节"],
]


def day(text: str) -> date:
    return date.fromisoformat(text)


WORKING_DAYS = """
2022-09-29 2022-10-11 2022-10-13 2022-10-18 2022-11-01 2022-11-15
2024-02-06 2024-02-19 2024-02-21 2024-02-26 2024-03-11 2024-03-25
2025-01-23 2025-02-06 2025-02-08 2025-02-12 2025-02-26 2025-03-12
2025-09-26 2025-10-10 2025-10-13 2025-10-16 2025-10-30 2025-11-13
2026-02-12 2026-02-26 2026-02-28 2026-03-04 2026-03-18 2026-04-01
2026-04-29 2026-05-09 2026-05-12 2026-05-15 2026-05-29 2026-06-12
"""
WORKED_EXAMPLES = [
    (line.split()[0], f"{count}WD", end)
    for line in WORKING_DAYS.strip().splitlines()
    for count, end in zip((5, 7, 10, 20, 30), line.split()[1:], strict=True)
]


@pytest.mark.parametrize(("start", "span", "end"), WORKED_EXAMPLES)
def test_working_days_of_the_worked_examples(start, span, end):
    due = CALENDAR.add(day(start), Span.parse(span))

    assert (due.unrolled, due.due, due.presumed) == (day(end), day(end), False)


@pytest.mark.parametrize(
    ("start", "span", "unrolled", "rolled"),
    [
        ("2025-11-30", "1M", "2025-12-30", "2025-12-30"),
        ("2025-11-30", "3M", "2026-02-28", "2026-02-28"),
        ("2025-11-30", "6M", "2026-05-30", "2026-06-01"),
        ("2026-02-28", "1M", "2026-03-28", "2026-03-30"),
        ("2026-02-28", "3M", "2026-05-28", "2026-05-28"),
        ("2026-02-28", "6M", "2026-08-28", "2026-08-28"),
        ("2026-01-15", "1M", "2026-02-15", "2026-02-24"),
        ("2026-01-15", "3M", "2026-04-15", "2026-04-15"),
        ("2026-01-15", "6M", "2026-07-15", "2026-07-15"),
        ("2025-07-05", "1M", "2025-08-05", "2025-08-05"),
        ("2025-07-05", "3M", "2025-10-05", "2025-10-09"),
        ("2025-07-05", "6M", "2026-01-05", "2026-01-05"),
        ("2025-12-01", "1M", "2026-01-01", "2026-01-04"),
        ("2025-12-01", "3M", "2026-03-01", "2026-03-02"),
        ("2025-12-01", "6M", "2026-06-01", "2026-06-01"),
    ],
)
def test_months_of_the_worked_examples(start, span, unrolled, rolled):
    due = CALENDAR.add(day(start), Span.parse(span))
    left = CALENDAR.add(day(start), Span.parse(span), roll=False)

    assert (due.unrolled, due.due, due.presumed) == (day(unrolled), day(rolled), False)
    assert (left.unrolled, left.due) == (day(unrolled), day(unrolled))


@pytest.mark.parametrize(("year", "count"), [(2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)])
def test_working_days_of_a_year(year, count):
    assert CALENDAR.workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == count


def oracle(start: date, count: int, unit: str) -> tuple[date, date]:
    """The unrolled and the due date, one day at a time on somebody else's calendar."""
    end = start
    if unit == "WD":
        while count:
            end += DAY
            count -= works(end)
    elif unit == "D":
        end += timedelta(days=count)
    else:
        for _ in range(count):  # the first of each following month, then forward as far as the month allows
            end = (end.replace(day=28) + timedelta(days=4)).replace(day=1)
        while end.day < start.day and (end + DAY).month == end.month:
            end += DAY
    due = end
    while not works(due):
        due += DAY
    return end, due


def test_ten_thousand_random_limits_agree_with_the_oracle():
    chance = random.Random(20260212)
    first, last = date(2022, 1, 1), date(2026, 12, 31)
    longest = {"WD": 90, "D": 200, "M": 12}
    agreed = 0
    while agreed < 10_000:
        start = first + chance.randrange((last - first).days) * DAY
        unit = chance.choice(list(longest))
        count = chance.randint(1, longest[unit])
        try:
            expected = oracle(start, count, unit)
        except NotImplementedError:  # beyond the oracle's calendar
            continue
        due = CALENDAR.add(start, Span(count, Unit(unit)))
        assert (due.unrolled, due.due, due.presumed) == (*expected, False), (start, count, unit)
        if unit == "WD":
            assert CALENDAR.workdays_between(start, due.due) == count
            if CALENDAR.is_workday(start):
                assert CALENDAR.workdays_between(due.due, start) == -count
        agreed += 1
    measured("G13", f"{agreed} random due dates are the oracle's")


@pytest.mark.parametrize(
    ("start", "span", "unrolled"),
    [
        ("2023-11-30", "3M", "2024-02-29"),
        ("2024-11-30", "3M", "2025-02-28"),
        ("2024-02-29", "12M", "2025-02-28"),
        ("2024-02-29", "48M", "2028-02-29"),
        ("2026-01-31", "1M", "2026-02-28"),
        ("2026-03-31", "1M", "2026-04-30"),
        ("2025-12-31", "2M", "2026-02-28"),
        ("2025-08-31", "6M", "2026-02-28"),
        ("2026-06-28", "3M", "2026-09-28"),
        ("2024-02-28", "1D", "2024-02-29"),
        ("2026-06-30", "3M", "2026-09-30"),
    ],
)
def test_months_end_on_the_same_date_or_the_last_of_the_month(start, span, unrolled):
    assert CALENDAR.add(day(start), Span.parse(span)).unrolled == day(unrolled)


@pytest.mark.parametrize("span", ["1WD", "30WD", "400WD", "3M", "6M", "20D"])
@pytest.mark.parametrize("start", ["2027-01-04", "2019-12-20", "2026-12-20", "2031-02-28"])
def test_a_year_without_a_plan_never_raises_and_counts_weekends_only(start, span):
    due = CALENDAR.add(day(start), Span.parse(span))

    unplanned = due.due.year not in CALENDAR.planned_years
    assert due.presumed or not unplanned
    assert ("按推定日历" in due.because) == due.presumed
    assert due.due.weekday() < 5 or not unplanned


def test_a_limit_is_presumed_as_soon_as_one_counted_day_is_in_an_unplanned_year():
    assert not CALENDAR.add(day("2026-12-24"), Span.parse("5WD")).presumed  # ends on 2026-12-31
    assert CALENDAR.add(day("2026-12-24"), Span.parse("6WD")).presumed
    assert CALENDAR.add(day("2026-10-04"), Span.parse("3M")).due == day("2027-01-04")
    assert CALENDAR.add(day("2026-10-04"), Span.parse("3M")).presumed


def test_the_calendar_ends_with_the_year_9999():
    for span in ("9999M", "9999D", "9999WD"):
        with pytest.raises(ValueError, match="超出"):
            CALENDAR.add(date(9990, 1, 1), Span.parse(span))


@pytest.mark.parametrize(
    ("given", "nearest"),
    [
        ("2026-06-18", "2026-06-18"),  # Thursday, worked
        ("2026-06-20", "2026-06-18"),  # two days from Thursday, two from Monday: the earlier
        ("2026-06-21", "2026-06-22"),
        ("2026-09-20", "2026-09-20"),  # Sunday, worked
        ("2026-12-19", "2026-12-18"),
        ("2026-12-20", "2026-12-21"),
        ("2026-02-19", "2026-02-14"),  # 春节: five days from either end, the earlier
    ],
)
def test_the_nearest_working_day(given, nearest):
    assert CALENDAR.nearest_workday(day(given)) == day(nearest)


def test_next_and_previous_working_day_begin_with_the_day_itself():
    assert (
        CALENDAR.next_workday(day("2026-02-14")) == CALENDAR.previous_workday(day("2026-02-14")) == day("2026-02-14")
    )
    assert CALENDAR.next_workday(day("2026-02-15")) == day("2026-02-24")
    assert CALENDAR.previous_workday(day("2026-02-23")) == day("2026-02-14")


@pytest.mark.parametrize(
    ("start", "end", "left"),
    [
        ("2026-02-12", "2026-02-28", 7),
        ("2026-02-28", "2026-02-28", 0),
        ("2026-02-28", "2026-02-12", -7),
        ("2026-02-27", "2026-03-01", 1),
        ("2026-03-01", "2026-03-02", 1),
        ("2025-12-31", "2026-01-05", 2),
        ("2026-01-05", "2025-12-31", -2),
    ],
)
def test_days_left(start, end, left):
    assert CALENDAR.workdays_between(day(start), day(end)) == left


@pytest.mark.parametrize(
    ("start", "span", "because"),
    [
        ("2026-06-28", "3M", "3个月，2026-06-28 起算（当日不计），2026-09-28 期满。"),
        ("2026-06-26", "3M", "3个月，2026-06-26 起算（当日不计），2026-09-26 期满，逢中秋节，顺延至 2026-09-28。"),
        ("2026-02-28", "1M", "1个月，2026-02-28 起算（当日不计），2026-03-28 期满，逢休息日，顺延至 2026-03-30。"),
        (
            "2025-11-30",
            "3M",
            "3个月，2025-11-30 起算（当日不计），该月没有30日，至月末 2026-02-28 期满（调休上班日）。",
        ),
        (
            "2026-02-12",
            "7WD",
            "7个工作日，2026-02-12 起算（当日不计），春节（2026-02-15 至 2026-02-23）不计，"
            "2026-02-14、2026-02-28 调休上班计入，2026-02-28 期满。",
        ),
        (
            "2026-12-30",
            "3D",
            "3日，2026-12-30 起算（当日不计），2027-01-02 期满，逢休息日，顺延至 2027-01-04，"
            "2027年无已公布的放假安排，按推定日历（只除周末）。",
        ),
    ],
)
def test_the_reason_is_one_sentence_to_check_the_date_by(start, span, because):
    assert CALENDAR.add(day(start), Span.parse(span)).because == because


def test_the_reason_says_when_a_rest_day_is_left_as_it_is():
    assert "逢元旦，不顺延" in CALENDAR.add(day("2025-12-01"), Span.parse("1M"), roll=False).because


@pytest.mark.parametrize(
    ("text", "span", "label"),
    [
        ("7WD", Span(7, Unit.WD), "7个工作日"),
        (" 30d ", Span(30, Unit.D), "30日"),
        ("3 m", Span(3, Unit.M), "3个月"),
    ],
)
def test_spans_are_read_and_written(text, span, label):
    assert Span.parse(text) == span
    assert span.label == label
    assert Span.parse(str(span)) == span


@pytest.mark.parametrize("text", ["", "7", "WD", "7W", "-3M", "3.5M", "七WD", "７WD", "7WD 3M", "0D", "10000D", "M3"])
def test_a_bad_span_is_refused_in_chinese(text):
    with pytest.raises(ValueError, match="期限"):
        Span.parse(text)


@pytest.mark.parametrize("text", ["", "2026-02-30", "20260212", "2026-2-1", "2026-W07-4", "明天", "0000-01-01"])
def test_a_bad_day_is_refused_in_chinese(text):
    with pytest.raises(ValueError, match="日期"):
        read_day(text)


def test_two_calendars_do_not_share_what_they_have_worked_out():
    holiday = day("2026-03-02")
    other = Calendar({holiday: False}, frozenset({2026}))

    assert CALENDAR.is_workday(holiday)
    assert CALENDAR.add(day("2026-03-01"), Span.parse("1WD")).due == holiday
    assert other.add(day("2026-03-01"), Span.parse("1WD")).due == day("2026-03-03")
    assert "放假（2026-03-02）不计" in other.add(day("2026-03-01"), Span.parse("1WD")).because


def test_the_repository_file_has_five_years_and_knows_whose_notice_a_day_is_in():
    rows = load_calendar_file()

    assert CALENDAR.planned_years == {2022, 2023, 2024, 2025, 2026}
    assert next(row for row in rows if row.date == day("2022-12-31")).year == 2023


def test_a_notice_is_read_from_text_and_dates():
    rows, errors = parse_plan(NOTICE_2027, year=2027)

    assert errors == []
    assert len(rows) == 9
    assert rows[0] == PlanRow(day("2026-12-31"), False, "元旦")
    assert rows[3] == PlanRow(day("2027-02-20"), True, "春节")


def test_every_bad_row_is_named():
    rows, errors = parse_plan(
        [
            ["日期", "类型", "名称"],
            ["2027-01-01", "放假", "元旦"],
            ["2027-02-30", "放假", "春节"],
            ["2027-02-08", "休假", "春节"],
            ["2027-02-09", "上班", "春节"],
            ["2027-01-01", "放假", "元旦"],
            ["2026-05-01", "放假", "劳动节"],
            ["2027-05-01", "放假", ""],
            ["2027-05-01"],
        ],
        year=2027,
    )

    assert [row.date for row in rows] == [day("2027-01-01")]
    assert [error.line for error in errors] == [3, 4, 5, 6, 7, 8, 9]
    assert str(errors[0]).startswith("第3行：日期“2027-02-30”无法识别")
    assert "不是周末" in str(errors[2])
    assert "重复" in str(errors[3])
    assert "不属于2027年" in str(errors[4])


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "没有内容"),
        ([[], ["", None]], "没有内容"),
        ([["日期", "备注"]], "表头缺少“类型”“名称”"),
        ([["日期", "类型", "名称"]], "只有表头"),
        (NOTICE_2027[:-1], "2027年缺少：国庆节"),
    ],
)
def test_an_incomplete_notice_is_refused(rows, said):
    _, errors = parse_plan(rows, year=2027)

    assert len(errors) == 1
    assert said in str(errors[0])


def test_a_bad_file_is_refused(tmp_path):
    file = tmp_path / "calendar.csv"
    file.write_text("date,kind,name\n2027-01-32,off,元旦\n", encoding="utf-8")
    with pytest.raises(BadPlan, match="第2行") as refused:
        load_calendar_file(file)
    assert len(refused.value.errors) == 1
    file.write_bytes("日期,类型,名称".encode("gbk"))
    with pytest.raises(BadPlan, match="UTF-8"):
        load_calendar_file(file)


def test_a_corrected_notice_takes_the_place_of_the_first():
    rows, _ = parse_plan(NOTICE_2027, year=2027)
    first = with_plan(CALENDAR, 2027, rows)

    second = with_plan(first, 2027, rows[1:])

    assert not first.is_workday(day("2026-12-31"))
    assert second.is_workday(day("2026-12-31"))
    assert not second.is_workday(day("2026-10-01"))


def test_a_calendar_keeps_its_days_whatever_becomes_of_those_it_was_given():
    holiday = date(2026, 10, 1)
    special, names = {holiday: False}, {holiday: "国庆节"}
    calendar = Calendar(special, frozenset({2026}), names)

    special.clear()
    names.clear()

    assert not calendar.is_workday(holiday)
    assert "国庆节" in calendar.add(date(2026, 9, 30), Span(1, Unit.WD)).because
