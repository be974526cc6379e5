"""The last minutes before motions end: everybody sends at once; none is lost, and the server's clock alone decides."""

import threading

import pytest
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Grant, Session
from proposals import drafting
from proposals.examining import contradictions
from proposals.models import CoSignature, Proposal
from proposals.motions.session_board import board_of, papers_of
from tests import motions
from tests.faults.readers import Answer, Reader
from tests.places import a_seat
from tests.proof import measured, times

pytestmark = pytest.mark.django_db(transaction=True)

MOTIONS, LATE, AT_ONCE = times("SURGE_MOTIONS", 16), times("SURGE_LATE", 4), 8


def ready(world, seats, number) -> tuple[Grant, Proposal]:
    """Another deputy's motion with its ten names, which he has only to hand in."""
    author = a_seat(world.city, name=f"领衔{number}", phone=f"137{number:08}", card=f"8{number:03}")
    words = {"title": f"关于第{number}项立法的议案", "body": motions.BODY, "plan": motions.PLAN}
    draft = drafting.begin(by=Actor(author.grant), kind=Proposal.Kind.MOTION, **words)
    drafting.invite(draft, seats, by=Actor(author.grant))
    said = {"confirmed_text": draft.text_digest, "decided_at": timezone.now()}
    draft.co_signatures.update(state=CoSignature.State.CONFIRMED, **said)
    return author.grant, draft


def hand_in(port: int, drafts) -> dict[object, Answer]:
    """All of them, so many at once, each once."""
    waiting = iter([(Reader.before(port, grant), draft) for grant, draft in drafts])
    answers, lock = {}, threading.Lock()

    def work() -> None:
        while True:
            with lock:
                reader, draft = next(waiting, (None, None))
            if reader is None:
                return
            answers[draft.pk] = reader.insist(f"/proposals/{draft.pk}/check/", {})

    threads = [threading.Thread(target=work) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_what_is_handed_in_by_the_hour_is_there_in_the_order_of_its_receipt(web, city_in_production):
    world = city_in_production
    session, seats = motions.a_session(world), motions.more_deputies(world)
    drafts = [ready(world, seats, number) for number in range(1, MOTIONS + LATE + 1)]

    began = timezone.now()
    in_time = hand_in(web.port, drafts[:MOTIONS])
    ended = timezone.now()
    Session.objects.filter(pk=session.pk).update(motions_until=ended)
    too_late = hand_in(web.port, drafts[MOTIONS:])

    assert {answer.status for answer in in_time.values()} == {302}
    assert all(answer.leads_to.endswith("/done/") for answer in in_time.values())
    assert len(in_time) == MOTIONS
    stored = list(Proposal.objects.filter(state=Proposal.State.SUBMITTED).order_by("submitted_at"))
    assert {row.pk for row in stored} == set(in_time)
    assert len({row.number for row in stored}) == MOTIONS
    assert all(began <= row.submitted_at <= ended for row in stored)
    kept = Proposal.objects.filter(pk__in=too_late)
    assert {(row.state, row.plan) for row in kept} == {("cosign", motions.PLAN)}
    assert not any(answer.leads_to.endswith("/done/") for answer in too_late.values())

    desk = Actor(world.desk)
    assert [row.pk for row in papers_of(session, desk)] == [row.pk for row in stored]
    assert board_of(session, desk).by_state == [("submitted", "待审核", MOTIONS)]
    assert list(contradictions(Proposal.objects.all())) == []
    assert list(timeline.faults()) == []
    seconds = (ended - began).total_seconds()
    measured(
        "G34",
        f"{MOTIONS} motions of ten names each handed in by {AT_ONCE} at once in {seconds:.0f} s: all there, none "
        f"twice, listed by the moment the server received them; {LATE} after the hour refused, kept",
    )
