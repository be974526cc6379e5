"""Organs: registered, renamed from a day on, closed and opened again."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from congress.models import Event, Organ, Role
from tests.manage.conftest import said
from tests.places import a_congress, a_grant, a_seat, an_organ, dated, signed_in, today

pytestmark = pytest.mark.django_db


def to(page, *keys):
    return reverse(f"congress:{page}", args=keys)


def form(place, **changes):
    sent = {"name": "市水务局", "short_name": "", "congress": place.pk, "kind": "handler", "branch": "government"}
    return sent | {"parent": "", "phone": ""} | changes


# system administrator, security, audit, desk, handler, deputy
ACCESS = [("organs", [200, 403, 403, 403, 403, 403]), ("add_organ", [200, 403, 403, 403, 403, 403])]


@pytest.mark.parametrize(("page", "expected"), ACCESS)
def test_who_gets_in(page, expected, city):
    grants = [city.system, city.security, city.audit, a_grant(Role.DESK, city.congress), city.clerk]
    grants.append(a_seat(city.congress).grant)

    assert [signed_in(grant).get(to(page)).status_code for grant in grants] == expected


@pytest.mark.parametrize("page", ["rename_organ", "close_organ", "open_organ"])
def test_an_organ_is_changed_by_its_system_administrator(page, city, county):
    stranger = a_grant(Role.SYSTEM_ADMIN, a_congress("ZZ"))
    grants = [city.system, county.system, stranger, city.security, city.clerk]

    codes = [signed_in(grant).post(to(page, city.organ.pk), {}).status_code for grant in grants]
    assert codes[1:] == [404, 404, 403, 403]
    assert codes[0] == {"rename_organ": 200, "close_organ": 302, "open_organ": 409}[page]


def test_an_organ_is_registered_and_found(system, city):
    response = system.post(
        to("add_organ"), form(city.congress, short_name="水务局", phone="0561-3190000"), follow=True
    )

    assert "已登记水务局" in said(response)
    organ = Organ.objects.get(name="市水务局")
    assert (organ.sort_key, organ.phone) == ("shuiwuju", "0561-3190000")
    for query in ("q=水务", "q=shuiw", "kind=handler&q=水务", "branch=government&unserved=on"):
        assert "市水务局" in said(system.get(to("organs") + "?" + query))
    assert "市水务局" not in said(system.get(to("organs") + "?branch=court"))
    assert "市城管局" not in said(system.get(to("organs") + "?unserved=on"))


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_costs_the_same_however_long_it_is(count, system, city, django_assert_max_num_queries):
    for number in range(count):
        an_organ(city.congress, f"{number}局")

    with django_assert_max_num_queries(14):
        assert system.get(to("organs")).status_code == 200


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "请填写名称"),
        ({"name": "市城管局"}, "这一级已经有同名的单位"),
        ({"name": "局" * 61}, "60"),
        ({"kind": "inner"}, "内设科室要选它的上级单位"),
        ({"kind": "inner", "parent": "county's"}, "上级单位应属于同一级人大"),
        ({"kind": "inner", "parent": "an office"}, "选择一个有效的选项"),
        ({"kind": "palace"}, "选择一个有效的选项"),
        ({"congress": "stranger"}, "选择一个有效的选项"),
    ],
)
def test_what_is_wrong_with_an_organ_is_said_at_the_field(changes, sentence, system, city, county):
    places = {
        "county's": county.organ.pk,
        "an office": an_organ(city.congress, "市政科", kind=Organ.Kind.INNER, parent=city.organ).pk,
        "stranger": a_congress("ZZ").pk,
    }
    before = Organ.objects.count()
    sent = {name: places.get(value, value) for name, value in changes.items()}

    response = system.post(to("add_organ"), form(city.congress, **sent))
    assert response.status_code == 200 and sentence in said(response)
    assert Organ.objects.count() == before


def test_an_inner_office_stands_once_under_its_organ(system, city):
    office = form(city.congress, name="市政科", kind="inner", parent=city.organ.pk)

    assert system.post(to("add_organ"), office).status_code == 302
    assert "同名的单位" in said(system.post(to("add_organ"), office))
    other = an_organ(city.congress, "市住建局")
    assert system.post(to("add_organ"), office | {"parent": other.pk}).status_code == 302


def test_a_new_name_from_a_day_on_leaves_the_papers_of_the_past_theirs(system, city):
    day = today(-10)

    system.post(to("rename_organ", city.organ.pk), {"name": "市城市管理局", "short_name": "城管局", "starts_on": day})
    organ = Organ.objects.get(pk=city.organ.pk)
    assert (organ.name, str(organ), organ.sort_key) == ("市城市管理局", "城管局", "chengguanju")
    assert organ.name_on(day) == "市城市管理局" and organ.name_on(day - timedelta(days=1)) == "市城管局"
    assert Event.objects.get(step="rename_organ").note.text == "市城管局改为市城市管理局"
    shown = said(system.get(to("rename_organ", organ.pk)))
    assert f"市城管局（1949-10-01至{day - timedelta(days=1)}）" in shown


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "请填写新名称"),
        ({"name": "市住建局"}, "这一级已经有同名的单位"),
        ({"starts_on": ""}, "请写从哪一天起用"),
        ({"starts_on": 1}, "不能晚于今天"),
        ({"starts_on": date(1949, 10, 1)}, "启用日期要晚于1949-10-01"),
    ],
)
def test_a_name_that_cannot_be_is_refused_at_the_field(changes, sentence, system, city):
    an_organ(city.congress, "市住建局")

    sent = dated({"name": "市城市管理局", "short_name": "", "starts_on": 0} | changes)
    response = system.post(to("rename_organ", city.organ.pk), sent)
    assert response.status_code == 200 and sentence in said(response)
    organ = Organ.objects.get(pk=city.organ.pk)
    assert organ.name == "市城管局" and not organ.names.exists()


def test_a_second_name_begins_after_the_first(system, city):
    address = to("rename_organ", city.organ.pk)
    system.post(address, {"name": "市容局", "short_name": "", "starts_on": today(-9)})

    early = {"name": "市管局", "short_name": "", "starts_on": today(-9)}
    assert "启用日期要晚于" in said(system.post(address, early))
    assert system.post(address, early | {"starts_on": today()}).status_code == 302
    names = [Organ.objects.get().name_on(today(-days)) for days in (10, 9, 1, 0)]
    assert names == ["市城管局", "市容局", "市容局", "市管局"]


def test_only_a_short_name_is_no_new_name(system, city):
    system.post(to("rename_organ", city.organ.pk), {"name": "市城管局", "short_name": "城管", "starts_on": today()})

    organ = Organ.objects.get()
    assert str(organ) == "城管" and not organ.names.exists()


def test_an_organ_is_closed_once_and_opened_unless_its_name_is_taken(system, city):
    close, reopen = to("close_organ", city.organ.pk), to("open_organ", city.organ.pk)

    assert "已停用市城管局" in said(system.post(close, follow=True))
    assert system.post(close).status_code == 409 and not Organ.objects.handling().exists()
    assert "已启用" in said(system.post(reopen, follow=True)) and system.post(reopen).status_code == 409
    system.post(close)
    an_organ(city.congress, "市城管局")
    assert system.post(reopen).status_code == 403
