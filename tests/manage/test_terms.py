"""Terms and sessions of a congress, and the congresses below."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from congress.models import Congress, Event, Organ, Role, Session
from deputies import roster
from tests.manage.conftest import said
from tests.places import START, a_congress, a_grant, a_seat, an_organ, signed_in

pytestmark = pytest.mark.django_db
NEXT = date(2027, 1, 10)


CALLED = {"number": 3, "opens_on": "2027-01-10", "closes_on": "2027-01-13"}


def to(page, *keys):
    return reverse(f"congress:{page}", args=keys)


def below(above, **changes):
    sent = {"name": "宿城区人大", "parent": above.pk, "code": "sc", "number": 5, "starts_on": "2026-01-10"}
    return sent | changes


# system administrator, desk, street desk, security, audit, handler, deputy
ACCESS = [
    ("terms", [200, 200, 403, 403, 403, 403, 403]),
    ("open_term", [200, 200, 403, 403, 403, 403, 403]),
    ("change_term", [200, 200, 403, 403, 403, 403, 403]),
    ("call_session", [200, 200, 403, 403, 403, 403, 403]),
    ("change_session", [200, 200, 403, 403, 403, 403, 403]),
    ("congresses", [200, 403, 403, 403, 403, 403, 403]),
    ("add_congress", [200, 403, 403, 403, 403, 403, 403]),
]


@pytest.mark.parametrize(("page", "expected"), ACCESS)
def test_who_gets_in(page, expected, city):
    street = an_organ(city.congress, "东山街道", kind=Organ.Kind.STREET, branch="congress")
    grants = [
        city.system,
        a_grant(Role.DESK, city.congress),
        a_grant(Role.DESK, city.congress, organ=street),
        city.security,
        city.audit,
        city.clerk,
        a_seat(city.congress).grant,
    ]
    term = city.congress.terms.get()
    first = Session.objects.create(term=term, number=1, receives_from=START, opens_on=START, closes_on=START)
    named = {"change_term": term, "call_session": term, "change_session": first}
    address = to(page, *([named[page].pk] if page in named else []))

    assert [signed_in(grant).get(address).status_code for grant in grants] == expected


def test_a_new_term_ends_the_one_before_and_takes_the_roster(system, city):
    response = system.post(to("open_term"), {"number": 18, "starts_on": NEXT}, follow=True)

    assert "已登记HB地第18届" in said(response)
    new, old = city.congress.terms.all()
    assert (new.number, new.starts_on, old.ends_on) == (18, NEXT, NEXT - timedelta(days=1))
    days = (NEXT - timedelta(days=1), NEXT)
    assert [roster.term_of(city.congress, day) for day in days] == [old, new]
    assert Event.objects.get(step="open_term").note.text == f"第18届，自{NEXT}起"


@pytest.mark.parametrize(
    ("page", "sent", "sentence"),
    [
        ("open_term", {"number": 17, "starts_on": NEXT}, "届次要大于现在的第17届"),
        ("open_term", {"number": 18, "starts_on": START}, "开始日期要晚于上一届的2026-01-01"),
        ("open_term", {"number": "", "starts_on": ""}, "请填写第几届"),
        ("open_term", {"number": 0, "starts_on": NEXT}, "请写1以上的数字"),
        ("open_term", {"number": 10**9, "starts_on": NEXT}, "数字太大"),
        ("open_term", {"number": "十八", "starts_on": NEXT}, "请写数字"),
        ("call_session", {"number": 1, "opens_on": NEXT, "closes_on": START}, "闭幕日期不能早于开幕日期"),
        ("call_session", {"number": 1, "opens_on": "2025-12-30", "closes_on": START}, "会议要在本届之内"),
        ("call_session", {"number": 2, "opens_on": NEXT, "closes_on": NEXT}, "本届已有第2次会议"),
        ("call_session", {"number": 3, "opens_on": "2026-02-02", "closes_on": "2026-02-09"}, "已有另一次会议"),
        ("call_session", {"number": 3, "opens_on": "", "closes_on": "2026-02-30"}, "请写开幕日期"),
        ("call_session", CALLED | {"receives_from": "2027-01-11"}, "受理最晚从开幕那天开始"),
        ("call_session", CALLED | {"receives_from": "2026-02-04"}, "已有另一次会议"),
        ("call_session", CALLED | {"motions_until": "2027-01-14T00:00"}, "议案截止时间要在开始受理到闭幕之间"),
        ("call_session", CALLED | {"motions_until": "六点"}, "请写日期和时间"),
        ("change_term", {"number": 17, "starts_on": "2026-03-01"}, "本届已有更早的会议"),
    ],
)
def test_what_cannot_be_is_said_at_the_field(page, sent, sentence, system, city):
    term = city.congress.terms.get()
    first = date(2026, 2, 1)
    Session.objects.create(term=term, number=2, receives_from=first, opens_on=first, closes_on=date(2026, 2, 4))

    response = system.post(to(page, *([] if page == "open_term" else [term.pk])), sent)
    assert response.status_code == 200 and sentence in said(response)
    assert city.congress.terms.get().starts_on == START and term.sessions.count() == 1


def test_a_session_is_called_and_shown(city):
    term = city.congress.terms.get()
    sent = {"number": 1, "opens_on": "2026-01-11", "closes_on": "2026-01-13"}

    desk = signed_in(a_grant(Role.DESK, city.congress))
    assert "已登记HB地第17届第1次会议" in said(desk.post(to("call_session", term.pk), sent, follow=True))
    session = term.sessions.get()
    assert session.is_open(date(2026, 1, 12)) and session.receives_from == date(2026, 1, 11)
    assert "第1次会议" in said(desk.get(to("terms")))


def test_the_presidiums_hour_is_entered_and_moved_and_stands_in_the_log(city):
    term, desk = city.congress.terms.get(), signed_in(a_grant(Role.DESK, city.congress))
    desk.post(to("call_session", term.pk), CALLED | {"receives_from": "2026-12-20"})
    session = term.sessions.get()
    shown = said(desk.get(to("change_session", session.pk)))
    assert 'value="2026-12-20"' in shown

    sent = CALLED | {"receives_from": "2026-12-20", "motions_until": "2027-01-11T18:00"}
    assert "已更改" in said(desk.post(to("change_session", session.pk), sent, follow=True))
    session.refresh_from_db()
    assert session.motions_until == datetime(2027, 1, 11, 10, tzinfo=UTC)
    assert 'value="2027-01-11T18:00"' in said(desk.get(to("change_session", session.pk)))
    assert "2027-01-11 18:00" in said(desk.get(to("terms")))
    note = Event.objects.get(step="change_session").note.text
    assert note == "第17届第3次会议，2027-01-10至2027-01-13，2026-12-20起受理，议案截止2027-01-11 18:00"


def test_the_last_term_is_put_right_and_those_before_stay(system, city):
    old = city.congress.terms.get()
    assert system.post(to("change_term", old.pk), {"number": 16, "starts_on": "2025-12-20"}).status_code == 302
    system.post(to("open_term"), {"number": 17, "starts_on": NEXT})
    new = city.congress.terms.first()

    assert "只能更正最近一届" in said(system.post(to("change_term", old.pk), {"number": 15, "starts_on": START}))
    assert "之后" in said(system.post(to("change_term", new.pk), {"number": 16, "starts_on": NEXT}))
    later = NEXT + timedelta(days=5)
    assert system.post(to("change_term", new.pk), {"number": 18, "starts_on": later}).status_code == 302
    old.refresh_from_db()
    assert old.ends_on == later - timedelta(days=1)


@pytest.mark.parametrize("page", ["change_term", "call_session", "change_session"])
def test_another_congresss_terms_are_not_there(page, system, county):
    term = county.congress.terms.get()
    session = Session.objects.create(term=term, number=1, receives_from=START, opens_on=START, closes_on=START)
    assert system.get(to(page, session.pk if page == "change_session" else term.pk)).status_code == 404


def test_a_congress_below_is_made_with_its_term_and_administered_from_above(system, city):
    assert "已建立宿城区人大" in said(system.post(to("add_congress"), below(city.congress), follow=True))

    made = Congress.objects.get(code="SC")
    assert (made.place, made.level, made.path) == ("宿城区", "county", f"{city.congress.path}SC/")
    assert made.terms.get().number == 5
    assert Event.objects.get(step="add_congress").subject_id == made.pk
    assert "宿城区人大" in said(system.get(to("congresses")))
    town = below(made, name="古饶镇人大", code="SC01")
    assert system.post(to("add_congress"), town).status_code == 302
    assert Congress.objects.get(code="SC01").path == f"{made.path}SC01/"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "请填写名称"),
        ({"name": "宿城区"}, "名称应为"),
        ({"name": "人大"}, "名称应为"),
        ({"name": "宿城村人大"}, "名称应为"),
        ({"name": "古饶镇人大"}, "古饶镇不是HB地的直接下级"),
        ({"name": "宿州市人大"}, "宿州市不是HB地的直接下级"),
        ({"name": "老城区人大"}, "已经有老城区人大"),
        ({"code": "HB"}, "编号前缀HB已被使用"),
        ({"code": "前缀"}, "请写1到8个字母或数字"),
        ({"code": ""}, "请填写编号前缀"),
        ({"parent": "stranger"}, "选择一个有效的选项"),
    ],
)
def test_a_congress_that_cannot_be_is_refused_at_the_field(changes, sentence, system, city):
    stranger = a_congress("ZZ")
    system.post(to("add_congress"), below(city.congress, name="老城区人大", code="LC"))
    sent = {name: {"stranger": stranger.pk}.get(value, value) for name, value in changes.items()}

    response = system.post(to("add_congress"), below(city.congress, **sent))
    assert response.status_code == 200 and sentence in said(response)
    assert Congress.objects.count() == 3
