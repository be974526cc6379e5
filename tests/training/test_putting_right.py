"""What was planned or entered wrongly: somebody on the roster, a half-day, a material; and the year's sums."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook

from congress.actors import Actor
from congress.models import Event, Notice
from congress.workflow import OutOfTurn
from tests.places import signed_in
from tests.training import made
from tests.world import a_world
from training import enrolling, exams, hours, removing, sheets, statistics, striking, todos, watching, yearly
from training.models import Course, Enrolment, HalfDay, Lesson, Material, Question, Watching

pytestmark = pytest.mark.django_db
REASON = "改派另一位参加。"


@pytest.fixture
def world():
    return a_world()


def test_who_was_struck_off_is_told_counts_nowhere_and_may_be_invited_again(world):
    course, by = made.opened(world, audience="chosen"), {"by": Actor(world.desk), "at": made.now()}
    who = {"name": "张某", "phone": "13800000001", "work_unit": ""}
    row = enrolling.invite_person(course, **who, **by)
    with pytest.raises(PermissionDenied):
        striking.strike_off(row, reason=REASON, by=Actor(world.deputy), at=made.now())

    striking.strike_off(row, reason=REASON, **by)

    assert (statistics.figures(course).invited, statistics.figures(course).expected) == (0, 0)
    said = Notice.objects.get(kind="course_struck").text
    assert said.endswith(REASON) and not said.endswith("。。")
    assert not Course.objects.visible_to(Actor(world.deputy), course.starts_on).exists()
    assert not todos.own_classes(Actor(world.deputy), course.starts_on).exists()
    half_day = made.the_half_day(course)
    place = reverse("training:signin", args=[half_day.pk])
    assert {signed_in(world.deputy).get(place).status_code, signed_in(world.deputy).post(place).status_code} == {404}
    for deed in (
        lambda: made.signed_in(world, half_day, row),
        lambda: enrolling.ask_leave(row, reason="出差", by=Actor(world.deputy), at=made.now()),
        lambda: enrolling.enrol(course, by=Actor(world.deputy), at=made.now()),
    ):
        with pytest.raises(PermissionDenied, match="已移出花名册"):
            deed()
    assert sheets.load_sheet(half_day, [["姓名"], ["张某"]], **by)[1] == ["第2行：张某不在这个培训班的花名册上"]
    with pytest.raises(OutOfTurn, match="已经移出"):
        striking.strike_off(row, reason=REASON, **by)
    place, desk = reverse("training:roster", args=[course.pk]), signed_in(world.desk)
    assert "张某" not in desk.get(place).content.decode().split("<main")[1]
    assert REASON in desk.get(place, {"state": "struck"}).content.decode()

    assert enrolling.invite_person(course, **who, **by) == row
    row.refresh_from_db()
    assert (row.state, row.reason, row.decided_by) == ("invited", "", None)
    assert Notice.objects.filter(kind="course_invited", person=world.zhang.person).count() == 2
    attendance = made.signed_in(world, half_day, row)
    with pytest.raises(PermissionDenied, match="已经有签到"):
        striking.strike_off(row, reason=REASON, **by)
    assert attendance.enrolment.state == "enrolled" and Enrolment.objects.count() == 1


def test_what_nobody_used_is_taken_out_and_the_rest_stays_with_a_sentence(world):
    course, by = made.opened(world), {"by": Actor(world.desk), "at": made.now()}
    first = made.the_half_day(course)
    other = made.a_half_day(world, course, starts=first.starts_at + timedelta(days=1), topic="排错了")
    material, exam = made.a_link(world, course), made.an_exam(world, course, questions=3)
    with pytest.raises(PermissionDenied, match="代表工作机构办理"):
        removing.remove_half_day(other, by=Actor(world.deputy), at=made.now())
    page = signed_in(world.desk).post(reverse("training:remove_half_day", args=[other.pk]), follow=True)
    assert "已删去半天：排错了" in page.content.decode() and HalfDay.objects.get() == first
    with pytest.raises(OutOfTurn, match="刚刚已经删去"):
        removing.remove_half_day(other, **by)
    with pytest.raises(PermissionDenied, match="唯一的半天"):
        removing.remove_half_day(first, **by)
    assert Event.objects.filter(step="remove_half_day", subject_id=course.pk).count() == 1

    row = made.enrolled(world, course)
    exams.take_exam(exam, row, by=Actor(world.deputy), at=made.now())
    drawn = row.attempts.get().questions
    for question in list(exam.questions.all()):
        if str(question.pk) in drawn:
            with pytest.raises(PermissionDenied, match="已经出现在答卷里"):
                removing.remove_question(question, **by)
        else:
            removing.remove_question(question, **by)
    assert sorted(drawn) == sorted(str(pk) for pk in Question.objects.values_list("pk", flat=True))

    made.signed_in(world, first, row)
    with pytest.raises(PermissionDenied, match="资料要留着"):
        removing.remove_material(material, **by)
    with pytest.raises(PermissionDenied, match="签到记录要留着"):
        removing.remove_half_day(first, **by)
    spare = made.a_link(world, made.opened(world, title="另一个班"))
    removing.remove_material(spare, **by)
    assert Material.objects.get() == material


def test_a_lesson_goes_while_nobody_has_heard_it_and_is_closed_after(world):
    course = made.opened(world)
    row, by = made.enrolled(world, course), {"by": Actor(world.deputy), "at": made.now()}
    lesson, spare = made.a_lesson(world, course), made.a_lesson(world, course, title="传错了")
    desk, deputy = signed_in(world.desk), signed_in(world.deputy)
    place, address = (reverse(f"training:{name}", args=[lesson.pk]) for name in ("lesson", "remove_lesson"))
    assert address in desk.get(place).content.decode() and address not in deputy.get(place).content.decode()
    assert "请写为什么不用了" in desk.post(address, {"reason": " "}).content.decode()
    gone = desk.post(reverse("training:remove_lesson", args=[spare.pk]), {"reason": REASON}, follow=True)
    assert "已删去线上课：传错了" in gone.content.decode() and Lesson.objects.get() == lesson
    assert Event.objects.get(step="remove_lesson").note.text == f"传错了：{REASON}"

    watching.report_watched(lesson, row, [], position=0, **by)
    Watching.objects.update(reported_at=made.now() - made.FOUR)
    watching.report_watched(lesson, row, [(0, 20)], position=20, **by)
    assert (hours.whole_of(course), hours.of_course(course)) == (6, {row.pk: 2})
    assert "已经有1人听过" in desk.get(address).content.decode()
    assert "已停用线上课" in desk.post(address, {"reason": REASON}, follow=True).content.decode()
    assert (hours.whole_of(course), hours.of_course(course)) == (4, {row.pk: 2})
    page = deputy.get(place).content.decode()
    assert "您已听完，学时照算" in page and "<audio" not in page
    assert "已停用" in deputy.get(course.get_absolute_url()).content.decode()
    assert deputy.get(reverse("training:recording", args=[lesson.pk])).status_code == 403
    with pytest.raises(PermissionDenied, match="已经停用"):
        watching.report_watched(lesson, row, [], position=0, **by)
    with pytest.raises(OutOfTurn, match="已经停用"):
        removing.remove_lesson(lesson, reason=REASON, by=Actor(world.desk), at=made.now())


def test_the_years_sums_come_from_the_records(world):
    course, second = made.opened(world), made.opened(world, title="第二个班", kind="topic")
    made.opened(world, title="没有人来")
    made.drafted(world, title="草稿")
    made.a_link(world, course)
    year = course.starts_on.year
    for each, seats in ((course, (world.zhang, world.li)), (second, (world.zhang,))):
        for seat in seats:
            made.signed_in(world, made.the_half_day(each), made.enrolled(world, each, seat.grant), "out")
    head = enrolling.invite_person(
        course, name="县某", phone="", work_unit="某县县长", by=Actor(world.desk), at=made.now()
    )
    made.signed_in(world, made.the_half_day(course), head, "out")
    made.signed_in(world, made.the_half_day(second), made.enrolled(world, second, world.wang.grant))  # not out

    sums = yearly.Year(world.city, year)
    whole = sums.whole()
    assert (whole.classes, whole.people, whole.times, whole.hours) == (3, 3, 4, 16)
    assert {part.of: (part.classes, part.people, part.hours) for part in sums.by_kind()} == {
        "regular": (2, 3, 12),
        "topic": (1, 1, 4),
    }
    parts = sums.by_delegation(course.starts_on)
    assert sum(part.times for part in parts) == 4 and sum(part.hours for part in parts) == whole.hours
    assert sums.compulsory() == [("中华人民共和国代表法", 1)]
    assert yearly.Year(world.city, year - 1).whole().people == 0
    assert sum(hours.of_course(course).values()) == 12

    desk = signed_in(world.desk)
    page = desk.get(reverse("training:statistics"), {"year": year}).content.decode()
    assert "开班3个，参训<strong>3</strong>人、4人次，共计16学时" in page and "其他人员" in page
    book = load_workbook(io.BytesIO(desk.get(reverse("training:statistics_export"), {"year": year}).content))
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert "合计3个班" in cells and 16 in cells and "履职培训" in cells
    assert signed_in(world.deputy).get(reverse("training:statistics")).status_code == 403
