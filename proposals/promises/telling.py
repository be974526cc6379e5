"""Who is told how a promise goes, in the transaction of its cause."""

from datetime import date

from django.urls import reverse

from congress.models import Person
from proposals.models import Promise, PromiseConfirmation, PromiseExtension, Proposal
from proposals.promises.guards import has_deputy
from proposals.telling import authors_of, desk_of, staff_of, tell


def _proposal(promise: Promise) -> Proposal:
    return promise.reply.assignment.proposal


def _facts(promise: Promise) -> dict[str, object]:
    return {"organ": str(promise.reply.assignment.organ)}


def _fact(promise: Promise) -> str:
    return f"{promise.pk}:{promise.version}"


def _address(promise: Promise) -> str:
    return reverse("proposals:promise", args=[promise.pk])


def promisee(promise: Promise, on: date) -> list[Person]:
    """The deputy who confirms, while he serves."""
    seat = _proposal(promise).seat
    return [seat.person] if has_deputy(promise, on) else []


def reported(promise: Promise, *, on: date) -> None:
    """The deputy and the desk, who confirm."""
    proposal, fact, facts, address = _proposal(promise), _fact(promise), _facts(promise), _address(promise)
    deputy, desk = promisee(promise, on), desk_of(proposal.holder, on)
    tell("promise_reported", deputy, proposal, on=on, fact=fact, facts=facts, address=address)
    tell("promise_to_verify", desk, proposal, on=on, fact=fact, facts=facts, address=address)


def denied(promise: Promise, said: PromiseConfirmation, *, on: date) -> None:
    """The desk, which decides what becomes of it."""
    proposal = _proposal(promise)
    facts, people = _facts(promise) | {"reason": said.words}, desk_of(proposal.holder, on)
    tell("promise_denied", people, proposal, on=on, fact=_fact(promise), facts=facts, address=_address(promise))


def report_sent_back(promise: Promise, reason: str, *, on: date) -> None:
    people, facts = staff_of(promise.reply.assignment.organ, on), _facts(promise) | {"reason": reason}
    address = _address(promise)
    tell("promise_sent_back", people, _proposal(promise), on=on, fact=_fact(promise), facts=facts, address=address)


def kept(promise: Promise, *, on: date) -> None:
    """The authors and the organ."""
    proposal, people = _proposal(promise), staff_of(promise.reply.assignment.organ, on)
    people = list({person.pk: person for person in [*authors_of(proposal), *people]}.values())
    tell("promise_kept", people, proposal, on=on, fact=f"{promise.pk}", facts=_facts(promise))


def failed(promise: Promise, reason: str, *, on: date) -> None:
    """The authors and the organ, which handles the matter again."""
    proposal, people = _proposal(promise), staff_of(promise.reply.assignment.organ, on)
    people = list({person.pk: person for person in [*authors_of(proposal), *people]}.values())
    facts = _facts(promise) | {"reason": reason}
    tell("promise_failed", people, proposal, on=on, fact=f"{promise.pk}", facts=facts)


def extension_asked(extension: PromiseExtension, *, on: date) -> None:
    promise = extension.promise
    people, address = desk_of(_proposal(promise).holder, on), _address(promise)
    facts = _facts(promise)
    tell(
        "promise_extension_asked",
        people,
        _proposal(promise),
        on=on,
        fact=f"{extension.pk}",
        facts=facts,
        address=address,
    )


def extension_decided(extension: PromiseExtension, *, is_granted: bool, on: date) -> None:
    """The organ; the authors, once the day has moved."""
    promise, proposal = extension.promise, _proposal(extension.promise)
    facts = _facts(promise) | {"date": extension.until, "answer": "同意" if is_granted else "不同意"}
    fact = f"{extension.pk}"
    people = staff_of(promise.reply.assignment.organ, on)
    tell("promise_extension_decided", people, proposal, on=on, fact=fact, facts=facts, address=_address(promise))
    if is_granted:
        told = authors_of(proposal)
        tell("promise_extended", told, proposal, on=on, fact=fact, facts=facts | {"reason": extension.reason})


def carried_over(promise: Promise, *, on: date) -> None:
    """The organ and the desk: it is owed on."""
    proposal = _proposal(promise)
    people = [*staff_of(promise.reply.assignment.organ, on), *desk_of(proposal.holder, on)]
    people = list({person.pk: person for person in people}.values())
    tell("promise_carried", people, proposal, on=on, fact=f"{promise.pk}", facts=_facts(promise))
