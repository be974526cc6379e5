"""Training in the demo: the class of the seed (290 people, 3 days), an online lesson with a test, a class to come.

With fewer than 240 deputies in the city, as in the small demo, the class has those that there are and nobody else.
People are fictitious.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Congress, Grant, Person, Role
from congress.pinyin import person_sort_key
from congress.registries import demo
from deputies.models import Seat
from training import certifying, enrolling, exams, media, planning, watching
from training.models import Attendance, Course, Enrolment, HalfDay
from training.permissions import may_keep_courses

DEPUTIES, ALL = 240, 290
LAWS = ("中华人民共和国宪法", "地方组织法", "代表法", "监督法")
LIBRARY = "https://flk.npc.gov.cn/"
TOPICS = (
    ("学习宪法", "法学专家"),
    ("地方组织法和代表法", "法学专家"),
    ("怎样提出高质量的议案和建议", "代表工委"),
    ("监督法和人大监督工作", "法学专家"),
    ("议案建议网上办理系统的使用", "代表工委"),
    ("分组讨论和结业", "代表工委"),
)
QUESTIONS = (
    ("truth", "各级人民代表大会常务委员会应当向本级人民代表大会报告工作。", ("对", "错"), "A"),
    ("truth", "代表建议可以不答复。", ("对", "错"), "B"),
    ("single", "市人民代表大会每届任期几年？", ("三年", "四年", "五年"), "C"),
    ("multiple", "监督的方式有哪些？", ("听取专项工作报告", "执法检查", "直接处理案件"), "AB"),
    ("single", "县级以上的代表大会，多少名代表联名可以提出议案？", ("五名", "十名", "二十名"), "B"),
)
POSTS = ("人大常委会主任", "人大主席", "党委书记", "乡镇长", "区县长")
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "一培二培三培四培五培"
MISSES = 17  # every so many misses the last half-day


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), timezone.get_default_timezone())


@demo
def tell_training(city: Congress) -> None:
    """By the city's desk; nothing where nobody acts for it."""
    grants = Grant.objects.select_related("person", "congress", "organ").filter(congress=city, role=Role.DESK)
    desk = next((Actor(grant) for grant in grants.order_by("id") if may_keep_courses(Actor(grant))), None)
    seats = list(city.seats.select_related("person", "grant").order_by("card_number"))
    if desk is None or not seats:
        return
    today = timezone.localdate()
    first = today - timedelta(days=12)
    with timeline.carried_over(_at(first - timedelta(days=20), 9)):
        held = _planned(desk, "代表履职培训班", first, days=3, is_compulsory=True)
        half_days = _half_days(desk, held)
        for law in LAWS:
            moment = timeline.moment()
            planning.add_material(held, title=law, file=None, link=LIBRARY, is_compulsory=True, by=desk, at=moment)
        planning.open_course(held, by=desk, at=timeline.moment())
    _attend(_people(held, city, seats), half_days)
    certifying.issue_certificates(held, by=desk, at=_at(held.ends_on, 18))
    _online(desk, seats[0], today)
    _to_come(desk, seats, today)


def _planned(by: Actor, title: str, first: date, *, days: int, kind: str = "regular", **fields: object) -> Course:
    facts = {
        "theme": "",
        "place": "市委党校",
        "teachers": "",
        "audience": "chosen",
        "group": None,
        "is_compulsory": False,
        "asks_sign_out": True,
    }
    dates = {"starts_on": first, "ends_on": first + timedelta(days=days - 1)}
    return planning.plan_course(
        term=by.congress.terms.order_by("-number")[0],
        by=by,
        at=timeline.moment(),
        kind=kind,
        title=title,
        organiser=f"{by.congress.place}人大常委会",
        **dates,
        **(facts | fields),
    )


