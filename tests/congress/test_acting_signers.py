"""A leader lets a colleague sign in his place: who may, from when to when, and what it opens."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now

from congress import acting_signing
from congress.actors import Actor, grants_of
from congress.manage import granting
from congress.models import Event, Grant, Notice, Role
from proposals import rating, replies
from tests.places import a_grant, an_organ, dated, signed_in, today
from tests.stages import to_be_signed
from tests.world import a_world

pytestmark = pytest.mark.django_db
PAGE = reverse("congress:acting_signers")
WEEK = 6  # days to its last


@pytest.fixture
def world(db):
    return a_world()


def form(who, **changes):
    return dated({"colleague": who.pk, "starts_on": 0, "ends_on": WEEK} | changes)


def text(response):
    return response.content.decode()


def an_acting(world, **days):
    days = dated({"starts_on": 0, "ends_on": WEEK} | days)
    return acting_signing.appoint(world.handler.person, by=Actor(world.leader), on=today(), **days)


def test_who_gets_in(world):
    grants = [world.leader, world.handler, world.desk, world.deputy, a_grant(Role.SYSTEM_ADMIN, world.city)]

    assert [signed_in(grant).get(PAGE).status_code for grant in grants] == [200, 403, 403, 403, 403]
    assert signed_in(world.handler).post(PAGE, form(world.handler.person)).status_code == 403


def test_a_colleague_is_appointed_told_and_may_sign(world):
    assignment = to_be_signed(world)
    assert signed_in(world.handler).post(reverse("proposals:sign", args=[assignment.pk])).status_code == 403

    response = signed_in(world.leader).post(PAGE, form(world.handler.person), follow=True)
    assert f"已请周某代行签发，到{today(WEEK)}为止。" in text(response)
    acting = Grant.objects.get(acting_for=world.leader)
    assert (acting.role, acting.organ, acting.granted_by) == (Role.ORGAN_LEADER, world.urban, world.leader.person)
    assert "代行市城管局的签发" in Notice.objects.get(person=world.handler.person, kind="acting_signer").text
    assert Event.objects.get(step="appoint_signer").subject_id == world.urban.pk
    assert "承办单位负责人（代行） · 市城管局" in text(signed_in(world.handler).get(reverse("congress:home")))
    replies.sign(assignment, by=Actor(acting), at=timezone.now())
    assignment.refresh_from_db()
    assert assignment.state == "replied" and assignment.replies.get().signed_by == acting


def test_who_signed_for_another_does_not_rate(world):
    assignment = to_be_signed(world)
    seat = assignment.proposal.seat
    a_grant(Role.HANDLER, world.city, person=seat.person, organ=world.urban)
    acting = acting_signing.appoint(
        seat.person, by=Actor(world.leader), on=today(), starts_on=today(), ends_on=today(WEEK)
    )
    replies.sign(assignment, by=Actor(acting), at=timezone.now())

    with pytest.raises(PermissionDenied, match="签发答复的人不能评价"):
        rating.rate(
            assignment, process="satisfied", result="satisfied", reason="", by=Actor(world.deputy), at=timezone.now()
        )


def test_it_begins_and_is_over_by_its_days(world):
    acting = an_acting(world, starts_on=2)

    held = [acting in grants_of(acting.person, today(days)) for days in (1, 2, 6, 7)]
    assert held == [False, True, True, False]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"colleague": ""}, "请选择代行的人"),
        ({"colleague": "stranger"}, "选择一个有效的选项"),
        ({"colleague": "himself"}, "选择一个有效的选项"),
        ({"starts_on": ""}, "请写从哪一天起"),
        ({"ends_on": ""}, "请写到哪一天止"),
        ({"ends_on": "下周"}, "请写日期，如 2026-07-01"),
        ({"starts_on": -1}, "开始日期不能早于今天"),
        ({"ends_on": -1}, "截止日期不能早于开始日期"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(changes, sentence, world):
    people = {"stranger": world.second_handler.person.pk, "himself": world.leader.person.pk}
    sent = {name: people.get(value, value) for name, value in changes.items()}

    response = signed_in(world.leader).post(PAGE, form(world.handler.person, **sent))
    assert response.status_code == 200 and sentence in text(response)
    assert not Grant.objects.filter(acting_for__isnull=False).exists()


def test_nobody_acts_twice_or_longer_than_the_leader(world):
    an_acting(world)
    client = signed_in(world.leader)

    assert "已经可以签发" in text(client.post(PAGE, form(world.handler.person, starts_on=WEEK)))
    Grant.objects.filter(pk=world.leader.pk).update(ends_on=today(WEEK))
    longer = form(world.handler.person, starts_on=WEEK + 1, ends_on=WEEK + 2)
    assert f"您自己的身份到{today(WEEK)}为止" in text(client.post(PAGE, longer))


def test_who_acts_for_another_appoints_nobody_and_ends_nothing(world):
    acting = an_acting(world)
    client = signed_in(acting)

    assert "您在代行签发，不能再请别人代行" in text(client.get(PAGE))
    assert client.post(PAGE, form(world.leader.person)).status_code == 403
    assert client.post(reverse("congress:end_acting_signer", args=[acting.pk])).status_code == 403


def test_it_is_ended_at_once_by_the_leader_of_the_organ_alone(world):
    acting = an_acting(world)
    address = reverse("congress:end_acting_signer", args=[acting.pk])

    assert signed_in(world.second_leader).post(address).status_code == 404
    assert "周某不再代行签发" in text(signed_in(world.leader).post(address, follow=True))
    assert grants_of(acting.person, today()) == [world.handler]
    assert signed_in(world.leader).post(address).status_code == 409
    assert "已结束" in text(signed_in(world.leader).get(PAGE))
    assert signed_in(world.leader).post(PAGE, form(world.handler.person)).status_code == 302


@pytest.mark.parametrize("whose", ["leader", "handler"])
def test_it_ends_with_the_leaders_role_and_with_the_colleagues(whose, world):
    acting = an_acting(world)
    granting.end_grant(getattr(world, whose), by=Actor(a_grant(Role.SYSTEM_ADMIN, world.city)), at=now())

    acting.refresh_from_db()
    assert acting.is_over(today()) and acting not in grants_of(acting.person, today())


def test_a_leader_without_colleagues_is_told_so(world):
    lonely = a_grant(Role.ORGAN_LEADER, world.city, name="褚某", organ=an_organ(world.city, "市水务局"))

    assert "还没有别的经办人账号" in text(signed_in(lonely).get(PAGE))


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_one_counts(world):
    start, answers = threading.Barrier(2), []

    def press():
        client = signed_in(world.leader)
        start.wait()
        answers.append(client.post(PAGE, form(world.handler.person)).status_code)
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [200, 302] and Grant.objects.filter(acting_for=world.leader).count() == 1
