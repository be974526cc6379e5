"""The glossary names things that exist, each term once."""

import re
from importlib.util import find_spec
from pathlib import Path
from pkgutil import resolve_name

import pytest

from congress import models as congress_models
from proposals import models as proposal_models

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.splitlines() if line.startswith("| ")]
TERMS = [row for row in ROWS if row[0] != "Chinese"]
PLACES = sorted({name for row in TERMS for name in re.findall(r"`([\w.]+)`", row[2])})


def exists(name: str) -> bool:
    """Whether there is a module or a name in it, or, for a capital, a model or one of its fields and members."""
    if name[0].islower():
        module, _, last = name.rpartition(".")
        return find_spec(name if last[0].islower() else module) is not None and bool(resolve_name(name))
    model, *rest = name.split(".")
    home = congress_models if hasattr(congress_models, model) else proposal_models
    target = getattr(home, model)
    for part in rest:
        target = getattr(target, part)
    return bool(target)


def test_there_are_terms():
    assert len(TERMS) > 60 and all(len(row) == 3 for row in TERMS)


@pytest.mark.parametrize("name", PLACES)
def test_what_the_glossary_names_exists(name):
    assert exists(name)


@pytest.mark.parametrize("column", [0, 1])
def test_a_term_stands_once(column):
    terms = [row[column] for row in TERMS]
    assert sorted({term for term in terms if terms.count(term) > 1}) == []
