"""How far each of the demo's opinions has come: by the steps that people take, on days that have gone by."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Congress, Notice, Organ
from deputies.models import Seat
from proposals import drafting, handling, merging, rating, replies, routing, triage
from proposals.asks import splitting
from proposals.asks.answering import Answers, asks_of
from proposals.demo.matters import Written, written
from proposals.demo.people import People
from proposals.demo.places import Tree
from proposals.models import AskAnswer, Assignment, Contact, Promise, Proposal, Reply
from proposals.promises import confirming, reporting

# How far, and how many working days ago it was submitted. The last stage named is where it stands now.
CITY_STORIES = [
    *[("closed", days) for days in range(150, 36, -6)],
    *[("replied", days) for days in (40, 30, 26)],
    ("dissatisfied", 45),
    ("dissatisfied", 33),
    ("signing", 28),
    ("signing", 20),
    *[("handled", days) for days in (64, 30, 24, 21, 16)],
    *[("signed_in", days) for days in (14, 9)],
    *[("assigned", days) for days in (9, 5, 4, 3)],
    ("release", 6),
    ("extension", 22),
    ("registered", 4),
    *[("submitted", days) for days in (6, 4, 3, 2, 1, 1)],
    ("returned", 8),
    ("refused", 12),
    ("merged", 11),
    ("withdrawn", 15),
    ("transferred", 5),
    ("draft", 1),
    ("draft", 0),
    ("cosign", 1),
    ("promised", 75),
    ("promise_reported", 80),
    ("promise_kept", 95),
    ("promise_late", 110),
]
COUNTY_STORIES = [("closed", 90), ("closed", 45), ("handled", 20), ("assigned", 5), ("submitted", 2)]
TOWN_STORIES = [("closed", 60), ("submitted", 2)]
UNFIT = "您提出的事项正在司法程序中，人大不直接处理具体案件，建议通过诉讼渠道解决。"
# What a formal proposal asks for beside its wish, and what is answered to that.
TELL_US, TOLD = "办好后告诉周边群众", "办好后在现场张贴告示。"


@dataclass
class Story:
    """One opinion on its way."""

    tree: Tree
    people: People
    random: Random
    congress: Congress
    seat: Seat
    text: Written
    day: date

    def __post_init__(self) -> None:
        self.desk = Actor(self.people.desks[self.congress])
        self.author = Actor(self.seat.grant)
        self.proposal = Proposal()

    def go_on(self, workdays: int) -> None:
        """That many working days pass, at most until today."""
        calendar, today = current_calendar(), timezone.localdate()
        for _ in range(workdays):
            self.day = min(calendar.next_workday(self.day + timedelta(days=1)), today)

    @contextmanager
    def now(self) -> Iterator[datetime]:
        """A moment in the office hours of the day; never one that has not come."""
        at = datetime.combine(self.day, time(self.random.randint(9, 16), self.random.randint(0, 59)))
        moment = min(timezone.make_aware(at), timezone.now() - timedelta(minutes=15))
        with timeline.carried_over(moment):
            yield moment

    def organ(self, name: str) -> Organ | None:
        """The organ of that name here, if somebody works there."""
        found = self.tree.organs[self.congress].get(name)
        return found if found in self.people.handlers else None

    @property
    def lead(self) -> Organ:
        """Who handles it: whom the matter names, else whoever is there."""
        there = [organ for organ in self.tree.organs[self.congress].values() if organ in self.people.handlers]
        return self.organ(self.text.matter.lead) or there[0]

    # The steps

    def draft(self) -> None:
        with self.now():
            fields = {"title": self.text.title, "body": self.text.body, "category": self.text.matter.category}
            self.proposal = drafting.begin(by=self.author, **fields)

    def submit(self) -> None:
        self.draft()
        with self.now() as at:
            drafting.submit(self.proposal, by=self.author, at=at)
            Proposal.objects.filter(pk=self.proposal.pk).update(created_at=at, saved_at=at)

    def assign(self) -> None:
        self.submit()
        self.go_on(self.random.choice([1, 1, 2, 3]))
        joint = self.organ(self.text.matter.joint)
        lane = self.random.choice([Proposal.Lane.ORDINARY] * 4 + [Proposal.Lane.FORMAL])
        with self.now():
            others = [joint] if joint and joint != self.lead and self.random.random() < 0.4 else []
            if lane == Proposal.Lane.FORMAL:
                asks = [self.text.matter.wish[:60], TELL_US]
                splitting.split(self.proposal, asks, by=self.desk, seen=[])
            routing.assign(self.proposal, lead=self.lead, joint=others, lane=lane, by=self.desk, on=self.day)

    @property
    def assignment(self) -> Assignment:
        return self.proposal.assignments.current().select_related("organ", "proposal").get(part=Assignment.Part.LEAD)

    def sign_in(self) -> None:
        self.assign()
        self.go_on(self.random.choice([1, 1, 2]))
        with self.now() as at:
            routing.sign_in(self.assignment, by=self.handler, at=at)

    @property
    def handler(self) -> Actor:
        return Actor(self.people.handlers[self.assignment.organ])

    @property
    def leader(self) -> Actor:
        return Actor(self.people.leaders[self.assignment.organ])

    def handle(self) -> None:
        """Signed in and talked with the deputy; joint organs have given their opinion."""
        self.sign_in()
        self.go_on(self.random.choice([1, 2, 3]))
        persons = f"{self.handler.person.name}、{self.seat.person.name}"
        with self.now() as at:
            self.talk(persons)
            for joint in self.proposal.assignments.current().filter(part=Assignment.Part.JOINT):
                by = Actor(self.people.handlers[joint.organ])
                routing.sign_in(joint, by=by, at=at)
                handling.give_opinion(joint, text="已到现场看过，配合主办单位办理。", by=by, on=self.day)

    def talk(self, persons: str) -> None:
        way = self.random.choice([Contact.Way.PHONE, Contact.Way.MEETING])
        who = {"rank": list(Contact.Rank)[self.day.day % 4], "persons": persons}
        handling.log_contact(self.assignment, on=self.day, way=way, result="代表同意办理意见", by=self.handler, **who)

    def write_reply(self, outcome: str = "", days: int = 120) -> None:
        """The reply is with the leader; what a class B reply promises is to be done after that many days."""
        self.go_on(self.random.choice([3, 5, 8]))
        assignment, by = self.assignment, self.handler
        outcome = outcome or self.random.choice("AAABC")
        promised = [(self.text.matter.wish[:60], self.day + timedelta(days=days))]
        with self.now():
            reply = replies.begin(assignment, by=by)
            replies.save(
                reply,
                by=by,
                seen=reply.version,
                lines=promised if outcome == Reply.Outcome.B else [],
                outcome=outcome,
                answers=self.answers(outcome),
                text=f"{reply.text}{self.text.matter.answer}。",
            )
            replies.send_for_signing(assignment, by=by, on=self.day)

    def answers(self, outcome: str) -> Answers:
        """To each ask what becomes of it: taken up, in part, or explained, as the class of the reply is."""
        kind = {"A": AskAnswer.Kind.ADOPTED, "B": AskAnswer.Kind.PARTLY}.get(outcome, AskAnswer.Kind.EXPLAINED)
        said = {True: (kind, f"{self.text.matter.answer}。"), False: (AskAnswer.Kind.ADOPTED, TOLD)}
        return {ask.pk: said[ask.number == 1] for ask in asks_of(self.assignment)}

    def reply(self, outcome: str = "", days: int = 120) -> None:
        self.write_reply(outcome, days)
        self.go_on(1)
        with self.now() as at:
            replies.sign(self.assignment, by=self.leader, at=at)

    def rate(self, result: str, reason: str = "") -> None:
        self.go_on(self.random.choice([1, 2, 4]))
        with self.now() as at:
            rating.rate(self.assignment, process="satisfied", result=result, reason=reason, by=self.author, at=at)


def tell(story: Story, stage: str) -> None:
    """Bring an opinion as far as the stage says."""
    STAGES[stage](story)


def _closed(story: Story) -> None:
    story.handle()
    story.reply()
    story.rate(story.random.choice(["satisfied", "satisfied", "mostly"]))


def _promised(story: Story, days: int = 200) -> Promise:
    """Class B and rated; the organ has told how far it is."""
    story.handle()
    story.reply(Reply.Outcome.B, days)
    story.rate("mostly")
    story.go_on(20)
    promise = Promise.objects.get(reply__assignment=story.assignment)
    with story.now():
        reporting.log_progress(promise, text="方案已定，资金已落实，正在施工。", by=story.handler, on=story.day)
    return promise


def _promise_reported(story: Story) -> Promise:
    promise = _promised(story)
    story.go_on(5)
    with story.now():
        reporting.report_done(promise, text="已完工并通过验收，请代表到现场看。", by=story.handler, on=story.day)
    return promise


def _promise_kept(story: Story) -> None:
    promise = _promise_reported(story)
    story.go_on(2)
    with story.now():
        confirming.confirm_promise(promise, level="satisfied", words="", by=story.author, on=story.day)
        confirming.verify_promise(promise, words="已到现场核实。", by=story.desk, on=story.day)


def _promise_late(story: Story) -> None:
    _promised(story, days=30)


def _dissatisfied(story: Story) -> None:
    story.handle()
    story.reply()
    story.rate("dissatisfied", "只修了一半，北段还是老样子。")


def _replied(story: Story) -> None:
    story.handle()
    story.reply()


def _signing(story: Story) -> None:
    story.handle()
    story.write_reply()


def _release(story: Story) -> None:
    story.sign_in()
    with story.now():
        routing.ask_release(
            story.assignment, reason="按三定规定不属于本单位职责", proposed_organ=None, by=story.handler, on=story.day
        )


def _extension(story: Story) -> None:
    story.handle()
    clock = story.assignment.clocks.running().get(limit="reply")
    with story.now():
        handling.ask_extension(
            story.assignment,
            reason="需要与规划调整衔接，年内完成论证",
            until=clock.due_on + timedelta(days=30),
            by=story.handler,
            on=min(story.day, clock.due_on),
        )


def _registered(story: Story) -> None:
    story.submit()
    story.go_on(1)
    with story.now():
        triage.accept(story.proposal, by=story.desk, on=story.day)


def _returned(story: Story) -> None:
    story.submit()
    story.go_on(1)
    with story.now():
        triage.send_back(story.proposal, reason="请写明具体位置和希望怎么办。", by=story.desk, on=story.day)


def _refused(story: Story) -> None:
    story.submit()
    story.go_on(1)
    with story.now():
        triage.refuse(story.proposal, code="N5", reason=UNFIT, by=story.desk, on=story.day)


def _merged(story: Story) -> None:
    story.submit()
    story.go_on(1)
    into = Proposal.objects.filter(holder=story.congress, state=Proposal.State.IN_HAND).first()
    if into:
        with story.now():
            merging.merge(story.proposal, into=into, by=story.desk, on=story.day)


def _withdrawn(story: Story) -> None:
    story.submit()
    with story.now() as at:
        drafting.withdraw(story.proposal, by=story.author, reason="已经解决，不再需要", at=at)


def _transferred(story: Story) -> None:
    story.submit()
    story.go_on(1)
    with story.now():
        to = story.random.choice(story.tree.counties)
        triage.transfer(story.proposal, to=to, reason="属于县区职权范围", by=story.desk, on=story.day)


def _cosign(story: Story) -> None:
    story.draft()
    others = [seat for seat in story.people.seats[story.congress] if seat != story.seat]
    with story.now():
        drafting.invite(story.proposal, others[:2], by=story.author)


STAGES: dict[str, Callable[[Story], object]] = {
    "draft": Story.draft,
    "cosign": _cosign,
    "submitted": Story.submit,
    "registered": _registered,
    "returned": _returned,
    "refused": _refused,
    "merged": _merged,
    "withdrawn": _withdrawn,
    "transferred": _transferred,
    "assigned": Story.assign,
    "signed_in": Story.sign_in,
    "handled": Story.handle,
    "release": _release,
    "extension": _extension,
    "signing": _signing,
    "replied": _replied,
    "dissatisfied": _dissatisfied,
    "closed": _closed,
    "promised": _promised,
    "promise_reported": _promise_reported,
    "promise_kept": _promise_kept,
    "promise_late": _promise_late,
}


def tell_all(tree: Tree, people: People, random: Random) -> Iterator[Proposal]:
    """Every opinion of the small demo, congress by congress."""
    plans = {"city": CITY_STORIES, "county": COUNTY_STORIES, "town": TOWN_STORIES}
    for congress in tree.congresses:
        for at, (stage, workdays) in enumerate(plans[congress.level]):
            seats = people.seats[congress]
            story = Story(tree, people, random, congress, seats[at % len(seats)], written(random), ago(workdays))
            tell(story, stage)
            yield story.proposal
    Notice.objects.filter(day__lt=ago(5)).update(read_at=timezone.now())


def ago(workdays: int) -> date:
    """The day that lies that many working days before today, or today."""
    calendar, day = current_calendar(), timezone.localdate()
    for _ in range(workdays):
        day = calendar.previous_workday(day - timedelta(days=1))
    return day
