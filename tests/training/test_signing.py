"""签到 by the screen, by digits, by the desk, from paper: one attendance, whatever is replayed."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from congress import attendance_codes, codes
from congress.actors import Actor
from congress.models import Event
from congress.workflow import OutOfTurn
from tests.places import signed_in
from tests.training import made
from tests.world import a_world
from training import attending, enrolling, sheets
from training.models import Attendance
from training.views import signing

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def half_day(world):
    return made.the_half_day(made.opened(world))


def scan(half_day, client, purpose="in", at=None):
    """What the telephone opens when it reads the screen."""
    token = attendance_codes.token(f"training:{purpose}", half_day.pk, at or made.now())
    return client.get(reverse("training:scan", args=[half_day.pk, purpose, token]))


def press(half_day, client, **sent):
    return client.post(reverse("training:signin", args=[half_day.pk]), sent, follow=True).content.decode()


def test_one_press_after_the_scan_signs_in_and_the_next_scan_signs_out(world, half_day):
    row, client = made.enrolled(world, half_day.course), signed_in(world.deputy)
    page = client.get(scan(half_day, client).url).content.decode()
    assert "现场二维码已识别" in page and page.count("<button>签到</button>") == 1
    assert "签到成功" in press(half_day, client)
    attendance = Attendance.objects.get()
    assert (attendance.enrolment, attendance.came_way, attendance.left_at) == (row, "code", None)
    assert "您已经" not in press(half_day, client)  # nothing scanned any more: nothing happens
    assert Attendance.objects.get().left_at is None
    scan(half_day, client, "out")
    assert "签退成功" in press(half_day, client)
    assert Attendance.objects.get().left_way == "code"
    assert Event.objects.filter(step__in=["sign_in", "sign_out"]).count() == 2


def test_a_picture_passed_on_is_worth_nothing_after_a_minute(world, half_day):
    made.enrolled(world, half_day.course)
    client = signed_in(world.deputy)
    page = client.get(scan(half_day, client, at=made.now() - timedelta(seconds=61)).url).content.decode()
    assert "这个二维码已经换了" in page
    assert "请扫屏幕上的二维码" in press(half_day, client)
    assert not Attendance.objects.exists()


def test_a_code_of_another_class_or_for_signing_out_does_not_sign_in(world, half_day):
    made.enrolled(world, half_day.course)
    other = made.the_half_day(made.opened(world, title="另一个班"))
    client = signed_in(world.deputy)
    token = attendance_codes.token("training:in", other.pk, made.now())
    page = client.get(reverse("training:scan", args=[half_day.pk, "in", token]), follow=True).content.decode()
    assert "这个二维码已经换了" in page
    scan(other, client)
    assert "请扫屏幕上的二维码" in press(half_day, client)
    scan(half_day, client, "out")
    assert "您还没有签到" in press(half_day, client)
    assert not Attendance.objects.exists()


def test_twice_is_one_attendance(world, half_day):
    made.enrolled(world, half_day.course)
    for client in (signed_in(world.deputy), signed_in(world.deputy)):
        scan(half_day, client)
        assert "签到成功" in press(half_day, client)
    assert Attendance.objects.count() == 1


def test_who_is_not_in_the_class_is_told_so(world, half_day):
    client = signed_in(world.li.grant)
    page = client.get(scan(half_day, client).url).content.decode()
    assert "您没有报名" in page
    assert "您没有报名" in press(half_day, client)
    stranger = signed_in(world.handler)
    assert stranger.get(reverse("training:signin", args=[half_day.pk])).status_code == 404
    assert not Attendance.objects.exists()


def test_a_telephone_that_must_sign_in_first_keeps_what_it_scanned(world, half_day):
    made.enrolled(world, half_day.course)
    client = Client()
    answer = scan(half_day, client)
    led = client.get(answer.url)
    assert led.status_code == 302 and "login" in led.url
    client.force_login(world.zhang.person)
    assert "签到成功" in press(half_day, client)
    late = Client()
    scan(half_day, late)
    late.force_login(world.zhang.person)
    session = late.session
    session[signing.SCANNED] = {**session[signing.SCANNED], "at": timezone.now().timestamp() - 601}
    session.save()
    assert "请扫屏幕上的二维码" in press(half_day, late)


def test_six_digits_do_as_well_and_wrong_ones_are_limited(world, half_day, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"attendance_digits": "3/10m/key"}
    made.enrolled(world, half_day.course)
    client = signed_in(world.deputy)
    right = attendance_codes.digits("training:in", half_day.pk, made.now())
    wrong = f"{(int(right) + 7) % 10**6:06}"
    assert "请扫屏幕上的二维码，或者输入屏幕上的6位数字" in press(half_day, client, digits="")
    for _ in range(3):
        assert "签到码不对" in press(half_day, client, digits=wrong)
    assert "输错太多次" in press(half_day, client, digits=right)
    assert not Attendance.objects.exists()
    other = signed_in(world.li.grant)
    made.enrolled(world, half_day.course, world.li.grant)
    now = attendance_codes.digits("training:in", half_day.pk, made.now())
    assert "签到成功" in press(half_day, other, digits=f"{now[:3]} {now[3:]}")
    assert Attendance.objects.get().came_way == "digits"


def test_the_screen_shows_a_code_that_leads_back_and_names_nobody(world, half_day):
    made.enrolled(world, half_day.course)
    desk = signed_in(world.desk)
    page = desk.get(reverse("training:signin_screen", args=[half_day.pk]))
    assert 1 <= int(page["Refresh"]) <= 30
    assert "张某" not in page.content.decode() and "应到1人" in page.content.decode()
    picture = desk.get(reverse("training:signin_code", args=[half_day.pk, "in"]))
    (said,) = codes.texts_in(io.BytesIO(picture.content))
    phone = signed_in(world.deputy)
    phone.get(said.replace("http://testserver", ""))
    assert "签到成功" in press(half_day, phone)
    assert signed_in(world.deputy).get(reverse("training:signin_screen", args=[half_day.pk])).status_code == 403


def test_too_early_and_too_late_is_said(world):
    course = made.drafted(world)
    half_day = made.a_half_day(world, course, starts=made.begun() + timedelta(days=1))
    for purpose, at, words in (
        ("in", half_day.starts_at - timedelta(minutes=61), "还没有到签到时间"),
        ("in", half_day.ends_at + timedelta(minutes=1), "签到时间已过"),
        ("out", half_day.ends_at + timedelta(minutes=121), "签退时间已过"),
    ):
        assert words in attending.is_time(half_day, purpose, at).refusal
    assert attending.is_time(half_day, "in", half_day.starts_at - timedelta(minutes=59))


def test_the_desk_signs_in_by_hand_and_takes_back_what_was_not_so(world, half_day):
    row = made.enrolled(world, half_day.course)
    attendance = made.signed_in(world, half_day, row)
    assert made.signed_in(world, half_day, row) == attendance
    desk = signed_in(world.desk)
    address = reverse("training:void_attendance", args=[attendance.pk])
    assert "请写取消的理由" in desk.post(address, {"reason": ""}).content.decode()
    assert "签到已取消" in desk.post(address, {"reason": "点错了人"}, follow=True).content.decode()
    assert desk.post(address, {"reason": "再来"}).status_code == 409
    assert Attendance.objects.get().is_void
    made.signed_in(world, half_day, row, "out")
    attendance.refresh_from_db()
    assert not attendance.is_void and attendance.left_way == "desk"
    elsewhere = made.the_half_day(made.opened(world, title="另一个班"))
    with pytest.raises(PermissionDenied, match="不在这个培训班里"):
        made.signed_in(world, elsewhere, row)


def test_whoever_comes_in_spite_of_leave_has_come(world, half_day):
    row = made.on_leave_asked(world, half_day.course)
    made.signed_in(world, half_day, row)
    row.refresh_from_db()
    assert row.state == "enrolled"


def a_sheet(*lines):
    book = Workbook()
    for line in (("姓名", "代表团或单位", "签退"), *lines):
        book.active.append(line)
    output = io.BytesIO()
    book.save(output)
    output.seek(0)
    output.name = "签到表.xlsx"
    return output


def test_a_sheet_is_taken_whole_or_not_at_all_and_twice_is_once(world, half_day):
    made.enrolled(world, half_day.course)
    made.enrolled(world, half_day.course, world.li.grant)
    desk, address = signed_in(world.desk), reverse("training:load_sheet", args=[half_day.pk])
    page = desk.post(address, {"table": a_sheet(("张某", "", "是"), ("无名氏", "", ""))}).content.decode()
    assert "第3行：无名氏不在这个培训班的花名册上" in page and not Attendance.objects.exists()
    page = desk.post(address, {"table": a_sheet(("张某", "", "是"), ("张某", "", ""))}).content.decode()
    assert "第3行：张某重复（与第2行）" in page and not Attendance.objects.exists()
    good = (("张某", "", "是"), ("李某", "", ""))
    assert "新登记2人" in desk.post(address, {"table": a_sheet(*good)}, follow=True).content.decode()
    assert "没有变化" in desk.post(address, {"table": a_sheet(*good)}, follow=True).content.decode()
    ways = Attendance.objects.order_by("left_way").values_list("came_way", "left_way")
    assert list(ways) == [("sheet", ""), ("sheet", "sheet")]
    count, problems = sheets.load_sheet(half_day, [["名字"], ["张某"]], by=Actor(world.desk), at=made.now())
    assert count == 0 and "表头缺少“姓名”" in problems[0]


def test_two_of_one_name_are_told_apart_by_where_they_belong(world, half_day):
    by = {"by": Actor(world.desk), "at": made.now()}
    for unit in ("甲县政府", "乙县政府"):
        enrolling.invite_person(half_day.course, name="王同名", phone="", work_unit=unit, **by)
    _, problems = sheets.load_sheet(half_day, [["姓名"], ["王同名"]], **by)
    assert problems == ["第2行：有2位王同名，请写代表团或单位"]
    new, problems = sheets.load_sheet(half_day, [["姓名", "代表团或单位"], ["王同名", "乙县政府"]], **by)
    assert (new, problems) == (1, []) and Attendance.objects.get().enrolment.work_unit == "乙县政府"


def test_eleven_exports_in_an_hour_are_one_too_many(world, half_day):
    made.signed_in(world, half_day, made.enrolled(world, half_day.course))
    for _ in range(10):
        assert sheets.export_attendance(half_day, by=Actor(world.desk), at=made.now()).startswith(b"PK")
    with pytest.raises(OutOfTurn, match="最多导出"):
        sheets.export_attendance(half_day, by=Actor(world.desk), at=made.now())
    assert sheets.export_roster(half_day.course, by=Actor(world.desk), at=made.now()).startswith(b"PK")
