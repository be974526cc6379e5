"""Roles: given, ended, kept apart; both sides told."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils.timezone import now

from congress.actors import Actor, grants_of
from congress.manage import granting
from congress.models import ADMINISTRATORS, Event, Grant, Notice, Organ, Person, Role
from congress.workflow import OutOfTurn
from tests.manage.conftest import said
from tests.places import START, a_congress, a_grant, an_organ, dated, signed_in, today

pytestmark = pytest.mark.django_db


def to(page, *keys):
    return reverse(f"congress:{page}", args=keys)


def form(house, role=Role.COUNCIL, **changes):
    sent = {"role": role, "congress": house.congress.pk, "organ": "", "starts_on": 0, "ends_on": ""}
    return dated(sent | changes)


@pytest.fixture
def newcomer(city) -> Person:
    return Person.objects.create_person("钱某", login="qian", home=city.congress)


def give(person, by, role, **changes):
    fields = dated({"congress": by.congress, "organ": None, "starts_on": 0} | changes)
    return granting.give_role(person, by=Actor(by), on=today(), role=role, **fields)


def test_a_role_is_given_and_opens_its_pages(system, city, newcomer):
    response = system.post(to("give_role", newcomer.pk), form(city, Role.DESK), follow=True)

    assert "已授予钱某：代表工委工作人员" in said(response)
    grant = newcomer.grants.get()
    assert (grant.granted_by, grant.starts_on, grant.ends_on) == (city.system.person, today(), None)
    assert signed_in(grant).get(reverse("proposals:queue")).status_code == 200
    event = Event.objects.get(step="give_role")
    assert event.facts == {"person": str(newcomer.pk), "given": str(grant.pk), "role": "desk"}


# giver: system administrator, security administrator
GIVES = [(role, [role not in (*ADMINISTRATORS, Role.DEPUTY), role in ADMINISTRATORS]) for role in Role]


@pytest.mark.parametrize(("role", "expected"), GIVES)
def test_who_gives_which_role(role, expected, city, newcomer):
    office = an_organ(city.congress, "市政府督查室", kind=Organ.Kind.GOVERNMENT)
    arbiter = an_organ(city.congress, "市委编办", kind=Organ.Kind.STAFFING, branch="party")
    committee = an_organ(city.congress, "城环工委", kind=Organ.Kind.COMMITTEE, branch="congress")
    organ = {
        Role.HANDLER: city.organ.pk,
        Role.ORGAN_LEADER: city.organ.pk,
        Role.COMMITTEE: committee.pk,
        Role.GOVERNMENT: office.pk,
        Role.STAFFING: arbiter.pk,
    }.get(role, "")
    given = []
    for admin in (city.system, city.security):
        signed_in(admin).post(to("give_role", newcomer.pk), form(city, role, organ=organ))
        given.append(newcomer.grants.exists())
        newcomer.grants.all().delete()

    assert given == expected


@pytest.mark.parametrize("admin", ["system", "security"])
def test_nobody_gives_himself_a_role(admin, city):
    mine = getattr(city, admin)
    role = Role.DESK if admin == "system" else Role.AUDIT_ADMIN

    response = signed_in(mine).post(to("give_role", mine.person.pk), form(city, role))
    assert "不能给自己授权" in said(response) and mine.person.grants.count() == 1
    with pytest.raises(PermissionDenied):
        granting.end_grant(mine, by=Actor(mine), at=now())


@pytest.mark.parametrize("role", [Role.DESK, Role.COUNCIL, Role.AUDIT_ADMIN, Role.HANDLER, Role.ORGAN_LEADER])
def test_who_is_no_administrator_gives_nothing(role, city, newcomer):
    giver = city.audit if role == Role.AUDIT_ADMIN else a_grant(role, city.congress, name="某某", organ=city.organ)

    for wanted in Role:
        with pytest.raises(PermissionDenied):
            give(newcomer, giver, wanted)


# T36: the one held, the one asked for, from the day on which the held one still runs or no longer does
PAIRS = [(held, wanted) for held in ADMINISTRATORS for wanted in ADMINISTRATORS]


@pytest.mark.parametrize(("held", "wanted"), PAIRS)
@pytest.mark.parametrize("days_held", [None, 30])
def test_no_two_administrators_roles_on_any_day(held, wanted, days_held, city, newcomer):
    ends_on = today(days_held) if days_held else None
    a_grant(held, city.congress, person=newcomer, ends_on=ends_on)

    for days in ({}, {"starts_on": 30}, {"ends_on": 1}):
        with pytest.raises(PermissionDenied):
            give(newcomer, city.security, wanted, **days)
    if ends_on:
        assert give(newcomer, city.security, wanted, starts_on=ends_on + timedelta(days=1)).role == wanted


def test_the_page_says_why_two_are_refused(security, city):
    response = security.post(to("give_role", city.system.person.pk), form(city, Role.AUDIT_ADMIN))

    assert "一个人同一天只能是三种管理员中的一种" in said(response)


def test_both_sides_and_the_watchers_are_told_of_an_administrators_role(security, city, county, newcomer):
    security.post(to("give_role", newcomer.pk), form(county, Role.SYSTEM_ADMIN))
    told = set(Notice.objects.filter(kind="role_given").values_list("person__name", flat=True))
    assert told == {"钱某", "市安全", "市审计", "县安全", "县审计"}
    assert Notice.objects.filter(person=newcomer).get().text.startswith("市安全授予钱某“系统管理员”身份。")

    security.post(to("end_grant", newcomer.grants.get().pk))
    assert Notice.objects.filter(kind="role_ended", person=newcomer).exists()
    security.post(to("give_role", city.clerk.person.pk), form(city, Role.SYSTEM_ADMIN))
    assert Notice.objects.filter(kind="role_given", person=city.clerk.person).count() == 1


def test_an_everyday_role_is_told_to_nobody_else(system, city, newcomer):
    system.post(to("give_role", newcomer.pk), form(city))

    assert newcomer.grants.exists() and not Notice.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"role": "handler"}, "“承办单位经办人”要选单位"),
        ({"role": "council", "organ": "ours"}, "不属于哪个单位"),
        ({"role": "committee", "organ": "ours"}, "单位应为专委会（工委），市城管局是承办单位"),
        ({"role": "handler", "organ": "county's"}, "所选单位不属于这一级人大"),
        ({"role": "handler", "organ": "stranger's"}, "选择一个有效的选项"),
        ({"role": "handler", "organ": "closed"}, "选择一个有效的选项"),
        ({"role": "king"}, "选择一个有效的选项"),
        ({"role": ""}, "请选择角色"),
        ({"congress": "stranger's"}, "选择一个有效的选项"),
        ({"congress": "garbage"}, "不是一个有效的UUID"),
        ({"starts_on": ""}, "请写从哪一天起"),
        ({"starts_on": "明天"}, "请写日期，如 2026-07-01"),
        ({"starts_on": -1}, "生效日期不能早于今天"),
        ({"ends_on": -1}, "截止日期不能早于生效日期"),
    ],
)
def test_what_does_not_fit_is_said_at_the_field(changes, sentence, system, city, county, newcomer):
    other = a_congress("ZZ")
    places = {
        "ours": city.organ.pk,
        "county's": county.organ.pk,
        "stranger's": other.pk if "congress" in changes else an_organ(other).pk,
        "closed": an_organ(city.congress, "旧局", is_active=False).pk,
    }
    sent = {name: places.get(value, value) for name, value in changes.items()}

    response = system.post(to("give_role", newcomer.pk), form(city, **sent))
    assert response.status_code == 200 and sentence in said(response)
    assert not newcomer.grants.exists()


def test_the_same_role_is_given_once_for_the_same_days(system, city, newcomer):
    system.post(to("give_role", newcomer.pk), form(city, ends_on=today(1)))

    assert "已经有这个角色" in said(system.post(to("give_role", newcomer.pk), form(city, starts_on=today(1))))
    later = form(city, starts_on=today(2))
    assert system.post(to("give_role", newcomer.pk), later).status_code == 302


def test_a_closed_account_is_given_nothing(system, city, newcomer):
    Person.objects.filter(pk=newcomer.pk).update(is_active=False)

    assert "账号已停用" in said(system.post(to("give_role", newcomer.pk), form(city)))


def test_a_role_ended_is_over_at_once_and_keeps_its_last_day(system, city):
    theirs = signed_in(city.clerk)
    assert theirs.get(reverse("proposals:inbox")).status_code == 200

    assert "已结束市周某的" in said(system.post(to("end_grant", city.clerk.pk), follow=True))
    assert theirs.get(reverse("proposals:inbox")).status_code == 403
    city.clerk.refresh_from_db()
    assert city.clerk.ends_on == today() and city.clerk.ended_at is not None
    assert grants_of(city.clerk.person, today()) == [] and grants_of(city.clerk.person, today(-1)) != []
    assert system.post(to("end_grant", city.clerk.pk)).status_code == 409


def test_a_role_given_today_is_over_today_and_may_be_given_again(city, newcomer):
    grant = give(newcomer, city.system, Role.DESK)
    granting.end_grant(grant, by=Actor(city.system), at=now())

    assert grants_of(newcomer, today()) == grants_of(newcomer, today(1)) == []
    again = give(newcomer, city.system, Role.DESK)
    assert grants_of(newcomer, today()) == [again]


def test_a_role_that_has_not_begun_never_begins(city, newcomer):
    grant = give(newcomer, city.system, Role.DESK, starts_on=today(1))
    granting.end_grant(grant, by=Actor(city.system), at=now())

    assert [grants_of(newcomer, today(n)) for n in range(4)] == [[], [], [], []]
    with pytest.raises(OutOfTurn):
        granting.end_grant(grant, by=Actor(city.system), at=now())


def test_roles_of_another_congress_or_kind_are_not_ended(county, city):
    client = signed_in(county.system)

    assert client.post(to("end_grant", city.clerk.pk)).status_code == 404
    assert client.post(to("end_grant", county.audit.pk)).status_code == 403
    assert signed_in(county.security).post(to("end_grant", county.clerk.pk)).status_code == 403
    assert not Grant.objects.filter(ended_at__isnull=False).exists()


def test_a_role_runs_from_its_first_to_its_last_day(city):
    grant = a_grant(Role.COUNCIL, city.congress, starts_on=START, ends_on=date(2026, 6, 30))

    held = [grants_of(grant.person, day) == [grant] for day in (date(2025, 12, 31), START, date(2026, 6, 30))]
    assert held == [False, True, True] and grants_of(grant.person, date(2026, 7, 1)) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_the_same_role_at_once_one_is_told(city, newcomer):
    start, answers = threading.Barrier(2), []

    def press():
        client = signed_in(city.system)
        start.wait()
        answers.append(client.post(to("give_role", newcomer.pk), form(city)).status_code)
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [200, 302] and newcomer.grants.count() == 1
