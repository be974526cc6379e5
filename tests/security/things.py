"""What the actors meet: proposals and assignments in every state, replies, files, messages, what offices keep."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import F, Model
from django.utils import timezone

from congress.actors import Actor
from congress.breaker import HELD
from congress.interface import systems
from congress.models import Delivery, JobRun, Making, Notice, Organ, Person, Session, Setting, StoredFile
from deputies.models import Delegation
from proposals import drafting, merging, rating, replies, routing, triage
from proposals.models import (
    Assignment,
    Attachment,
    Clock,
    CoSignature,
    Limit,
    LimitKey,
    PaperScan,
    Promise,
    PromiseReport,
    Proposal,
    Reply,
    SavedFilter,
    Snapshot,
    Way,
)
from proposals.motions import examining, withdrawing
from proposals.searching.indexing import enter_paper, enter_reply
from tests import motions, stages
from tests.proposals import posted_pages as posted
from tests.security.cast import Cast
from tests.security.classified import classify, the_disputes
from tests.security.commended import commended
from tests.security.planting import canary, paper, plant, plant_in_messages, word_of_a_paper
from tests.security.promised import report_of, the_promises
from tests.security.publicised import publicised
from tests.security.shelved import shelved
from tests.security.supervised import supervised
from tests.world import World

TEXT = posted.TEXT
LONG = 600  # minutes in which undoing and rating again stay open, however long the run takes


@dataclass(frozen=True)
class Thing:
    """Something that an address names.

    Attributes:
        kind, state: what policy.csv calls it.
        row: its row; None where the address names no row.
        arguments: what the address needs.
        proposal: the proposal it belongs to, if any.
        author: whom policy.csv means by `author` here.
    """

    kind: str
    state: str
    row: Any
    arguments: dict[str, Any]
    proposal: Proposal | None = field(default=None, compare=False)

    @property
    def author(self) -> str:
        return "unnamed" if self.proposal and self.proposal.is_name_hidden else "author"

    def __str__(self) -> str:
        return f"{self.kind} {self.state}".strip()


def _thing(kind: str, state: str, row: Model, proposal: Proposal | None = None, **arguments: Any) -> Thing:
    return Thing(kind, state, row, arguments or {"pk": row.pk}, proposal)


def the_things(cast: Cast) -> list[Thing]:
    """Everything, made by taking the steps; the minutes of undo are over but for what was just sent."""
    proposals, assignments = _proposals(cast), _assignments(cast)
    for name, assignment in assignments.items():
        proposals.setdefault(f"of {name}", assignment.proposal)
    promised = the_promises(cast)
    for name, promise in promised.items():
        proposals.setdefault(f"of promise {name}", promise.reply.assignment.proposal)
    Proposal.objects.filter(pk__in=[row.root_id for row in promised.values()]).update(committee=cast.committee)
    disputed = the_disputes(cast)
    for name, dispute in disputed.items():
        proposals.setdefault(f"of dispute {name}", dispute.proposal)
    classify(cast, proposals["registered"])
    _join(cast, proposals.values())
    of_supervision = supervised(cast, proposals, _thing)
    in_public = publicised(cast, proposals["closed"], proposals["of rated"], _thing)
    on_shelf = shelved(cast, _thing, Thing, a_file)
    plant(cast, proposals, assignments)
    settled = Proposal.objects.exclude(pk=proposals["just_sent"].pk).exclude(submitted_at=None)
    settled.update(submitted_at=F("submitted_at") - timedelta(days=1))
    for key in ("opinion.undo_minutes", "rating.change_minutes"):
        Setting.objects.create(key=key, value=LONG, starts_on=cast.grants["desk"].starts_on)
    for row in (*proposals.values(), *assignments.values()):
        row.refresh_from_db()
    things = [_thing("proposal", name, row, row) for name, row in proposals.items() if not name.startswith("of ")]
    things += [_thing("assignment", name, row, row.proposal) for name, row in assignments.items()]
    asked = CoSignature.objects.get(proposal=proposals["cosign"], state=CoSignature.State.INVITED)
    where = {"pk": proposals["cosign"].pk, "invitation": asked.pk}
    things.append(Thing("invitation", "cosign", asked, where, proposals["cosign"]))
    papers = [*_attachments(cast, proposals), *_scans(cast, proposals), *_replies(cast, assignments)]
    papers += [*_promises(cast, promised)]
    papers += [_thing("dispute", name, row, row.proposal) for name, row in disputed.items()]
    offices = [*_of_offices(cast), *_machines(cast)]
    plant_in_messages()
    offices += [*of_supervision, *in_public, *commended(cast, proposals, _thing), *on_shelf]
    return [*things, *papers, *offices]


def _without_a_name(cast: Cast) -> World:
    """The world in which the deputy whose name is hidden writes."""
    return replace(cast.world, zhang=cast.seat("unnamed"))


def _proposals(cast: Cast) -> dict[str, Proposal]:
    world, author, desk, today = cast.world, cast.grants["author"], Actor(cast.grants["desk"]), timezone.localdate()

    def ripe(title: str) -> Proposal:
        return stages.submitted(author, title)

    made = {
        **_motions(cast),
        "draft": stages.drafted(author, "草稿"),
        "blank": drafting.begin(by=Actor(author)),
        "someone_elses_draft": stages.drafted(cast.two_seats.grant, "他人草稿"),
        "cosign": stages.drafted(author, "征集"),
        "just_sent": stages.drafted(author, "刚提交"),
        "undone": stages.drafted(author, "撤回修改"),
        **{state: ripe(state) for state in ("submitted", "returned", "refused", "registered", "merged", "withdrawn")},
        **{state: ripe(state) for state in ("escalated", "taken_over")},
        "foreign": stages.submitted(cast.grants["county_deputy"], "别县"),
        "in_hand": stages.assigned(world, "办理中", joint=True).proposal,
        "answered": stages.replied(world, "已答复").proposal,
        "closed": stages.rated(world, "办结").proposal,
        "hidden": stages.handled(_without_a_name(cast), "隐名", joint=True).proposal,
    }
    drafting.invite(made["cosign"], [cast.seat("invited")], by=Actor(author))
    for name in ("just_sent", "undone"):
        drafting.submit(made[name], by=Actor(author), at=timezone.now())
    drafting.undo(made["undone"], by=Actor(author), on=timezone.now())
    triage.send_back(made["returned"], reason=canary("return_reason"), by=desk, on=today)
    triage.refuse(made["refused"], code="N4", reason=canary("refusal_reason"), by=desk, on=today)
    triage.accept(made["registered"], by=desk, on=today)
    merging.merge(made["merged"], into=made["in_hand"], by=desk, on=today)
    drafting.withdraw(made["withdrawn"], by=Actor(author), reason=canary("withdrawal_reason"), at=timezone.now())
    for name in ("escalated", "taken_over"):
        triage.transfer(made[name], to=world.county, reason=canary("transfer_reason"), by=desk, on=today)
    triage.take_over(made["taken_over"], by=Actor(cast.grants["receiving_desk"]), on=today)
    Proposal.objects.filter(pk=made["hidden"].pk).update(is_name_hidden=True)
    supervised = [made[name].pk for name in ("in_hand", "answered", "closed", "hidden")]
    Proposal.objects.filter(pk__in=supervised).update(committee=cast.committee)
    return made


def _motions(cast: Cast) -> dict[str, Proposal]:
    """Of the author with ten who stay in the wings, in a session that is over once they are made."""
    world, today = cast.world, timezone.localdate()
    session = motions.a_session(world)
    seats = motions.more_deputies(world, 10)
    names = ("registered", "examining", "examined", "referred", "declined")
    made = {"motion_draft": motions.drafted(world, title="议案草稿")}
    made |= {f"motion_{name}": motions.registered(world, seats, title=f"议案{name}") for name in names}
    for name in names[1:]:
        motion = made[f"motion_{name}"]
        examining.examine(motion, committee=cast.committee, by=Actor(world.desk), on=today)
        if name != "examining":
            by, text = Actor(cast.grants["committee"]), canary("committee_view")
            examining.give_view(motion, recommends=Way.CONVERT, text=text, by=by, on=today)
    withdrawing.ask_withdrawal(
        made["motion_examined"], reason=canary("motion_withdrawal"), by=Actor(cast.grants["author"])
    )
    motions.rule(world, made["motion_referred"], Way.REFER)
    motions.rule(world, made["motion_declined"], Way.DECLINE, canary("ruling_reason"))
    made["motion_declined"].rulings.update(review_asked_at=timezone.now())
    Session.objects.filter(pk=session.pk).update(closes_on=today)  # another one may be called for tomorrow
    return made


def _join(cast: Cast, proposals: Iterable[Proposal]) -> None:
    """One has joined and one has declined, wherever others may have been asked."""
    now = timezone.now()
    own = [cast.seat("author"), cast.seat("unnamed")]
    for proposal in Proposal.objects.filter(pk__in=[p.pk for p in proposals], seat__in=own):
        if proposal.state != Proposal.State.DRAFT:
            answered = {"proposal": proposal, "decided_at": now, "confirmed_text": proposal.text_digest}
            for name, state in (("cosigner", "confirmed"), ("declined", "declined")):
                CoSignature.objects.create(seat=cast.seat(name), state=state, **answered)


def _assignments(cast: Cast) -> dict[str, Assignment]:
    world, desk, today = cast.world, Actor(cast.grants["desk"]), timezone.localdate()
    made = {
        "assigned": stages.assigned(world, "待签收"),
        "release_asked": posted.release_asked(world),
        "released": posted.release_asked(world),
        "extension_asked": posted.extension_asked(world),
        "handling": stages.handled(world, "在办", joint=True),
        "secret": stages.handled(_without_a_name(cast), "隐名在办", joint=True),
        "signing": stages.to_be_signed(world, "待签发"),
        "replied": stages.replied(world, "待评价"),
        "rated": stages.rated(world, "已评价"),
        "rehandling": stages.rated(world, "重新办理", result="dissatisfied", reason=canary("rating_reason")),
        "lapsed": stages.replied(world, "未评价"),
        "joint_given": posted.joint_that_spoke(world),
        "ended": stages.assigned(world, "已终止"),
        "disputed": stages.disputed(world, "待协调"),
    }
    joint = made["handling"].proposal.assignments.get(organ=world.housing)
    routing.sign_in(joint, by=Actor(world.second_handler), at=timezone.now())
    made["joint_handling"] = joint
    for name in ("handling", "secret"):
        _begin_reply(made[name], world)
    routing.grant_release(made["released"], organ=None, answer=canary("release_answer"), by=desk, on=today)
    Proposal.objects.filter(pk__in=[row.proposal_id for row in made.values()]).update(committee=cast.committee)
    Proposal.objects.filter(pk=made["secret"].proposal_id).update(is_name_hidden=True)
    _let_lapse(made["lapsed"])
    routing.end_assignments(made["ended"].proposal, by=desk, on=today)
    return made


def _begin_reply(assignment: Assignment, world: World) -> None:
    """The organ is writing it."""
    by = Actor(world.handler)
    reply = replies.begin(assignment, by=by)
    replies.save(reply, by=by, seen=reply.version, outcome="C", text=stages.LETTER)


def _let_lapse(assignment: Assignment) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    running = Clock.objects.running().filter(limit=LimitKey.RATE, reply__assignment=assignment)
    assert running.update(started_on=yesterday, unrolled_on=yesterday, due_on=yesterday)
    assert rating.lapse_overdue(timezone.localdate()) == 1


def a_file(name: str, content: bytes, by: Person) -> StoredFile:
    """A paper as it is kept."""
    file = StoredFile(name=name, media_type="application/pdf", size=len(content), uploaded_by=by)
    file.sha256 = hashlib.sha256(content).hexdigest()
    file.content.save(name, ContentFile(content), save=False)
    file.save(force_insert=True)
    return file


def _attachments(cast: Cast, proposals: dict[str, Proposal]) -> list[Thing]:
    by = cast.people["author"]
    things: list[Thing] = []
    for state in ("draft", "submitted", "in_hand", "hidden"):
        proposal = proposals[state]
        row = Attachment.objects.create(proposal=proposal, file=a_file(*paper(f"{state}_attachment"), by))
        enter_paper(row, f"{word_of_a_paper(proposal)}{canary(f'{state}_attachment_read')}")
        things.append(_thing("attachment", state, row, proposal, pk=proposal.pk, attachment=row.pk))
    return things


def _scans(cast: Cast, proposals: dict[str, Proposal]) -> list[Thing]:
    """Signed papers that the desk has filed."""
    things: list[Thing] = []
    for state in ("in_hand", "hidden"):
        file = a_file(*paper(f"{state}_scan"), cast.people["desk"])
        facts = {"kind": "sheet", "fingerprint": file.sha256, "filed_by": cast.grants["desk"]}
        row = PaperScan.objects.create(proposal=proposals[state], file=file, **facts)
        things.append(_thing("scan", state, row, proposals[state], pk=proposals[state].pk, scan=row.pk))
    return things


def _replies(cast: Cast, assignments: dict[str, Assignment]) -> list[Thing]:
    by, things = cast.people["lead_handler"], []
    for state in ("handling", "secret", "signing", "replied", "rated"):
        assignment = assignments[state]
        reply = assignment.replies.get(round=assignment.round)
        Reply.objects.filter(pk=reply.pk).update(file=a_file(*paper(f"{state}_reply"), by))
        reply.refresh_from_db()
        enter_reply(reply)
        if reply.signed_at:
            enter_paper(reply, f"{word_of_a_paper(assignment.proposal)}{canary(f'{state}_letter_read')}")
        things.append(_thing("reply", state, reply, assignment.proposal))
    return things


def _promises(cast: Cast, promised: dict[str, Promise]) -> list[Thing]:
    by, things = cast.people["lead_handler"], []
    for state, promise in promised.items():
        proposal = promise.reply.assignment.proposal
        things.append(_thing("promise", state, promise, proposal))
        if state in ("reported", "done"):
            report = report_of(promise)
            PromiseReport.objects.filter(pk=report.pk).update(file=a_file(*paper(f"{state}_promise"), by))
            things.append(_thing("promise_report", state, report, proposal))
    return things


def _a_made_file(cast: Cast) -> Making:
    """A book that the desk had made."""
    file = a_file(*paper("made_paper"), cast.people["desk"])
    facts = {"state": Making.State.DONE, "file": file, "ended_at": timezone.now()}
    label = canary("made_label")
    return Making.objects.create(kind="catalogue", label=label, ordered_by=cast.grants["desk"], **facts)


def _frozen(cast: Cast) -> Snapshot:
    """What the city's desk has said in a report."""
    facts = {"where": {"year": "2026", "within": cast.world.city.code}, "numbers": [], "rates": [], "deputies": 3}
    words = {"title": canary("snapshot_title"), "scope": "2026年", "sentence": "共提出3条。"}
    whose = {"congress": cast.world.city, "taken_by": cast.grants["desk"], "taken_at": timezone.now()}
    return Snapshot.objects.create(**facts, **words, **whose)


