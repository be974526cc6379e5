"""Canaries: a word that stands nowhere else in every secret field, and who may ever hear it (M2).

canaries.csv gives each its field, its thing and its audience. Whatever an actor causes is searched for all of them:
body, headers and address of the answer, the parts of a Word or Excel file, messages to others, lines of the log.
"""

import csv
import re
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

from django.conf import settings
from django.db.models import Model

from congress.models import Person
from tests.security.cast import UNNAMED, Cast
from tests.security.planting import word
from tests.security.policy import HERE, Policy

MARK = re.compile(r"cn[0-9a-f]{8}")
NOBODY = "nobody"


@dataclass(frozen=True)
class Row:
    """One line of canaries.csv."""

    name: str
    field: str
    who: frozenset[str]
    first: str
    seen_at: str


class Canaries:
    """Who may hear what."""

    def __init__(self, policy: Policy, cast: Cast) -> None:
        self.cast = cast
        text = [line for line in (HERE / "canaries.csv").read_text().splitlines() if line and not line.startswith("#")]
        lines = list(csv.DictReader(text))
        self.open_fields = {line["field"] for line in lines if not line["canary"]}
        self.rows = {
            line["canary"]: Row(
                line["canary"],
                line["field"],
                frozenset().union(*(policy.audiences[name] for name in line["who"].split() if name != NOBODY)),
                min(policy.audiences[line["who"].split()[0]]) if line["who"] != NOBODY else "",
                line["seen at"],
            )
            for line in lines
            if line["canary"]
        }

    @cached_property
    def planted(self) -> dict[str, str]:
        """Each by its word."""
        return {word(name): name for name in self.rows}

    @cached_property
    def others(self) -> dict[str, str]:
        """What is a canary as it stands: names, numbers, keys."""
        people = self.cast.people
        return {
            UNNAMED: "unnamed_name",
            people["unnamed"].phone: "unnamed_phone",
            people["author"].phone: "author_phone",
            people["county_deputy"].phone: "county_phone",
            people["author"].phone_sealed: "sealed_phone",
            str(people["author"].phone_index): "phone_index",
            people["author"].password: "password",
            settings.SECRET_KEY: "secret_key",
            settings.FIELD_KEY: "field_key",
        }

    def heard_in(self, text: str) -> set[str]:
        """The canaries in a text."""
        found = {self.planted[word] for word in MARK.findall(text) if word in self.planted}
        return found | {name for word, name in self.others.items() if word and word in text}

    def leaks(self, actor: str, body: bytes, headers: dict[str, str]) -> list[str]:
        """Those in an answer that are not for this actor."""
        return sorted(name for name in self.heard(body, headers) if actor not in self.rows[name].who)

    def heard(self, body: bytes, headers: dict[str, str]) -> set[str]:
        """All those in an answer."""
        return self.heard_in("\n".join([readable(body), *(unquote(value) for value in headers.values())]))

    def told(self, person: Person, text: str) -> list[str]:
        """Those in a message that are for none of those whom its recipient plays."""
        plays = {name for name, played in self.cast.people.items() if played.pk == person.pk}
        return sorted(name for name in self.heard_in(text) if not plays & self.rows[name].who)


def readable(body: bytes) -> str:
    """What a person can read of it, the parts of an Office file among it."""
    if not body.startswith(b"PK"):
        return body.decode(errors="replace")
    with ZipFile(BytesIO(body)) as file:
        return "\n".join(file.read(name).decode(errors="replace") for name in file.namelist())


def text_fields(models: list[type[Model]]) -> set[str]:
    """Every column that holds words, by its label: `proposals.Reply.text`."""
    kinds = ("CharField", "TextField", "EmailField", "FileField", "JSONField", "BinaryField")
    return {
        f"{model._meta.label}.{field.name}"
        for model in models
        for field in model._meta.concrete_fields
        if field.get_internal_type() in kinds and not field.choices
    }
