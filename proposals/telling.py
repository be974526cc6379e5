"""Who is told of what, in the transaction of its cause; congress.notices sends it."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.utils import timezone

from congress import configuration, notices
from congress.actors import Actor
from congress.models import Congress, Grant, Notice, Organ, Person, Role
from proposals.models import Assignment, Clock, Contact, CoSignature, Extension, LimitKey, Proposal


def authors_of(proposal: Proposal) -> list[Person]:
    """The author and everybody who joined; a placeholder is nobody."""
    seats = [proposal.seat, *(row.seat for row in proposal.co_signatories())]
    return [seat.person for seat in seats if not seat.is_placeholder]


def staff_of(organ: Organ, on: date, *roles: str) -> list[Person]:
    """Who acts for an organ on that day; handlers and leaders unless roles are named."""
    wanted = roles or (Role.HANDLER, Role.ORGAN_LEADER)
    grants = Grant.objects.active(on).filter(organ=organ, role__in=wanted).select_related("person")
    return list({grant.person_id: grant.person for grant in grants}.values())


def desk_of(congress: Congress, on: date) -> list[Person]:
    """The desk's staff of one congress on that day; branch desks of streets left out."""
    grants = Grant.objects.active(on).filter(congress=congress, role=Role.DESK).select_related("person", "organ")
    return [grant.person for grant in grants if not grant.organ or grant.organ.kind != Organ.Kind.STREET]


def tell(
    kind: str,
    people: Iterable[Person],
    proposal: Proposal,
    *,
    on: date,
    fact: str,
    facts: Mapping[str, object] | None = None,
    address: str = "",
    after: str = "",
) -> None:
    """Tell people a fact of a proposal, each once; a trial import is nobody's matter.

    Args:
        fact: names it, so that it is told once.
        facts: what the text says beside name, number and title.
        address: where it leads; to the proposal when left out.
        after: a setting, the minutes in which it may still be taken back: told once they are over.
    """
    if not proposal.is_live:
        return
    visible_at = None
    if after:
        minutes = configuration.value(after, proposal.congress, on=on)
        visible_at = timezone.now() + timedelta(minutes=minutes)
    notices.post_many(
        notices.Post(
            key=f"{kind}:{fact}:{person.pk}",
            kind=kind,
            to=person,
            congress=proposal.holder,
            facts={"name": person.name, "no": proposal.number or "", "title": proposal.title, **(facts or {})},
            address=address or proposal.get_absolute_url(),
            day=on,
            visible_at=visible_at,
        )
        for person in people
    )


def invited(row: CoSignature) -> None:
    proposal = row.proposal
    tell(
        "invited",
        [row.seat.person],
        proposal,
        on=timezone.localdate(),
        fact=f"{row.pk}:{proposal.text_digest[:12]}",
        facts={"author": proposal.seat.person.name},
    )


def invitation_answered(proposal: Proposal, by: Actor, *, joins: bool) -> None:
    tell(
        "invitation_answered",
        [proposal.seat.person],
        proposal,
        on=timezone.localdate(),
        fact=f"{proposal.pk}:{by.grant.pk}",
        facts={"who": by.person.name, "answer": "同意联名" if joins else "没有同意联名"},
    )


def submitted(proposal: Proposal, *, on: date) -> None:
    fact = f"{proposal.pk}:{proposal.version}"
    if proposal.kind == Proposal.Kind.MOTION:
        tell("motion_submitted", authors_of(proposal), proposal, on=on, fact=fact, after="opinion.undo_minutes")
    else:
        tell("submitted", authors_of(proposal), proposal, on=on, fact=fact, after="opinion.undo_minutes")


def undone(proposal: Proposal) -> None:
    """What was to be said of an undone submission is not said."""
    _unsay(proposal, "submitted", "motion_submitted")


def recalled(proposal: Proposal) -> None:
    """What was to be said of a recalled assignment and has not been said is not said."""
    _unsay(proposal, "assigned", "new_assignment")


def rating_changed(assignment: Assignment) -> None:
    """What was to be said of the rating before has not been said, and is not."""
    _unsay(assignment.proposal, "rated", "rehandle")


def _unsay(proposal: Proposal, *kinds: str) -> None:
    Notice.objects.filter(kind__in=kinds, address=proposal.get_absolute_url(), visible_at__gt=timezone.now()).delete()


def withdrawn(proposal: Proposal, *, on: date) -> None:
    fact = f"{proposal.pk}:{proposal.version}"
    joined = [person for person in authors_of(proposal) if person.pk != proposal.seat.person_id]
    tell("withdrawn_jointly", joined, proposal, on=on, fact=fact, facts={"author": proposal.seat.person.name})
    people = desk_of(proposal.holder, on)
    for assignment in proposal.assignments.select_related("organ"):
        people += staff_of(assignment.organ, on, Role.HANDLER)
    tell("withdrawn", people, proposal, on=on, fact=fact)