def _a_held_run() -> JobRun:
    """A reminder that would have told too many."""
    said = f"{HELD}400条，超过近30天通常每次120条的2倍"
    return JobRun.objects.create(
        job="remind:month_missing", period=timezone.localdate().isoformat(), result=said, number=400
    )


def _machines(cast: Cast) -> list[Thing]:
    """Another system of the city's, as the two administrators have let it in."""
    by, guard, today = Actor(cast.grants["system_admin"]), Actor(cast.grants["security_admin"]), timezone.localdate()
    fields = {"name": "省平台", "purpose": canary("system_purpose"), "role": "auditor", "organ": None}
    system = systems.register(by=by, on=today, congress=cast.world.city, **fields)
    systems.grant_scopes(system, ["read", "events"], by=guard)
    systems.make_token(system, by=by, on=today, label=canary("token_label"), expires_on=today)
    address = f"https://{canary('hook_address')}.example.org/"
    systems.subscribe(system, by=by, address=address, kinds=["proposal.submit"])
    return [
        _thing("system", "city", system),
        _thing("system_token", "city", system.tokens.get()),
        _thing("subscription", "city", system.subscriptions.get()),
    ]


def _of_offices(cast: Cast) -> list[Thing]:
    """What has no state of its own, named by whose it is."""
    city, person = cast.world.city, cast.people
    tomorrow = timezone.localdate() + timedelta(days=3)
    notice = Notice.objects.create(
        key="matrix", kind="submitted", person=person["author"], congress=city, text=TEXT, day=timezone.localdate()
    )
    stuck = {
        place: Delivery.objects.create(
            notice=Notice.objects.create(
                key=f"matrix {place}",
                kind="submitted",
                person=person[whose],
                congress=congress,
                text=TEXT,
                day=timezone.localdate(),
            ),
            channel="sms",
            state="dead",
            due_at=timezone.now(),
        )
        for place, whose, congress in (("city", "author", city), ("lower", "county_deputy", cast.lower))
    }
    facts = {"key": "review", "count": 2, "unit": "WD", "ground": "本级办理规程", "starts_on": tomorrow}
    limit = Limit.objects.create(congress=city, **facts)
    setting = Setting.objects.create(key="site.name_first", value="某市", starts_on=tomorrow)
    words = {"name": canary("filter_name"), "parameters": f"q={canary('filter_words')}"}
    kept = SavedFilter.objects.create(person=person["author"], **words)
    organ = Organ.objects.create(congress=city, name="市气象局", kind="handler", branch="government")
    delegation = Delegation.objects.create(congress=city, name="杜集代表团")
    first = date(2026, 1, 11)
    session = city.terms.get().sessions.create(number=9, receives_from=first, opens_on=first, closes_on=first)
    return [
        _thing("notice", "author", notice),
        *[_thing("delivery", place, row) for place, row in stuck.items()],
        _thing("limit", "to_come", limit),
        _thing("making", "", _a_made_file(cast)),
        _thing("saved_filter", "author", kept),
        _thing("snapshot", "city", _frozen(cast)),
        _thing("setting_to_come", "common", setting),
        _thing("held_run", "today", _a_held_run()),
        _thing("organ", "city", organ),
        _thing("delegation", "city", delegation),
        _thing("term", "city", city.terms.get()),
        _thing("session", "city", session),
        _thing("acting_grant", "lead", cast.grants["acting_leader"]),
        *[_thing("seat", name, cast.seat(name)) for name in ("author", "colleague", "county_deputy")],
        *[_thing("person", name, person[name]) for name in ("author", "lead_handler", "audit_admin", "county_desk")],
        *[_thing("grant", name, cast.grants[name]) for name in ("lead_handler", "audit_admin", "county_desk")],
        Thing("setting", "ordinary", None, {"key": "rating.change_minutes"}),
        Thing("setting", "technical", None, {"key": "files.megabytes_a_month"}),
        Thing("wording", "ordinary", None, {"kind": "submitted"}),
        Thing("wording", "of_signing_in", None, {"kind": "code"}),
        Thing("dictionary", "", None, {"name": "category"}),
        Thing("word", "", None, {"name": "refusal", "code": "N4"}),
    ]
