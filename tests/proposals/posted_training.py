"""Every page of training that takes a POST, at its stage, with what somebody sensible would send."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from congress import attendance_codes
from congress.actors import Actor
from congress.models import Grant
from tests.proposals.posted_pages import TEXT, Page, day, deputy, desk
from tests.training import made
from tests.world import World
from training import exams
from training.models import Course

COURSE = made.PLANNED | {"group": "", "starts_on": day(0), "ends_on": day(2), "title": "新办的班"}
HALF_DAY = {"starts_at": f"{day(1)}T08:30", "ends_at": f"{day(1)}T12:00", "topic": "监督法", "hours": "4"}
HALF_DAY |= {"speaker": "", "place": ""}
QUESTION = {"kind": "truth", "text": "代表每届任期五年。", "answers": "对\n错", "right": "A"}


def plan_course(world: World) -> Page:
    return Page(reverse("training:plan_course"), world.desk, dict(COURSE))


def of_a_course(
    name: str, grant: Callable[[World], Grant], stage: Callable[[World], Course], /, **sent: object
) -> Callable[[World], Page]:
    def made_page(world: World) -> Page:
        return Page(reverse(f"training:{name}", args=[stage(world).pk]), grant(world), dict(sent))

    return made_page


def draft(world: World) -> Course:
    course = made.drafted(world)
    made.a_half_day(world, course)
    return course


def with_author(world: World) -> Course:
    course = made.opened(world)
    made.enrolled(world, course)
    return course


def with_exam(world: World) -> Course:
    course = with_author(world)
    made.an_exam(world, course)
    return course


def ended(world: World) -> Course:
    course = made.opened(world, days=0)
    made.signed_in(world, made.the_half_day(course), made.enrolled(world, course), "out")
    return course


def of_a_half_day(
    name: str, grant: Callable[[World], Grant], sent: Callable[[Any], dict[str, object]]
) -> Callable[[World], Page]:
    def made_page(world: World) -> Page:
        half_day = made.the_half_day(with_author(world))
        return Page(reverse(f"training:{name}", args=[half_day.pk]), grant(world), sent(half_day))

    return made_page


def digits(half_day: Any) -> dict[str, object]:
    return {"digits": attendance_codes.digits("training:in", half_day.pk, timezone.now())}


def the_author(half_day: Any) -> dict[str, object]:
    return {"enrolment": half_day.course.enrolments.get().pk, "purpose": "in"}


def decide_leave(world: World) -> Page:
    row = made.on_leave_asked(world, made.opened(world))
    return Page(reverse("training:decide_leave", args=[row.pk]), world.desk, {"grant": "1"})


def void_attendance(world: World) -> Page:
    half_day = made.the_half_day(with_author(world))
    row = made.signed_in(world, half_day, half_day.course.enrolments.get())
    return Page(reverse("training:void_attendance", args=[row.pk]), world.desk, {"reason": TEXT})


def strike_off(world: World) -> Page:
    row = made.enrolled(world, made.opened(world))
    return Page(reverse("training:strike_off", args=[row.pk]), world.desk, {"reason": TEXT})


def remove_half_day(world: World) -> Page:
    row = made.a_half_day(world, made.drafted(world))
    return Page(reverse("training:remove_half_day", args=[row.pk]), world.desk, {})


def remove_material(world: World) -> Page:
    row = made.a_link(world, made.opened(world))
    return Page(reverse("training:remove_material", args=[row.pk]), world.desk, {})


def remove_question(world: World) -> Page:
    row = made.an_exam(world, made.opened(world)).questions.all()[0]
    return Page(reverse("training:remove_question", args=[row.pk]), world.desk, {})


def take_back_leave(world: World) -> Page:
    row = made.on_leave_asked(world, made.opened(world))
    return Page(reverse("training:take_back_leave", args=[row.course_id]), world.deputy, {})


def remove_lesson(world: World) -> Page:
    row = made.a_lesson(world, made.opened(world))
    return Page(reverse("training:remove_lesson", args=[row.pk]), world.desk, {"reason": TEXT})


def report_watched(world: World) -> Page:
    lesson = made.a_lesson(world, with_author(world))
    address = reverse("training:report_watched", args=[lesson.pk])
    return Page(address, world.deputy, {"spans": "0-5", "position": "5"})


def attempt(world: World) -> Page:
    course = with_exam(world)
    row = exams.take_exam(course.exam, course.enrolments.get(), by=Actor(world.deputy), at=timezone.now())
    return Page(reverse("training:attempt", args=[row.pk]), world.deputy, dict.fromkeys(row.questions, "A"))


LINK = {"title": "宪法", "link": "https://flk.npc.gov.cn/"}
EXAM = {"pass_mark": "60", "drawn": "2", "most_attempts": "3"}
HEAD = {"name": "县某", "phone": "", "work_unit": "某县县长"}

PAGES: dict[str, Callable[[World], Page]] = {
    "training:plan_course": plan_course,
    "training:change_course": of_a_course("change_course", desk, draft, **COURSE),
    "training:open_course": of_a_course("open_course", desk, draft),
    "training:cancel_course": of_a_course("cancel_course", desk, made.opened, reason=TEXT),
    "training:add_half_day": of_a_course("add_half_day", desk, made.opened, **HALF_DAY),
    "training:add_material": of_a_course("add_material", desk, made.opened, **LINK),
    "training:add_lesson": of_a_course("add_lesson", desk, made.opened, title="讲座", hours="1", duration="1:00"),
    "training:set_exam": of_a_course("set_exam", desk, made.opened, **EXAM),
    "training:add_question": of_a_course("add_question", desk, with_exam, **QUESTION),
    "training:take_exam": of_a_course("take_exam", deputy, with_exam),
    "training:invite_audience": of_a_course("invite_audience", desk, made.opened),
    "training:invite_person": of_a_course("invite_person", desk, made.opened, **HEAD),
    "training:enrol": of_a_course("enrol", deputy, made.opened),
    "training:ask_leave": of_a_course("ask_leave", deputy, with_author, reason=TEXT),
    "training:issue_certificates": of_a_course("issue_certificates", desk, ended),
    "training:decide_leave": decide_leave,
    "training:change_half_day": of_a_half_day("change_half_day", desk, lambda half_day: dict(HALF_DAY)),
    "training:attend_by_hand": of_a_half_day("attend_by_hand", desk, the_author),
    "training:load_sheet": of_a_half_day("load_sheet", desk, lambda half_day: {}),
    "training:signin": of_a_half_day("signin", deputy, digits),
    "training:void_attendance": void_attendance,
    "training:strike_off": strike_off,
    "training:remove_half_day": remove_half_day,
    "training:remove_material": remove_material,
    "training:take_back_leave": take_back_leave,
    "training:remove_lesson": remove_lesson,
    "training:remove_question": remove_question,
    "training:report_watched": report_watched,
    "training:attempt": attempt,
}
