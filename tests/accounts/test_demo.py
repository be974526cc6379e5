"""One press signs in as somebody of the demo; outside the demo there is no such page."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import include, path, reverse

from congress.accounts import demo
from congress.models import Role
from tests.accounts.conftest import is_signed_in
from tests.places import a_congress, a_grant, an_organ

ROOT = Path(__file__).resolve().parents[2]
urlpatterns = [
    path("accounts/demo/", demo.sign_in_as, name="demo_sign_in"),
    path("", include("congress.urls")),
]


@pytest.fixture
def in_the_demo():
    with override_settings(DEMO=True, ROOT_URLCONF=__name__):
        yield


def test_the_page_lists_people_by_role_and_one_press_signs_in(in_the_demo, city):
    grant = a_grant(Role.DESK, city, name="赵某")
    for name in ("周某", "郑某", "冯某"):
        a_grant(Role.HANDLER, city, name=name, organ=an_organ(city, f"{name}的局"))
    county = a_congress("XS", parent=city, level="county")
    a_grant(Role.DESK, county, name="孙某")
    for number in range(5):
        a_grant(Role.DEPUTY, city, name=f"代表{number}")
        a_grant(Role.DEPUTY, county, name=f"区代表{number}")
    client = Client()

    page = client.get(reverse("account_login"))
    deputies, desks, handlers = page.context["demo_people"]
    assert [place for _, place in deputies[1]] == ["HB地"] * 4 + ["XS地"] * 2, "enough of one group"
    assert (desks[0], [(row.person.name, place) for row, place in desks[1]]) == (
        "代表工委工作人员",
        [("赵某", "HB地"), ("孙某", "XS地")],
    )
    assert (handlers[0], len(handlers[1])) == ("承办单位经办人", 2)
    client.post(reverse("demo_sign_in"), {"grant": str(grant.pk)})
    assert is_signed_in(client)
    assert client.get(reverse("congress:home")).wsgi_request.actor.grant == grant


def test_an_app_offers_people_after_the_others_of_their_role(city, monkeypatch):
    desk = a_grant(Role.DESK, city, name="赵某")
    a_grant(Role.HANDLER, city, name="周某", organ=an_organ(city, "市城管局"))
    offers = [(Role.DESK, "值班的", lambda today: [desk]), (Role.HANDLER, "没有人的", lambda today: [])]
    monkeypatch.setattr(demo, "offers", offers)
    assert [label for label, _ in demo.people()] == ["代表工委工作人员", "值班的", "承办单位经办人"]
    assert dict(demo.people())["值班的"] == [(desk, "HB地")]


@pytest.mark.parametrize("grant", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_nobody_else_is_signed_in(grant, in_the_demo, db):
    client = Client()
    assert client.post(reverse("demo_sign_in"), {"grant": grant}).status_code == 404
    assert client.get(reverse("demo_sign_in")).status_code == 405
    assert not is_signed_in(client)


ASK = """
import django; django.setup()
from django.conf import settings
from django.urls import NoReverseMatch, reverse
try:
    print(settings.DEMO, reverse("demo_sign_in"))
except NoReverseMatch:
    print(settings.DEMO, None)
"""


@pytest.mark.parametrize(
    ("environment", "answer"),
    [
        ({}, "True /accounts/demo/"),
        ({"PORTAL_DEMO": "0"}, "False None"),
        ({"DATABASE_URL": "postgresql://portal@127.0.0.1/portal"}, "False None"),
        ({"DATABASE_URL": "postgresql://portal@127.0.0.1/portal", "PORTAL_DEMO": "1"}, "False None"),
        ({"REDIS_URL": "redis://127.0.0.1/0", "PORTAL_DEMO": "1"}, "False None"),
    ],
)
def test_production_has_no_such_page(environment, answer, tmp_path):
    """Whatever else is set: with a server of either kind there is no demo, and no address to post to."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    given = {"DJANGO_SETTINGS_MODULE": "congress.settings", "PORTAL_VAR": str(tmp_path), "SECRET_KEY": "x" * 50}
    result = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=inherited | given | environment, capture_output=True, text=True
    )
    assert result.stdout.strip() == answer, result.stderr


@pytest.mark.skipif(settings.DEMO, reason="on the embedded database the demo's page is there")
def test_the_sign_in_page_outside_the_demo_lists_nobody(city):
    a_grant(Role.DESK, city, name="赵某")
    page = Client().get(reverse("account_login"))
    assert "赵某" not in page.content.decode() and page.context["demo_people"] == []
    assert Client().post("/accounts/demo/", {"grant": "x"}).status_code == 404
