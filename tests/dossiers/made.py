"""Everything that 张某 does in a year, by the deeds of the apps that keep it."""

from datetime import timedelta

from django.utils import timezone

from congress.actors import Actor
from congress.countables import countables
from congress.models import Setting
from deputies.duties.recording import record_visit
from deputies.models import DeputyContact
from proposals.models import CoSignature, Proposal
from proposals.supervision import visiting
from tests import stages
from tests.commending import made as commending
from tests.groups import made as groups
from tests.places import START
from tests.stations import made as stations
from tests.training import made as training
from tests.world import World
from training.models import Attendance, HalfDay, Watching

KINDS = [name for name, kind in countables.items() if kind.subject == "seat"]


def everything(world: World) -> None:
    """One record of each kind and one more that does not count."""
    now, today, by = timezone.now(), timezone.localdate(), Actor(world.deputy)
    record_visit(by=by, at=now, day=today, number=7, words="看望老人", place="东街")
    facts = {"words": "问情况", "recorded_by": world.deputy, "recorded_at": now}
    DeputyContact.objects.create(member=world.zhang, deputy=world.li, day=today, **facts)
    groups.recorded(world, kind="视察", summary="看了河道。")
    group = world.zhang.memberships.get().group
    facts = {"kind": "座谈", "summary": "谈了路灯。", "day": today, "by": groups.leader(world), "at": now}
    groups.recording.record_activity(group, **facts)
    returned = groups.recording.record_activity(group, **facts | {"summary": "要补正的。"})
    groups.recording.send_back(returned, reason="写明地点", by=Actor(world.desk), at=now)
    stations.reception(world)
    of_proposals(world)
    course = training.opened(world)
    row = training.enrolled(world, course)
    half_day: HalfDay = training.the_half_day(course)
    training.signed_in(world, half_day, row)
    training.signed_in(world, half_day, row, "out")
    assert Attendance.objects.count() == 1
    lesson = training.a_lesson(world, course)
    Watching.objects.create(lesson=lesson, enrolment=row, seconds=20, reported_at=now, finished_at=now)


def of_proposals(world: World) -> None:
    """An opinion, a suggestion that is commended after a visit, one that was joined, one that was withdrawn."""
    today, now = timezone.localdate(), timezone.now()
    stages.submitted(world.deputy, "月度意见的题目")
    led = a_suggestion(world.deputy, "领衔的题目")
    visit = visiting.Visit.objects.create(
        proposal=led, on=today, place="路口", result="看过了",
        called_by=world.desk, recorded_by=world.desk, recorded_at=now,
    )  # fmt: skip
    visit.invitations.create(seat=world.zhang, comes=True, answered_at=now)
    joined = a_suggestion(world.li.grant, "附议的题目")
    CoSignature.objects.create(proposal=joined, seat=world.zhang, state="confirmed", decided_at=now)
    Proposal.objects.filter(pk=a_suggestion(world.deputy, "撤回的题目").pk).update(state="withdrawn")
    commended(world, led)


def commended(world: World, proposal: Proposal) -> None:
    """Awarded and published."""
    year, now = commending.opened(world), timezone.now()
    stamped = {f"{name}_by": world.desk for name in ("put_up", "vetted", "decided")}
    stamped |= {f"{name}_at": now for name in ("put_up", "vetted", "decided")}
    facts = {"state": "awarded", "reason": "写得好", "evidence": {"facts": [], "warnings": []}}
    year.awards.get(subject="matter").candidates.create(
        proposal=proposal, decided_on=timezone.localdate(), **facts, **stamped
    )
    commending.publish(world, year)


def a_suggestion(grant, title: str) -> Proposal:
    """Submitted today."""
    row = stages.submitted(grant, title)
    earlier = timezone.now() - timedelta(minutes=20)
    Proposal.objects.filter(pk=row.pk).update(kind="suggestion", month=None, submitted_at=earlier)
    row.refresh_from_db()
    return row


def opened(world: World, *, names: str = "full") -> None:
    """The congress has opened public pages and writes names so."""
    for key, value in (("dossiers.has_public_page", True), ("publishing.names", names)):
        Setting.objects.create(key=key, value=value, congress=world.city, starts_on=START)
