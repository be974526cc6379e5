"""Accounts: who sees, makes, corrects, resets and shuts them."""

import re
import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from congress.actors import Actor
from congress.manage import accounts
from congress.models import Event, Grant, Person, Role
from tests.accounts.conftest import give_password, is_signed_in
from tests.manage.conftest import said
from tests.places import a_congress, a_grant, a_seat, signed_in

pytestmark = pytest.mark.django_db
GOOD = {"name": "孙某", "phone": "13800000031", "login": "sun", "email": "sun@example.cn"}
WHY = {"reason": "本人来电，手机丢失"}


def to(page, *keys):
    return reverse(f"congress:{page}", args=keys)


# page: system administrator, security, audit, desk, council, handler, deputy
ACCESS = [
    ("people", [200, 200, 403, 403, 403, 403, 403]),
    ("add_person", [200, 403, 403, 403, 403, 403, 403]),
    ("person", [200, 200, 403, 403, 403, 403, 403]),
    ("change_person", [200, 403, 403, 403, 403, 403, 403]),
    ("give_role", [200, 200, 403, 403, 403, 403, 403]),
]
PRESSES = [
    ("reset_access", WHY, [200, 403, 403, 403, 403, 403, 403]),
    ("account", {"deed": "sign_out"}, [403, 302, 403, 403, 403, 403, 403]),
]


def everybody(city):
    others = [a_grant(Role.DESK, city.congress), a_grant(Role.COUNCIL, city.congress), city.clerk]
    return [city.system, city.security, city.audit, *others, a_seat(city.congress).grant]


@pytest.mark.parametrize(("page", "expected"), ACCESS)
def test_who_opens_a_page(page, expected, city):
    subject = a_grant(Role.COUNCIL, city.congress, name="冯某").person
    address = to(page, *([subject.pk] if page not in ("people", "add_person") else []))

    assert [signed_in(grant).get(address).status_code for grant in everybody(city)] == expected


@pytest.mark.parametrize(("page", "sent", "expected"), PRESSES)
def test_who_presses_a_button(page, sent, expected, city):
    subject = a_grant(Role.COUNCIL, city.congress, name="冯某").person

    assert [signed_in(one).post(to(page, subject.pk), sent).status_code for one in everybody(city)] == expected
    assert signed_in(city.system).get(to(page, subject.pk)).status_code == 405


def test_people_of_another_congress_are_not_there(county):
    stranger = a_grant(Role.DESK, a_congress("ZZ"), name="外某").person
    above = a_grant(Role.COUNCIL, county.congress.parent, name="上某").person

    client = signed_in(county.system)
    shown = said(client.get(to("people")))
    assert "县周某" in shown and "外某" not in shown and "上某" not in shown
    for page in ("person", "change_person", "give_role"):
        assert [client.get(to(page, who.pk)).status_code for who in (stranger, above)] == [404, 404]
    for page, sent in (("reset_access", WHY), ("account", {"deed": "close"})):
        for admin in (county.system, county.security):
            assert signed_in(admin).post(to(page, above.pk), sent).status_code in (403, 404)
    above.refresh_from_db()
    assert above.is_active and not above.must_change_password


def test_a_newcomer_without_a_role_is_seen_where_he_was_registered(system, city, county):
    system.post(to("add_person"), GOOD)
    newcomer = Person.objects.get(login="sun")

    assert system.get(to("person", newcomer.pk)).status_code == 200
    assert signed_in(county.system).get(to("person", newcomer.pk)).status_code == 404


