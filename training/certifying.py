"""结业证书: for whoever attended enough of a class and passed its test, numbered, as a Word file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

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
from training import hours
from training.models import Attempt, Certificate, Course, Enrolment, Exam
from training.permissions import may_keep
from training.planning import hold_course


@dataclass(frozen=True)
class Terms:
    """结业条件 of a class, and who fulfils them.

    Attributes:
        needed: hours; the share of the class's that the setting `training.certificate_percent` asks for, at least one.
        has: hours by enrolment; those without any are left out.
        passed: the enrolments that passed its test; None where there is no test.
    """

    needed: int
    has: Mapping[UUID, int]
    passed: frozenset[UUID] | None

    def lacks(self, enrolment: UUID) -> str:
        """还差2学时，测验没有合格; empty for whoever fulfils them."""
        short = self.needed - self.has.get(enrolment, 0)
        parts = [f"还差{short}学时"] if short > 0 else []
        if self.passed is not None and enrolment not in self.passed:
            parts.append("测验没有合格")
        return "，".join(parts)

    def __str__(self) -> str:
        return f"学完{self.needed}学时{'' if self.passed is None else '、测验合格'}"


def terms_of(course: Course, on: date) -> Terms:
    """As they are set on that day, and as the records stand now."""
    percent = configuration.value("training.certificate_percent", course.congress, on=on)
    exam = Exam.objects.filter(course=course).first()
    passed = None
    if exam is not None:
        attempts = Attempt.objects.filter(exam=exam, score__gte=exam.pass_mark)
        passed = frozenset(attempts.values_list("enrolment", flat=True))
    needed = max(1, -(-percent * hours.whole_of(course) // 100))
    return Terms(needed, hours.of_course(course), passed)


def entitled(course: Course, terms: Terms) -> list[Enrolment]:
    """Who fulfils the terms and has no certificate yet, by name."""
    rows = course.enrolments.on_roster().filter(certificate__isnull=True).select_related("person")
    return [row for row in rows.order_by("person__sort_key", "pk") if not terms.lacks(row.pk)]


@transaction.atomic
def issue_certificates(course: Course, *, by: Actor, at: datetime) -> int:
    """颁发: one for everybody who is entitled and has none, who is told; says how many.

    Raises:
        PermissionDenied: the class is not over, or was cancelled.
    """
    require(may_keep(by, course))
    hold_course(course)
    day = timezone.localtime(at).date()
    if not course.is_open or day < course.ends_on:
        require(refuse("培训班结束的那天起才能颁发结业证书。"))
    list(Congress.objects.select_for_update(no_key=True).filter(pk=course.congress_id).values_list("pk"))
    terms = terms_of(course, day)
    found = entitled(course, terms)
    if not found:
        return 0
    taken = Certificate.objects.filter(congress=course.congress_id, year=day.year)
    first = (taken.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Certificate.objects.bulk_create(
        Certificate(
            enrolment=row,
            congress=course.congress,
            year=day.year,
            number=number,
            hours=terms.has[row.pk],
            issued_on=day,
            issued_by=by.grant,
        )
        for number, row in enumerate(found, first)
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