def sent_back(proposal: Proposal, reason: str, *, on: date) -> None:
    tell(
        "sent_back",
        authors_of(proposal),
        proposal,
        on=on,
        fact=f"{proposal.pk}:{proposal.version}",
        facts={"reason": reason},
    )


def refused(proposal: Proposal, reason: str, *, on: date) -> None:
    tell("refused", authors_of(proposal), proposal, on=on, fact=f"{proposal.pk}", facts={"reason": reason})


def merged(proposal: Proposal, *, into: Proposal, on: date) -> None:
    fact = f"{proposal.pk}:{into.pk}"
    tell("merged", authors_of(proposal), proposal, on=on, fact=fact, facts={"into": into.number or ""})


def unmerged(proposal: Proposal, reason: str, *, on: date) -> None:
    fact = f"{proposal.pk}:{proposal.version}"
    tell("unmerged", authors_of(proposal), proposal, on=on, fact=fact, facts={"reason": reason})


def transferred(proposal: Proposal, *, on: date) -> None:
    if proposal.transfer_to is None:
        return
    fact = f"{proposal.pk}:{proposal.version}"
    facts = {"from": proposal.holder.place, "to": proposal.transfer_to.name}
    tell("transfer_asked", desk_of(proposal.transfer_to, on), proposal, on=on, fact=fact, facts=facts)
    tell("transferred", authors_of(proposal), proposal, on=on, fact=fact, facts=facts)


def taken_over(proposal: Proposal, origin: Congress, *, on: date) -> None:
    """The desk that gave it away, which keeps it in view."""
    fact, facts = f"{proposal.pk}:{proposal.version}", {"to": proposal.holder.name}
    tell("taken_over", desk_of(origin, on), proposal, on=on, fact=fact, facts=facts)


def given_back(proposal: Proposal, reason: str, *, on: date) -> None:
    tell(
        "given_back",
        desk_of(proposal.holder, on),
        proposal,
        on=on,
        fact=f"{proposal.pk}:{proposal.version}",
        facts={"reason": reason},
    )


def assigned(proposal: Proposal, *, on: date) -> None:
    """The authors and each organ; both only after the minutes in which the desk may take it back."""
    fact = f"{proposal.pk}:{proposal.version}"
    rows = list(proposal.assignments.current().select_related("organ"))
    due = Clock.objects.running().filter(root=proposal, limit=LimitKey.REPLY).order_by("due_on").first()
    organs = "、".join(str(row.organ) for row in rows if row.part != Assignment.Part.JOINT)
    tell(
        "assigned",
        authors_of(proposal),
        proposal,
        on=on,
        fact=fact,
        after="opinion.undo_minutes",
        facts={"organ": organs, "date": due.due_on if due else ""},
    )
    for row in rows:
        clock = row.clocks.running().filter(limit=LimitKey.SIGN_IN).first()
        tell(
            "new_assignment",
            staff_of(row.organ, on),
            proposal,
            on=on,
            fact=f"{row.pk}",
            after="opinion.undo_minutes",
            facts={"organ": str(row.organ), "n": 1, "date": clock.due_on if clock else ""},
        )


def release_asked(assignment: Assignment, *, on: date) -> None:
    proposal = assignment.proposal
    tell(
        "release_asked",
        desk_of(proposal.holder, on),
        proposal,
        on=on,
        fact=f"{assignment.pk}:{assignment.version}",
        facts={"organ": str(assignment.organ)},
    )


def release_decided(assignment: Assignment, organ: Organ | None, answer: str, *, on: date, word: str) -> None:
    proposal = assignment.proposal
    granted = assignment.state == Assignment.State.RELEASED
    fact = f"{assignment.pk}:{assignment.version}"
    tell(
        "release_decided",
        staff_of(assignment.organ, on),
        proposal,
        on=on,
        fact=fact,
        facts={"organ": str(assignment.organ), "answer": word, "reason": answer},
    )
    if granted and organ is not None:
        row = proposal.assignments.current().get(organ=organ)
        clock = row.clocks.running().filter(limit=LimitKey.SIGN_IN).first()
        tell(
            "new_assignment",
            staff_of(organ, on),
            proposal,
            on=on,
            fact=f"{row.pk}",
            facts={"organ": str(organ), "n": 1, "date": clock.due_on if clock else ""},
        )
        due = row.clocks.running().filter(limit=LimitKey.REPLY).first()
        tell(
            "assigned",
            authors_of(proposal),
            proposal,
            on=on,
            fact=f"{row.pk}",
            facts={"organ": str(organ), "date": due.due_on if due else ""},
        )


def contacted(contact: Contact, *, on: date) -> None:
    """The author, who alone knows whether it was so."""
    assignment = contact.assignment
    people = [person for person in authors_of(assignment.proposal) if person.pk == assignment.proposal.seat.person_id]
    facts = {"organ": str(assignment.organ)}
    tell("contacted", people, assignment.proposal, on=on, fact=f"{contact.pk}", facts=facts)


