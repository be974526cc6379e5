"""The engine behind every table of steps, tried on real proposals with a small table of its own."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.urls import include, path

from congress import timeline
from congress.actors import Actor
from congress.models import Event
from congress.permissions import ALLOWED, refuse
from congress.workflow import OutOfTurn, Step, Workflow, follows, only_time
from proposals.models import Proposal
from tests.places import a_congress, a_seat, signed_in

DRAFT, COSIGN, SUBMITTED = Proposal.State.DRAFT, Proposal.State.COSIGN, Proposal.State.SUBMITTED


def author_only(actor, proposal):
    return ALLOWED if actor and actor.seat == proposal.seat else refuse("只有提出人可以办这一步。")


def has_title(proposal):
    assert proposal.state == COSIGN, "a guard sees the subject as it would be"
    return ALLOWED if proposal.title else refuse("请先写标题。")


steps = Workflow(
    Step("gather", "征集联名", {DRAFT}, COSIGN, author_only, has_title),
    Step("rework", "改回草稿", {COSIGN}, DRAFT, author_only),
    Step("lapse", "过期", {COSIGN}, DRAFT, only_time),
    Step("settle", "了结", {DRAFT, COSIGN}, DRAFT, follows),
)


def a_proposal(seat, **fields):
    facts = {"congress": seat.congress, "holder": seat.congress, "term": seat.term, "seat": seat, "title": "修路"}
    return Proposal.objects.create(**{**facts, **fields})


def too_late(request):
    raise OutOfTurn("现在不能签收，请看最新情况再决定。")


urlpatterns = [path("late/", too_late), path("", include("congress.urls"))]


def row(proposal):
    """What the database holds of it."""
    return Proposal.objects.values_list("state", "version", "title", "place").get(pk=proposal.pk)


@pytest.fixture
def seat(db):
    return a_seat(a_congress())


@pytest.fixture
def author(seat):
    return Actor(seat.grant)


@pytest.fixture
def stranger(seat):
    return Actor(a_seat(seat.congress, name="李某", phone="13800000002", card="002").grant)


def test_a_step_moves_the_subject_and_records_who_did_it(seat, author):
    proposal = a_proposal(seat)

    steps.take("gather", proposal, by=author, note="请大家联名", log={"rows": 2}, title="修好路", place="东门")

    assert row(proposal) == (COSIGN, 2, "修好路", "东门")
    assert (proposal.state, proposal.version, proposal.title) == (COSIGN, 2, "修好路")
    event = Event.objects.get()
    assert (event.step, event.before, event.after) == ("gather", DRAFT, COSIGN)
    assert (event.subject_kind, event.subject_id, event.root_id) == ("proposal", proposal.pk, proposal.pk)
    assert (event.person, event.grant) == (seat.person, seat.grant)
    assert event.note.text == "请大家联名"
    assert event.facts == {"rows": 2, "note": timeline.digest("请大家联名")}


def test_who_may_not_is_told_why_and_nothing_changes(seat, stranger):
    proposal = a_proposal(seat)

    with pytest.raises(PermissionDenied, match="只有提出人可以办这一步。"):
        steps.take("gather", proposal, by=stranger)

    assert row(proposal) == (DRAFT, 1, "修路", "")
    assert not Event.objects.exists()


def test_a_step_from_the_wrong_state_is_out_of_turn(seat, author):
    proposal = a_proposal(seat)

    with pytest.raises(OutOfTurn, match="现在不能改回草稿"):
        steps.take("rework", proposal, by=author)

    assert row(proposal) == (DRAFT, 1, "修路", "")
    assert not Event.objects.exists()


def test_a_guard_that_refuses_leaves_nothing_behind(seat, author):
    proposal = a_proposal(seat, title="")

    with pytest.raises(PermissionDenied, match="请先写标题。"):
        steps.take("gather", proposal, by=author, place="东门")

    assert row(proposal) == (DRAFT, 1, "", "")
    assert (proposal.state, proposal.version, proposal.place) == (DRAFT, 1, "")
    assert not Event.objects.exists()


def test_who_comes_second_is_told_to_look_again(seat, author):
    proposal = a_proposal(seat)
    same_page_in_another_window = Proposal.objects.get(pk=proposal.pk)
    steps.take("gather", proposal, by=author)

    with pytest.raises(OutOfTurn, match="请看最新情况再决定"):
        steps.take("gather", same_page_in_another_window, by=author, title="别的")

    assert row(proposal) == (COSIGN, 2, "修路", "")
    assert Event.objects.count() == 1


def test_a_step_in_a_deed_that_fails_never_happened(seat, author):
    proposal = a_proposal(seat)

    with pytest.raises(RuntimeError), transaction.atomic():
        steps.take("gather", proposal, by=author, note="请大家联名")
        raise RuntimeError("what comes after the step fails")

    assert row(proposal) == (DRAFT, 1, "修路", "")
    assert not Event.objects.exists()


def test_an_event_that_cannot_be_written_undoes_the_step(seat, author):
    proposal = a_proposal(seat)

    with pytest.raises(TypeError, match="not JSON serializable"):
        steps.take("gather", proposal, by=author, log={"rows": object()})

    assert row(proposal) == (DRAFT, 1, "修路", "")


def test_what_time_does_nobody_may_do(seat, author):
    proposal = a_proposal(seat, state=COSIGN)
    with pytest.raises(PermissionDenied, match="这一步由系统按期限办理。"):
        steps.take("lapse", proposal, by=author)

    steps.take("lapse", proposal, by=None)

    assert row(proposal)[:2] == (DRAFT, 2)
    assert (Event.objects.get().person, Event.objects.get().grant) == (None, None)


def test_pages_ask_before_they_offer(seat, author, stranger):
    proposal, empty = a_proposal(seat), a_proposal(seat, title="", state=COSIGN)

    assert steps.may("gather", author, proposal)
    assert not steps.may("gather", stranger, proposal)
    assert steps.may("rework", author, proposal).refusal == "现在不能改回草稿，当前状态为“草稿”。"
    assert steps.open_to(author, empty) == {"rework": ALLOWED}
    assert steps.open_to(stranger, empty) == {}
    assert (steps.steps["gather"].is_offered, steps.steps["lapse"].is_offered) == (True, False)


def test_a_verdict_names_what_is_missing(seat, author, stranger):
    ask = Workflow(Step("gather", "征集联名", {DRAFT}, COSIGN, author_only, lambda proposal: refuse("请先写标题。")))
    proposal = a_proposal(seat)

    assert ask.verdict("gather", author, proposal).refusal == "请先写标题。"
    assert ask.verdict("gather", stranger, proposal).refusal == "只有提出人可以办这一步。"
    assert ask.open_to(author, proposal) == {"gather": refuse("请先写标题。")}


@pytest.mark.urls(__name__)
def test_a_page_that_comes_too_late_says_so(seat):
    response = signed_in(seat.grant).get("/late/")
    assert response.status_code == 409
    assert "现在不能签收，请看最新情况再决定。" in response.content.decode()


def test_two_steps_of_one_name_are_a_mistake():
    step = Step("gather", "征集联名", {DRAFT}, COSIGN, author_only)
    with pytest.raises(ValueError, match="share a name"):
        Workflow(step, step)


def test_the_diagram_draws_every_arrow():
    assert steps.diagram([("draft", "草稿"), ("cosign", "征集联名")]).splitlines() == [
        "stateDiagram-v2",
        "    draft : 草稿",
        "    cosign : 征集联名",
        "    draft --> cosign : 征集联名",
        "    cosign --> draft : 改回草稿",
        "    cosign --> draft : 过期",
        "    cosign --> draft : 了结",
        "    draft --> draft : 了结",
    ]


@pytest.mark.django_db(transaction=True)
def test_of_eight_at_once_one_takes_the_step():
    seat = a_seat(a_congress())
    proposal, author = a_proposal(seat), Actor(seat.grant)
    assert author.seat == seat
    start, outcomes = threading.Barrier(8), []

    def press():
        mine = Proposal.objects.select_related("seat").get(pk=proposal.pk)
        try:
            start.wait()
            steps.take("gather", mine, by=author)
            outcomes.append("taken")
        except OutOfTurn:
            outcomes.append("too late")
        except Exception as error:
            outcomes.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["taken", *["too late"] * 7]
    assert row(proposal)[:2] == (COSIGN, 2)
    assert Event.objects.count() == 1
    assert list(timeline.faults()) == []
