"""docs/privacy.csv: every column of every table is classed, as personal with all that must be said of it, or not."""

import csv
import re
from pathlib import Path

from django.apps import apps
from django.db import models

from congress.configurable import DECLARED
from congress.models import Grant, KnownDevice, Notice, Person
from congress.registries import registry
from deputies.models import Seat

ROOT = Path(__file__).resolve().parents[2]
SAID = ["whose", "why", "ground", "readers", "kept", "removed"]


def rows() -> list[dict[str, str]]:
    with (ROOT / "docs" / "privacy.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def columns() -> dict[str, models.Field]:
    return {
        f"{model._meta.label}.{field.name}": field
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
    }


def test_every_column_is_classed_once_and_no_other():
    listed = [row["field"] for row in rows()]
    assert len(listed) == len(set(listed))
    assert set(columns()) - set(listed) == set(), "not classed: say in docs/privacy.csv whether it is personal"
    assert set(listed) - set(columns()) == set(), "gone: take it out of docs/privacy.csv"


def test_what_is_personal_is_explained_and_what_is_not_says_nothing():
    assert {row["personal"] for row in rows()} == {"yes", "no"}
    unsaid = [row["field"] for row in rows() if row["personal"] == "yes" and not all(row[key] for key in SAID)]
    said = [row["field"] for row in rows() if row["personal"] == "no" and any(row[key] for key in SAID)]
    assert (unsaid, said) == ([], [])


def test_who_points_at_a_person_is_personal():
    classed = {row["field"]: row["personal"] for row in rows()}
    people = (Person, Seat, Grant, Notice, KnownDevice)
    pointing = [
        name for name, field in columns().items() if field.is_relation and issubclass(field.related_model, people)
    ]
    assert len(pointing) > 20
    assert [name for name in pointing if classed[name] == "no"] == []


def test_every_term_and_purge_that_is_named_exists():
    text = "\n".join(row["kept"] + " " + row["removed"] for row in rows())
    terms, purges = set(re.findall(r"retention\.\w+", text)), set(re.findall(r"purge (\w+)", text))
    assert terms == {key for key in DECLARED if key.startswith("retention.")}
    assert purges == set(registry.purges) - {"limits"}  # counts of tries stand in the cache, which is no model's
