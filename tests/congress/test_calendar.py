"""日历: a notice read as it is pasted, the pages, the warning before a year without a plan."""

import io
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from congress import planning, spreadsheets
from congress.actors import Actor
from congress.calendar_table import current_calendar, enter_plan
from congress.holiday_notice import read_pasted
from congress.holiday_plan import load_calendar_file, runs_of
from congress.manage.start_page import administrator_todos
from congress.models import CalendarYear, Event, Role, SpecialDay
from tests.notices import MADE_UP_2027, PUBLISHED_2026
from tests.places import a_congress, a_grant, an_organ, signed_in

pytestmark = pytest.mark.django_db
IMPORT = "congress:import_calendar"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": storage}


@pytest.fixture
def city():
    call_command("load_calendar", verbosity=0)
    return a_congress()


@pytest.fixture
def keeper(city):
    return a_grant(Role.SYSTEM_ADMIN, city, name="钱某")


def text(response):
    return response.content.decode()


def pasted(client, notice=MADE_UP_2027, year=2027, **fields):
    return client.post(reverse(IMPORT), {"year": year, "text": notice} | fields)


def a_table(content, name="放假.csv"):
    file = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    file.name = name
    return file


def rows_2027():
    rows, errors = read_pasted(MADE_UP_2027, year=2027)
    assert errors == []
    return rows


def test_a_published_notice_is_read_as_it_is_pasted():
    rows, errors = read_pasted(PUBLISHED_2026, year=2026)

    assert errors == []
    assert [(r.date, r.is_workday, r.name) for r in rows] == [
        (r.date, r.is_workday, r.name) for r in load_calendar_file() if r.year == 2026
    ]


def test_new_years_day_may_begin_in_december():
    assert rows_2027()[0].date == date(2026, 12, 31)
    without_years = MADE_UP_2027.replace("2026年12月31日至2027年1月2日", "12月31日至1月2日")
    assert read_pasted(without_years, year=2027)[0] == rows_2027()


@pytest.mark.parametrize("separator", [" ", "\t", ",", "，", "；"])
@pytest.mark.parametrize("heading", ["", "日期{0}类型{0}名称\n"])
def test_rows_are_read_with_or_without_a_heading(separator, heading):
    lines = [f"{r.date}{separator}{'上班' if r.is_workday else '放假'}{separator}{r.name}" for r in rows_2027()]

    assert read_pasted(heading.format(separator) + "\n".join(lines), year=2027) == (rows_2027(), [])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("共7天。2月20日上班", "共8天。2月20日上班", "第2行：春节写明共8天，按起止日期算是7天"),
        ("2月5日至11日", "2月30日至3月11日", "第2行：“2月30日”不是存在的日期"),
        ("2月5日至11日", "2月5日至4月11日", "第2行：2027-02-05至2027-04-11不是一段假期"),
        ("2月20日上班", "2月22日上班", "第2行：2027-02-22 不是周末"),
        ("三、清明节：", "三、植树节：", "第3行：看不出是哪个节日"),
        ("七、国庆节：10月1日至7日放假，共7天。", "", "2027年缺少：国庆节"),
        ("6月9日放假", "6月9日", "第5行：“6月9日”应写明“放假”或“上班”"),
    ],
)
def test_what_is_wrong_with_a_notice_is_said_line_by_line(old, new, said):
    _, errors = read_pasted(MADE_UP_2027.replace(old, new), year=2027)

    assert [str(error) for error in errors if said in str(error)], errors


@pytest.mark.parametrize("noise", ["", "您好", "：：：", "一、：1月1日", "99月99日放假", "\t\t", "元旦：日日日放假"])
def test_noise_is_never_a_plan_and_never_a_fault(noise):
    _, errors = read_pasted(noise, year=2027)
    assert errors


def test_holidays_are_shown_as_people_read_them():
    spring = next(run for run in runs_of(rows_2027()) if run.name == "春节")

    assert (spring.first, spring.last, spring.length) == (date(2027, 2, 5), date(2027, 2, 11), 7)
    assert spring.worked == (date(2027, 2, 20),)
    assert len(runs_of(rows_2027())) == 7


