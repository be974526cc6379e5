"""整卷: one case as a ZIP that can be read without the portal and proved afterwards (verifying.py).

index.html shows it all; timeline.json holds the events with their chain of hashes; manifest.json the fingerprint of
every file; seal.txt is the portal's own mark on the manifest, which nobody can make without its secret key. Drafts of
replies are an organ's own and not in it; telephone numbers are not either: a bundle leaves the house.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac

from congress import making, timeline
from congress.actors import Actor
from congress.dictionaries import Lexicon
from congress.exporting import log_export
from congress.files.names import safe_name
from congress.models import Event, Making, StoredFile
from congress.permissions import require
from congress.registries import maker
from congress.workflow import OutOfTurn
from proposals.models import (
    Assignment,
    Conclusion,
    Contact,
    CoSignature,
    Extension,
    JointOpinion,
    Proposal,
    Release,
    Urge,
    in_rounds,
)
from proposals.papers.permissions import may_bundle
from proposals.showing import rows_for, state_word

KIND = "bundle"
TYPE = "application/zip"
FORMAT = "proposal-bundle/1"
SALT = "proposals.papers.bundles"
AT_ONCE = 8 * 1024 * 1024  # bytes of files that are sent in answer to the page; more is left to a worker
BLOCK = 256 * 1024
CHANGED = "文件“{name}”读不出来，或者与上传时不一致，整卷没有生成。请联系系统管理员。"
STEP = "export_bundle"


@transaction.atomic
def order_bundle(proposal: Proposal, *, by: Actor, at: datetime) -> Making | None:
    """Put the export on the audit log. Small ones are made by the caller at once; gives the order of a large one.

    Raises:
        OutOfTurn: after ten bundles within an hour.
    """
    require(may_bundle(by))
    order, is_new = None, True
    if sum(file.size for _, file in files_of(proposal)) > AT_ONCE:
        order, is_new = making.order(KIND, f"整卷 {proposal.number}", by=by, proposal=str(proposal.pk))
    if is_new:
        log_export(STEP, by=by, at=at, reason=f"{proposal.number}", proposal=str(proposal.pk))
    return order


@maker(KIND, TYPE)
def make_bundle(order: Making, output: IO[bytes], report: Any) -> str:
    """For the worker."""
    actor = Actor(order.ordered_by)
    proposal = Proposal.objects.visible_to(actor).filter(pk=UUID(order.parameters["proposal"])).first()
    if proposal is None:
        raise OutOfTurn("这件建议您已经不能查看，没有生成。")
    require(may_bundle(actor))
    write_bundle(proposal, output, by=actor, at=timezone.now(), report=report)
    return bundle_name(proposal)


def bundle_name(proposal: Proposal) -> str:
    """整卷_HB-2026-0312.zip."""
    return f"整卷_{proposal.number}.zip"


def write_bundle(proposal: Proposal, output: IO[bytes], *, by: Actor, at: datetime, report: Any = None) -> None:
    """The ZIP, file by file, so that memory stays flat.

    Args:
        output: a file that can be written and sought in.
        report: told how many of how many files are in it.
    Raises:
        OutOfTurn: when a file is not what was uploaded any more.
    """
    manifest: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:

        def add(name: str, content: bytes) -> None:
            target.writestr(name, content)
            manifest[name] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}

        listed = []
        kept = list(files_of(proposal))
        for number, (what, file) in enumerate(kept, 1):
            extension = Path(file.name).suffix.lower()
            name = f"files/{number:03}_{safe_name(file.name, (extension or '.bin',))}"
            manifest[name] = _copied(file, target, name)
            listed.append({"what": what, "name": file.name, "path": name, "sha256": file.sha256})
            if report:
                report(number, len(kept) + 1)
        context = _context(proposal, by, at) | {"files": listed}
        add("index.html", render_to_string("proposals/bundle_index.html", context).encode())
        add("style.css", (settings.BASE_DIR / "static/css/bundle.css").read_bytes())
        add("timeline.json", _json({"events": [_event(event) for event in timeline.of(proposal.pk)]}))
        add("texts.json", _json(_texts(proposal)))
        facts = {
            "format": FORMAT,
            "proposal": str(proposal.pk),
            "number": proposal.number,
            "made_at": at.isoformat(),
            "made_by": str(by.grant.pk),
            "files": manifest,
        }
        content = _json(facts)
        target.writestr("manifest.json", content)
        target.writestr("seal.txt", seal_of(content))


def seal_of(manifest: bytes, *, secret: str | None = None) -> str:
    """The mark on a manifest that only this portal can make, under its present secret or an earlier one."""
    return salted_hmac(SALT, manifest, secret=secret, algorithm="sha256").hexdigest()


def files_of(proposal: Proposal) -> Iterator[tuple[str, StoredFile]]:
    """What was enclosed, what was signed on paper, and the official replies: each with what it is."""
    for attachment in proposal.attachments.select_related("file"):
        yield "附件", attachment.file
    for scan in proposal.scans.select_related("file"):
        yield scan.get_kind_display(), scan.file
    replies = in_rounds().filter(assignment__proposal=proposal, signed_at__isnull=False, file__isnull=False)
    for reply in replies.select_related("assignment__organ").order_by("signed_at"):
        assert reply.file
        yield f"{reply.assignment.organ}的正式答复", reply.file


def _copied(file: StoredFile, target: zipfile.ZipFile, name: str) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    try:
        with file.content.open("rb") as source, target.open(name, "w") as entry:
            for block in File(source).chunks(BLOCK):
                digest.update(block)
                size += len(block)
                entry.write(block)
    except Exception as error:  # each kind of storage has its own errors
        raise OutOfTurn(CHANGED.format(name=file.name)) from error
    if digest.hexdigest() != file.sha256:
        raise OutOfTurn(CHANGED.format(name=file.name))
    return {"sha256": digest.hexdigest(), "size": size}


def _json(facts: Any) -> bytes:
    return json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8", "backslashreplace")


def _event(event: Event) -> dict[str, Any]:
    """Everything that its hash is made of, and its words where they have not been erased."""
    return {
        "id": event.pk,
        "subject_kind": event.subject_kind,
        "subject_id": str(event.subject_id),
        "root_id": str(event.root_id),
        "serial": event.serial,
        "step": event.step,
        "before": event.before,
        "after": event.after,
        "person_id": event.person_id and str(event.person_id),
        "grant_id": event.grant_id and str(event.grant_id),
        "at": event.at.isoformat(),
        "facts": event.facts,
        "previous_hash": event.previous_hash,
        "hash": event.hash,
        "note": event.note.text if hasattr(event, "note") else None,
        "who": event.person.name if event.person else "",
        "as": str(event.grant) if event.grant else "",
    }


def _texts(proposal: Proposal) -> dict[str, Any]:
    """The text as it stands and as it stood, with its fingerprint: what each co-signatory confirmed."""
    return {
        "title": proposal.title,
        "body": proposal.body,
        "plan": proposal.plan,
        "digest": proposal.text_digest,
        "confirmed": [
            {"seat": row.seat.person.name, "state": row.state, "digest": row.confirmed_text}
            for row in proposal.asked_to_join()
        ],
        "earlier": [
            {"at": row.at.isoformat(), "title": row.title, "body": row.body, "plan": row.plan}
            for row in proposal.wordings.all()
        ],
    }


def _context(proposal: Proposal, by: Actor, at: datetime) -> dict[str, Any]:
    hanging = {
        "contacts": Contact.objects.all(),
        "joint_opinions": JointOpinion.objects.all(),
        "releases": Release.objects.select_related("proposed_organ"),
        "extensions": Extension.objects.all(),
        "conclusions": Conclusion.objects.all(),
        "urges": Urge.objects.select_related("by__person"),
        "replies": in_rounds().filter(signed_at__isnull=False),
    }
    rows = Assignment.objects.filter(proposal=proposal).select_related("organ", "office", "handler")
    parts: list[Any] = list(rows.prefetch_related(*(Prefetch(name, found) for name, found in hanging.items())))
    lexicon, holder = Lexicon(), proposal.holder_id
    for part in parts:
        for contact in part.contacts.all():
            contact.said = lexicon.words("contact", holder).label(contact.way, contact.on)
        for reply in part.replies.all():
            signed_on = timezone.localdate(reply.signed_at)
            reply.said = lexicon.words("outcome", holder).label(reply.outcome, signed_on)
    return {
        "proposal": proposal,
        "state": state_word(proposal, by),
        "co_signatures": [row for row in proposal.asked_to_join() if row.state == CoSignature.State.CONFIRMED],
        "wordings": proposal.wordings.all(),
        "parts": parts,
        "views": proposal.committee_views.select_related("committee"),
        "rulings": proposal.rulings.all(),
        "clocks": proposal.all_clocks.select_related("assignment__organ").order_by("started_on", "pk"),
        "entries": rows_for(proposal, by, parts),
        "at": at,
        "by": by,
    }


def case_or_404(actor: Actor, pk: UUID) -> Proposal:
    """The case of which a bundle is to be made: sent, and seen by this actor."""
    found = Proposal.objects.visible_to(actor).exclude(state__in=Proposal.PRIVATE).filter(pk=pk, number__isnull=False)
    proposal = found.select_related("seat__person", "congress", "holder", "term", "session").first()
    if proposal is None:
        raise Http404
    return proposal
