"""外部系统: registered by one administrator, given its rights by another; a token is shown once."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.interface import systems
from congress.models import Event, Grant, Person, Role, Subscription, System, SystemToken
from congress.workflow import OutOfTurn
from tests.places import a_congress, a_grant, an_organ, signed_in
from tests.systems import a_machine

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r"rd_[\w-]{43}")


@pytest.fixture
def city():
    return a_congress()


@pytest.fixture
def technician(city):
    return signed_in(a_grant(Role.SYSTEM_ADMIN, city, name="苏某"))


@pytest.fixture
def guard(city):
    return signed_in(a_grant(Role.SECURITY_ADMIN, city, name="潘某"))


def to(page, *keys):
    return reverse(f"congress:{page}", args=keys)


def said(answer) -> str:
    return answer.content.decode()


def form(city, **changes):
    sent = {"name": "省平台", "purpose": "汇总", "role": "auditor", "congress": city.pk, "organ": ""}
    return sent | changes


def in_half_a_year() -> str:
    return str(timezone.localdate() + timedelta(days=180))


def test_two_people_let_a_system_in(city, technician, guard):
    answer = technician.post(to("add_system"), form(city), follow=True)
    system = System.objects.get()
    assert "已登记省平台" in said(answer) and "没有权限" in said(answer)
    assert technician.post(to("system_scopes", system.pk), {"scopes": ["read"]}).status_code == 403
    assert guard.post(to("add_token", system.pk), {"label": "x", "expires_on": in_half_a_year()}).status_code == 403

    answer = guard.post(to("system_scopes", system.pk), {"scopes": ["read"]}, follow=True)
    assert "读取建议、交办和答复" in said(answer)
    answer = technician.post(to("add_token", system.pk), {"label": "正式", "expires_on": in_half_a_year()})
    (token,) = TOKEN.findall(said(answer))
    assert "只显示这一次" in said(answer)
    headers = {"Authorization": f"Bearer {token}"}
    assert technician.get("/api/v1/proposals", headers=headers).status_code == 200
    page = said(technician.get(to("system", system.pk)))
    assert token not in page and token[:8] in page and "没有用过" not in page
    steps = set(Event.objects.values_list("step", flat=True))
    assert {"register_system", "grant_scopes", "make_token"} <= steps
    log = said(signed_in(a_grant(Role.AUDIT_ADMIN, city, name="葛某")).get(to("audit")))
    assert "发放令牌" in log and "授予接口权限" in log and token not in log


def test_what_is_wrong_is_said_at_its_field(city, technician):
    organ = an_organ(city)
    technician.post(to("add_system"), form(city))
    for changes, words in (
        ({"name": ""}, "请写系统名称"),
        ({}, "已经登记过同名的系统"),
        ({"name": "甲", "role": "handler"}, "要选单位"),
        ({"name": "甲", "organ": organ.pk}, "只有起草答复的系统属于单位"),
        ({"name": "甲", "role": "security_admin"}, "security_admin"),
    ):
        answer = technician.post(to("add_system"), form(city, **changes))
        assert answer.status_code == 200 and words in said(answer), words
    assert System.objects.count() == 1


@pytest.mark.parametrize("days", [-1, 400])
def test_a_token_lasts_neither_past_nor_long(city, technician, days):
    technician.post(to("add_system"), form(city))
    system, day = System.objects.get(), timezone.localdate() + timedelta(days=days)
    answer = technician.post(to("add_token", system.pk), {"label": "正式", "expires_on": str(day)})
    assert "有效期" in said(answer) and not SystemToken.objects.exists()


def test_a_button_pressed_twice_makes_one_token_and_one_subscription(city, technician):
    technician.post(to("add_system"), form(city))
    system = System.objects.get()
    for page, sent in (
        ("add_token", {"label": "正式", "expires_on": in_half_a_year()}),
        ("subscribe", {"address": "https://hooks.example.org/", "kinds": ["proposal.submit"]}),
    ):
        first, again = (said(technician.post(to(page, system.pk), sent)) for _ in range(2))
        assert "只显示这一次" in first and "只显示这一次" not in again
        assert "已经有同名的令牌" in again or "已经登记过这个地址" in again
    assert (SystemToken.objects.count(), Subscription.objects.count()) == (1, 1)


@pytest.mark.parametrize("address", ["http://example.org/", "https://10.1.2.3/", "https://u:p@example.org/", "x"])
def test_an_address_that_cannot_be_used_is_refused_at_once(city, technician, address):
    technician.post(to("add_system"), form(city))
    sent = {"address": address, "kinds": ["proposal.submit"]}
    answer = technician.post(to("subscribe", System.objects.get().pk), sent)
    assert "推送地址" in said(answer) and not Subscription.objects.exists()


def test_whoever_notices_shuts_it_out(city, technician, guard):
    machine = a_machine(city)
    token = machine.system.tokens.get()
    assert guard.post(to("revoke_token", token.pk)).status_code == 302
    assert technician.post(to("revoke_token", token.pk)).status_code == 409
    assert guard.post(to("close_system", machine.system.pk)).status_code == 302
    assert technician.post(to("close_system", machine.system.pk)).status_code == 409
    grant = Grant.objects.get(system=machine.system)
    assert grant.is_over(timezone.localdate())
    page = said(technician.get(to("system", machine.system.pk)))
    assert "已停用" in page and "发放令牌" not in page


def test_the_account_behind_a_system_is_on_no_page_of_people(city, technician, guard):
    machine = a_machine(city)
    person = machine.system.grant.person
    assert person.name not in said(technician.get(to("people")))
    for browser in (technician, guard):
        assert browser.get(to("person", person.pk)).status_code == 404
        assert browser.post(to("account", person.pk), {"deed": "open"}).status_code == 404
        assert browser.post(to("reset_access", person.pk), {"reason": "试试"}).status_code == 404
        assert browser.post(to("end_grant", machine.system.grant_id)).status_code == 404
    assert not Person.objects.get(pk=person.pk).is_active


def test_a_lower_administrator_neither_sees_nor_registers_above(city):
    county = a_congress("XS", parent=city, level="county")
    machine, lower = a_machine(city), a_grant(Role.SYSTEM_ADMIN, county, name="奚某")
    browser = signed_in(lower)
    assert "省人大代表平台" not in said(browser.get(to("systems")))
    assert browser.get(to("system", machine.system.pk)).status_code == 404
    with pytest.raises(PermissionDenied, match="只能登记本级"):
        systems.register(
            by=Actor(lower),
            on=timezone.localdate(),
            name="甲",
            purpose="乙",
            role=Role.AUDITOR,
            congress=city,
            organ=None,
        )


def test_rights_of_a_closed_system_are_not_changed(city):
    machine = a_machine(city)
    by = Actor(Grant.objects.get(role=Role.SECURITY_ADMIN))
    systems.close(machine.system, by=by, at=timezone.now())
    with pytest.raises(OutOfTurn):
        systems.grant_scopes(machine.system, ["read"], by=by)
