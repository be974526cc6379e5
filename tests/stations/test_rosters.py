"""值班表: rules, holidays, changes, notices, registers, the poster; and who keeps a station."""

import io
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from congress.actors import Actor
from congress.models import Notice, Organ, Role, Setting
from congress.workdays import Calendar
from congress.workflow import OutOfTurn
from groups.models import DutyDay, Station, StationSeat
from groups.stations import keeping, poster, rostering
from groups.stations.registers import BOOKS
from groups.stations.reminding import duty_days
from groups.stations.rules import DAY_OF_MONTH, MONTHLY, WEEKLY, Rule, planned
from tests.places import START, a_grant, an_organ, signed_in
from tests.stations import made

YEAR = date(2026, 1, 1), date(2026, 12, 31)
MAY_DAY = {date(2026, 5, day): False for day in range(1, 6)} | {date(2026, 5, 9): True}
CALENDAR = Calendar(MAY_DAY, frozenset({2026}))
TIMES = {"starts_at": time(9), "ends_at": time(11), "theme": ""}


@pytest.mark.parametrize(
    ("rule", "number", "first"),
    [
        (Rule(WEEKLY, weekday=2), 52, date(2026, 1, 7)),
        (Rule(MONTHLY, weekday=2, nth=2), 12, date(2026, 1, 14)),
        (Rule(MONTHLY, weekday=4, nth=5), 4, date(2026, 1, 30)),
        (Rule(DAY_OF_MONTH, day=15, every=2), 6, date(2026, 1, 15)),
        (Rule(DAY_OF_MONTH, day=31), 12, date(2026, 1, 31)),
    ],
)
def test_a_rule_gives_its_days(rule, number, first):
    days = list(rule.days(*YEAR))
    assert (len(days), days[0]) == (number, first) and days == sorted(set(days))


def test_a_holiday_moves_a_day_and_a_plain_weekend_does_not():
    moved = dict(planned(Rule(DAY_OF_MONTH, day=1), *YEAR, CALENDAR))
    assert moved[date(2026, 5, 1)] == date(2026, 5, 6)
    assert moved[date(2026, 8, 1)] == date(2026, 8, 1), "a Saturday"


def plan(world, row, **fields):
    today = timezone.localdate()
    facts = {"first": today, "last": today + timedelta(days=29), "seats": [world.zhang], "each": 1, **TIMES, **fields}
    by = facts.pop("by", Actor(world.desk))
    return rostering.plan_days(row, Rule(WEEKLY), by=by, on=today, **facts)


def test_a_plan_leaves_days_that_stand_alone(world):
    row = made.station(world)
    first, again = plan(world, row), plan(world, row)

    assert len(first) in (4, 5) and again == []
    assert {duty.on_duty.get().seat for duty in first} == {world.zhang}
    with pytest.raises(PermissionDenied, match="进站代表里选"):
        plan(world, row, seats=[world.li])
    with pytest.raises(PermissionDenied):
        plan(world, row, by=Actor(world.deputy))


def test_one_day_is_changed_and_cancelled(world):
    row, day = made.station(world), timezone.localdate() + timedelta(days=9)
    duty, other = made.duty(row, day, world.zhang), made.duty(row, day + timedelta(days=1))
    by = {"by": Actor(world.desk), "on": timezone.localdate()}
    with pytest.raises(OutOfTurn, match="已经排了"):
        rostering.change_day(duty, day=other.day, seats=[], **TIMES, **by)
    rostering.change_day(duty, day=day + timedelta(days=2), seats=[], **TIMES, **by)
    assert duty.is_moved and not duty.on_duty.exists()
    page = signed_in(world.deputy).get(row.get_absolute_url()).content.decode()
    assert "已改期" in page
    rostering.cancel_day(duty, by=Actor(world.desk))
    with pytest.raises(OutOfTurn):
        rostering.cancel_day(duty, by=Actor(world.desk))


def test_the_database_keeps_one_open_day_and_one_attachment(world):
    row, day = made.station(world), timezone.localdate() + timedelta(days=9)
    made.duty(row, day)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.duty(row, day)
    with pytest.raises(IntegrityError), transaction.atomic():
        StationSeat.objects.create(station=row, seat=world.zhang, starts_on=START)


def test_deputies_on_duty_are_told_once_some_days_before(world):
    row, today = made.station(world), timezone.localdate()
    near = made.duty(row, today + timedelta(days=3), world.zhang)
    made.duty(row, today + timedelta(days=4), world.zhang)
    made.duty(row, today + timedelta(days=2), world.zhang, is_cancelled=True)

    assert (duty_days(today), duty_days(today)) == (1, 0)
    notice = Notice.objects.get(kind="duty_day")
    assert notice.person == world.zhang.person and "东街代表活动室" in notice.text
    DutyDay.objects.filter(pk=near.pk).update(day=today + timedelta(days=1))
    assert duty_days(today) == 1, "told anew"
    Setting.objects.create(key="station.notice_days", value=9, starts_on=START)
    assert duty_days(today) == 1


