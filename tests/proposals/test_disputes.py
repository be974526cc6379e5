"""承办争议: put to the 编办 by the desk or by rule, decided once, binding, remembered by the next similar matter."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Notice, Organ, Role, Setting
from congress.workflow import OutOfTurn
from deputies.models import Seat
from proposals import drafting, routing, triage
from proposals.classifying import arbitrating, disputes
from proposals.classifying.examining import disputes_that_contradict
from proposals.examining import contradictions
from proposals.models import Assignment, Clock, Dispute, LimitKey, Proposal
from proposals.suggesting import suggest_for
from proposals.suggesting.history import remembered
from tests import stages
from tests.classifying import GROUND, WHY, accepted, arbiter_of, contested, given_back, referred
from tests.places import START, a_grant, an_organ, signed_in
from tests.world import World, a_world, the_assignment

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def world() -> World:
    return a_world()


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("person__name", flat=True))


def rule(dispute: Dispute, world: World, organ) -> None:
    by = Actor(arbiter_of(world))
    arbitrating.arbitrate(dispute, organ=organ, answer=GROUND, by=by, on=TODAY())


def running(proposal: Proposal) -> set[str]:
    return set(proposal.all_clocks.running().values_list("limit", flat=True))


def is_whole(proposal: Proposal) -> None:
    """Nothing that the doctor would find."""
    assert list(contradictions(Proposal.objects.filter(pk=proposal.pk))) == []
    assert list(disputes_that_contradict()) == []


# Put to the 编办


def test_the_second_organ_that_gives_it_back_puts_it_to_the_staffing_office(world):
    dispute = contested(world)
    assert dispute.referred_by is None and "第2个单位" in dispute.reason
    assert dispute.assignment == the_assignment(world.housing)
    assert LimitKey.ARBITRATE in running(dispute.proposal)
    assert LimitKey.REASSIGN not in running(dispute.proposal)
    assert told("dispute_referred") == {"卞某"} and told("dispute_by_rule") == {"赵某"}
    is_whole(dispute.proposal)


def test_without_a_staffing_office_the_desk_decides_by_itself(world):
    first = stages.assigned(world)
    given_back(first, world.handler)
    routing.grant_release(first, organ=world.housing, answer="同意", by=Actor(world.desk), on=TODAY())
    second = the_assignment(world.housing)
    given_back(second, world.second_handler)
    assert not Dispute.objects.exists()
    with pytest.raises(PermissionDenied, match="本级还没有编办账号"):
        disputes.refer(first.proposal, reason=WHY, by=Actor(world.desk), on=TODAY())
    routing.refuse_release(second, answer="归你局", by=Actor(world.desk), at=timezone.now())
    assert second.state == Assignment.State.HANDLING


@pytest.mark.parametrize(("organs", "waits"), [(0, False), (1, True), (3, False)])
def test_how_many_organs_it_takes_is_a_setting(world, organs, waits):
    Setting.objects.create(key="dispute.releases", value=organs, starts_on=START)
    arbiter_of(world)
    given_back(stages.assigned(world), world.handler)
    assert Dispute.objects.exists() is waits


def test_while_it_waits_the_desk_neither_decides_nor_hands_over(world):
    dispute = contested(world)
    assignment, desk = the_assignment(world.housing), Actor(world.desk)
    with pytest.raises(PermissionDenied, match="已提请编办裁定"):
        routing.grant_release(assignment, organ=None, answer="同意", by=desk, on=TODAY())
    with pytest.raises(PermissionDenied, match="已提请编办裁定"):
        routing.refuse_release(assignment, answer="归你局", by=desk, at=timezone.now())
    with pytest.raises(PermissionDenied, match="已经提请"):
        disputes.refer(dispute.proposal, reason=WHY, by=desk, on=TODAY())
    other = referred(world, "关于南黎路学校门口限速的建议")
    with pytest.raises(PermissionDenied, match="已提请编办裁定"):
        routing.assign(other.proposal, lead=world.urban, lane="formal", by=desk, on=TODAY())


def test_what_waits_for_the_staffing_office_is_not_offered_to_the_desk(world):
    dispute = contested(world)
    desk, address = Actor(world.desk), reverse("proposals:decide_release", args=[dispute.assignment.pk])
    assert not triage.waiting_decisions(desk).exists()
    assert address not in signed_in(world.desk).get("/").content.decode()
    disputes.take_back_dispute(dispute, by=desk, on=TODAY())
    assert address in signed_in(world.desk).get("/").content.decode()


def test_the_desk_takes_it_back_and_its_own_limit_runs_anew(world):
    dispute = contested(world)
    disputes.take_back_dispute(dispute, by=Actor(world.desk), on=TODAY())
    assert running(dispute.proposal) >= {LimitKey.REASSIGN} and LimitKey.ARBITRATE not in running(dispute.proposal)
    with pytest.raises(OutOfTurn):
        rule(dispute, world, world.urban)
    routing.refuse_release(the_assignment(world.housing), answer="归你局", by=Actor(world.desk), at=timezone.now())
    is_whole(dispute.proposal)


def test_only_the_desk_that_holds_it_refers_and_only_the_staffing_office_decides(world):
    proposal = accepted(world)
    arbiter = arbiter_of(world)
    with pytest.raises(PermissionDenied, match="代表工作机构"):
        disputes.refer(proposal, reason=WHY, by=Actor(arbiter), on=TODAY())
    with pytest.raises(PermissionDenied, match="另一级人大"):
        disputes.refer(proposal, reason=WHY, by=Actor(world.county_desk), on=TODAY())
    dispute = disputes.refer(proposal, reason=WHY, by=Actor(world.desk), on=TODAY())
    with pytest.raises(PermissionDenied, match="编办裁定"):
        arbitrating.arbitrate(dispute, organ=world.urban, answer=GROUND, by=Actor(world.desk), on=TODAY())


def test_what_is_handled_without_a_dispute_is_not_put_to_anybody(world):
    arbiter_of(world)
    proposal = stages.handled(world).proposal
    with pytest.raises(PermissionDenied, match="待交办的建议"):
        disputes.refer(proposal, reason=WHY, by=Actor(world.desk), on=TODAY())


# Decided


def test_an_organ_that_must_keep_it_handles_it_and_asks_no_more(world):
    dispute = contested(world)
    rule(dispute, world, world.housing)
    assignment = the_assignment(world.housing)
    assert assignment.state == Assignment.State.HANDLING and assignment.signed_in_at
    assert assignment.releases.get().is_granted is False
    with pytest.raises(PermissionDenied, match="编办已裁定由本单位办理"):
        given_back(assignment, world.second_handler)
    assert "退办申请，编办裁定不同意" in Notice.objects.get(kind="release_decided", person__name="郑某").text
    assert told("dispute_decided") == {"赵某"}
    assert LimitKey.ARBITRATE not in running(dispute.proposal)
    is_whole(dispute.proposal)


def test_a_third_organ_gets_it_and_cannot_give_it_back(world):
    dispute = contested(world)
    water = an_organ(world.city, "市水务局")
    rule(dispute, world, water)
    assert the_assignment(water).part == Assignment.Part.LEAD
    assert dispute.proposal.assignments.get(organ=world.housing).state == Assignment.State.RELEASED
    with pytest.raises(PermissionDenied, match="承办单位可以办理"):
        given_back(the_assignment(water), world.handler)
    assert the_assignment(water).clocks.get(limit=LimitKey.REPLY).stopped_on is None
    is_whole(dispute.proposal)


def test_what_nobody_has_yet_goes_to_the_named_organ_and_no_other(world):
    dispute = referred(world)
    assert {LimitKey.ASSIGN, LimitKey.ARBITRATE} == running(dispute.proposal)
    rule(dispute, world, world.housing)
    page = signed_in(world.desk).get(reverse("proposals:assign", args=[dispute.proposal_id])).content.decode()
    assert "编办裁定由<strong>市住建局</strong>办理" in page
    assert " selected" in page.split(f'<option value="{world.housing.pk}"')[1].split(">")[0]
    proposal = Proposal.objects.get(pk=dispute.proposal_id)
    with pytest.raises(PermissionDenied, match="编办已裁定由市住建局办理"):
        routing.assign(proposal, lead=world.urban, lane="formal", by=Actor(world.desk), on=TODAY())
    routing.assign(proposal, lead=world.housing, joint=[world.urban], lane="formal", by=Actor(world.desk), on=TODAY())
    is_whole(proposal)


def test_it_is_decided_once(world):
    dispute = contested(world)
    rule(dispute, world, world.housing)
    with pytest.raises(OutOfTurn):
        rule(dispute, world, world.urban)
    assert Dispute.objects.get().organ == world.housing


def test_only_organs_of_the_level_that_are_in_use_are_named(world):
    dispute = contested(world)
    abroad = an_organ(world.county, "县城管局")
    with pytest.raises(PermissionDenied, match="本级正在使用"):
        rule(dispute, world, abroad)
    dispute.refresh_from_db()
    assert dispute.decided_at is None


def test_the_next_similar_matter_remembers_the_decision(world, django_capture_on_commit_callbacks):
    dispute = referred(world, "关于西山路口增设夜间照明的建议")
    alike = accepted(world, "关于西山路口南侧增设夜间照明的建议")
    remembered.cache_clear()
    before = suggest_for([alike], TODAY())[alike.pk]
    assert [row.organ for row in before][:1] != [world.housing]
    with django_capture_on_commit_callbacks(execute=True):
        rule(dispute, world, world.housing)
    decided = Proposal.objects.get(pk=dispute.proposal_id)
    routing.assign(decided, lead=world.housing, lane="formal", by=Actor(world.desk), on=TODAY())
    remembered.cache_clear()
    first = suggest_for([alike], TODAY())[alike.pk][0]
    assert first.organ == world.housing
    assert f"{TODAY():%Y-%m}编办裁定类似件《关于西山路口增设夜间照明的建议》由市住建局办理" in first.because
    remembered.cache_clear()


# What takes its object away


def test_a_withdrawn_matter_is_nobodys_dispute(world):
    dispute = referred(world)
    drafting.withdraw(dispute.proposal, reason="已经解决", by=Actor(world.deputy), at=timezone.now())
    dispute.refresh_from_db()
    assert dispute.dropped_at and not running(dispute.proposal)
    is_whole(dispute.proposal)


def test_sent_back_to_the_deputy_it_waits_no_more(world):
    dispute = referred(world)
    triage.send_back(dispute.proposal, reason="写明地点", by=Actor(world.desk), on=TODAY())
    assert not Dispute.objects.waiting().exists()
    is_whole(dispute.proposal)


@pytest.mark.parametrize(
    "broken",
    [
        {"organ": None, "decided_at": timezone.now()},
        {"answer": "", "decided_at": timezone.now()},
        {"dropped_at": timezone.now(), "decided_at": timezone.now()},
    ],
)
def test_the_database_refuses_half_a_decision(world, broken):
    dispute = referred(world)
    whole = {"organ": world.urban, "answer": GROUND, "decided_by": arbiter_of(world)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.filter(pk=dispute.pk).update(**{**whole, **broken})


def test_the_database_refuses_two_that_wait(world):
    dispute = referred(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        dispute.proposal.disputes.create(reason=WHY)


def test_the_doctor_finds_a_dispute_without_its_limit_and_a_limit_without_its_dispute(world):
    dispute = referred(world)
    Clock.objects.filter(limit=LimitKey.ARBITRATE).update(stopped_on=TODAY())
    assert any("没有裁定的时限" in line for line in disputes_that_contradict())
    Clock.objects.filter(limit=LimitKey.ARBITRATE).update(stopped_on=None)
    Dispute.objects.filter(pk=dispute.pk).update(dropped_at=timezone.now())
    assert any("没有等裁定的争议" in line for line in disputes_that_contradict())


# By the pages


def test_from_the_desk_to_the_staffing_office_and_back(world):
    arbiter, proposal = arbiter_of(world), accepted(world)
    desk, office = signed_in(world.desk), signed_in(arbiter)
    page = desk.get(reverse("proposals:assign", args=[proposal.pk])).content.decode()
    address = reverse("proposals:refer_dispute", args=[proposal.pk])
    assert address in page
    assert "请写明争议情况" in desk.post(address, {"reason": ""}).content.decode()
    desk.post(address, {"reason": WHY})
    dispute = Dispute.objects.get()
    page = desk.get(reverse("proposals:assign", args=[proposal.pk])).content.decode()
    assert "等编办裁定由谁办理" in page and 'name="lead"' not in page
    assert f"裁定由谁办理：{proposal.title}" in office.get(reverse("congress:home")).content.decode()
    where = reverse("proposals:arbitrate", args=[dispute.pk])
    assert WHY in office.get(where).content.decode()
    page = office.post(where, {"organ": "", "answer": GROUND}).content.decode()
    assert "请选择单位" in page and GROUND in page
    office.post(where, {"organ": world.housing.pk, "answer": GROUND})
    dispute.refresh_from_db()
    assert dispute.organ == world.housing
    ledger = office.get(reverse("proposals:dispute_ledger")).content.decode()
    assert GROUND in ledger and proposal.get_absolute_url() not in ledger
    assert proposal.get_absolute_url() in desk.get(reverse("proposals:dispute_ledger")).content.decode()


def test_what_waits_for_a_decision_stands_above_what_was_decided(world):
    decided = contested(world)
    rule(decided, world, world.housing)
    waiting = referred(world, "关于另一处照明的建议")
    page = signed_in(world.desk).get(reverse("proposals:dispute_ledger")).content.decode()
    assert page.index(waiting.proposal.number) < page.index(decided.proposal.number)
    assert reverse("proposals:classification") in page


def test_a_streets_branch_desk_reads_the_disputes_of_its_own_deputies(world):
    dispute = contested(world)
    streets = [an_organ(world.city, f"{name}人大工委", Organ.Kind.STREET, Organ.Branch.CONGRESS) for name in "东西"]
    Seat.objects.filter(pk=dispute.proposal.seat.pk).update(branch_desk=streets[0])
    number, page = dispute.proposal.number, reverse("proposals:dispute_ledger")
    shown = [signed_in(a_grant(Role.DESK, world.city, organ=street)).get(page).content.decode() for street in streets]
    assert [number in each for each in shown] == [True, False]


def test_the_desk_reads_who_has_to_decide_next(world):
    assignment = stages.assigned(world)
    given_back(assignment, world.handler)
    address = assignment.proposal.get_absolute_url()
    assert "前审定退办申请。" in signed_in(world.desk).get(address).content.decode()
    address = contested(world, "关于另一处照明的建议").proposal.get_absolute_url()
    assert "前裁定由哪个单位办理。" in signed_in(world.desk).get(address).content.decode()


def test_both_reasons_stand_side_by_side(world):
    dispute = contested(world)
    page = signed_in(arbiter_of(world)).get(reverse("proposals:arbitrate", args=[dispute.pk])).content.decode()
    assert "不归我局管" in page and "属于城市管理" in page
