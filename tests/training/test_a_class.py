"""One class from the desk's draft to the certificate, and what must not be."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from congress import timeline
from congress.actors import Actor
from congress.models import Notice, Person
from congress.workflow import OutOfTurn
from deputies.models import Delegation
from groups.models import Group, Membership
from tests.places import START, a_congress, a_seat, signed_in
from tests.training import made
from tests.world import a_world
from training import certifying, enrolling, hours, planning, sheets, statistics
from training.models import Attendance, Certificate, Course, Enrolment

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return a_world()


def refused(match):
    return pytest.raises(PermissionDenied, match=match)


def late(match):
    return pytest.raises(OutOfTurn, match=match)


def test_from_the_draft_to_the_certificate_in_the_browser(world):
    desk, deputy = signed_in(world.desk), signed_in(world.deputy)
    today = timezone.localdate()
    typed = made.PLANNED | {"starts_on": today, "ends_on": today, "group": "", "is_compulsory": "on"}
    preset = desk.get(reverse("training:plan_course")).context["form"]
    assert preset["audience"].value() == "all" and preset["asks_sign_out"].value()
    assert "请选择参加范围" in desk.post(reverse("training:plan_course"), {"title": ""}).content.decode()
    page = desk.post(reverse("training:plan_course"), typed | {"asks_sign_out": ""}, follow=True)
    course = Course.objects.get()
    assert "已存为草稿" in page.content.decode() and not course.asks_sign_out
    assert deputy.get(course.get_absolute_url()).status_code == 404
    start = timezone.localtime(made.begun())
    half = {"topic": "代表法", "speaker": "", "place": "", "hours": 4, "starts_at": start.strftime("%Y-%m-%dT%H:%M")}
    half["ends_at"] = (start + timedelta(hours=4)).strftime("%Y-%m-%dT%H:%M")
    assert desk.post(reverse("training:add_half_day", args=[course.pk]), half).status_code == 302
    assert desk.post(reverse("training:open_course", args=[course.pk])).status_code == 302
    said = desk.post(reverse("training:invite_audience", args=[course.pk]), follow=True).content.decode()
    assert "已邀请3人" in said
    assert Notice.objects.filter(kind="course_invited", person=world.zhang.person).count() == 1
    assert "确认参加“代表履职培训班”" in deputy.get(reverse("congress:home")).content.decode()
    assert "确认参加" in deputy.get(course.get_absolute_url()).content.decode()
    deputy.post(reverse("training:enrol", args=[course.pk]))
    row = Enrolment.objects.get(person=world.zhang.person)
    assert row.state == "enrolled" and row.seat == world.zhang
    by_hand = reverse("training:attend_by_hand", args=[made.the_half_day(course).pk])
    assert desk.post(by_hand, {"enrolment": row.pk, "purpose": "in"}).status_code == 302
    said = desk.post(reverse("training:issue_certificates", args=[course.pk]), follow=True).content.decode()
    assert "已颁发1份结业证书" in said
    certificate = Certificate.objects.get()
    assert (certificate.enrolment, certificate.hours, certificate.number) == (row, 4, 1)
    assert "编号属实" in deputy.get(reverse("training:certificate", args=[certificate.pk])).content.decode()
    paper = deputy.get(reverse("training:certificate_paper", args=[certificate.pk]))
    assert paper.content.startswith(b"PK")
    assert signed_in(world.li.grant).get(reverse("training:certificate", args=[certificate.pk])).status_code == 404
    assert "已有4学时" in deputy.get(course.get_absolute_url()).content.decode()


def test_inviting_twice_invites_once_and_tells_once(world):
    course = made.opened(world)
    assert enrolling.invite_audience(course, by=Actor(world.desk), at=made.now()) == 3
    assert enrolling.invite_audience(course, by=Actor(world.desk), at=made.now()) == 0
    assert Notice.objects.filter(kind="course_invited").count() == 3


def test_whom_a_class_is_for(world):
    today = timezone.localdate()
    veteran = world.li
    before = world.city.terms.create(number=16, starts_on=START.replace(year=2021))
    old = a_seat(a_congress("QT"), name="旧", phone="13800000090", card="090")
    type(old).objects.filter(pk=old.pk).update(
        congress=world.city,
        term=before,
        person=veteran.person,
        starts_on=START.replace(year=2021),
        ends_on=START - timedelta(days=1),
    )
    fresh = made.drafted(world, audience="new", title="初任培训")
    assert set(fresh.reached(today)) == {world.zhang, world.wang}
    group = Group.objects.create(
        congress=world.city, term=world.city.terms.get(number=17), number=1, name="第一小组", starts_on=START
    )
    Membership.objects.create(group=group, seat=world.wang, starts_on=START)
    ours = made.drafted(world, audience="group", group=group, title="小组学习")
    assert set(ours.reached(today)) == {world.wang}
    for course, seers in ((fresh, {"张某", "欧阳某"}), (ours, {"欧阳某"})):
        made.a_half_day(world, course)
        planning.open_course(course, by=Actor(world.desk), at=made.now())
        seen = {
            str(seat)
            for seat in (world.zhang, world.li, world.wang)
            if Course.objects.visible_to(Actor(seat.grant), today).filter(pk=course.pk).exists()
        }
        assert seen == seers
    with refused("没有邀请您"):
        enrolling.enrol(ours, by=Actor(world.deputy), at=made.now())


def test_somebody_who_is_no_deputy_comes_as_a_person(world):
    course = made.opened(world, audience="chosen")
    by = {"by": Actor(world.desk), "at": made.now()}
    head = enrolling.invite_person(course, name="县某", phone="", work_unit="某县县长", **by)
    again = enrolling.invite_person(course, name="县某", phone="", work_unit="某县县长", **by)
    assert head == again and head.seat is None and head.place == "某县县长"
    deputy = enrolling.invite_person(course, name="张某", phone="13800000001", work_unit="某厂", **by)
    assert deputy.person == world.zhang.person and deputy.seat == world.zhang
    with refused("登记在另一个姓名下"):
        enrolling.invite_person(course, name="别人", phone="13800000001", work_unit="某厂", **by)
    assert Person.objects.filter(name="县某").count() == 1
    assert made.signed_in(world, made.the_half_day(course), head).came_way == "desk"


def test_leave_is_asked_decided_and_told(world):
    course = made.opened(world)
    row = made.on_leave_asked(world, course)
    assert Notice.objects.filter(kind="course_leave_asked", person=world.desk.person).count() == 1
    with late("已经请过假"):
        enrolling.ask_leave(row, reason="再请", by=Actor(world.deputy), at=made.now())
    with late("正在等批准"):
        enrolling.enrol(course, by=Actor(world.deputy), at=made.now())
    with refused("代表工作机构办理"):
        enrolling.decide_leave(row, grants=True, by=Actor(world.deputy), at=made.now())
    page = signed_in(world.desk).post(reverse("training:decide_leave", args=[row.pk]), {"grant": "1"}, follow=True)
    assert "张某已准假" in page.content.decode()
    assert Notice.objects.get(kind="course_leave_decided").text.endswith("已准假。")
    with late("已经处理"):
        enrolling.decide_leave(row, grants=False, by=Actor(world.desk), at=made.now())
    with late("不用撤回"):
        enrolling.take_back_leave(row, by=Actor(world.deputy), at=made.now())
    assert statistics.figures(course).expected == 0
    enrolling.enrol(course, by=Actor(world.deputy), at=made.now())  # who can come after all
    row.refresh_from_db()
    assert row.state == "enrolled"


def test_leave_is_taken_back_while_it_waits_and_a_refused_ones_reason_leaves_the_sheet(world):
    course = made.opened(world)
    enrolling.invite_audience(course, by=Actor(world.desk), at=made.now())
    row = course.enrolments.get(person=world.zhang.person)
    by = {"by": Actor(world.deputy), "at": made.now()}
    enrolling.ask_leave(row, reason="出差", **by)
    with refused("由本人撤回"):
        enrolling.take_back_leave(row, by=Actor(world.desk), at=made.now())
    deputy = signed_in(world.deputy)
    assert "撤回请假</button>" in deputy.get(course.get_absolute_url()).content.decode()
    back = deputy.post(reverse("training:take_back_leave", args=[course.pk]), follow=True).content.decode()
    row.refresh_from_db()
    assert "请确认是否参加" in back and "撤回请假</button>" not in back
    assert (row.state, row.reason, row.asked_at) == ("invited", "", None)
    with late("不用撤回"):
        enrolling.take_back_leave(row, **by)

    enrolling.ask_leave(row, reason="住院", **by)
    enrolling.decide_leave(row, grants=False, by=Actor(world.desk), at=made.now())
    made.on_leave_asked(world, course, world.li.grant, "出国")
    sheet = load_workbook(io.BytesIO(sheets.export_roster(course, by=Actor(world.desk), at=made.now()))).worksheets[0]
    cells = [cell.value for line in sheet.iter_rows() for cell in line]
    assert "出国" in cells and "住院" not in cells


def test_a_class_with_nothing_in_it_does_not_open_nor_twice(world):
    course = made.drafted(world)
    with refused("没有安排半天"):
        planning.open_course(course, by=Actor(world.desk), at=made.now())
    made.a_half_day(world, course)
    planning.open_course(course, by=Actor(world.desk), at=made.now())
    with late("已经发布"):
        planning.open_course(course, by=Actor(world.desk), at=made.now())


def test_a_class_is_its_own_desks(world):
    course = made.opened(world)
    with refused("另一级人大"):
        planning.cancel_course(course, reason="不办了", by=Actor(world.county_desk), at=made.now())
    assert not Course.objects.visible_to(Actor(world.county_desk), timezone.localdate()).exists()


def test_two_who_change_one_class_do_not_overwrite_each_other(world):
    course = made.opened(world)
    facts = {name: getattr(course, name) for name in planning.PLANNED}
    by = {"by": Actor(world.desk), "at": made.now()}
    assert planning.change_course(course, seen=0, **by, **(facts | {"place": "礼堂"}))
    with late("有人更正过"):
        planning.change_course(course, seen=0, **by, **(facts | {"place": "会议室"}))
    assert planning.change_course(course, seen=0, **by, **(facts | {"place": "礼堂"})) is False
    with refused("不在这几天里"):
        planning.change_course(
            course,
            seen=1,
            **by,
            **(facts | {"starts_on": course.starts_on + timedelta(days=1), "title": "另一班"}),
        )


def test_a_half_day_lies_within_its_class_and_keeps_its_hours_once_somebody_came(world):
    course = made.opened(world)
    with refused("请写这几天里的时间"):
        made.a_half_day(world, course, starts=made.now() + timedelta(days=30))
    half_day = made.the_half_day(course)
    made.signed_in(world, half_day, made.enrolled(world, course))
    facts = {name: getattr(half_day, name) for name in ("starts_at", "ends_at", "topic", "speaker", "place")}
    with refused("学时不能再改"):
        planning.change_half_day(half_day, seen=0, by=Actor(world.desk), at=made.now(), hours=8, **facts)


def test_hours_are_counted_by_the_rule(world):
    course = made.opened(world)
    row, half_day = made.enrolled(world, course), made.the_half_day(course)
    made.signed_in(world, half_day, row)
    assert hours.of_course(course) == {}  # the class asks for signing out
    made.signed_in(world, half_day, row, "out")
    assert hours.of_course(course) == {row.pk: 4}
    person, year = world.zhang.person_id, timezone.localdate().year
    assert hours.of_year([person], year) == {person: hours.Hours(4, 0)}
    assert hours.of_year([person], year - 1) == {}
    assert hours.Target(24, 8).lacks(hours.Hours(4, 0)) == "还差20学时，其中线上8学时"
    assert hours.Target(24, 8).lacks(hours.Hours(30, 8)) == ""
    assert hours.Target(24, 8).lacks(hours.Hours(30, 3)) == "还差线上5学时"
    planning.cancel_course(course, reason="不办了", by=Actor(world.desk), at=made.now())
    assert hours.of_course(course) == {}


def test_certificates_are_for_who_was_there_long_enough(world):
    course = made.opened(world, days=0)
    first, second = made.enrolled(world, course), made.enrolled(world, course, world.li.grant)
    made.signed_in(world, made.the_half_day(course), second)  # and did not sign out
    made.with_certificate(world, course, first)
    assert [row.enrolment for row in Certificate.objects.all()] == [first]
    told = Notice.objects.get(kind="course_certified")
    assert told.person == first.person and told.address == reverse("training:certificate", args=[first.certificate.pk])
    assert certifying.issue_certificates(course, by=Actor(world.desk), at=made.now()) == 0
    desk, place = signed_in(world.desk), reverse("training:roster", args=[course.pk])
    page = desk.get(place).content.decode()
    assert "颁发结业证书</button>" not in page and "学完4学时的可以结业" in page and "还差4学时" in page
    assert "1/1，1次没有签退" in page
    pressed = desk.post(reverse("training:issue_certificates", args=[course.pk]), follow=True)
    assert "没有新的人够条件，没有颁发" in pressed.content.decode()
    made.signed_in(world, made.the_half_day(course), second, "out")
    page = desk.get(place).content.decode()
    assert "颁发结业证书</button>" in page and "够条件、还没有结业证书的有1人" in page
    made.an_exam(world, course)
    page = desk.get(place).content.decode()
    assert "颁发结业证书</button>" not in page and "测验没有合格" in page and "4学时、测验合格的" in page
    with refused("不能取消"):
        planning.cancel_course(course, reason="不办了", by=Actor(world.desk), at=made.now())
    running = made.opened(world, title="还在办的班")
    with refused("结束的那天起"):
        certifying.issue_certificates(running, by=Actor(world.desk), at=made.now())


def test_the_database_refuses_what_must_not_be(world):
    course = made.opened(world)
    row = made.enrolled(world, course)
    wrong = [
        lambda: Course.objects.filter(pk=course.pk).update(state="cancelled"),
        lambda: Course.objects.filter(pk=course.pk).update(audience="group"),
        lambda: Course.objects.filter(pk=course.pk).update(ends_on=START),
        lambda: Enrolment.objects.filter(pk=row.pk).update(state="on_leave"),
        lambda: Enrolment.objects.create(course=course, person=row.person, enrolled_at=made.now()),
        lambda: Attendance.objects.bulk_create(
            Attendance(half_day=made.the_half_day(course), enrolment=row, came_at=made.now(), came_way="desk")
            for _ in range(2)
        ),
    ]
    for step in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            step()


def test_everybody_is_missing_by_his_delegation_until_he_comes(world):
    course = made.opened(world)
    delegation = Delegation.objects.create(congress=world.city, name="杜集代表团")
    type(world.zhang).objects.filter(pk=world.zhang.pk).update(delegation=delegation)
    enrolling.invite_audience(course, by=Actor(world.desk), at=made.now())
    half_day = made.the_half_day(course)
    assert dict(statistics.missing_by_place(half_day))["杜集代表团"] == ["张某"]
    row = Enrolment.objects.get(person=world.zhang.person)
    made.signed_in(world, half_day, row)
    assert "杜集代表团" not in dict(statistics.missing_by_place(half_day))
    assert {event.step for event in timeline.of(course.pk)} >= {"invite_audience", "sign_in", "open_course"}
