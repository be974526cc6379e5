"""The deeds of the model, done in the portal: each by the one function that a page would call."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils import timezone

from congress.actors import Actor
from congress.models import Organ
from congress.workflow import OutOfTurn
from proposals import drafting, handling, merging, rating, replies, routing, triage
from proposals.models import Assignment, Clock, Proposal
from tests import asked, stages
from tests.flow.deeds import Deed
from tests.flow.model import HANDED
from tests.world import BODY, World

WORDS = "请补充具体的地点和范围。"


class Portal:
    """One matter in the portal, and who acts on it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.people = {
            "author": world.deputy,
            "colleague": world.li.grant,
            "desk": world.desk,
            "county_desk": world.county_desk,
            "handler": world.handler,
            "leader": world.leader,
            "second_handler": world.second_handler,
            "second_leader": world.second_leader,
        }
        self.head = registered(world, "关于东山路口照明的建议")
        self.key = stages.drafted(world.deputy).pk
        self.parts: list[object] = []

    @property
    def matter(self) -> Proposal:
        return Proposal.objects.get(pk=self.key)

    def does(self, deed: Deed) -> bool:
        """Whether it was done; False when it was refused."""
        name, who, more = deed
        grant = self.people[who]
        assert grant is not None
        try:
            if more and isinstance(more[0], int):
                if more[0] >= len(self.parts):
                    return False
                part = Assignment.objects.select_related("proposal", "organ").get(pk=self.parts[more[0]])
                getattr(self, name)(part, *more[1:], by=Actor(grant))
            else:
                getattr(self, name)(self.matter, *more, by=Actor(grant))
        except (PermissionDenied, OutOfTurn):
            return False
        return True

    def states(self) -> tuple[str, str, list[tuple[str, str, str, int]], dict[str, str]]:
        """Where all stands: the matter, its desk, its parts in the order of their making, who joined."""
        matter = self.matter
        rows = {row.pk: row for row in matter.assignments.select_related("organ")}
        new = [key for key in rows if key not in self.parts]
        self.parts += sorted(new, key=lambda key: rows[key].organ_id != self.world.urban.pk)
        parts = [(self._called(rows[key].organ), *_shown(rows[key])) for key in self.parts]
        desk = "desk" if matter.holder_id == self.world.city.pk else "county_desk"
        return matter.state, desk, parts, dict(matter.co_signatures.values_list("seat__person__name", "state"))

    def _called(self, organ: Organ) -> str:
        return "urban" if organ.pk == self.world.urban.pk else "housing"

    # The deputy and who joins him

    def write(self, row: Proposal, by: Actor) -> None:
        drafting.save(row, by=by, seen=row.version, body=f"{row.body}另请修好护栏。")

    def invite(self, row: Proposal, by: Actor) -> None:
        drafting.invite(row, [self.world.li], by=by)

    def uninvite(self, row: Proposal, by: Actor) -> None:
        if found := row.co_signatures.first():
            drafting.uninvite(found, by=by)
        else:
            raise OutOfTurn

    def ask_again(self, row: Proposal, by: Actor) -> None:
        drafting.ask_again(row, by=by)

    def join(self, row: Proposal, by: Actor) -> None:
        drafting.answer_invitation(row, joins=True, by=by)

    def decline(self, row: Proposal, by: Actor) -> None:
        drafting.answer_invitation(row, joins=False, by=by)

    def rework(self, row: Proposal, by: Actor) -> None:
        drafting.rework(row, by=by)

    def submit(self, row: Proposal, by: Actor) -> None:
        drafting.submit(row, by=by, at=timezone.now())

    def wait(self, row: Proposal, by: Actor) -> None:
        Proposal.objects.filter(pk=row.pk).update(submitted_at=F("submitted_at") - timedelta(minutes=15))

    def undo(self, row: Proposal, by: Actor) -> None:
        drafting.undo(row, by=by, on=timezone.now())

    def withdraw(self, row: Proposal, by: Actor) -> None:
        drafting.withdraw(row, by=by, reason=WORDS, at=timezone.now())

    # The desks

    def accept(self, row: Proposal, by: Actor) -> None:
        triage.accept(row, by=by, on=timezone.localdate())

    def send_back(self, row: Proposal, by: Actor) -> None:
        triage.send_back(row, reason=WORDS, by=by, on=timezone.localdate())

    def refuse(self, row: Proposal, by: Actor) -> None:
        triage.refuse(row, code="N4", reason=WORDS, by=by, on=timezone.localdate())

    def merge(self, row: Proposal, by: Actor) -> None:
        merging.merge(row, into=self.head, by=by, on=timezone.localdate())

    def unmerge(self, row: Proposal, by: Actor) -> None:
        merging.unmerge(row, reason=WORDS, by=by, on=timezone.localdate())

    def take_in(self, row: Proposal, by: Actor) -> None:
        merging.merge(registered(self.world, "关于南山路口照明的建议"), into=row, by=by, on=timezone.localdate())

    def transfer(self, row: Proposal, by: Actor) -> None:
        to = self.world.county if row.holder_id == self.world.city.pk else self.world.city
        triage.transfer(row, to=to, reason=WORDS, by=by, on=timezone.localdate())

    def take_over(self, row: Proposal, by: Actor) -> None:
        triage.take_over(row, by=by, on=timezone.localdate())

    def give_back(self, row: Proposal, by: Actor) -> None:
        triage.give_back(row, reason=WORDS, by=by, on=timezone.localdate())

    def assign(self, row: Proposal, choice: str, by: Actor) -> None:
        chosen: dict[str, list[Organ]] = {"lead": [], "joint": [], "separate": []}
        for organ, part in HANDED[choice]:
            chosen[part].append(getattr(self.world, organ))
        routing.assign(
            row,
            lead=next(iter(chosen["lead"]), None),
            joint=chosen["joint"],
            separate=[(organ, f"{organ}的部分") for organ in chosen["separate"]],
            lane=Proposal.Lane.FORMAL,
            by=by,
            on=timezone.localdate(),
        )

    def recall(self, row: Proposal, by: Actor) -> None:
        routing.recall(row, reason=WORDS, by=by, on=timezone.localdate())

    def grant_release(self, part: Assignment, organ: str, by: Actor) -> None:
        other = getattr(self.world, organ) if organ else None
        routing.grant_release(part, organ=other, answer=WORDS, by=by, on=timezone.localdate())

    def refuse_release(self, part: Assignment, by: Actor) -> None:
        routing.refuse_release(part, answer=WORDS, by=by, at=timezone.now())

    def decide_extension(self, part: Assignment, answer: str, by: Actor) -> None:
        asked = part.extensions.filter(decided_at__isnull=True).first()
        if asked is None:
            raise OutOfTurn
        handling.decide_extension(asked, is_granted=answer == "yes", answer=WORDS, by=by, on=timezone.localdate())

    def conclude(self, part: Assignment, by: Actor) -> None:
        today = timezone.localdate()
        rating.conclude(part, on=today, way="meeting", result=WORDS, by=by, today=today)

    def reopen(self, part: Assignment, by: Actor) -> None:
        rating.reopen(part, reason=WORDS, by=by, on=timezone.localdate())

    # The organs

    def sign_in(self, part: Assignment, by: Actor) -> None:
        routing.sign_in(part, by=by, at=timezone.now())

    def ask_release(self, part: Assignment, by: Actor) -> None:
        routing.ask_release(part, reason=WORDS, proposed_organ=None, by=by, on=timezone.localdate())

    def give_opinion(self, part: Assignment, by: Actor) -> None:
        handling.give_opinion(part, text=WORDS, by=by, on=timezone.localdate())

    def send_back_opinion(self, part: Assignment, by: Actor) -> None:
        handling.send_back_opinion(part, reason=WORDS, by=by, on=timezone.localdate())

    def meet(self, part: Assignment, by: Actor) -> None:
        handling.log_contact(part, on=timezone.localdate(), way="phone", persons="周某", result="代表同意", by=by)

    def write_reply(self, part: Assignment, outcome: str, by: Actor) -> None:
        reply = replies.begin(part, by=by)
        replies.save(reply, by=by, seen=reply.version, outcome=outcome, text=stages.LETTER)

    def ask_extension(self, part: Assignment, by: Actor) -> None:
        due = max((clock.due_on for clock in part.clocks.running()), default=timezone.localdate())
        until = due + timedelta(days=1)
        handling.ask_extension(part, reason=WORDS, until=until, by=by, on=timezone.localdate())

    def send_for_signing(self, part: Assignment, by: Actor) -> None:
        replies.send_for_signing(part, by=by, on=timezone.localdate())

    def send_back_reply(self, part: Assignment, by: Actor) -> None:
        replies.send_back(part, reason=WORDS, by=by, on=timezone.localdate())

    def sign(self, part: Assignment, by: Actor) -> None:
        """Past a joint opinion that is overdue, with a reason."""
        asked.sign(part, by.grant, WORDS)

    def delegate(self, part: Assignment, by: Actor) -> None:
        routing.delegate(part, office=None, handler=by.person, by=by)

    # The judgement

    def rate(self, part: Assignment, result: str, by: Actor) -> None:
        rating.rate(part, process="satisfied", result=result, reason=WORDS, by=by, at=timezone.now())

    def rate_again(self, part: Assignment, result: str, by: Actor) -> None:
        rating.rate_again(part, process="satisfied", result=result, reason=WORDS, by=by, at=timezone.now())

    def stay_silent(self, row: Proposal, by: Actor) -> None:
        today = timezone.localdate()
        late = {
            "started_on": today - timedelta(30),
            "unrolled_on": today - timedelta(2),
            "due_on": today - timedelta(1),
        }
        Clock.objects.running().filter(reply__assignment__proposal=row, limit="rate").update(**late)
        rating.lapse_overdue(today)


def registered(world: World, title: str) -> Proposal:
    """Another matter of the same deputy's, with the desk."""
    other = stages.submitted(world.deputy, title, BODY)
    triage.accept(other, by=Actor(world.desk), on=timezone.localdate())
    return other


def _shown(row: Assignment) -> tuple[str, str, int]:
    return row.part, row.state, row.round