def test_the_administrator_above_sees_those_below(system, county):
    assert "县周某" in said(system.get(to("people")))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=张", ["张某"]),
        ("q=zhangmou", ["张某"]),
        ("q=13800000001", ["张某"]),
        ("q=li-m", ["李某"]),
        ("role=desk", ["李某"]),
        ("role=desk&q=张", []),
        ("idle=on", ["李某"]),
        ("role=nonsense", ["张某", "李某"]),
        ("q=" + "x" * 100, ["张某", "李某"]),
    ],
)
def test_people_are_found(query, found, system, city):
    seat = a_seat(city.congress)
    seat.person.sort_key = "zhangmou"
    seat.person.save()
    desk = a_grant(Role.DESK, city.congress, name="李某").person
    Person.objects.filter(pk=desk.pk).update(login="li-mou", last_login=now() - timedelta(days=91))

    shown = said(system.get(to("people") + "?" + query))
    assert [name for name in ("张某", "李某") if f">{name}</a>" in shown] == found
    assert '<td data-label="手机号">13800000001' not in shown


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_costs_the_same_however_long_it_is(count, system, city, django_assert_max_num_queries):
    for number in range(count):
        a_grant(Role.COUNCIL, city.congress, name=f"某{number}")

    with django_assert_max_num_queries(16):
        assert system.get(to("people")).status_code == 200


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "请填写姓名"),
        ({"name": "孙" * 31}, "30"),
        ({"phone": "138"}, "手机号应为11位数字"),
        ({"phone": "", "login": ""}, "手机号和登录名至少填一个"),
        ({"login": "Sun 1"}, "登录名用小写字母开头"),
        ({"login": "taken"}, "这个登录名已经有人使用"),
        ({"email": "sun"}, "请填写完整的邮箱"),
        ({"phone": "13800000001"}, "这个手机号是张某的账号"),
        ({"phone": "13800000009"}, "在别的人大已有账号"),
    ],
)
def test_what_is_wrong_with_an_account_is_said_at_the_field(changes, sentence, county):
    a_seat(county.congress)
    a_seat(county.congress.parent, name="上某", phone="13800000009")
    Person.objects.create_person("某某", login="taken")

    response = signed_in(county.system).post(to("add_person"), GOOD | changes)
    assert response.status_code == 200 and sentence in said(response)
    kept = (GOOD | changes)["email"]
    assert f'value="{kept}"' in said(response)
    assert not Person.objects.filter(login="sun").exists()


def test_rare_names_and_hostile_ones_are_kept_as_they_are(system):
    name = "𠮷䶮㛃<b>"
    system.post(to("add_person"), GOOD | {"name": name})

    found = Person.objects.get(login="sun")
    assert found.name == name and "&lt;b&gt;" in said(system.get(to("person", found.pk)))


def test_an_account_is_corrected_and_its_sessions_end_with_another_phone(system, city):
    person = city.clerk.person
    theirs = signed_in(city.clerk)

    response = system.post(to("change_person", person.pk), GOOD, follow=True)
    assert "已保存" in said(response)
    person.refresh_from_db()
    assert (person.name, person.phone, person.login) == ("孙某", "13800000031", "sun")
    assert theirs.get(to("home")).status_code == 302
    event = Event.objects.get(step="change_person")
    assert event.facts["person"] == str(person.pk) and "13800000031" not in str(event.facts)
    system.post(to("change_person", person.pk), GOOD | {"name": "孙某某"})
    person.refresh_from_db()
    assert person.name == "孙某某" and person.sort_key == "sunmoumou"


def test_reset_gives_a_password_once_and_keeps_the_reason(system, city):
    person = city.clerk.person
    Person.objects.filter(pk=person.pk).update(login="zhou")
    theirs = signed_in(city.clerk)

    response = system.post(to("reset_access", person.pk), WHY)
    password = re.search(r"<code>([a-z0-9-]{19})</code>", said(response))[1]
    assert "只显示这一次" in said(response) and password not in said(system.get(to("person", person.pk)))
    assert theirs.get(to("home")).status_code == 302
    event = Event.objects.get(step="reset_access")
    assert event.note.text == WHY["reason"] and event.person == city.system.person
    assert password not in str(event.facts)
    client = Client()
    give_password(client, "zhou", password)
    assert is_signed_in(client) and client.get(to("home")).url == reverse("account_change_password")


@pytest.mark.parametrize("reason", ["", " ", "啊"])
def test_nobody_is_reset_without_a_reason(reason, system, city):
    response = system.post(to("reset_access", city.clerk.person.pk), {"reason": reason})

    assert "请写明原因" in said(response) and "<code>" not in said(response)
    assert not Event.objects.filter(step="reset_access").exists()


# whose access; reset by the system administrator, the security administrator, the auditor
RESETS = [
    ("system", [403, 200, 403]),
    ("security", [403, 403, 403]),
    ("audit", [403, 200, 403]),
    ("clerk", [200, 403, 403]),
]


