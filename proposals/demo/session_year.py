"""A session's year: every suggestion and motion of one session, from draft to closing, by the steps people take.

Nothing is copied and nothing is late: who drafts, joins, registers, classifies, hands over, signs in, talks, replies
and rates does it on a day of the past, each through the same deeds as on the pages.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import F
from django.utils import timezone

from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Congress, Grant, Organ, Role, Session
from congress.progress import Report
from proposals import drafting, handling, merging, rating, routing, triage
from proposals.classifying import arbitrating, disputes, viewing
from proposals.demo.matters import written
from proposals.demo.people import People
from proposals.demo.places import Tree
from proposals.demo.story import Story, ago
from proposals.models import Assignment, Clock, LimitKey, Promise, Proposal, Reply, Way
from proposals.motions import examining, ruling
from proposals.promises import confirming, reporting

ITEMS, MOTIONS = 273, 12
# Working days before today on which the session closed, and after that the day on which all is handed over together.
CLOSED_AGO, HANDED_OVER_AFTER = 150, 12
CO_SIGNATORIES, BESIDE_THE_AUTHOR = 2, 9
TEXT = "审查认为，所提问题属实，建议交有关机关办理。"


@dataclass
class OfSession(Story):
    """One suggestion or motion of the session.

    Attributes:
        session: in which it is put forward.
        offices: who classify together: the 督查 and the 编办.
        committee: who examines motions, and supervises.
        beside: one that is handled together with it.
    """

    session: Session = field(default_factory=Session)
    offices: dict[str, Actor] = field(default_factory=dict)
    committee: Actor | None = None
    kind: str = Proposal.Kind.SUGGESTION
    beside: "OfSession | None" = None

    def go_to(self, day: date) -> None:
        """Nothing happens until that day."""
        self.day = max(self.day, day)

    def draft(self) -> None:
        words = {"title": self.text.title, "body": self.text.body, "category": self.text.matter.category}
        if self.kind == Proposal.Kind.MOTION:
            words = words | {"title": f"关于加强{self.text.matter.category}立法的议案", "plan": self.text.matter.wish}
        with self.now():
            self.proposal = drafting.begin(by=self.author, kind=self.kind, **words)

    def gather(self, number: int) -> None:
        """That many deputies are asked to join, and each says yes."""
        there = self.people.seats[self.congress]
        at = there.index(self.seat)
        others = [there[(at + step) % len(there)] for step in range(1, number + 1)]
        with self.now():
            drafting.invite(self.proposal, others, by=self.author)
            for seat in others:
                drafting.answer_invitation(Proposal.objects.get(pk=self.proposal.pk), joins=True, by=Actor(seat.grant))
        self.proposal.refresh_from_db()

    def put_forward(self) -> None:
        """Drafted, joined, submitted, registered the next working day."""
        self.draft()
        is_motion = self.kind == Proposal.Kind.MOTION
        self.gather(BESIDE_THE_AUTHOR if is_motion else self.random.choice([0, 0, CO_SIGNATORIES]))
        with self.now() as at:
            drafting.submit(self.proposal, by=self.author, at=at)
            Proposal.objects.filter(pk=self.proposal.pk).update(created_at=at, saved_at=at)
        self.go_on(1)
        with self.now():
            triage.accept(self.proposal, by=self.desk, on=self.day)

    def classify(self) -> None:
        """Both offices name the organ, between the session and the hand-over."""
        self.go_to(self.handover - timedelta(days=5))
        with self.now():
            for office in self.offices.values():
                viewing.give_classification(
                    self.proposal, organ=self.lead, committee=self._supervisor, category="", reason="", by=office
                )

    def assign(self) -> None:
        """Handed over with all the others on one day."""
        self.go_to(self.handover)
        joint = self.organ(self.text.matter.joint)
        others = [joint] if joint and joint != self.lead and self.random.random() < 0.4 else []
        lane = Proposal.Lane.FORMAL
        with self.now():
            routing.assign(
                self.proposal,
                lead=self.lead,
                joint=others,
                lane=lane,
                by=self.desk,
                on=self.day,
                committee=self._supervisor,
            )
        self.go_on(1)
        with self.now() as at:
            for assignment in self._joint_ones():
                routing.sign_in(assignment, by=Actor(self.people.handlers[assignment.organ]), at=at)

    def _joint_ones(self) -> Iterable[Assignment]:
        joint_ones = self.proposal.assignments.current().filter(part=Assignment.Part.JOINT)
        return joint_ones.select_related("organ", "proposal")

    @property
    def _supervisor(self) -> Organ | None:
        return self.committee.organ if self.committee else None

    @property
    def handover(self) -> date:
        """The day of the hand-over meeting."""
        calendar, day = current_calendar(), self.session.closes_on
        for _ in range(HANDED_OVER_AFTER):
            day = calendar.next_workday(day + timedelta(days=1))
        return day

    @property
    def others(self) -> list[Organ]:
        """Organs with people that have nothing to do with it yet."""
        taken = set(self.proposal.assignments.values_list("organ", flat=True))
        there = (organ for organ in self.tree.organs[self.congress].values() if organ in self.people.handlers)
        return [organ for organ in there if organ.pk not in taken]

    def give_back(self) -> None:
        """Its organ asks to be released."""
        self.go_on(1)
        assignment, by = self.assignment, self.handler
        with self.now():
            routing.ask_release(
                assignment, reason="按三定规定不属于本单位职责。", proposed_organ=None, by=by, on=self.day
            )

    def finish(self) -> None:
        """Handled, answered, rated satisfied."""
        self.handle_from_here()
        self.reply(self.random.choice(["A", "A", "A", "C"]))
        self.rate(self.random.choice(["satisfied", "satisfied", "satisfied", "mostly"]))

    def handle_from_here(self) -> None:
        """Signed in where nobody has yet, then as always."""
        if self.assignment.state == Assignment.State.ASSIGNED:
            self.go_on(1)
            with self.now() as at:
                routing.sign_in(self.assignment, by=self.handler, at=at)
        self.go_on(self.random.choice([1, 2, 3]))
        self.meet()

    def meet(self) -> None:
        """The organ talks with the deputy; joint ones give their opinion."""
        persons = f"{self.handler.person.name}、{self.seat.person.name}"
        with self.now():
            self.talk(persons)
            for joint in self._joint_ones():
                if joint.state == Assignment.State.HANDLING:
                    by = Actor(self.people.handlers[joint.organ])
                    handling.give_opinion(joint, text="已到现场看过，配合主办单位办理。", by=by, on=self.day)

    def rate(self, result: str, reason: str = "") -> None:
        """The lead rates, having asked those who joined."""
        self.go_on(self.random.choice([1, 2, 4]))
        with self.now() as at:
            facts = {"process": "satisfied", "result": result, "reason": reason}
            rating.rate(self.assignment, **facts, by=self.author, at=at, asked_others=True)


def _plain(story: OfSession) -> None:
    story.classify()
    story.assign()
    story.finish()


def _released(story: OfSession) -> None:
    """The organ gives it back, the desk hands it to another."""
    story.classify()
    story.assign()
    story.give_back()
    first, organ = story.assignment, story.others[0]
    story.go_on(1)
    with story.now():
        routing.grant_release(first, organ=organ, answer="同意退办。", by=story.desk, on=story.day)
    story.finish()


def _contested(story: OfSession) -> None:
    """A second organ gives it back too: the 编办 decides."""
    story.classify()
    story.assign()
    story.give_back()
    first, organ = story.assignment, story.others[0]
    with story.now():
        routing.grant_release(first, organ=organ, answer="同意退办。", by=story.desk, on=story.day)
    story.give_back()
    story.go_on(2)
    dispute = disputes.waiting_dispute(story.proposal)
    assert dispute is not None
    with story.now():
        answer = "按职责规定由该单位办理。"
        arbitrating.arbitrate(
            dispute, organ=story.others[0], answer=answer, by=story.offices[Role.STAFFING], on=story.day
        )
    story.finish()


def _rehandled(story: OfSession) -> None:
    """Dissatisfied at first, satisfied with the second answer."""
    story.classify()
    story.assign()
    story.handle_from_here()
    story.reply("C")
    story.rate("dissatisfied", "只修了一半，北段还是老样子。")
    story.go_on(2)
    story.meet()
    story.reply("A")
    story.rate("satisfied")


def _promised(story: OfSession) -> None:
    """Class B: the organ keeps its word in time, deputy and desk confirm it."""
    story.classify()
    story.assign()
    story.handle_from_here()
    story.reply(Reply.Outcome.B, days=60)
    story.rate("satisfied")
    promise = Promise.objects.get(reply__assignment=story.assignment)
    story.go_on(20)
    with story.now():
        reporting.report_done(promise, text="已完工并通过验收，请代表到现场看。", by=story.handler, on=story.day)
    story.go_on(2)
    with story.now():
        confirming.confirm_promise(promise, level="satisfied", words="", by=story.author, on=story.day)
        confirming.verify_promise(promise, words="已到现场核实。", by=story.desk, on=story.day)


def _merged(story: OfSession) -> None:
    """Another deputy's is handled with it; each rates his own answer."""
    follower = story.beside
    assert follower is not None
    follower.put_forward()
    story.go_to(max(follower.day, story.handover - timedelta(days=8)))
    with story.now():
        merging.merge(follower.proposal, into=story.proposal, by=story.desk, on=story.day)
    story.proposal.refresh_from_db()
    _plain(story)
    follower.proposal.refresh_from_db()
    follower.go_to(story.day)
    follower.rate("satisfied")