# page: system administrator of the city, of a county, security and audit administrators, desk, handler, deputy
ACCESS = [
    ("congress:calendar", [200, 200, 403, 403, 200, 403, 403]),
    ("congress:import_calendar", [200, 403, 403, 403, 403, 403, 403]),
    ("congress:calendar_template", [200, 403, 403, 403, 403, 403, 403]),
]


@pytest.mark.parametrize(("page", "expected"), ACCESS)
def test_who_gets_in(page, expected, city, keeper):
    county = a_congress("XS", parent=city, level="county")
    grants = [keeper, a_grant(Role.SYSTEM_ADMIN, county)]
    grants += [a_grant(role, city) for role in (Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.DESK)]
    grants += [a_grant(Role.HANDLER, city, organ=an_organ(city)), a_grant(Role.DEPUTY, city)]

    assert [signed_in(grant).get(reverse(page)).status_code for grant in grants] == expected


def test_a_pasted_notice_is_previewed_then_entered_once(keeper, city):
    client = signed_in(keeper)
    preview = pasted(client, number="国办发明电〔2026〕7号")
    shown = text(client.get(preview["Location"]))

    assert "核对2027年放假安排" in shown and "2027年2月5日至2月11日" in shown
    assert not CalendarYear.objects.filter(year=2027).exists()
    assert current_calendar().is_workday(date(2027, 2, 5))

    done = client.post(preview["Location"], follow=True)

    assert "2027年的放假安排已录入" in text(done)
    year = CalendarYear.objects.get(year=2027)
    assert year.source == "国务院办公厅年度放假安排（国办发明电〔2026〕7号）"
    assert not current_calendar().is_workday(date(2027, 2, 5))
    assert not current_calendar().is_workday(date(2026, 12, 31))
    assert Event.objects.get(step="enter_calendar").facts["year"] == 2027
    assert "没有重复录入" in text(client.post(preview["Location"], follow=True))
    assert Event.objects.filter(step="enter_calendar").count() == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_table_is_taken_in_the_usual_encodings(encoding, keeper):
    lines = ["日期,类型,名称", *(f"{r.date},{'上班' if r.is_workday else '放假'},{r.name}" for r in rows_2027())]
    client = signed_in(keeper)

    response = client.post(
        reverse(IMPORT), {"year": 2027, "text": "", "table": a_table("\n".join(lines).encode(encoding))}
    )

    assert response.status_code == 302
    assert "2027年2月5日至2月11日" in text(client.get(response["Location"]))


def test_the_template_can_be_filled_in_and_imported(keeper):
    client = signed_in(keeper)
    template = client.get(reverse("congress:calendar_template"))
    heading = spreadsheets.read(io.BytesIO(template.content), "模板.xlsx")[0]
    assert heading == ["日期", "类型", "名称"]
    rows = [[r.date, "上班" if r.is_workday else "放假", r.name] for r in rows_2027()]
    book = spreadsheets.with_problems([heading, *rows], 0, {})

    response = client.post(reverse(IMPORT), {"year": 2027, "text": "", "table": a_table(book, "放假.xlsx")})

    assert response.status_code == 302, text(response)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": ""}, "请粘贴通知原文，或者上传表格"),
        ({"year": ""}, "请写年份"),
        ({"year": "二〇二七"}, "年份写四位数字"),
        ({"year": 1999}, "年份应在2000年以后"),
        ({"year": 2028}, "不属于2028年的放假安排"),
        ({"text": "2027-01-01 放假 元旦\n2027-02-30 放假 春节"}, "第2行：日期“2027-02-30”无法识别"),
        ({"text": "宽" * 5001}, "5000"),
        ({"table": "日期,类型,名称\n"}, "粘贴的文字和表格只用一种"),
        ({"text": "", "table": "日期,类型,名称\n2027-01-01,歇,元旦\n"}, "第2行：类型“歇”无法识别"),
        ({"text": "", "table": b"\x00\x01\x02"}, "文字编码无法识别"),
        ({"number": "7" * 41}, "40"),
    ],
)
def test_bad_input_is_said_and_nothing_typed_is_lost(fields, said, keeper):
    sent = {"text": MADE_UP_2027} | fields
    if "table" in sent:
        sent["table"] = a_table(sent["table"])
    response = pasted(signed_in(keeper), sent.pop("text"), sent.pop("year", 2027), **sent)

    assert response.status_code == 200
    assert said in text(response)
    if fields.get("text", "x"):
        assert fields.get("text", MADE_UP_2027).splitlines()[0][:100] in text(response)
    assert not CalendarYear.objects.filter(year__gte=2027).exists()