@pytest.mark.parametrize(("whose", "expected"), RESETS)
def test_an_administrators_access_is_reset_by_the_security_administrator_only(whose, expected, city):
    address = to("reset_access", getattr(city, whose).person.pk)
    admins = (city.system, city.security, city.audit)

    codes = [signed_in(Grant.objects.get(pk=admin.pk)).post(address, WHY).status_code for admin in admins]
    assert codes == expected


def test_a_second_security_administrator_lets_the_first_back_in(city):
    second = a_grant(Role.SECURITY_ADMIN, city.congress, name="安全二")

    assert signed_in(second).post(to("reset_access", city.security.person.pk), WHY).status_code == 200


def test_an_account_that_opens_a_role_elsewhere_is_for_the_administrator_above(city, county):
    person = county.clerk.person
    a_grant(Role.COUNCIL, city.congress, person=person)

    client = signed_in(county.system)
    shown = said(client.get(to("person", person.pk)))
    assert "在别的人大也有角色" in shown and "主任会议" not in shown and "重置密码" not in shown
    assert client.post(to("reset_access", person.pk), WHY).status_code == 403
    assert client.post(to("change_person", person.pk), GOOD).status_code == 403
    assert signed_in(county.security).post(to("account", person.pk), {"deed": "close"}).status_code == 403
    assert signed_in(city.system).post(to("reset_access", person.pk), WHY).status_code == 200
    Person.objects.get(pk=person.pk).grants.filter(congress=city.congress).update(ends_on=localdate() - timedelta(1))
    assert client.post(to("reset_access", person.pk), WHY).status_code == 200


def test_the_deed_itself_refuses_what_no_page_offers(city, county):
    with pytest.raises(PermissionDenied):
        accounts.reset_access(city.clerk.person, by=Actor(county.system), on=localdate(), reason="试一试")
    with pytest.raises(PermissionDenied):
        accounts.close_account(city.clerk.person, by=Actor(city.clerk), on=localdate())


def test_an_account_is_shut_its_sessions_end_and_it_is_opened_again(security, city):
    person = city.clerk.person
    theirs = signed_in(city.clerk)

    assert "已停用" in said(security.post(to("account", person.pk), {"deed": "close"}, follow=True))
    assert theirs.get(to("home")).status_code == 302
    assert security.post(to("account", person.pk), {"deed": "close"}).status_code == 409
    assert "已启用" in said(security.post(to("account", person.pk), {"deed": "open"}, follow=True))
    theirs = signed_in(city.clerk)
    assert "的1处登录" in said(security.post(to("account", person.pk), {"deed": "sign_out"}, follow=True))
    assert theirs.get(to("home")).status_code == 302
    steps = list(Event.objects.order_by("id").values_list("step", flat=True))
    assert steps == ["close_account", "open_account", "sign_out"]


@pytest.mark.parametrize("deed", ["close", "sign_out"])
def test_nobody_shuts_his_own_account(deed, security, city):
    assert security.post(to("account", city.security.person.pk), {"deed": deed}).status_code == 403
    assert is_signed_in(security)


@pytest.mark.parametrize("deed", ["", "erase", "close;open"])
def test_a_deed_that_is_none_changes_nothing(deed, security, city):
    assert "请按页面上的按钮办理" in said(
        security.post(to("account", city.clerk.person.pk), {"deed": deed}, follow=True)
    )
    assert not Event.objects.exists()


def test_unknown_people_are_the_same_404(system, city):
    unknown = "00000000-0000-4000-8000-000000000000"
    stranger = a_grant(Role.DESK, a_congress("ZZ")).person.pk

    assert [system.get(to("person", pk)).status_code for pk in (unknown, stranger)] == [404, 404]


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_register_one_phone_at_once_one_is_told(city):
    start, answers = threading.Barrier(2), []

    def register(login):
        client = signed_in(city.system)
        start.wait()
        answers.append(client.post(to("add_person"), GOOD | {"login": login}))
        connection.close()

    threads = [threading.Thread(target=register, args=[login]) for login in ("sun-one", "sun-two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert Person.objects.filter(login__startswith="sun").count() == 1
    loser = next(answer for answer in answers if answer.status_code == 200)
    assert "手机号" in said(loser)
