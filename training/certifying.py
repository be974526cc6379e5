"""结业证书: for whoever attended enough of a class and passed its test, numbered, as a Word file."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from congress import configuration, timeline
from congress.actors import Actor
from congress.codes import picture_of
from congress.documents import Paper
from congress.models import Congress
from congress.notices import Post, post_many
from congress.permissions import refuse, require
from congress.workflow import OutOfTurn
from training import hours
from training.models import Attempt, Certificate, Course, Enrolment, Exam
from training.permissions import may_keep
from training.planning import hold_course


def entitled(course: Course, on: date) -> list[tuple[Enrolment, int]]:
    """Who may have one and has none yet, with his hours, by name.

    Whoever has the share of the class's hours that the setting `training.certificate_percent` asks for, and has
    passed its test where there is one.
    """
    percent = configuration.value("training.certificate_percent", course.congress, on=on)
    whole, has = hours.whole_of(course), hours.of_course(course)
    rows = (
        course.enrolments.filter(certificate__isnull=True).select_related("person").order_by("person__sort_key", "pk")
    )
    if Exam.objects.filter(course=course).exists():
        passed = Attempt.objects.filter(exam__course=course, score__gte=course.exam.pass_mark)
        rows = rows.filter(pk__in=passed.values("enrolment"))
    return [(row, has[row.pk]) for row in rows if row.pk in has and has[row.pk] * 100 >= percent * whole]


@transaction.atomic
def issue_certificates(course: Course, *, by: Actor, at: datetime) -> int:
    """颁发: one for everybody who is entitled and has none, who is told; says how many.

    Raises:
        OutOfTurn: nobody is entitled who has none yet.
        PermissionDenied: the class is not over, or was cancelled.
    """
    require(may_keep(by, course))
    hold_course(course)
    day = timezone.localtime(at).date()
    if not course.is_open or day < course.ends_on:
        require(refuse("培训班结束的那天起才能颁发结业证书。"))
    list(Congress.objects.select_for_update(no_key=True).filter(pk=course.congress_id).values_list("pk"))
    found = entitled(course, day)
    if not found:
        raise OutOfTurn("没有新的人够条件，没有颁发。")
    taken = Certificate.objects.filter(congress=course.congress_id, year=day.year)
    first = (taken.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Certificate.objects.bulk_create(
        Certificate(
            enrolment=row,
            congress=course.congress,
            year=day.year,
            number=number,
            hours=has,
            issued_on=day,
            issued_by=by.grant,
        )
        for number, (row, has) in enumerate(found, first)
    )
    timeline.record("issue_certificates", course, by=by, at=at, is_locked=True, first=first, number=len(found))
    post_many(_told(certificate, course) for certificate in made)
    return len(found)


def _told(certificate: Certificate, course: Course) -> Post:
    person = certificate.enrolment.person
    return Post(
        key=f"course_certified:{certificate.pk}",
        kind="course_certified",
        to=person,
        congress=course.congress,
        facts={"name": person.name, "title": course.title},
        day=certificate.issued_on,
        address=reverse("training:certificate", args=[certificate.pk]),
    )


def certificate_paper(certificate: Certificate, site: str) -> bytes:
    """The certificate as a .docx file, with a code that leads to its page.

    Args:
        site: the portal's address, for the code.
    """
    row = certificate.enrolment
    course = row.course
    paper = Paper(f"结业证书 {certificate}", author=course.organiser)
    paper.title("结业证书")
    paper.line(str(certificate), right=0)
    paper.blank()
    end = "" if course.starts_on == course.ends_on else f"至{_day(course.ends_on)}"
    test = "，测验合格" if Exam.objects.filter(course=course).exists() else ""
    paper.text(
        f"{row.person.name}同志于{_day(course.starts_on)}{end}参加“{course.title}”学习，"
        f"完成{certificate.hours}学时{test}，准予结业。"
    )
    paper.blank()
    paper.signature(course.organiser, _day(certificate.issued_on))
    paper.code(picture_of(f"{site.rstrip('/')}{reverse('training:certificate', args=[certificate.pk])}"))
    paper.number_pages(from_second=True)
    return paper.content()


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