def test_nobody_else_confirms_a_plan_and_no_other_year_is_made_of_it(keeper, city):
    address = pasted(signed_in(keeper))["Location"]
    beside = a_grant(Role.SYSTEM_ADMIN, city, name="李某")

    assert signed_in(beside).post(address).status_code == 404
    client = signed_in(keeper)
    own = pasted(client)["Location"]
    assert client.post(own.replace("/2027/", "/2028/"))["Location"] == reverse(IMPORT)
    assert client.get(own.replace("/2027/", "/99999999999/"))["Location"] == reverse(IMPORT)
    assert not CalendarYear.objects.filter(year__gte=2027).exists()


def test_a_plan_without_days_or_with_days_of_another_year_changes_nothing(city):
    before = SpecialDay.objects.count(), CalendarYear.objects.count()
    for year, rows in ((2027, []), (2028, rows_2027())):
        with pytest.raises(ValueError, match=f"放假安排为空，或有不属于{year}年的日期"):
            enter_plan(year, rows)
    assert (SpecialDay.objects.count(), CalendarYear.objects.count()) == before


def test_the_first_plan_entered_by_hand_keeps_the_years_that_came_with_the_portal():
    by = Actor(a_grant(Role.SYSTEM_ADMIN, a_congress()))
    before = current_calendar()
    assert not CalendarYear.objects.exists()

    planning.enter(2027, rows_2027(), by=by, on=date(2026, 11, 20))

    assert current_calendar().planned_years == before.planned_years | {2027}
    assert not current_calendar().is_workday(date(2026, 2, 16))


def test_a_plan_entered_by_hand_is_not_undone_by_the_file(keeper, city, capsys):
    rows, _ = read_pasted(PUBLISHED_2026.replace("2月14日（周六）、2月28日（周六）", "2月14日（周六）"), year=2026)
    client = signed_in(keeper)
    notice = PUBLISHED_2026.replace("2月14日（周六）、2月28日（周六）", "2月14日（周六）")
    client.post(pasted(client, notice, 2026)["Location"])
    call_command("load_calendar")

    assert "2026年：放假33天，周末上班6天，已由管理员录入，不改动" in capsys.readouterr().out
    assert SpecialDay.objects.filter(date__year=2026).count() == len(rows)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 9, 30), []),
        (date(2026, 10, 1), [("yellow", date(2026, 12, 31))]),
        (date(2026, 12, 1), [("red", date(2026, 12, 31))]),
        (date(2027, 3, 1), [("red", date(2027, 3, 1))]),
        (date(2027, 10, 8), [("red", date(2027, 10, 8)), ("yellow", date(2027, 12, 31))]),
    ],
)
def test_the_start_page_warns_of_a_year_without_a_plan_from_october(today, said, keeper):
    assert [(todo.light, todo.due_on) for todo in administrator_todos(Actor(keeper), today)] == said


def test_the_warning_is_for_whoever_can_do_it_and_ends_with_the_plan(keeper, city):
    county = a_congress("XS", parent=city, level="county")
    for grant in (a_grant(Role.SYSTEM_ADMIN, county), a_grant(Role.DESK, city)):
        assert list(administrator_todos(Actor(grant), date(2026, 12, 1))) == []
    planning.enter(2027, rows_2027(), by=Actor(keeper), on=date(2026, 12, 1))
    assert list(administrator_todos(Actor(keeper), date(2026, 12, 1))) == []


def test_the_calendar_shows_years_and_marks_those_without_a_plan(keeper, city, monkeypatch):
    client = signed_in(keeper)
    CalendarYear.objects.exclude(year=2022).delete()

    shown = text(client.get(reverse("congress:calendar")))

    assert "2022年" in shown and "按推定日历" in shown
    assert "国务院办公厅年度放假安排" in shown
