"""Classes of the journeys' city, planned by its desk."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant
from tests.world import World
from training import attending, certifying, enrolling, exams, media, planning
from training.models import Attendance, Course, Enrolment, Exam, HalfDay, Lesson, Material

PLANNED: dict[str, Any] = {
    "kind": "regular",
    "title": "代表履职培训班",
    "theme": "",
    "organiser": "市人大常委会代表工委",
    "place": "市委党校",
    "teachers": "某教授",
    "audience": "all",
    "group": None,
    "is_compulsory": True,
    "asks_sign_out": True,
}
FOUR = timedelta(hours=4)


def now() -> datetime:
    """This moment, asked when it is needed."""
    return timezone.now()


def drafted(world: World, *, by: Grant | None = None, days: int = 2, **fields: Any) -> Course:
    """Of today and the days after it."""
    grant = by or world.desk
    today = timezone.localdate()
    facts = PLANNED | {"starts_on": today, "ends_on": today + timedelta(days=days)} | fields
    return planning.plan_course(term=grant.congress.terms.get(number=17), by=Actor(grant), at=now(), **facts)


def a_half_day(world: World, course: Course, *, starts: datetime | None = None, **fields: Any) -> HalfDay:
    """That runs now, as far as the day allows."""
    start = starts or begun()
    facts = {"starts_at": start, "ends_at": start + FOUR, "topic": "代表法", "speaker": "", "place": "", "hours": 4}
    return planning.add_half_day(course, by=Actor(world.desk), at=now(), **(facts | fields))


def begun() -> datetime:
    """A moment of today that is not later than now: a half-day that begins then runs, whenever the tests do."""
    midnight = timezone.localtime(now()).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(midnight, now() - timedelta(minutes=30))


def opened(world: World, **fields: Any) -> Course:
    """With one half-day that runs now."""
    course = drafted(world, **fields)
    a_half_day(world, course)
    planning.open_course(course, by=Actor(world.desk), at=now())
    return course


def the_half_day(course: Course) -> HalfDay:
    """Its first."""
    return course.half_days.select_related("course__congress")[0]


def enrolled(world: World, course: Course, grant: Grant | None = None) -> Enrolment:
    """By himself."""
    return enrolling.enrol(course, by=Actor(grant or world.deputy), at=now())


def signed_in(world: World, half_day: HalfDay, row: Enrolment, purpose: str = "in") -> Attendance:
    """By the desk."""
    return attending.attend_by_hand(half_day, row, purpose, by=Actor(world.desk), at=now())


def on_leave_asked(world: World, course: Course, grant: Grant | None = None, reason: str = "出差") -> Enrolment:
    """Waits for the desk."""
    row = enrolled(world, course, grant)
    enrolling.ask_leave(row, reason=reason, by=Actor(grant or world.deputy), at=now())
    return row


def a_wav(seconds: int = 20) -> SimpleUploadedFile:
    """A tone."""
    return SimpleUploadedFile("讲座.wav", media.a_tone(seconds).read())


def a_lesson(world: World, course: Course, seconds: int = 20, title: str = "监督法讲座") -> Lesson:
    """Of a tone."""
    file = media.keep_recording(a_wav(seconds), by=world.desk.person)
    facts = {"title": title, "file": file, "seconds": seconds, "hours": 2}
    return media.add_lesson(course, by=Actor(world.desk), at=now(), **facts)


def a_link(world: World, course: Course, title: str = "中华人民共和国代表法") -> Material:
    """A law to be read elsewhere."""
    facts = {"title": title, "file": None, "link": "https://flk.npc.gov.cn/", "is_compulsory": True}
    return planning.add_material(course, by=Actor(world.desk), at=now(), **facts)


def an_exam(world: World, course: Course, questions: int = 2, most_attempts: int = 3) -> Exam:
    """With a bank in which A is always right."""
    by = Actor(world.desk)
    facts = {"pass_mark": 60, "drawn": 2, "most_attempts": most_attempts}
    exam = exams.set_exam(course, by=by, at=now(), **facts)
    for number in range(questions):
        question = {"kind": "single", "text": f"第{number + 1}题", "answers": ["对", "错"], "right": "A"}
        exams.add_question(exam, by=by, at=now(), **question)
    return exam


def with_certificate(world: World, course: Course, row: Enrolment) -> Enrolment:
    """After he has been in every half-day of a class that ends today."""
    for half_day in course.half_days.select_related("course__congress"):
        signed_in(world, half_day, row, "out")
    certifying.issue_certificates(course, by=Actor(world.desk), at=now())
    row.refresh_from_db()
    return row
