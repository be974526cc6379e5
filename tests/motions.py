"""Motions brought to a stage by taking the steps: a session, ten sponsors, a committee."""

from datetime import timedelta

from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant, Organ, Role, Session
from deputies.models import Seat
from proposals import drafting, triage
from proposals.models import Proposal, Way
from proposals.motions import examining, ruling
from tests.places import a_grant, a_seat
from tests.world import World, let_the_undo_time_pass

TITLE = "关于制定城市停车管理条例的议案"
BODY = "城区机动车逐年增加，停车矛盾突出，现有规定已不适应。"
PLAN = "建议制定城市停车管理条例，明确规划、建设、收费和执法。"


def a_session(world: World, *, hours: int = 24) -> Session:
    """One that receives since yesterday, whose motions end in so many hours."""
    today = timezone.localdate()
    return world.city.terms.get().sessions.create(
        number=3,
        receives_from=today - timedelta(days=1),
        opens_on=today,
        closes_on=today + timedelta(days=4),
        motions_until=timezone.now() + timedelta(hours=hours),
    )


def more_deputies(world: World, number: int = 9) -> list[Seat]:
    """As many more deputies of the city."""
    return [a_seat(world.city, name=f"第{n}代表", phone=f"139{n:08}", card=f"9{n:02}") for n in range(1, number + 1)]


def drafted(world: World, **words: str) -> Proposal:
    """案由, 案据, 方案 of 张某."""
    fields = {"title": TITLE, "body": BODY, "plan": PLAN} | words
    return drafting.begin(by=Actor(world.deputy), kind=Proposal.Kind.MOTION, **fields)


def signed(world: World, seats: list[Seat], **words: str) -> Proposal:
    """A draft under which these have put their names."""
    draft = drafted(world, **words)
    drafting.invite(draft, seats, by=Actor(world.deputy))
    for seat in seats:
        join(draft, seat)
    draft.refresh_from_db()
    return draft


def join(draft: Proposal, seat: Seat) -> None:
    """That deputy says yes."""
    assert seat.grant
    drafting.answer_invitation(Proposal.objects.get(pk=draft.pk), joins=True, by=Actor(seat.grant))


def submitted(world: World, seats: list[Seat] | None = None, **words: str) -> Proposal:
    """Handed in by ten, past the minutes of undo."""
    motion = signed(world, more_deputies(world) if seats is None else seats, **words)
    drafting.submit(motion, by=Actor(world.deputy), at=timezone.now())
    let_the_undo_time_pass(motion)
    motion.refresh_from_db()
    return motion


def registered(world: World, seats: list[Seat] | None = None, **words: str) -> Proposal:
    """With its 第n号."""
    motion = submitted(world, seats, **words)
    triage.accept(motion, by=Actor(world.desk), on=timezone.localdate())
    return motion


def committee_of(world: World) -> Grant:
    """Who acts for the committee that examines it; the same each time."""
    organ = Organ.objects.get(congress=world.city, kind=Organ.Kind.COMMITTEE)
    found = Grant.objects.filter(role=Role.COMMITTEE, organ=organ).first()
    return found or a_grant(Role.COMMITTEE, world.city, name="孔某", organ=organ)


def examined(world: World, seats: list[Seat] | None = None, **words: str) -> Proposal:
    """With the committee's view, before the presidium."""
    motion, grant, today = registered(world, seats, **words), committee_of(world), timezone.localdate()
    assert grant.organ
    examining.examine(motion, committee=grant.organ, by=Actor(world.desk), on=today)
    examining.give_view(motion, recommends=Way.CONVERT, text="宜作为建议办理。", by=Actor(grant), on=today)
    return motion


def rule(world: World, motion: Proposal, way: Way, reason: str = "") -> None:
    """Put on record by the desk today."""
    today = timezone.localdate()
    ruling.rule(motion, way=way, reason=reason, ruled_on=today, by=Actor(world.desk), on=today)
    motion.refresh_from_db()
