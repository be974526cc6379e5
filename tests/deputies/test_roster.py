"""The roster: every row checked, all or nothing, safe to repeat."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from congress import phones, timeline
from congress.actors import Actor
from congress.models import Event, Grant, Person, Role
from congress.rosters import finished
from congress.workflow import OutOfTurn
from deputies import roster
from deputies.models import Delegation, Seat, SeatState
from deputies.roster_rows import LABELS
from tests.places import START, a_congress, a_grant, a_seat, an_organ

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 24)
GOOD = ["张某", "", "13800000001", "001", "杜集团", "第一选区", "某厂工人", "2026-01-15", "", ""]


def row(**changes):
    values = dict(zip(LABELS, GOOD, strict=True)) | changes
    return [values[label] for label in LABELS]


def sheet(*rows):
    return [LABELS, *rows]


@pytest.fixture
def city():
    return a_congress()


@pytest.fixture
def desk(city):
    return Actor(a_grant(Role.DESK, city, name="钱某"))


def take(rows, congress, desk):
    return finished(roster.taking(rows, congress, by=desk, on=TODAY))


def problems(rows, congress):
    return roster.check(rows, congress, TODAY).sentences()


def test_a_row_makes_a_person_a_grant_a_seat_and_its_state(city, desk):
    done = take(sheet(row()), city, desk)

    assert (len(done.new), len(done.changed), done.unchanged) == (1, 0, 0)
    seat = Seat.objects.get()
    assert (seat.person.name, seat.person.sort_key, seat.person.phone) == ("张某", "zhangmou", "13800000001")
    assert (seat.delegation.name, seat.card_number, seat.starts_on) == ("杜集团", "001", date(2026, 1, 15))
    assert (seat.grant.role, seat.grant.granted_by) == (Role.DEPUTY, desk.person)
    assert [state.state for state in seat.states.all()] == ["serving"]
    assert seat.is_active(TODAY)
    assert Event.objects.get().step == "import_deputies"
    assert list(timeline.faults()) == []


def test_the_same_roster_again_changes_nothing(city, desk):
    rows = sheet(row(), row(姓名="李某", 手机号="13800000002", 代表证号="002"))
    take(rows, city, desk)

    again = roster.check(rows, city, TODAY)
    assert (again.new, again.changed, again.unchanged, again.can_be_loaded) == ([], [], 2, False)
    with pytest.raises(OutOfTurn, match="没有变化"):
        finished(roster.loading(again, by=desk, on=TODAY))


def test_what_differs_is_changed_and_named(city, desk):
    take(sheet(row()), city, desk)

    changed = take(sheet(row(代表团="相山团", 代表证号="009", 任期结束="2030-12-31")), city, desk).changed
    assert changed[0].changes == ["代表证号", "代表团", "任期结束"]
    seat = Seat.objects.get()
    assert (seat.delegation.name, seat.card_number) == ("相山团", "009")
    assert {seat.ends_on, seat.grant.ends_on, seat.states.get().ends_on} == {date(2030, 12, 31)}


def test_two_deputies_may_swap_their_card_numbers(city, desk):
    other = {"姓名": "李某", "手机号": "13800000002"}
    take(sheet(row(), row(**other, 代表证号="002")), city, desk)

    take(sheet(row(代表证号="002"), row(**other, 代表证号="001")), city, desk)
    assert dict(Seat.objects.values_list("person__name", "card_number")) == {"张某": "002", "李某": "001"}


def test_one_person_holds_seats_in_several_congresses(city, desk):
    county = a_congress("SX", city, "county")
    take(sheet(row()), city, desk)
    take(sheet(row(代表证号="S1")), county, desk)

    assert Person.objects.filter(phone_index=phones.index("13800000001")).count() == 1
    assert Seat.objects.count() == Grant.objects.filter(role=Role.DEPUTY).count() == 2


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([row(手机号="1380")], "第2行：手机号应为11位数字"),
        ([row(), row(代表证号="2")], "第3行：手机号重复（与第2行）"),
        ([row(), row(手机号="13800000002")], "第3行：代表证号重复（与第2行）"),
        ([row(姓名="")], "第2行：请写姓名"),
        ([row(姓名="张" * 31)], "第2行：姓名最多30字，现在是31字"),
        ([row(任期开始="2026-02-30")], "第2行：任期开始的日期“2026-02-30”无法识别，应为存在的日期，例如 2026-06-20"),
        ([row(任期开始="")], "第2行：请写任期开始"),
        ([row(任期结束="2025-01-01")], "第2行：任期结束不能早于任期开始"),
        ([row(联系街道="东山街到")], "第2行：没有“东山街到”这个街道人大工委，是否指“东山街道”？"),
        ([row(联系街道="无此处")], "第2行：没有“无此处”这个街道人大工委"),
        ([], "只有表头，没有代表，请填好再传"),
    ],
)
def test_what_is_wrong_is_said_by_row(rows, sentence, city):
    an_organ(city, "东山街道人大工委", kind="street", branch="congress", short_name="东山街道")

    assert problems(sheet(*rows), city) == [sentence]


def test_a_roster_that_does_not_fit_what_is_there_is_refused(city, desk):
    take(sheet(row()), city, desk)

    assert problems(sheet(row(姓名="李某")), city) == ["第2行：这个手机号已登记在另一个姓名下，请核对姓名和号码"]
    [said] = problems(sheet(row(手机号="13800000009")), city)
    assert "代表证号已属于张某" in said
    Person.objects.filter(name="张某").update(is_active=False)
    assert "账号已停用" in problems(sheet(row()), city)[0]


def test_seats_of_two_terms_may_not_overlap(city, desk):
    take(sheet(row()), city, desk)
    city.terms.create(number=18, starts_on=date(2026, 6, 1))

    assert "第17届的代表资格时间重叠" in problems(sheet(row(任期开始="2026-06-01")), city)[0]


def test_without_a_term_or_a_heading_nothing_can_be_taken(city):
    assert "表头缺少“姓名”" in problems([["无关"], ["张某"]], city)[0]
    city.terms.all().delete()
    assert "还没有设置" in problems(sheet(row()), city)[0]


def test_one_bad_row_keeps_all_rows_out(city, desk):
    with pytest.raises(OutOfTurn):
        take(sheet(row(), row(姓名="李某", 手机号="1", 代表证号="2")), city, desk)

    assert (Seat.objects.count(), Delegation.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_dates_of_a_seat_that_was_suspended_are_not_for_the_roster(city, desk):
    take(sheet(row()), city, desk)
    seat = Seat.objects.get()
    seat.states.update(ends_on=date(2026, 3, 1))
    seat.states.create(state=SeatState.State.SUSPENDED, starts_on=date(2026, 3, 2), ground="代表法第六十一条")

    assert "代表资格已暂停或终止过" in problems(sheet(row(任期开始="2026-01-16")), city)[0]


def test_rare_characters_are_kept(city, desk):
    take(sheet(row(姓名="𠮷䶮㛃")), city, desk)

    assert Seat.objects.get().person.name == "𠮷䶮㛃"


def test_three_thousand_rows_are_taken_in_few_queries_and_changed_again(city, desk, django_assert_max_num_queries):
    rows = sheet(
        *(
            row(姓名=f"代表{n}", 手机号=str(13900000000 + n), 代表证号=f"{n:04}", 代表团=f"{n % 9}团")
            for n in range(3000)
        )
    )

    with django_assert_max_num_queries(200):
        take(rows, city, desk)
    assert Seat.objects.count() == 3000
    changed = [rows[0], *([*cells[:6], "另一单位", *cells[7:]] for cells in rows[1:])]
    assert len(take(changed, city, desk).changed) == 3000


def test_a_roster_left_half_way_is_not_taken(city, desk):
    rows = sheet(*(row(手机号=str(13900000000 + n), 代表证号=f"{n:04}") for n in range(700)))
    steps = roster.taking(rows, city, by=desk, on=TODAY)

    assert next(steps) == (500, 700) and Seat.objects.count() == 500
    steps.close()
    assert (Seat.objects.count(), Delegation.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_the_command_checks_and_loads(city, tmp_path, capsys):
    file = tmp_path / "名册.csv"
    file.write_text("\n".join(",".join(map(str, cells)) for cells in sheet(row())), encoding="gbk")

    call_command("import_deputies", str(file), congress="HB", dry_run=True)
    assert Seat.objects.count() == 0 and "将导入：新增1人" in capsys.readouterr().out
    call_command("import_deputies", str(file), congress="HB")
    output = capsys.readouterr()
    assert Seat.objects.count() == 1 and "已导入：新增1人" in output.out and "1/1" in output.err
    assert Event.objects.get().person is None
    call_command("import_deputies", str(file), congress="HB")
    assert "1人没有变化" in capsys.readouterr().out


@pytest.mark.parametrize(("congress", "content"), [("XX", "姓名"), ("HB", ""), ("HB", "姓名\n张某")])
def test_the_command_says_what_is_wrong(congress, content, city, tmp_path):
    file = tmp_path / "名册.csv"
    file.write_text(content)

    with pytest.raises(CommandError) as error:
        call_command("import_deputies", str(file), congress=congress)
    assert error.value.returncode == 2


def test_a_seat_is_written_as_the_roster_reads_it(city):
    seat = a_seat(city, work_unit="某厂")

    assert roster.cells_of(seat, phone="138****0001") == [
        "张某", "", "138****0001", "001", "", "", "某厂", START, None, "",
    ]  # fmt: skip
