"""The manual quotes the screen: whatever it tells people to press or fill in is said so by a page."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("congress", "deputies", "groups", "training", "proposals")
MANUAL = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
PICTURES = ROOT / "docs" / "pictures"
QUOTED = sorted(set(re.findall(r"「([^」]+)」", MANUAL)))
MARKUP = re.compile(r"<[^>]*>|{%.*?%}|{#.*?#}|{{.*?}}", re.DOTALL)
ALL_TOGETHER = 2 * 1024 * 1024  # bytes


def said_by_templates():
    """What stands between two pieces of markup."""
    for path in (ROOT / "templates").rglob("*.html"):
        yield from MARKUP.split(path.read_text(encoding="utf-8"))


def said_by_code():
    """Labels, buttons and entries of the navigation are texts of the apps."""
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
                docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
                texts = (node for node in nodes if isinstance(node, ast.Constant) and id(node) not in docstrings)
                yield from (node.value for node in texts if isinstance(node.value, str))


@pytest.fixture(scope="module")
def said():
    return {text.strip() for text in (*said_by_templates(), *said_by_code())}


def test_the_manual_quotes_much():
    assert len(QUOTED) > 100


@pytest.mark.parametrize("words", QUOTED)
def test_what_is_quoted_stands_on_a_page(said, words):
    """Whole, but for what follows it in brackets or as a mark; names and numbers that a page fills in are no part."""
    begins = re.compile(re.escape(words) + r"(?!\w)")
    assert [text for text in said if begins.match(text)] != []


def test_the_pictures_are_those_of_the_pages_and_light():
    pages = MANUAL + (ROOT / "README.md").read_text(encoding="utf-8")
    kept = {path.stem: path.stat().st_size for path in PICTURES.iterdir()}
    assert set(kept) == set(re.findall(r"pictures/([a-z-]+)\.png", pages))
    assert sum(kept.values()) < ALL_TOGETHER
