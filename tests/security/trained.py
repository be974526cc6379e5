"""What the actors meet of training: a draft, a class that runs, one on its last day, one that was cancelled."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congress import attendance_codes
from congress.actors import Actor
from congress.models import StoredFile
from tests.security.cast import Cast
from tests.security.planting import canary, paper
from training import attending, certifying, enrolling, exams, media, planning, striking
from training.models import Attempt, Course, Enrolment, HalfDay

PEOPLE = ("author", "invited", "colleague")
PLANNED = {
    "kind": "regular",
    "theme": "",
    "organiser": "市人大",
    "place": "党校",
    "teachers": "",
    "audience": "chosen",
    "group": None,
    "is_compulsory": True,
    "asks_sign_out": True,
}


def trained(
    cast: Cast, thing: Callable[..., Any], whole: Callable[..., Any], a_file: Callable[..., StoredFile]
) -> list[Any]:
    """Of the city; author, invited and colleague are in every class but the draft.

    Args:
        thing: makes one of a kind, a state and a row; `whole` one with arguments of its own.
        a_file: keeps a paper.
    """
    at, by = timezone.now(), Actor(cast.grants["desk"])
    classes = {
        "draft": _planned(cast, f"草稿班{canary('draft_course')}", 2),
        "open": _planned(cast, "履职培训班", 2),
        "last_day": _planned(cast, "最后一天的班", 0),
        "cancelled": _planned(cast, "取消的班", 2),
    }
    for state in ("open", "last_day", "cancelled"):
        planning.open_course(classes[state], by=by, at=at)
        for name in PEOPLE:
            person = cast.people[name]
            row = Enrolment.objects.create(course=classes[state], person=person, seat=cast.seat(name), enrolled_at=at)
            if name != "invited":
                enrolling.enrol(classes[state], by=Actor(cast.grants[name]), at=at)
            row.refresh_from_db()
    reason = canary("class_leave_reason")
    asking = classes["open"].enrolments.get(person=cast.people["colleague"])
    enrolling.ask_leave(asking, reason=reason, by=Actor(cast.grants["colleague"]), at=at)
    attendance, certificate = _ended(cast, classes["last_day"], by, at)
    planning.cancel_course(classes["cancelled"], reason="改期", by=by, at=at)
    open_class = classes["open"]
    sound = media.keep_recording(SimpleUploadedFile("讲座.wav", media.a_tone(9).read()), by=by.person)
    lesson = media.add_lesson(open_class, title="监督法讲座", file=sound, seconds=9, hours=1, by=by, at=at)
    file = a_file(*paper("class_material"), by.person)
    facts = {"is_compulsory": True, "by": by, "at": at}
    kept = planning.add_material(open_class, title="代表法讲义", file=file, link="", **facts)
    link = planning.add_material(open_class, title="宪法", file=None, link="https://flk.npc.gov.cn/", **facts)
    struck = Enrolment.objects.create(
        course=open_class, person=cast.people["declined"], seat=cast.seat("declined"), enrolled_at=at
    )
    striking.strike_off(struck, reason="改派别人", by=by, at=at)
    attempt = _begun(cast, open_class, open_class.enrolments.get(person=cast.people["author"]), by, at)
    unasked = {"kind": "truth", "text": "没有抽到的题", "answers": ["对", "错"]}
    exams.add_question(attempt.exam, right="A", by=by, at=at, **unasked)
    half_days = {state: classes[state].half_days.get() for state in ("draft", "open")}
    token = attendance_codes.token("training:in", half_days["open"].pk, at - timedelta(days=1))
    own = open_class.enrolments.get(person=cast.people["author"])
    return [
        *[thing("course", state, row) for state, row in classes.items()],
        *[thing("half_day", state, row) for state, row in half_days.items()],
        whole("half_day_code", "open", None, {"pk": half_days["open"].pk, "purpose": "in"}),
        whole("half_day_scan", "stale", None, {"pk": half_days["open"].pk, "purpose": "in", "token": token}),
        thing("enrolment", "leave_asked", asking),
        thing("enrolment", "enrolled", own),
        thing("class_attendance", "last_day", attendance),
        thing("certificate", "last_day", certificate),
        thing("lesson", "open", lesson),
        thing("material", "file", kept),
        thing("material", "link", link),
        thing("attempt", "begun", attempt),
        thing("enrolment", "struck", struck),
        whole("revised", "course", None, {"record": "course", "pk": open_class.pk}),
        thing("question", "drawn", attempt.exam.questions.get(pk=attempt.questions[0])),
        thing("question", "new", attempt.exam.questions.get(text="没有抽到的题")),
    ]


def _planned(cast: Cast, title: str, days: int) -> Course:
    """Each with a half-day of today that runs until midnight."""
    at, by, today = timezone.now(), Actor(cast.grants["desk"]), timezone.localdate()
    term = cast.world.city.terms.get()
    days_of = {"starts_on": today, "ends_on": today + timedelta(days=days)}
    course = planning.plan_course(term=term, by=by, at=at, title=title, **days_of, **PLANNED)
    midnight = datetime.combine(today, time(), timezone.get_default_timezone())
    facts = {"topic": "代表法", "speaker": "", "place": "", "hours": 4}
    planning.add_half_day(course, by=by, at=at, starts_at=midnight, ends_at=midnight + timedelta(hours=24), **facts)
    return course


def _ended(cast: Cast, course: Course, by: Actor, at: datetime) -> tuple[Any, Any]:
    """The author has his certificate, the colleague was there and has none yet: his attendance, the certificate."""
    half_day: HalfDay = course.half_days.select_related("course__congress").get()
    rows = {name: course.enrolments.get(person=cast.people[name]) for name in PEOPLE}
    attending.attend_by_hand(half_day, rows["author"], "out", by=by, at=at)
    certifying.issue_certificates(course, by=by, at=at)
    attendance = attending.attend_by_hand(half_day, rows["colleague"], "out", by=by, at=at)
    rows["author"].refresh_from_db()
    return attendance, rows["author"].certificate


def _begun(cast: Cast, course: Course, own: Enrolment, by: Actor, at: datetime) -> Attempt:
    exam = exams.set_exam(course, pass_mark=60, drawn=1, most_attempts=3, by=by, at=at)
    question = {"kind": "single", "text": f"代表几年一届？{canary('question')}", "answers": ["五年", "三年"]}
    exams.add_question(exam, right="A", by=by, at=at, **question)
    return exams.take_exam(exam, own, by=Actor(cast.grants["author"]), at=at)


def sent_in_training(thing: Any, day: Callable[[int], str], text: str) -> dict[str, dict[str, Any]]:
    """What somebody sensible would send to each page of training."""
    row = thing and thing.row
    half = {"starts_at": f"{day(0)}T23:50", "ends_at": f"{day(0)}T23:59", "topic": text[:20], "hours": "4"}
    half |= {"speaker": "", "place": ""}
    course = PLANNED | {"group": "", "title": "改过的班", "starts_on": day(0), "ends_on": day(2)}
    return {
        "training:plan_course": course | {"title": "新办的班"},
        "training:change_course": course,
        "training:cancel_course": {"reason": text},
        "training:add_half_day": half,
        "training:change_half_day": half,
        "training:add_material": {"title": "组织法", "link": "https://flk.npc.gov.cn/"},
        "training:add_lesson": {"title": "讲座二", "hours": "1", "duration": "1:00"},
        "training:set_exam": {"pass_mark": "60", "drawn": "2", "most_attempts": "2"},
        "training:add_question": {"kind": "truth", "text": text[:40], "answers": "对\n错", "right": "A"},
        "training:invite_person": {"name": "县某", "phone": "", "work_unit": "某县县长"},
        "training:ask_leave": {"reason": text},
        "training:decide_leave": {"refuse": "1"},
        "training:void_attendance": {"reason": text},
        "training:strike_off": {"reason": text},
        "training:remove_lesson": {"reason": text},
        "training:signin": {"digits": _digits(row)},
        "training:attend_by_hand": {"enrolment": _somebody_in(row), "purpose": "in"},
        "training:report_watched": {"spans": "0-5", "position": "5"},
        "training:attempt": {key: "A" for key in row.questions} if isinstance(row, Attempt) else {},
    }


def _digits(row: Any) -> str:
    """Those that the screen shows now."""
    is_one = isinstance(row, HalfDay)
    return attendance_codes.digits("training:in", row.pk, timezone.now()) if is_one else ""


def _somebody_in(row: Any) -> str:
    """Who has not signed in yet."""
    first = row.course.enrolments.on_roster().order_by("pk").first() if isinstance(row, HalfDay) else None
    return str(first.pk) if first else ""
