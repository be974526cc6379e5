"""Proving a bundle: every file as it was, the chain of events unbroken, the mark the portal's own, the events still
those of the database.
"""

import hashlib
import hmac
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any

from django.conf import settings

from congress.models import Event
from congress.timeline import digest, fingerprint
from proposals.papers.bundles import FORMAT, seal_of

OUTSIDE = {"manifest.json", "seal.txt"}
COLUMNS = (
    "subject_kind",
    "subject_id",
    "root_id",
    "serial",
    "step",
    "before",
    "after",
    "person_id",
    "grant_id",
    "facts",
    "previous_hash",
    "hash",
)
MOST_BYTES = 64 * 1024 * 1024  # of manifest and timeline
BREAKS = (KeyError, TypeError, ValueError, AttributeError, zipfile.BadZipFile, EOFError, NotImplementedError)


def faults_of(bundle: IO[bytes], *, alone: bool = False) -> Iterator[str]:
    """Every way in which a bundle is not what the portal wrote, a Chinese sentence each; nothing for a sound one.

    Args:
        alone: look at nothing but the file: neither the portal's key nor its database.
    """
    try:
        with zipfile.ZipFile(bundle) as source:
            raw = _read(source, "manifest.json")
            manifest = json.loads(raw)
            if manifest["format"] != FORMAT:
                yield f"不认识的格式：{manifest['format']}"
                return
            yield from _faults_of_files(source, manifest["files"])
            events = json.loads(_read(source, "timeline.json"))["events"]
            yield from _faults_of_chains(events)
            yield from _faults_of_case(manifest, events)
            if not alone:
                yield from _faults_of_seal(raw, _read(source, "seal.txt"))
                yield from _faults_of_database(events)
    except BREAKS as error:
        yield f"读不出来：{error or type(error).__name__}"


def _read(source: zipfile.ZipFile, name: str) -> bytes:
    if source.getinfo(name).file_size > MOST_BYTES:
        raise ValueError(f"{name}过大")
    return source.read(name)


def _faults_of_files(source: zipfile.ZipFile, files: dict[str, dict[str, Any]]) -> Iterator[str]:
    names = source.namelist()
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{name}：有两个"
    for name in sorted(set(names) - set(files) - OUTSIDE):
        yield f"{name}：清单上没有"
    for name, said in sorted(files.items()):
        if name not in names:
            yield f"{name}：缺少"
        elif _digest_of(source, name) != said["sha256"]:
            yield f"{name}：内容被改动"


def _digest_of(source: zipfile.ZipFile, name: str) -> str:
    found = hashlib.sha256()
    try:
        with source.open(name) as entry:
            while block := entry.read(256 * 1024):
                found.update(block)
    except zipfile.BadZipFile:  # its checksum is wrong
        return ""
    return found.hexdigest()


def _faults_of_chains(events: list[dict[str, Any]]) -> Iterator[str]:
    chains: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for said in events:
        chains.setdefault((said["subject_kind"], said["subject_id"]), []).append(said)
    for chain in chains.values():
        before = ""
        for serial, said in enumerate(sorted(chain, key=lambda one: one["serial"]), 1):
            name = f"记录{said['id']}（{said['step']}）"
            if said["serial"] != serial:
                yield f"{name}：前面缺{said['serial'] - serial}条"
                serial = said["serial"]
            elif said["previous_hash"] != before:
                yield f"{name}：与前一条接不上"
            if fingerprint(_event(said)) != said["hash"]:
                yield f"{name}：内容被改动"
            if said["note"] is not None and digest(said["note"]) != said["facts"].get("note"):
                yield f"{name}：说明被改动"
            before = said["hash"]


def _event(said: dict[str, Any]) -> Event:
    """As it was stored."""
    return Event(at=datetime.fromisoformat(said["at"]), **{name: said[name] for name in COLUMNS})


def _faults_of_case(manifest: dict[str, Any], events: list[dict[str, Any]]) -> Iterator[str]:
    others = [said["id"] for said in events if said["root_id"] != manifest["proposal"]]
    if others:
        yield f"有{len(others)}条别的建议的记录"
    if not events:
        yield "没有办理记录"


def _faults_of_seal(manifest: bytes, seal: bytes) -> Iterator[str]:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not any(hmac.compare_digest(seal_of(manifest, secret=key).encode(), seal.strip()) for key in map(str, secrets)):
        yield "印记不符：不是本平台生成的，或者清单被改动"


def _faults_of_database(events: list[dict[str, Any]]) -> Iterator[str]:
    stored = dict(Event.objects.filter(pk__in=[said["id"] for said in events]).values_list("pk", "hash"))
    for said in events:
        if stored.get(said["id"]) != said["hash"]:
            yield f"记录{said['id']}（{said['step']}）：与平台现在的记录不同"
