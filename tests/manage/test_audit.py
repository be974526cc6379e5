"""The audit log: in words, found, exported, and never a word of an opinion."""

import ast
import io
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from congress import spreadsheets, timeline
from congress.actors import Actor
from congress.manage import log
from congress.models import Event, Role
from congress.registries import registry
from deputies import standing
from proposals import triage
from proposals.workflow import assignment_steps, motion_steps, proposal_steps
from tests.manage.conftest import said
from tests.places import a_grant, signed_in
from tests.stages import rated, submitted
from tests.world import BODY, TITLE, a_world

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
AUDIT, EXPORT = reverse("congress:audit"), reverse("congress:export_audit")
# The recorder's own parameter: named where it is called.
PASSED_ON = {"congress/workflow.py", "congress/exporting.py"}


def recorded():
    """Every step's name that the source records, with the file that does so."""
    for path in sorted(ROOT.glob("*/**/*.py")):
        name = str(path.relative_to(ROOT))
        if name.startswith(("tests/", ".venv/", "var/")) or "/migrations/" in name or name in PASSED_ON:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts = {
            target.id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            named = [keyword.value for keyword in call.keywords if keyword.arg == "step"]
            if call.args and ast.unparse(call.func) in ("timeline.record", "log_export"):
                named.append(call.args[0])
            for value in named:
                value = texts.get(value.id, value) if isinstance(value, ast.Name) else value
                for node in ast.walk(value):
                    if isinstance(node, ast.Constant) and isinstance(node.value, str):
                        yield node.value, name


def test_every_step_that_is_recorded_has_its_word():
    known = {step for _, step in registry.deeds}
    found = set(recorded())

    assert len(found) > 25
    assert {(step, file) for step, file in found if step not in known} == set()
    of_a_proposal = {*proposal_steps.steps, *motion_steps.steps}
    assert {("proposal", step) for step in of_a_proposal} <= set(registry.deeds)
    assert {("assignment", step) for step in assignment_steps.steps} <= set(registry.deeds)


@pytest.mark.parametrize("page", [AUDIT, EXPORT])
def test_only_the_audit_administrator_reads_it(page, city):
    grants = [city.system, city.security, a_grant(Role.DESK, city.congress), city.clerk, city.audit]

    assert [signed_in(grant).get(page).status_code for grant in grants] == [403, 403, 403, 403, 200]


def a_reset(house):
    signed_in(house.system).post(
        reverse("congress:reset_access", args=[house.clerk.person.pk]), {"reason": "本人来电"}
    )


def test_it_says_who_did_what_to_whom_and_why(city):
    a_reset(city)

    shown = said(signed_in(city.audit).get(AUDIT))
    for words in ("市系统", "系统管理员 · HB地", "重置密码和动态口令", "市周某（HB地人大）", "本人来电"):
        assert words in shown
    assert "reset_access" not in shown


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("q=重置", 1),
        ("q=市系统", 1),
        ("q=授权", 0),
        ("first={today}", 1),
        ("last={today}", 1),
        ("first=2099-01-01", 0),
        ("last=2000-01-01", 0),
        ("first=garbage&last=2026-02-30", 1),
        ("q=%25_", 0),
        ("page=99", 1),
    ],
)
def test_it_is_searched_and_exported_as_shown(query, count, city):
    a_reset(city)
    client, query = signed_in(city.audit), query.format(today=localdate())

    assert f"共{count}条" in said(client.get(f"{AUDIT}?{query}"))
    rows = spreadsheets.read(io.BytesIO(client.get(f"{EXPORT}?{query}").content), "a.xlsx")
    assert len(rows) == 3 + count
    if count:
        assert rows[3][1:5] == ["市系统", "系统管理员 · HB地", "重置密码和动态口令", "市周某（HB地人大）"]
    assert Event.objects.filter(step="export_log", person=city.audit.person).count() == 1


def test_a_congress_reads_its_own_log_and_those_below(city, county):
    a_reset(city)
    a_reset(county)
    timeline.record("start_congress", county.congress, by=None)
    timeline.record("start_congress", city.congress, by=None)

    shown = said(signed_in(county.audit).get(AUDIT))
    assert "共2条" in shown and "市周某" not in shown and "县周某" in shown
    assert "共4条" in said(signed_in(city.audit).get(AUDIT))


@pytest.mark.parametrize("count", [1, 20])
def test_it_costs_the_same_however_long_it_is(count, city, django_assert_max_num_queries):
    for _ in range(count):
        a_reset(city)
    client = signed_in(city.audit)

    with django_assert_max_num_queries(14):
        client.get(AUDIT)


def test_administrators_read_no_opinion():
    """Neither its words nor the words said about it, on any page of theirs, and no query asks for them."""
    world = a_world()
    rated(world, result="dissatisfied", reason="灯不亮，请重做")
    triage.refuse(
        submitted(world.deputy, "关于西山公园的建议"),
        code="N99",
        reason="与本级职权无关的话",
        by=Actor(world.desk),
        on=localdate(),
    )
    secrets = [TITLE, BODY[:20], "灯不亮", "与本级职权无关的话", "关于西山公园", "代表同意先装四盏"]
    admins = [
        a_grant(role, world.city, name="管某") for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
    ]
    pages = ["home", "people", "organs", "status", "audit", "calendar", "messages"]
    for admin in admins:
        client = signed_in(admin)
        for page in pages:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                shown = said(client.get(reverse(f"congress:{page}")))
            assert [words for words in secrets if words in shown] == []
            assert [query["sql"] for query in asked if 'FROM "proposals_' in query["sql"]] == []
        assert client.get(reverse("proposals:index")).status_code in (200, 403)
        assert TITLE not in said(client.get(reverse("proposals:index")))
    exported = log.export(Actor(admins[2]), at=now())
    cells = str(spreadsheets.read(io.BytesIO(exported), "a.xlsx"))
    assert [words for words in secrets if words in cells] == [] and "不予受理" in cells and "评价" in cells


def test_a_seats_states_are_in_words():
    world = a_world()
    standing.change_standing(
        world.li, "suspend", ground=standing.SUSPENSION_GROUNDS[0], starts_on=localdate(), by=Actor(world.desk)
    )
    shown = said(signed_in(a_grant(Role.AUDIT_ADMIN, world.city, name="管某")).get(AUDIT))
    assert "在任到暂停执行职务" in shown and "serving" not in shown
