"""The docs name files that exist, and the README no page that does not."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
ANY = re.compile(r"<[^>]*>|…")


def named(page: Path) -> set[str]:
    """Paths in code type: with a slash and no white space."""
    return {
        name
        for name in re.findall(r"`([\w./<>…-]+/[\w./<>…-]*)`", page.read_text(encoding="utf-8"))
        if not name.startswith(("/", "http", "var/", "PORTAL_VAR"))
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_is_named_exists(page):
    missing = [name for name in named(page) if not list(ROOT.glob(ANY.sub("*", name).rstrip("/")))]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_map_says_what_there_is():
    """Every app stands on the drawn map."""
    drawn = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    apps = [path.parent.name for path in ROOT.glob("*/apps.py")]
    assert apps and [app for app in apps if f'{app}["{app}' not in drawn] == []
