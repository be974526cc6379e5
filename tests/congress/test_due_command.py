"""`manage.py due` and `manage.py load_calendar`."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from congress import calendar_table
from congress.holiday_plan import PlanRow, load_calendar_file
from congress.management.commands import due as due_command
from congress.models import CalendarYear, SpecialDay
from congress.workdays import Span

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_calendar(db):
    CalendarYear.objects.all().delete()
    SpecialDay.objects.all().delete()
    calendar_table.forget()
    yield
    calendar_table.forget()


def run(*arguments: str) -> list[str]:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue().splitlines()


def refusal(*arguments: str) -> CommandError:
    out = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command(*arguments, stdout=out)
    assert out.getvalue() == ""
    return refused.value


def send(monkeypatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_three_lines_for_one_limit():
    lines = run("due", "2026-02-12", "7WD")

    assert lines[:2] == ["unrolled: 2026-02-28", "due: 2026-02-28"]
    assert lines[2].startswith("because: 7个工作日，2026-02-12 起算（当日不计），春节")
    assert len(lines) == 3


def test_several_limits_in_order():
    lines = run("due", "2026-01-15", "1M", "2025-12-01", "1m")

    assert lines[0:2] == ["unrolled: 2026-02-15", "due: 2026-02-24"]
    assert lines[3:5] == ["unrolled: 2026-01-01", "due: 2026-01-04"]
    assert len(lines) == 6


@pytest.mark.parametrize("heading", ["", "start,span\n", "\ufeffstart,span\n"])
def test_limits_from_standard_input(monkeypatch, heading):
    send(monkeypatch, heading + "2026-02-12,7WD\n\n2025-11-30, 6M\r\n")

    lines = run("due")

    assert lines[1::3] == ["due: 2026-02-28", "due: 2026-06-01"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2026-02-30", "7WD"], "第1组：日期“2026-02-30”"),
        (["2026-02-12", "7"], "第1组：期限“7”"),
        (["2026-02-12", "7WD", "2026-02-12"], "第2组：应有起算日期和期限两项"),
        (["9999-01-01", "9999M"], "超出"),
    ],
)
def test_bad_arguments_are_refused_before_anything_is_printed(arguments, said):
    refused = refusal("due", *arguments)

    assert said in str(refused)
    assert refused.returncode == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "请给出起算日期和期限"),
        ("start,span\n", "请给出起算日期和期限"),
        ("start,span\n2026-02-12,7WD\n2026-02-12\n", "第3行：应有起算日期和期限两项"),
        ("2026-02-12,0WD\n明天,7WD\n", "第1行：期限的数目应为1至9999，现为0\n第2行：日期“明天”"),
    ],
)
def test_bad_standard_input_is_refused(monkeypatch, text, said):
    send(monkeypatch, text)

    refused = refusal("due")

    assert said in str(refused)
    assert refused.returncode == 2


def test_the_database_calendar_comes_before_the_file():
    day_off = PlanRow(date(2026, 3, 2), False, "停电")
    calendar_table.enter_plan(2026, [day_off])

    assert run("due", "2026-03-01", "1WD")[1] == "due: 2026-03-03"


def test_without_a_database_the_file_serves(monkeypatch):
    def fail():
        raise DatabaseError("no such table")

    monkeypatch.setattr(due_command, "current_calendar", fail)

    assert run("due", "2026-02-12", "7WD")[1] == "due: 2026-02-28"


def test_the_calendar_is_loaded_once():
    looked = run("load_calendar", "--dry-run")
    assert not CalendarYear.objects.exists()
    first = run("load_calendar")
    entered = list(CalendarYear.objects.values_list("year", "entered_at"))
    second = run("load_calendar")

    assert looked[-1] == "2026年：放假33天，周末上班6天，将录入"
    assert first[-1] == "2026年：放假33天，周末上班6天，已录入"
    assert second[-1] == "2026年：放假33天，周末上班6天，无变化"
    assert len(first) == len(second) == 5
    assert SpecialDay.objects.count() == len(load_calendar_file())
    assert list(CalendarYear.objects.values_list("year", "entered_at")) == entered


def test_the_loaded_calendar_equals_the_file():
    run("load_calendar")

    loaded, file = calendar_table.current_calendar(), calendar_table.file_calendar()

    assert (loaded.special, loaded.planned_years, loaded.names) == (file.special, file.planned_years, file.names)


def test_a_corrected_year_is_put_right_and_the_others_left():
    run("load_calendar")
    SpecialDay.objects.filter(date=date(2026, 2, 28)).delete()

    assert [line.rsplit("，")[-1] for line in run("load_calendar")] == ["无变化"] * 4 + ["已录入"]


def test_a_bad_calendar_file_is_refused(tmp_path):
    file = tmp_path / "calendar.csv"
    file.write_text("date,kind,name\n2027-01-32,off,元旦\n", encoding="utf-8")

    assert refusal("load_calendar", str(file)).returncode == 2
    assert "无法读取文件" in str(refusal("load_calendar", str(tmp_path / "none.csv")))
    assert not CalendarYear.objects.exists()


def test_the_calendar_in_force_costs_one_query_until_a_year_is_entered(django_assert_num_queries):
    run("load_calendar")
    calendar_table.current_calendar()
    with django_assert_num_queries(1):
        calendar = calendar_table.current_calendar()
    assert calendar.add(date(2027, 1, 1), Span.parse("1WD")).presumed

    calendar_table.enter_plan(
        2027, [PlanRow(date(2026, 12, 31), False, "元旦"), PlanRow(date(2027, 1, 1), False, "元旦")]
    )

    new = calendar_table.current_calendar()
    assert not new.add(date(2027, 1, 1), Span.parse("1WD")).presumed
    assert not new.is_workday(date(2026, 12, 31))


@pytest.mark.parametrize("rows", [[], [PlanRow(date(2026, 5, 1), False, "劳动节")]])
def test_a_plan_holds_only_its_own_year(rows):
    with pytest.raises(ValueError, match="2027年"):
        calendar_table.enter_plan(2027, rows)
