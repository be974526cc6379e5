"""What the rows of a class must agree on."""

from collections.abc import Iterator

from django.db.models import F, Q

from congress.registries import check
from training.models import Attendance, Certificate, Course, Enrolment, HalfDay, Practice, Watching
from training.watching import length, merged

OTHER_CONGRESS = ~Q(congress=F("term__congress")) | Q(group__isnull=False) & ~Q(group__congress=F("congress"))


@check("training", "培训")
def training() -> Iterator[str]:
    """Rows of two classes, of two persons, of days outside the class; spans that do not add up."""
    for course in Course.objects.filter(OTHER_CONGRESS).order_by("pk"):
        yield f"{course}：届次或小组是另一级人大的"
    days = HalfDay.objects.select_related("course").exclude(
        starts_at__date__gte=F("course__starts_on"), starts_at__date__lte=F("course__ends_on")
    )
    for half_day in days.order_by("pk"):
        yield f"{half_day.course}：{half_day}不在培训班的日期里"
    rows = Enrolment.objects.filter(seat__isnull=False).exclude(seat__person=F("person"))
    for row in rows.select_related("course", "person").order_by("pk"):
        yield f"{row.course}：{row}报名用的是别人的代表资格"
    astray = Attendance.objects.exclude(half_day__course=F("enrolment__course")).select_related("half_day__course")
    for attendance in astray.order_by("pk"):
        yield f"{attendance.half_day.course}：{attendance.half_day}的签到是另一个培训班的人"
    for certificate in Certificate.objects.exclude(congress=F("enrolment__course__congress")).order_by("pk"):
        yield f"{certificate}：证书和培训班不是同一级人大的"
    heard = Watching.objects.select_related("lesson__course", "lesson__file")
    for watching in heard.order_by("pk").iterator(200):
        if watching.spans != merged(watching.spans) or length(watching.spans) != watching.seconds:
            yield f"{watching.lesson.course}：{watching.lesson}听过的片段和秒数对不上"


@check("practice", "练习室")
def practices() -> Iterator[str]:
    """Practice under somebody else's role, or outside of one's own room."""
    whole = Q(
        grant__person=F("stands_for__person"),
        grant__role=F("stands_for__role"),
        grant__congress__practice_of=F("stands_for__congress"),
        grant__congress__practised_by=F("stands_for__person"),
    )
    for row in Practice.objects.exclude(whole).select_related("stands_for__person").order_by("pk"):
        yield f"{row.stands_for.person.name}：练习的身份和真实的身份对不上"
