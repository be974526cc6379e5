"""The two oracles under test: views and rules broken on purpose, one at a time. Each must be found."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from congress.manage import audit, log, people
from congress.models import Notice, Person
from congress.permissions import ALLOWED
from congress.views import messages
from deputies.models import Seat
from deputies.views import seats
from proposals import exporting, replies, telling
from proposals.models import Assignment, Proposal, ProposalQuerySet, Reply
from proposals.papers import sheets
from proposals.views import finding, handling, reading, triage, writing
from tests.proof import measured
from tests.security.matrix import leaks_on, wrong_answers

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch


def anybody(*_: Any) -> Any:
    return ALLOWED


def lists_know_no_scope(patch: Patch) -> None:
    patch.setattr(reading, "filtered", lambda actor, parameters: Proposal.objects.all())


def exports_know_no_scope(patch: Patch) -> None:
    patch.setattr(exporting, "listed", lambda actor, parameters: Proposal.objects.all())


def proposals_are_found_by_their_key_alone(patch: Patch) -> None:
    patch.setattr(ProposalQuerySet, "visible_to", lambda found, actor: found)


def drafts_are_shown_to_the_desk(patch: Patch) -> None:
    patch.setattr(Proposal, "PRIVATE", ())


def whoever_reads_may_write(patch: Patch) -> None:
    patch.setattr(writing, "is_author", anybody)


def every_desk_is_the_one_that_holds_it(patch: Patch) -> None:
    patch.setattr(triage, "is_desk", anybody)


def papers_are_given_without_asking(patch: Patch) -> None:
    patch.setattr(writing, "proposal_or_404", lambda request, pk: Proposal.objects.get(pk=pk))


def replies_are_given_before_they_are_signed(patch: Patch) -> None:
    patch.setattr(replies, "visible_replies", lambda actor: Reply.objects.all())


def assignments_of_other_organs_can_be_worked_on(patch: Patch) -> None:
    patch.setattr(handling, "assignment_or_404", lambda request, pk: Assignment.objects.get(pk=pk))
    patch.setattr(handling, "may_handle", anybody)


def hidden_names_are_shown(patch: Patch) -> None:
    patch.setattr(reading, "author_for", lambda proposal, actor: proposal.seat.person.name)


def phones_are_printed_for_everybody(patch: Patch) -> None:
    patch.setattr(sheets, "phone_for", lambda proposal, actor: proposal.seat.person.phone)


def opinions_between_organs_are_shown_to_deputies(patch: Patch) -> None:
    patch.setattr(reading, "sees_joint_opinions", lambda actor, assignment: True)


def requests_to_the_desk_are_shown_to_deputies(patch: Patch) -> None:
    def shown(assignment: Assignment, actor: Any) -> dict[str, Any]:
        return {"granted": None, "release": assignment.releases.first(), "extension": assignment.extensions.first()}

    patch.setattr(reading, "_requests", shown)


def numbers_on_the_roster_are_whole(patch: Patch) -> None:
    patch.setattr(Person, "masked_phone", property(lambda person: person.phone))


def rosters_know_no_street(patch: Patch) -> None:
    patch.setattr(seats, "seats_of", lambda actor: Seat.objects.all())


def everybodys_messages_are_shown(patch: Patch) -> None:
    patch.setattr(messages, "_mine", lambda request: Notice.objects.order_by("-at"))


def administrators_reach_beyond_their_congress(patch: Patch) -> None:
    patch.setattr(people, "people_within", lambda actor: Person.objects.all())


def the_log_is_open(patch: Patch) -> None:
    patch.setattr(audit, "may_read_log", anybody)
    patch.setattr(log, "may_read_log", anybody)


def a_page_needs_nobody_signed_in(patch: Patch) -> None:
    patch.setattr(seats.index, "login_required", False, raising=False)


def a_look_leaves_a_trace(patch: Patch) -> None:
    def author_for(proposal: Proposal, actor: Any) -> str:
        Proposal.objects.filter(pk=proposal.pk).update(category="seen")
        return ""

    patch.setattr(reading, "author_for", author_for)


def a_refusal_tells_that_it_exists(patch: Patch) -> None:
    def asked(request: Any, pk: Any, **related: Any) -> Proposal:
        if not Proposal.objects.visible_to(request.actor).filter(pk=pk).exists():
            raise PermissionDenied("这件建议不是您的。")
        return finding.proposal_or_404(request, pk, **related)

    patch.setattr(reading, "proposal_or_404", asked)


def words_are_written_into_the_log(patch: Patch) -> None:
    def asked(request: Any, pk: Any, **related: Any) -> Proposal:
        proposal = finding.proposal_or_404(request, pk, **related)
        logging.getLogger("proposals").warning("shows %s", proposal.body)
        return proposal

    patch.setattr(reading, "proposal_or_404", asked)


def a_message_quotes_to_the_wrong_people(patch: Patch) -> None:
    tell = telling.tell

    def quoting(kind: str, who: Any, proposal: Proposal, **facts: Any) -> None:
        proposal.title = proposal.body[-10:]
        tell(kind, [*who, Person.objects.get(name="金某")], proposal, **facts)

    patch.setattr(telling, "tell", quoting)


# Each hole, an address and a state at which it gapes.
HOLES = [
    (proposals_are_found_by_their_key_alone, "proposals:detail", "draft"),
    (drafts_are_shown_to_the_desk, "proposals:detail", "draft"),
    (whoever_reads_may_write, "proposals:done", "submitted"),
    (every_desk_is_the_one_that_holds_it, "proposals:assign", "foreign"),
    (papers_are_given_without_asking, "proposals:file", "draft"),
    (replies_are_given_before_they_are_signed, "proposals:reply_file", "handling"),
    (assignments_of_other_organs_can_be_worked_on, "proposals:delegate", "assigned"),
    (rosters_know_no_street, "deputies:detail", "colleague"),
    (administrators_reach_beyond_their_congress, "congress:person", "author"),
    (the_log_is_open, "congress:audit", ""),
    (a_page_needs_nobody_signed_in, "deputies:index", ""),
    (a_look_leaves_a_trace, "proposals:detail", "registered"),
    (a_refusal_tells_that_it_exists, "proposals:detail", "draft"),
]
# The same, but every status stays what it should be: only the canaries can tell.
WHISPERS = [
    (lists_know_no_scope, "proposals:index", ""),
    (exports_know_no_scope, "proposals:export", ""),
    (hidden_names_are_shown, "proposals:detail", "hidden"),
    (phones_are_printed_for_everybody, "proposals:sheet", "hidden"),
    (opinions_between_organs_are_shown_to_deputies, "proposals:detail", "joint_given"),
    (requests_to_the_desk_are_shown_to_deputies, "proposals:detail", "release_asked"),
    (numbers_on_the_roster_are_whole, "deputies:index", ""),
    (everybodys_messages_are_shown, "congress:messages", ""),
    (words_are_written_into_the_log, "proposals:detail", "submitted"),
]


@pytest.fixture(scope="module", autouse=True)
def found() -> Iterator[set[str]]:
    """The names of the holes that were found, said at the end."""
    names: set[str] = set()
    yield names
    planted = {hole.__name__ for hole, *_ in [*HOLES, *WHISPERS, (a_message_quotes_to_the_wrong_people,)]}
    measured("G4", f"{len(names)} of {len(planted)} planted holes found")


@pytest.mark.parametrize("hole, url, state", HOLES)
def test_the_matrix_finds_that(stage, policy, canaries, monkeypatch, found, hole, url, state):
    hole(monkeypatch)
    lines = wrong_answers(stage, policy, canaries, url, share=1, state=state)
    assert any("the secret" not in line for line in lines)
    found.add(hole.__name__)


@pytest.mark.parametrize("hole, url, state", WHISPERS)
def test_the_canaries_find_that(stage, policy, canaries, monkeypatch, found, hole, url, state):
    hole(monkeypatch)
    assert any(leaks_on(stage, policy, canaries, url, state=state))
    found.add(hole.__name__)


def test_the_canaries_find_that_a_message_quotes_to_the_wrong_people(stage, policy, canaries, monkeypatch, found):
    a_message_quotes_to_the_wrong_people(monkeypatch)
    lines = list(wrong_answers(stage, policy, canaries, "proposals:withdraw", share=1, state="submitted"))
    assert lines and all("金某 told the secret submitted_body" in line for line in lines)
    found.add(a_message_quotes_to_the_wrong_people.__name__)


@pytest.mark.parametrize("url, state", sorted({(url, state) for _, url, state in [*HOLES, *WHISPERS]}))
def test_nothing_is_found_where_nothing_is_planted(stage, policy, canaries, url, state):
    if state not in ("joint_given", "release_asked"):
        assert list(wrong_answers(stage, policy, canaries, url, state=state)) == []
    assert list(leaks_on(stage, policy, canaries, url, state=state, one_in=12)) == []
