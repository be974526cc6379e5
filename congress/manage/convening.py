"""届次和会议, and the congresses of the levels below: begun and corrected, each deed on the record."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.manage.permissions import may_configure, may_manage_people
from congress.models import Congress, Session, Term
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.places import level_of, place_in

BELOW = {Congress.Level.CITY: Congress.Level.COUNTY, Congress.Level.COUNTY: Congress.Level.TOWN}


@transaction.atomic
def add_congress(*, by: Actor, parent: Congress, name: str, code: str, number: int, starts_on: date) -> Congress:
    """The congress of a place below, with the term it is in.

    Args:
        name: as on the seal; the place and its level are read from it.
        code: the prefix of its numbers, letters and digits.
        number, starts_on: of the term.
    Raises:
        PermissionDenied: when the place does not lie right below its parent, or the name or the prefix is taken.
    """
    require(may_manage_people(by))
    require(ALLOWED if by.congress.holds(parent) else refuse("只能在本级和下级建立人大。"))
    place = place_in(name)
    require(ALLOWED if place and level_of(place) else refuse("名称应为“某某县（区）人大”或“某某镇（乡）人大”。"))
    level = level_of(place)
    fits = BELOW.get(Congress.Level(parent.level)) == level
    require(ALLOWED if fits else refuse(f"{place}不是{parent.place}的直接下级，请核对名称和上级人大。"))
    taken = Congress.objects.filter(parent=parent, name=name).exists()
    require(refuse(f"已经有{name}。") if taken else ALLOWED)
    try:
        with transaction.atomic():
            made = Congress.objects.create(
                name=name, place=place, code=code, level=level, parent=parent, order=parent.children.count()
            )
            Term.objects.create(congress=made, number=number, starts_on=starts_on)
    except IntegrityError:
        require(refuse(f"编号前缀{code}已被使用，请换一个。"))
        raise
    timeline.record("add_congress", made, by=by)
    return made


@transaction.atomic
def open_term(*, by: Actor, number: int, starts_on: date) -> Term:
    """A new term of the actor's congress; the one before it ends the day before (代表法 art. 2).

    Raises:
        PermissionDenied: when number or day do not follow the last term.
    """
    require(may_configure(by))
    congress = Congress.objects.select_for_update(no_key=True).get(pk=by.congress.pk)
    last = congress.terms.first()
    if last:
        require(ALLOWED if number > last.number else refuse(f"届次要大于现在的第{last.number}届。"))
        require(ALLOWED if starts_on > last.starts_on else refuse(f"开始日期要晚于上一届的{last.starts_on}。"))
        Term.objects.filter(pk=last.pk).update(ends_on=starts_on - timedelta(days=1))
    term = congress.terms.create(number=number, starts_on=starts_on)
    timeline.record("open_term", congress, by=by, note=f"第{number}届，自{starts_on}起")
    return term


@transaction.atomic
def change_term(term: Term, *, by: Actor, number: int, starts_on: date) -> None:
    """Put right what was entered of the last term; the one before it ends the day before.

    Raises:
        PermissionDenied: when it is not the last one, or does not follow the one before, or a session lies earlier.
    """
    require(_may_keep(by, term))
    congress = Congress.objects.select_for_update(no_key=True).get(pk=term.congress_id)
    last, *before = congress.terms.all()[:2]
    require(ALLOWED if last.pk == term.pk else refuse("只能更正最近一届，以前的不改动。"))
    if before:
        follows = number > before[0].number and starts_on > before[0].starts_on
        require(
            ALLOWED if follows else refuse(f"届次和开始日期要在第{before[0].number}届（{before[0].starts_on}）之后。")
        )
    early = term.sessions.filter(opens_on__lt=starts_on).exists()
    require(refuse("本届已有更早的会议，请核对开始日期。") if early else ALLOWED)
    if before:
        Term.objects.filter(pk=before[0].pk).update(ends_on=starts_on - timedelta(days=1))
    Term.objects.filter(pk=term.pk).update(number=number, starts_on=starts_on)
    note = f"第{term.number}届（{term.starts_on}起）更正为第{number}届（{starts_on}起）"
    timeline.record("change_term", congress, by=by, note=note)


@dataclass(frozen=True)
class Meeting:
    """What is entered of a session.

    Attributes:
        receives_from: from that day on, before it opens too, suggestions and motions belong to it.
        motions_until: the hour at which motions end, as the presidium set it; None until then.
        presidium_at: when the presidium meets for the last time; a ruling can be reviewed until some hours before.
    """

    number: int
    opens_on: date
    closes_on: date
    receives_from: date
    motions_until: datetime | None = None
    presidium_at: datetime | None = None

    def __str__(self) -> str:
        until = f"，议案截止{timezone.localtime(self.motions_until):%Y-%m-%d %H:%M}" if self.motions_until else ""
        return f"第{self.number}次会议，{self.opens_on}至{self.closes_on}，{self.receives_from}起受理{until}"


@transaction.atomic
def call_session(term: Term, meeting: Meeting, *, by: Actor) -> Session:
    """A meeting of the whole congress within its term.

    Raises:
        PermissionDenied: when the number is taken, or the days lie outside the term or on another meeting's.
    """
    require(_may_keep(by, term))
    congress = Congress.objects.select_for_update(no_key=True).get(pk=term.congress_id)
    require(_fits(meeting, term, term.sessions.all()))
    session = term.sessions.create(**asdict(meeting))
    timeline.record("call_session", congress, by=by, note=f"第{term.number}届{meeting}")
    return session


@transaction.atomic
def change_session(session: Session, meeting: Meeting, *, by: Actor) -> None:
    """Other days, or another hour for motions: what was put forward in time stays in time.

    Raises:
        PermissionDenied: as for a new one.
    """
    require(_may_keep(by, session.term))
    congress = Congress.objects.select_for_update(no_key=True).get(pk=session.term.congress_id)
    require(_fits(meeting, session.term, session.term.sessions.exclude(pk=session.pk)))
    Session.objects.filter(pk=session.pk).update(**asdict(meeting))
    timeline.record("change_session", congress, by=by, note=f"第{session.term.number}届{meeting}")


def _fits(meeting: Meeting, term: Term, others: QuerySet[Session]) -> Verdict:
    """Within the term, with a number of its own, on days of its own, and its hour within its days."""
    is_within = term.starts_on <= meeting.opens_on and not (term.ends_on and meeting.closes_on > term.ends_on)
    if not is_within:
        return refuse("会议要在本届之内。")
    if others.filter(number=meeting.number).exists():
        return refuse(f"本届已有第{meeting.number}次会议。")
    if others.filter(receives_from__lte=meeting.closes_on, closes_on__gte=meeting.receives_from).exists():
        return refuse("这几天已有另一次会议，请核对日期。")
    for name, moment in (("议案截止", meeting.motions_until), ("最后一次主席团会议", meeting.presidium_at)):
        if moment and not meeting.receives_from <= timezone.localdate(moment) <= meeting.closes_on:
            return refuse(f"{name}时间要在开始受理到闭幕之间。")
    return ALLOWED


def _may_keep(by: Actor, term: Term) -> Verdict:
    own = ALLOWED if term.congress_id == by.congress.pk else refuse("届次和会议由本级登记。")
    return may_configure(by) and own
