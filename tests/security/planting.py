"""A word that stands nowhere else, planted in every secret field of the play; canaries.csv says who may hear it."""

from zlib import crc32

from django.utils import timezone

from congress.models import Delivery, KnownDevice, Notice, Person
from proposals.models import (
    Ask,
    AskAnswer,
    Assignment,
    Contact,
    CoSignatoryView,
    Extension,
    JointOpinion,
    Override,
    Promise,
    Proposal,
    Release,
    Reply,
    StockPhrases,
    Wording,
)
from proposals.searching.indexing import enter_proposal
from tests.security.cast import Cast

PLANTED: set[str] = set()


def canary(name: str) -> str:
    """The word to plant."""
    PLANTED.add(name)
    return word(name)


def word(name: str) -> str:
    """It stands nowhere else, and is short enough for a title that a message cuts off."""
    return f"cn{crc32(name.encode()):08x}"


def plant(cast: Cast, proposals: dict[str, Proposal], assignments: dict[str, Assignment]) -> None:
    """Into everything that no step of the play has written; a word to search for stands beside each text."""
    for state in ("draft", "someone_elses_draft", "cosign", "undone", "submitted", "foreign", "in_hand"):
        _text(proposals[state], canary(f"{state}_body"))
    Proposal.objects.filter(pk=proposals["someone_elses_draft"].pk).update(title=canary("someone_elses_title"))
    proposals["someone_elses_draft"].refresh_from_db()
    enter_proposal(proposals["someone_elses_draft"])
    secret = {
        Release: ("release_asked", "reason", "release_reason"),
        Extension: ("extension_asked", "reason", "extension_reason"),
        JointOpinion: ("joint_given", "text", "joint_opinion"),
        Contact: ("handling", "result", "contact_result"),
    }
    for model, (state, column, name) in secret.items():
        assert model.objects.filter(assignment=assignments[state]).update(**{column: canary(name)})
    for state in ("handling", "signing"):
        reply = Reply.objects.filter(assignment=assignments[state])
        text = f"{search_word(assignments[state].proposal)}{canary(f'{state}_reply')}"
        assert reply.update(text=text, outcome="B")
        line = {"content": canary(f"{state}_promise"), "promised_on": timezone.localdate()}
        Promise.objects.create(reply=reply.get(), **line)
    _in_asks(proposals, assignments)
    StockPhrases.objects.create(organ=assignments["handling"].organ, text=canary("stock_phrases"))
    told = {"reply": assignments["replied"].replies.get(), "seat": cast.seat("cosigner")}
    CoSignatoryView.objects.create(process="satisfied", result="mostly", reason=canary("co_signatory_view"), **told)
    Wording.objects.create(proposal=proposals["returned"], title="旧题", body=canary("earlier_wording"))
    device = {"token_hash": canary("device_key"), "label": canary("device_label"), "seen_at": timezone.now()}
    KnownDevice.objects.create(person=cast.people["author"], **device)
    Person.objects.filter(pk=cast.people["author"].pk).update(email=f"{canary('author_email')}@example.org")


def _in_asks(proposals: dict[str, Proposal], assignments: dict[str, Assignment]) -> None:
    """One ask of what is in hand, one that an organ is answering, and a reply signed in spite of a fault."""
    Ask.objects.create(proposal=proposals["in_hand"], number=1, text=canary("in_hand_ask"))
    handling, signed = assignments["handling"], assignments["replied"].replies.get()
    ask = Ask.objects.create(proposal=handling.proposal, number=1, text="加装路灯")
    answer = {"reply": handling.replies.get(), "ask": ask, "words": canary("handling_answer")}
    AskAnswer.objects.create(kind=AskAnswer.Kind.ADOPTED, **answer)
    words = {"found": canary("override_found"), "reason": canary("override_reason")}
    Override.objects.create(reply=signed, fault=Override.Fault.NAME, signed_by=signed.signed_by, **words)


def _text(proposal: Proposal, word: str) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(body=f"路灯{search_word(proposal)}{word}")
    proposal.refresh_from_db()
    enter_proposal(proposal)


def search_word(proposal: Proposal) -> str:
    """What stands beside the canary: to be searched for without naming it."""
    return f"密语{proposal.pk.hex[:6]}"


def word_of_a_paper(proposal: Proposal) -> str:
    """The same for its papers and those of its replies."""
    return f"纸语{proposal.pk.hex[:6]}"


def paper(name: str) -> tuple[str, bytes]:
    """The name and the content of a file, a canary in either."""
    return f"{canary(f'{name}_name')}.pdf", f"%PDF-1.7 {canary(f'{name}_paper')}".encode()


def plant_in_messages() -> None:
    """Into a message and into why it could not be sent."""
    Notice.objects.filter(key="matrix").update(text=canary("message"))
    Notice.objects.filter(key="matrix city").update(text=canary("unsent_message"))
    Delivery.objects.filter(notice__key="matrix city").update(problem=canary("delivery_problem"))
