"""Who is let in, to what, and how often: tokens, scopes, limits, kinds of content."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.interface import callers, scopes, systems
from congress.interface.operations import LARGEST
from congress.models import Grant, Organ, Person, Role, Setting, System, SystemToken
from proposals.interface.addresses import resources
from tests import stages
from tests.places import START, a_grant, signed_in
from tests.systems import a_machine

NEW = {"card_number": "001", "deputy": "张某", "title": "关于增设路灯的建议", "body": "西山路口没有路灯，请增设。"}
DRAFT = {"version": 0, "text": "路灯已经装好。", "outcome": "A"}
# Every address and method, with the scope it needs and what somebody sensible would send.
DOORS = {
    ("GET", "proposals"): (scopes.READ, None),
    ("POST", "proposals"): (scopes.FILE, NEW),
    ("GET", "proposals/<uuid:pk>"): (scopes.READ, None),
    ("GET", "proposals/<uuid:pk>/assignments"): (scopes.READ, None),
    ("GET", "proposals/<uuid:pk>/replies"): (scopes.READ, None),
    ("GET", "proposals/<uuid:pk>/events"): (scopes.READ, None),
    ("POST", "assignments/<uuid:pk>/reply"): (scopes.REPLY, DRAFT),
    ("POST", "assignments/<uuid:pk>/send-for-signing"): (scopes.REPLY, {}),
    ("GET", "events"): (scopes.EVENTS, None),
    ("GET", "organs"): ("", None),
    ("GET", "dictionaries"): ("", None),
}


def test_every_door_is_in_the_table():
    there = {(method, str(p.pattern)) for p in resources for method in p.callback.operations}
    assert there == set(DOORS)


@pytest.mark.parametrize("role", scopes.OF_ROLE)
@pytest.mark.parametrize("scope", scopes.LABELS)
def test_a_scope_opens_its_own_doors_and_no_other(world, role, scope):
    """Whoever holds one scope is refused by every door of another, before anything is looked up."""
    if scope not in scopes.OF_ROLE[role]:
        pytest.skip("never granted to this role")
    organ = world.urban if role == Role.HANDLER else None
    machine, assignment = a_machine(world.city, role, scope, organ=organ), stages.handled(world)
    for (method, route), (needed, sent) in DOORS.items():
        key = assignment.pk if route.startswith("assignments") else assignment.proposal_id
        address = route.replace("<uuid:pk>", str(key))
        answer = machine.ask(method, address, sent, **({"Idempotency-Key": uuid4().hex} if sent is not None else {}))
        if needed in ("", scope):
            assert answer.status_code in (200, 201), (address, answer.json())
        else:
            assert (answer.status_code, answer.json()["title"]) == (403, "不允许"), address


def test_without_any_scope_nothing_opens(world):
    machine = a_machine(world.city)
    systems.grant_scopes(machine.system, [], by=Actor(Grant.objects.get(role=Role.SECURITY_ADMIN)))
    assert {machine.get(address).status_code for address in ("proposals", "events", "organs", "dictionaries")} == {403}


def test_a_right_that_does_not_fit_the_role_is_not_granted(reader):
    by = Actor(Grant.objects.get(role=Role.SECURITY_ADMIN))
    with pytest.raises(Exception, match="与系统的身份不符"):
        systems.grant_scopes(reader.system, [scopes.FILE], by=by)


@pytest.mark.parametrize("shown", ["", "Basic eDp5", "Bearer ", "Bearer x", "Bearer 令牌", f"Bearer {'x' * 200}"])
def test_without_a_token_nobody_is_let_in(reader, shown):
    answer = reader.ask("GET", "proposals", Authorization=shown.encode().decode("latin-1"))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["title"] == "令牌无效" and answer["Content-Type"] == "application/problem+json"


def test_a_token_is_kept_as_a_hash_alone(reader):
    row = SystemToken.objects.get()
    assert row.digest == callers.digest(reader.token) and row.beginning == reader.token[:8]
    assert reader.token not in str([list(row.values()) for row in SystemToken.objects.values()])


def test_a_revoked_and_an_expired_token_and_a_closed_system_are_let_in_no_more(world):
    by = Actor(a_grant(Role.SYSTEM_ADMIN, world.city))
    first, second, third = (a_machine(world.city, name=name) for name in "甲乙丙")
    systems.revoke_token(first.system.tokens.get(), by=by, at=timezone.now())
    SystemToken.objects.filter(system=second.system).update(expires_on=timezone.localdate() - timedelta(days=1))
    systems.close(third.system, by=by, at=timezone.now())
    assert "作废" in first.get("organs").json()["detail"]
    assert "到期" in second.get("organs").json()["detail"]
    assert third.get("organs").status_code == 401
    with pytest.raises(Exception, match="已经停用"):
        systems.make_token(third.system, by=by, on=timezone.localdate(), label="x", expires_on=timezone.localdate())


def test_a_system_whose_organ_is_closed_or_whose_grant_is_over_is_let_in_no_more(world, office, reader):
    Organ.objects.filter(pk=world.urban.pk).update(is_active=False)
    Grant.objects.filter(pk=reader.system.grant_id).update(starts_on=START, ends_on=START)
    assert office.get("organs").status_code == reader.get("organs").status_code == 401


def test_nobody_signs_in_as_a_system_and_nobody_writes_to_it(world, filer):
    person = filer.system.grant.person
    assert not person.is_active and not person.has_usable_password()
    assert Grant.objects.active(timezone.localdate()).filter(person=person).count() == 0
    stages.submitted(world.deputy)
    assert person.notices.count() == 0
    assert Client().login(username="", password="") is False


def test_an_organ_is_not_served_by_its_machine_alone(world, office):
    today = timezone.localdate()
    Grant.objects.filter(organ=world.urban, system__isnull=True).update(ends_on=START)
    assert world.urban in Organ.objects.unserved(today)


def test_a_session_counts_for_nothing_and_no_cookie_is_set(world, reader):
    browser = signed_in(world.desk)
    answer = browser.get("/api/v1/proposals")
    assert answer.status_code == 401 and not answer.cookies
    forged = Client(enforce_csrf_checks=True)
    answer = forged.post("/api/v1/proposals", NEW, content_type="application/json")
    assert answer.status_code == 401
    assert not reader.get("proposals").cookies


def test_requests_of_a_minute_are_counted_by_token(world, reader, filer):
    Setting.objects.create(key="interface.requests_a_minute", value=10, starts_on=START)
    answers = [reader.get("organs") for _ in range(25)]
    taken = [answer.status_code for answer in answers].count(200)
    assert 10 <= taken <= 20  # a minute may have begun meanwhile
    late = next(answer for answer in answers if answer.status_code == 429)
    assert 1 <= int(late["Retry-After"]) <= 61 and "每分钟最多10次" in late.json()["detail"]
    assert filer.get("organs").status_code == 200


def test_a_new_minute_has_its_own_requests(world, reader):
    Setting.objects.create(key="interface.requests_a_minute", value=10, starts_on=START)
    token, at = SystemToken.objects.get(), timezone.now()
    for _ in range(10):
        callers.count(token, at=at)
    with pytest.raises(Exception, match="秒后再来"):
        callers.count(token, at=at)
    callers.count(token, at=at + timedelta(minutes=1))
    token.refresh_from_db()
    assert token.requests == 1 and token.used_at == at + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (415, b"{}", {"Content-Type": "text/plain"}),
        (415, b"{}", {"Content-Type": "application/json; charset=gbk"}),
        (415, b"title=x", {"Content-Type": "application/x-www-form-urlencoded"}),
        (415, b"", {}),
        (400, b"{", {}),
        (400, b'{"title": NaN}', {}),
        (400, b'{"title": "a", "title": "b"}', {}),
        (400, b'{"title": "\\ud800"}', {}),
        (400, b"\xff", {}),
        (400, b"[" * 100_000, {}),
        (413, b" " * (LARGEST + 1), {}),
        (422, b"[]", {}),
        (422, b'{"titel": "x"}', {}),
        (400, b"{}", {"Idempotency-Key": ""}),
        (400, b"{}", {"Idempotency-Key": "a b c d e f"}),
        (406, b"{}", {"Accept": "text/html"}),
    ],
)
def test_what_is_not_json_of_one_meaning_is_refused(filer, status, body, headers):
    given = {"Authorization": f"Bearer {filer.token}", "Idempotency-Key": uuid4().hex} | headers
    kind = given.pop("Content-Type", "application/json")
    answer = Client().generic("POST", "/api/v1/proposals", body, content_type=kind, headers=given)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=x", "limit=1&limit=2", "what=1", "state=lost", "cursor=zz", "organ=1"]
)
def test_a_query_is_as_strict(reader, query):
    answer = reader.get(f"proposals?{query}")
    assert answer.status_code == 422 and answer.json()["errors"][0]["says"]


def test_whatever_goes_wrong_is_json(reader):
    for address, status in (("nowhere", 404), ("proposals/x", 404), ("organs?q=%00", 400)):
        answer = reader.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    answer = reader.ask("DELETE", "proposals")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST, HEAD")


def test_the_description_is_for_everybody_and_names_every_door(db):
    described = Client().get(reverse("interface:description")).json()
    assert described["openapi"] == "3.1.0"
    operations = {(method.upper(), path) for path, methods in described["paths"].items() for method in methods}
    assert operations == {(m, "/api/v1/" + route.replace("<uuid:pk>", "{id}")) for m, route in DOORS}


def test_a_deed_of_a_machine_is_on_the_record_under_its_name(world, filer):
    filed = filer.post("proposals", NEW).json()
    page = signed_in(world.desk).get(reverse("proposals:detail", args=[filed["id"]])).content.decode()
    assert "代表工委登记系统" in page
    assert Person.objects.get(name="代表工委登记系统") == System.objects.get().grant.person