def opinion_given(assignment: Assignment, *, on: date) -> None:
    lead = assignment.proposal.assignments.current().filter(part=Assignment.Part.LEAD).select_related("organ").first()
    if lead:
        tell(
            "opinion_given",
            staff_of(lead.organ, on, Role.HANDLER),
            assignment.proposal,
            on=on,
            fact=f"{assignment.pk}:{assignment.version}",
            facts={"organ": str(assignment.organ)},
        )


def opinion_sent_back(assignment: Assignment, reason: str, *, on: date) -> None:
    tell(
        "opinion_sent_back",
        staff_of(assignment.organ, on, Role.HANDLER),
        assignment.proposal,
        on=on,
        fact=f"{assignment.pk}:{assignment.version}",
        facts={"reason": reason, "organ": str(assignment.organ)},
    )


def extension_asked(assignment: Assignment, *, on: date) -> None:
    proposal = assignment.proposal
    count = assignment.extensions.count()
    tell(
        "extension_asked",
        desk_of(proposal.holder, on),
        proposal,
        on=on,
        fact=f"{assignment.pk}:{count}",
        facts={"organ": str(assignment.organ)},
    )


def extension_decided(extension: Extension, *, is_granted: bool, on: date) -> None:
    assignment = extension.assignment
    proposal = assignment.proposal
    facts = {"organ": str(assignment.organ), "date": extension.until, "answer": "同意" if is_granted else "不同意"}
    tell("extension_decided", staff_of(assignment.organ, on), proposal, on=on, fact=f"{extension.pk}", facts=facts)
    if is_granted:
        tell(
            "extended",
            authors_of(proposal),
            proposal,
            on=on,
            fact=f"{extension.pk}",
            facts={**facts, "reason": extension.reason},
        )


def waiting_for_signature(assignment: Assignment, *, on: date) -> None:
    tell(
        "to_sign",
        staff_of(assignment.organ, on, Role.ORGAN_LEADER),
        assignment.proposal,
        on=on,
        fact=f"{assignment.pk}:{assignment.version}",
        facts={"organ": str(assignment.organ)},
    )


def reply_sent_back(assignment: Assignment, reason: str, *, on: date) -> None:
    tell(
        "reply_sent_back",
        staff_of(assignment.organ, on, Role.HANDLER),
        assignment.proposal,
        on=on,
        fact=f"{assignment.pk}:{assignment.version}",
        facts={"reason": reason, "organ": str(assignment.organ)},
    )


def _answered(proposal: Proposal, on: date) -> list[Person]:
    """Who gets the reply: everybody who put it forward, or the lead alone where the congress has it so."""
    people = authors_of(proposal)
    to_each = configuration.value("reply.audience", proposal.congress, on=on) == "each"
    return people if to_each else [person for person in people if person.pk == proposal.seat.person_id]


def replied(assignment: Assignment, *, on: date) -> None:
    """The author, who rates, and whoever joined: each gets the reply."""
    proposal = assignment.proposal
    clock = Clock.objects.running().filter(reply__assignment=assignment, limit=LimitKey.RATE).first()
    facts = {"organ": str(assignment.organ), "date": clock.due_on if clock else ""}
    fact = f"{assignment.pk}:{assignment.round}"
    told, author = _answered(proposal, on), proposal.seat.person_id
    tell("replied", [person for person in told if person.pk == author], proposal, on=on, fact=fact, facts=facts)
    joined = [person for person in told if person.pk != author]
    tell("replied_jointly", joined, proposal, on=on, fact=fact, facts=facts)


def rated(assignment: Assignment, *, dissatisfied: bool, on: date) -> None:
    proposal = assignment.proposal
    fact = f"{assignment.pk}:{assignment.round}"
    word = "不满意" if dissatisfied else "满意或基本满意"
    people = [*staff_of(assignment.organ, on), *desk_of(proposal.holder, on)]
    tell(
        "rated",
        {p.pk: p for p in people}.values(),
        proposal,
        on=on,
        fact=fact,
        after="rating.change_minutes",
        facts={"organ": str(assignment.organ), "answer": word},
    )


def concluded(assignment: Assignment, result: str, *, on: date) -> None:
    proposal = assignment.proposal
    people = [*authors_of(proposal), *staff_of(assignment.organ, on)]
    fact = f"{assignment.pk}:{assignment.round}"
    tell("concluded", people, proposal, on=on, fact=fact, facts={"reason": result})


def lapsed(assignment: Assignment, *, on: date) -> None:
    """The authors, whose time to rate is over, and the desk."""
    fact = f"{assignment.pk}:{assignment.round}"
    tell("not_rated", authors_of(assignment.proposal), assignment.proposal, on=on, fact=fact)
    tell("not_rated_by_deputy", desk_of(assignment.proposal.holder, on), assignment.proposal, on=on, fact=fact)


def rehandling(assignment: Assignment, clock: Clock, *, on: date) -> None:
    tell(
        "rehandle",
        staff_of(assignment.organ, on),
        assignment.proposal,
        on=on,
        fact=f"{assignment.pk}:{assignment.round}",
        after="rating.change_minutes",
        facts={"organ": str(assignment.organ), "date": clock.due_on},
    )