def _examined(story: OfSession, way: Way, reason: str = "") -> None:
    committee = story.committee
    assert committee is not None and committee.organ is not None
    with story.now():
        examining.examine(story.proposal, committee=committee.organ, by=story.desk, on=story.day)
        examining.give_view(story.proposal, recommends=way, text=TEXT, by=committee, on=story.day)
        ruling.rule(story.proposal, way=way, reason=reason, ruled_on=story.day, by=story.desk, on=story.day)
    story.proposal.refresh_from_db()


def _passed(story: OfSession) -> None:
    """On the agenda, and passed by the congress."""
    _examined(story, Way.AGENDA)
    with story.now():
        ruling.rule(story.proposal, way=Way.PASS, reason="", ruled_on=story.day, by=story.desk, on=story.day)


def _referred(story: OfSession) -> None:
    """To a committee, which reports after the session; the standing committee decides."""
    _examined(story, Way.REFER)
    committee = story.committee
    assert committee is not None
    story.go_to(story.handover)
    with story.now():
        examining.report(story.proposal, recommends=Way.PLAN, text=TEXT, by=committee, on=story.day)
    story.go_on(5)
    with story.now():
        ruling.rule(story.proposal, way=Way.PLAN, reason="", ruled_on=story.day, by=story.desk, on=story.day)


