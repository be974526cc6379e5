"""Rows that the play of the permission matrix does not have: an old name, a new word, a review."""

from datetime import date

from django.utils import timezone

from congress.configurable import DECLARED
from congress.models import KeptAnswer, MessageText, OrganName, Setting, Word
from deputies.models import DeputyContact, DutyExcuse, Visit
from groups.models import Link, PracticalMatter, Reading
from proposals.models import Conclusion, Publication
from tests.places import START
from tests.security.walking import Stage

TEXT = "原文"


def add_to(stage: Stage) -> None:
    """One of each."""
    world, today = stage.cast.world, timezone.localdate()
    disputed = next(each.row for each in stage.of_kind("assignment") if each and each.state == "disputed")
    MessageText.objects.create(kind="submitted", text=TEXT)
    organ = next(each.row for each in stage.of_kind("organ") if each)
    OrganName.objects.create(organ=organ, name=TEXT, starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31))
    Word.objects.create(dictionary="category", code="X9", label=TEXT, starts_on=START)
    Conclusion.objects.create(
        assignment=disputed,
        round=disputed.round,
        on=today,
        way=Conclusion.Way.MEETING,
        result=TEXT,
        recorded_by=world.desk.person,
    )
    declined = next(each.row for each in stage.of_kind("proposal") if each and each.state == "motion_declined")
    declined.rulings.update(review="kept", review_reason=TEXT, reviewed_at=timezone.now())
    system = next(each.row for each in stage.of_kind("system") if each)
    KeptAnswer.objects.create(system=system, key=TEXT, digest=TEXT, status=200, body={}, at=timezone.now())
    Publication.objects.published().update(plan=TEXT, category=TEXT)
    for key, declared in DECLARED.items():
        if isinstance(declared.default, str) and not declared.choices:
            Setting.objects.get_or_create(key=key, congress=None, starts_on=START, defaults={"value": TEXT})
    _of_duties(stage)
    _of_groups(stage)


def _of_groups(stage: Stage) -> None:
    """A village that is kept in touch with, something to read on another site, a matter that the village confirmed."""
    by, today = stage.cast.grants["cosigner"], timezone.localdate()
    group = next(each.row for each in stage.of_kind("group") if each)
    Link.objects.create(group=group, kind="village", village=TEXT, contact=TEXT, starts_on=today, set_by=by)
    activity = next(each.row for each in stage.of_kind("activity") if each and each.state == "planned")
    Reading.objects.create(activity=activity, title=TEXT, link="https://example.org/")
    done = {"starts_on": today, "done_on": today, "confirmed_on": today, "confirmed_by": TEXT}
    PracticalMatter.objects.create(group=group, title=TEXT, text=TEXT, place=TEXT, written_by=by, **done)


def _of_duties(stage: Stage) -> None:
    """A visit and a contact that were cancelled, an excuse."""
    world, now = stage.cast.world, timezone.now()
    facts = {"day": timezone.localdate(), "words": TEXT, "recorded_by": world.deputy, "recorded_at": now}
    facts |= {"cancelled_at": now, "cancelled_by": world.deputy, "cancel_reason": TEXT}
    Visit.objects.create(seat=world.zhang, number=1, place=TEXT, **facts)
    DeputyContact.objects.create(member=world.zhang, deputy=world.li, **facts)
    given = {"given_by": world.desk, "given_at": now, "reason": TEXT}
    days = {"starts_on": timezone.localdate(), "ends_on": timezone.localdate()}
    DutyExcuse.objects.create(congress=world.city, subject="seat", holder=world.zhang.pk, **days, **given)