def test_a_street_keeps_its_own_stations(world):
    street = an_organ(world.county, "东街道人大工委", Organ.Kind.STREET, Organ.Branch.CONGRESS)
    staff = a_grant(Role.DESK, world.county, name="戚某", organ=street)
    row = made.station(world, "东街道代表之家", by=staff)

    assert row.branch_desk == street
    assert keeping.change_station(row, seen=0, by=Actor(staff), at=timezone.now(), hours="每天")
    with pytest.raises(OutOfTurn):
        keeping.change_station(row, seen=0, by=Actor(staff), at=timezone.now(), hours="每周")
    with pytest.raises(PermissionDenied, match="管理它的"):
        keeping.change_station(row, seen=1, by=Actor(world.desk), at=timezone.now(), hours="每周")
    with pytest.raises(PermissionDenied, match="同名"):
        made.station(world, "东街道代表之家", by=world.county_desk)


def test_a_deputy_leaves_and_reads_no_more(world):
    row = made.station(world)
    held = made.message(row)
    keeping.detach(row.attached.get(), by=Actor(world.desk), on=timezone.localdate())

    assert not Station.objects.recorded_for(Actor(world.deputy)).exists()
    assert signed_in(world.deputy).get(held.get_absolute_url()).status_code == 404
    with pytest.raises(OutOfTurn):
        keeping.detach(row.attached.get(), by=Actor(world.desk), on=timezone.localdate())


@pytest.mark.parametrize("book", BOOKS)
def test_each_register_prints_and_leaves_as_a_workbook(world, book):
    row = made.station(world)
    made.duty(row, timezone.localdate(), world.zhang)
    held = made.reception(world, row)
    made.matter(world, held, name="王小明", phone="13900000001")
    client = signed_in(world.desk)
    page = client.get(reverse("stations:register", args=[row.pk, book])).content.decode()

    assert BOOKS[book].title in page and "共1条" in page and str(timezone.localdate()) in page
    assert "王小明" not in page and ("王某某" in page) is (book == "contacts")
    sheet = client.get(reverse("stations:register_export", args=[row.pk, book]))
    assert sheet.status_code == 200 and sheet.content.startswith(b"PK")


def test_the_poster_says_who_and_when_and_carries_a_code(world):
    row = made.station(world)
    duty = made.duty(row, timezone.localdate() + timedelta(days=1), world.zhang)
    paper = Document(io.BytesIO(poster.poster(row, [duty], address="https://example.org/public/stations/x/")))
    words = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    cells = [cell.text for table in paper.tables for line in table.rows for cell in line.cells]

    assert "有话对代表说" in words and "0561-3190001" in words and "张某" in cells
    assert paper.sections[0].header.paragraphs[0].runs[0]._r.xpath(".//pic:pic")


def test_what_waits_stands_on_the_start_page(world):
    row, today = made.station(world), timezone.localdate()
    made.duty(row, today + timedelta(days=2), world.zhang)
    made.duty(row, today - timedelta(days=1), world.zhang)
    made.message(row)
    home = reverse("congress:home")

    deputys = signed_in(world.deputy).get(home).content.decode()
    assert "在东街代表活动室值班接待群众" in deputys and "去登记" in deputys and "群众留言1条等着处理" in deputys
    form = reverse("stations:record_reception", args=[row.pk])
    beside = f'<a href="{form}">东街代表活动室</a>'
    assert beside in signed_in(world.deputy).get(reverse("duties:record_visit")).content.decode()
    assert "群众留言1条等着处理" in signed_in(world.desk).get(home).content.decode()
    assert "群众留言" not in signed_in(world.county_desk).get(home).content.decode()


def test_everybody_finds_a_station_by_a_word_and_a_county(world):
    made.station(world)
    made.station(world, "西湖代表之家", by=world.county_desk, place="西湖村", address="西湖村一组2号")

    def found(**asked):
        page = Client().get(reverse("public:stations"), asked).content.decode()
        return [name for name in ("东街代表活动室", "西湖代表之家") if name in page], page

    assert found()[0] == ["东街代表活动室", "西湖代表之家"]
    assert found(q="西湖")[0] == found(q=" 一组2号 ")[0] == found(county=world.county.code)[0] == ["西湖代表之家"]
    names, page = found(q="东街", county=world.county.code)
    assert names == [] and "没有找到" in page and "清除" in page and 'value="东街"' in page
    assert found(county="没有")[0] == found(q="字" * 41)[0] == ["东街代表活动室", "西湖代表之家"]
