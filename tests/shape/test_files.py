"""Small files named for what they do; pages that hold no code."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("congress", "deputies", "groups", "training", "proposals")
LONGEST = 400
JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "common", "services", "signals", "misc", "tools", "mixins"}
INLINE = {
    "a script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "a foreign host": re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE),
}
POST_FORM = re.compile(r"<form\b[^>]*method=.post.*?</form>", re.IGNORECASE | re.DOTALL)


def files(*patterns, under=(*APPS, "templates", "static", "tests")):
    found = [path for folder in under for pattern in patterns for path in (ROOT / folder).rglob(pattern)]
    return sorted(path.relative_to(ROOT) for path in found if "__pycache__" not in path.parts)


def written_by_hand():
    return [path for path in files("*.py", "*.html", "*.css", "*.js") if "migrations" not in path.parts]


def test_there_is_something_to_look_at():
    """A wrong folder would let every test below pass."""
    assert len(written_by_hand()) > 200
    assert len(files("*.html", under=["templates"])) > 50


def test_no_file_is_long():
    lengths = {str(path): len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in written_by_hand()}
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_no_junk_drawer():
    """A function without a home has a subject without a module."""
    assert [str(path) for path in files("*", under=APPS) if path.stem in JUNK_DRAWERS] == []


def test_no_label_says_itself_that_a_field_may_stay_empty():
    """templates/portal/field.html says it, once, of every field that need not be filled in."""
    label = re.compile(r"""(?:label=|_field\(\s*)"[^"]*（选填[^"]*\"""")
    assert [str(path) for path in files("*.py", under=APPS) if label.search((ROOT / path).read_text("utf-8"))] == []


@pytest.mark.parametrize("what", INLINE)
def test_templates_hold_no(what):
    """The Content-Security-Policy would refuse it, silently."""
    found = [
        f"{path}: {hit.group(0)[:60]}"
        for path in files("*.html", "*.txt", under=["templates"])
        for hit in INLINE[what].finditer((ROOT / path).read_text(encoding="utf-8"))
    ]
    assert found == []


def test_every_form_that_changes_something_carries_the_token():
    """A form whose template gets its context by `only` is given the token by name."""
    bare = [
        f"{path}: {form.group(0)[:60]}"
        for path in files("*.html", under=["templates"])
        for form in POST_FORM.finditer((ROOT / path).read_text(encoding="utf-8"))
        if "csrf" not in form.group(0) and "{% crispy" not in form.group(0)
    ]
    assert bare == []


def test_every_template_is_used():
    """Django names the pages of errors, crispy those of its pack, allauth those of signing in."""
    named_by_others = ("portal", "account", "mfa", "usersessions")
    sources = "\n".join(
        (ROOT / path).read_text(encoding="utf-8") for path in files("*.py", "*.html", under=[*APPS, "templates"])
    )
    names = [path.relative_to("templates") for path in files("*.html", under=["templates"])]
    ours = [str(name) for name in names if len(name.parts) > 1 and name.parts[0] not in named_by_others]
    assert [name for name in ours if name not in sources] == []
