"""Requests that no page of ours makes: in every field, in every address, in bodies that are none."""

import random
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.proposals.test_hostile_input import FORM, NASTY, NOBODY
from tests.security.policy import Policy
from tests.security.sent import sent_to
from tests.security.things import Thing
from tests.security.walking import Stage

APPS = ("congress", "deputies", "groups", "proposals", "training")
# Parameters that some page reads from its address, and some that none does.
PARAMETERS = [
    *(
        "page",
        "state",
        "stage",
        "band",
        "month",
        "months",
        "within",
        "organ",
        "congress",
        "to",
        "all",
        "q",
        "kind",
        "lane",
    ),
    *(
        "measure",
        "from",
        "since",
        "until",
        "year",
        "order",
        "next",
        "who",
        "step",
        "utm",
        "category",
        "after",
        "limit",
    ),
]
BODIES = [
    (b"\xff\xfe\0\x80", FORM),
    (b"a=%ff%fe&b=%00&c=%ED%A0%80", FORM),
    (b"&" * 999, FORM),
    (b"%" * 500, FORM),
    (b"title=" + b"%F0%A0%AE%B7" * 50_000, FORM),
    (b"{", "application/json"),
    (b'{"a": {"b": [[[[[[1]]]]]]}}', "application/json"),
    (b"--x", "multipart/form-data; boundary=x"),
    (
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="..\\..\\a"\r\n\r\n',
        "multipart/form-data; boundary=x",
    ),
    (b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--", "multipart/form-data; boundary=x"),
    (b"", "multipart/form-data"),
    (b"<a/>", "text/xml"),
    (b"a=1", "application/x-www-form-urlencoded; charset=utf-7"),
    (b"a=1", "application/x-www-form-urlencoded; charset=nonsense"),
    (b"a=1", "\xe4"),
]
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "法")


class Fuzz:
    """Makes the requests of one address, the same ones for the same number."""

    def __init__(self, stage: Stage, policy: Policy, url: str, seed: int) -> None:
        self.stage, self.policy, self.url = stage, policy, url
        self.dice = random.Random(f"{url} {seed}")

    def somebody(self, method: str) -> tuple[str, Thing | None]:
        """Mostly one who may, and what he may do it to; sometimes anybody."""
        things = self.stage.of_kind(self.policy.kinds[self.url])
        thing = self.dice.choice(things)
        for tried in self.dice.sample(things, len(things)):
            expected = self.policy.expected(self.url, tried, method)
            able = sorted(actor for actor, status in expected.items() if status in (200, 302))
            if able and self.dice.random() < 0.9:
                return self.dice.choice(able), tried
        return self.dice.choice(sorted(self.stage.cast.actors)), thing

    def word(self) -> Any:
        """Something that was not expected."""
        made = [
            lambda: self.dice.choice(list(NASTY.values())),
            lambda: "".join(chr(self.dice.randrange(1, 0x11000)) for _ in range(self.dice.randrange(40))),
            lambda: str(self.dice.randrange(-(2**70), 2**70)),
            lambda: (
                f"{self.dice.randrange(1, 9999):04}-{self.dice.randrange(0, 14):02}-{self.dice.randrange(0, 33):02}"
            ),
            lambda: self.dice.choice(
                ["on", "true", "None", "[]", "{}", "0", "-0", "1e309", "NaN", "../../etc/passwd"]
            ),
            lambda: [self.dice.choice(list(NASTY.values())) for _ in range(3)],
        ]
        return self.dice.choice(made)()

    def form(self, thing: Thing | None) -> dict[str, Any]:
        """What somebody sensible sends, with some fields gone, some spoilt, some that no form has."""
        sent = sent_to(self.url, thing, self.stage.cast)
        for name in list(sent):
            if (roll := self.dice.random()) < 0.35:
                sent[name] = self.word()
            elif roll < 0.45:
                del sent[name]
        for _ in range(self.dice.randrange(3)):
            sent[self.dice.choice(["x", "__proto__", "a[b]", "甲", "\0", *FIELDS])] = self.word()
        return sent

    def query(self) -> str:
        """A few parameters, with words that nobody would choose."""
        chosen = self.dice.sample(PARAMETERS, self.dice.randrange(1, 4))
        return encoded({name: self.word() for name in chosen})

    def uploads(self) -> dict[str, SimpleUploadedFile]:
        """A file that is not what its name says, under every name that a form has for files."""
        name = self.dice.choice(
            ["\u202ecod.exe", "..\\答复\0.pdf", "a" * 300 + ".xlsx", ".htaccess", "表.csv", "a.docx"]
        )
        begin = self.dice.choice(
            [b"MZ", b"PK\x03\x04", b"%PDF-1.7", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n", b"\xef\xbb\xbf", b""]
        )
        content = begin + self.dice.randbytes(self.dice.randrange(600))
        return {field: SimpleUploadedFile(name, content) for field in ("files", "upload", "table")}


def encoded(fields: dict[str, Any]) -> str:
    """As somebody who is no browser writes it, lone surrogates included."""
    return urlencode(fields, doseq=True, encoding="utf-8", errors="surrogatepass")


def _fields() -> Iterator[str]:
    """Every column of ours, by both its names."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.concrete_fields:
                yield from {field.name, field.attname}


FIELDS = sorted({*_fields(), "pk", "is_superuser", "is_staff", "role", "by", "actor"})
# What a forger would like each column to be.
FORGED = {
    "state": "closed",
    "number": "HB-2020-0001",
    "is_live": "",
    "role": "security_admin",
    "round": "9",
    "version": "999",
}


def forged(sent: dict[str, Any]) -> dict[str, Any]:
    """Every column of ours that the form does not have, filled in."""
    return {
        name: FORGED.get(name, NOBODY if name.endswith("_id") else "2020-01-01") for name in FIELDS if name not in sent
    }


def twisted(address: str, dice: random.Random) -> str:
    """The address with something in it changed."""
    parts = address.split("/")
    at = dice.randrange(1, len(parts))
    parts[at] = dice.choice(
        ["", "..", "%00", "%2e%2e", "0", "-1", NOBODY, "9" * 60, quote("𠮷"), "%ff", "x" * 3000, ";"]
    )
    return "/".join(parts)
