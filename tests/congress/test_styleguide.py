"""The styleguide shows every component with sample data, to staff only."""

from pathlib import Path

import pytest

from congress.models import Role
from tests.places import a_congress, a_grant, a_seat, signed_in

pytestmark = pytest.mark.django_db
COMPONENTS = Path(__file__).resolve().parents[2] / "templates" / "components"


def test_staff_see_one_of_every_component():
    page = signed_in(a_grant(Role.DESK, a_congress())).get("/styleguide/")

    assert page.status_code == 200
    body = page.content.decode()
    for words in (
        "还剩12个工作日",
        "怎么算的",
        "2026年9月28日",
        "路灯1.jpg",
        "已收到您的建议",
        "第2页，共5页",
        "请写标题",
    ):
        assert words in body


def test_a_deputy_does_not():
    assert signed_in(a_seat(a_congress()).grant).get("/styleguide/").status_code == 403


def test_every_component_says_what_it_takes():
    first_lines = [path.read_text(encoding="utf-8").splitlines()[0] for path in COMPONENTS.glob("*.html")]
    assert len(first_lines) > 15
    assert [line for line in first_lines if not line.startswith("{#")] == []