def _converted(story: OfSession) -> None:
    """A suggestion from now on, with a written reason."""
    _examined(story, Way.CONVERT, "所提事项可由有关机关直接办理。")
    _plain(story)


# How many of the 273 go which way; the rest go straight.
PATHS: dict[Callable[[OfSession], None], int] = {
    _passed: 3,
    _referred: 4,
    _converted: 5,
    _merged: 8,
    _released: 12,
    _contested: 4,
    _rehandled: 10,
    _promised: 30,
}
OF_MOTIONS = (_passed, _referred, _converted)


def tell_session(tree: Tree, people: People, random: Random, *, items: int = ITEMS, report: Report) -> Session:
    """The city's session, so many items of it; fewer than all go each way at least once.

    Args:
        report: told now and then how many of how many are there.
    """
    session = _a_session(tree.city)
    done = 0
    for path in _ways(items):
        story = _story(tree, people, random, session)
        story.kind = Proposal.Kind.MOTION if path in OF_MOTIONS else Proposal.Kind.SUGGESTION
        if path is _merged:
            story.beside = _story(tree, people, random, session)
            story.beside.text = story.text
        story.put_forward()
        path(story)
        done += 2 if story.beside else 1
        report(done, items)
    return session


def _ways(items: int) -> Iterator[Callable[[OfSession], None]]:
    """The paths in their shares, motions first; two items go where two are merged."""
    left = items
    for path, share in PATHS.items():
        for _ in range(max(1, share * items // ITEMS)):
            left -= 2 if path is _merged else 1
            yield path
    for _ in range(left):
        yield _plain


def _a_session(city: Congress) -> Session:
    closes_on = ago(CLOSED_AGO)
    noon = timezone.make_aware(datetime.combine(closes_on - timedelta(days=1), time(12)))
    held = city.terms.get()
    return held.sessions.create(
        number=2,
        receives_from=closes_on - timedelta(days=14),
        opens_on=closes_on - timedelta(days=4),
        closes_on=closes_on,
        motions_until=noon,
    )


def _story(tree: Tree, people: People, random: Random, session: Session) -> OfSession:
    """A deputy of the city with something to say, on one of the days before the session closes."""
    grants = Grant.objects.filter(congress=tree.city).select_related("person", "congress", "organ").order_by("id")
    offices = {grant.role: Actor(grant) for grant in grants.filter(role__in=viewing.CLASSIFYING)}
    committee = grants.filter(role=Role.COMMITTEE).first()
    return OfSession(
        tree,
        people,
        random,
        tree.city,
        random.choice(people.seats[tree.city]),
        written(random),
        session.receives_from + timedelta(days=random.randrange(10)),
        session=session,
        offices=offices,
        committee=Actor(committee) if committee else None,
    )


def late(session: Session) -> list[str]:
    """Limits of the session's items that were not kept, as sentences; none when all was in time.

    That in which an organ may ask to be released is a right, no duty: it runs out where nobody asks.
    """
    today = timezone.localdate()
    clocks = Clock.objects.filter(root__session=session).exclude(limit=LimitKey.RELEASE).select_related("root")
    kept_late = clocks.filter(stopped_on__gt=F("due_on"))
    runs_over = clocks.running().filter(due_on__lt=today)
    return [f"{row.root.number} {row}" for row in [*kept_late, *runs_over]]