def _half_days(by: Actor, course: Course) -> list[HalfDay]:
    """Two on each day."""
    made = []
    for at, (topic, speaker) in enumerate(TOPICS):
        day = course.starts_on + timedelta(days=at // 2)
        begin, end = ((14, 30), (18, 0)) if at % 2 else ((8, 30), (12, 0))
        facts = {"starts_at": _at(day, *begin), "ends_at": _at(day, *end), "place": "报告厅", "hours": 4}
        made.append(planning.add_half_day(course, by=by, at=timeline.moment(), topic=topic, speaker=speaker, **facts))
    return made


def _people(course: Course, city: Congress, seats: list[Seat]) -> list[Enrolment]:
    """240 deputies and 50 heads of counties and towns, where there are so many deputies."""
    at = _at(course.starts_on - timedelta(days=10), 9)
    facts = {"course": course, "state": Enrolment.State.ENROLLED, "enrolled_at": at}
    rows = [Enrolment(person=seat.person, seat=seat, **facts) for seat in seats[:DEPUTIES]]
    if len(seats) >= DEPUTIES:
        below = Congress.objects.filter(path__startswith=city.path).exclude(pk=city.pk).order_by("path")
        places = [row.place for row in below] or [city.place]
        rows += [
            Enrolment(person=person, work_unit=f"{places[at % len(places)]}{POSTS[at % len(POSTS)]}", **facts)
            for at, person in enumerate(_heads(city, ALL - DEPUTIES))
        ]
    return Enrolment.objects.bulk_create(rows, 500)


def _heads(city: Congress, number: int) -> list[Person]:
    names = [f"{surname}{GIVEN[at : at + 2]}" for surname in SURNAMES for at in range(0, len(GIVEN), 2)]
    people = []
    for name in names[:number]:
        person = Person(name=name, sort_key=person_sort_key(name), home=city)
        person.set_unusable_password()
        people.append(person)
    return Person.objects.bulk_create(people)


def _attend(rows: list[Enrolment], half_days: list[HalfDay]) -> None:
    """Nearly everybody every time."""
    made = []
    for at, row in enumerate(rows):
        sat = half_days[:-1] if at % MISSES == MISSES - 1 else half_days
        for half_day in sat:
            came = half_day.starts_at - timedelta(minutes=at % 40)
            left = half_day.ends_at + timedelta(minutes=at % 20)
            way = "desk" if row.seat_id is None else "digits" if at % 9 == 0 else "code"
            made.append(
                Attendance(half_day=half_day, enrolment=row, came_at=came, came_way=way, left_at=left, left_way=way)
            )
    Attendance.objects.bulk_create(made, 500)


def _online(by: Actor, seat: Seat, today: date) -> None:
    """A lesson of a few seconds that the first deputy has heard, and a test that he has passed."""
    begun = _at(today - timedelta(days=5), 9)
    with timeline.carried_over(begun):
        facts = {"audience": "all", "place": "", "kind": "online", "asks_sign_out": False}
        course = _planned(by, "监督法线上讲座", today - timedelta(days=5), days=40, **facts)  # type: ignore[arg-type]
        sound = media.a_tone(8)
        file = media.keep_tone(sound, "监督法讲座.wav", by=by.person)
        lesson = media.add_lesson(course, title="监督法讲座", file=file, seconds=8, hours=2, by=by, at=begun)
        exam = exams.set_exam(course, pass_mark=60, drawn=5, most_attempts=3, by=by, at=begun)
        for kind, text, answers, right in QUESTIONS:
            exams.add_question(exam, kind=kind, text=text, answers=list(answers), right=right, by=by, at=begun)
        planning.open_course(course, by=by, at=begun)
    his = Actor(seat.grant)
    with timeline.carried_over(begun + timedelta(hours=2)):
        at = timeline.moment()
        row = enrolling.enrol(course, by=his, at=at)
        for seconds, spans in ((0, []), (20, [(0, 8)])):
            moment = at + timedelta(seconds=seconds)
            watching.report_watched(lesson, row, spans, position=0, by=his, at=moment)
        attempt = exams.take_exam(exam, row, by=his, at=at)
        answers_of = {str(question.pk): question.right for question in exam.questions.all()}
        exams.hand_in(attempt, answers_of, by=his, at=at)


def _to_come(by: Actor, seats: list[Seat], today: date) -> None:
    """Next week's class: invited, some confirmed, one asks for leave."""
    now = timezone.now()
    first = today + timedelta(days=8)
    course = _planned(by, "会前专题培训班", first, days=1, kind="before", audience="all", theme="宪法学习月")
    begin, end = _at(first, 8, 30), _at(first, 12)
    facts = {"topic": "审查报告和计划预算", "speaker": "代表工委", "place": "会议中心", "hours": 4}
    planning.add_half_day(course, by=by, at=now, starts_at=begin, ends_at=end, **facts)
    planning.open_course(course, by=by, at=now)
    enrolling.invite_audience(course, by=by, at=now)
    for seat in seats[1:5]:
        enrolling.enrol(course, by=Actor(seat.grant), at=now)
    for seat in seats[1:2]:
        row = course.enrolments.select_related("course__congress", "person").get(person=seat.person)
        enrolling.ask_leave(row, reason="那天在省里开会", by=Actor(seat.grant), at=now)
