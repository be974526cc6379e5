"""纸质件: a printed form carries a QR code with its case's address; its photo or scan finds the case by it."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http.request import validate_host
from django.urls import Resolver404, resolve

from congress import timeline
from congress.actors import Actor
from congress.codes import picture_of
from congress.models import StoredFile
from congress.permissions import require
from congress.workflow import OutOfTurn
from proposals.holding import take_hold
from proposals.models import PaperScan, Proposal
from proposals.papers.permissions import may_file

Kind = PaperScan.Kind
ELSEWHERE = "纸上的二维码指向别的网址（{host}），不是本平台打印的表，没有收下。请核对纸张。"
NO_CASE = "纸上的二维码不是一件建议的表，没有收下。请核对纸张，或去掉二维码后按编号存入。"
SEVERAL = "图上有几件建议的二维码，请一件一件地传。"
ALREADY = "这份纸质件已经存在这一件里了，没有重复存入。"


class NotOurs(Exception):
    """A code that leads to no case of this portal; says so in Chinese."""


@dataclass(frozen=True)
class Found:
    """What a code says: the case, and which form it was printed on."""

    proposal: UUID
    kind: str


def code_of(proposal: Proposal, kind: str, *, site: str) -> bytes:
    """The picture of the code for a form of this case.

    Args:
        kind: of PaperScan.Kind.
        site: how the portal is reached, with its scheme.
    """
    return picture_of(f"{site.rstrip('/')}{proposal.get_absolute_url()}?paper={kind}")


def read(texts: list[str], *, host: str) -> Found | None:
    """The one case that the codes on a picture speak of; None where there is no code.

    Args:
        texts: what the codes say.
        host: by which name the portal was asked just now; its other names are in the settings.
    Raises:
        NotOurs: for a code that leads elsewhere, to no case, or to several.
    """
    found = {_case(text, host) for text in texts}
    if len({one.proposal for one in found}) > 1:
        raise NotOurs(SEVERAL)
    return min(found, key=lambda one: one.kind == Kind.OTHER) if found else None


def _case(text: str, host: str) -> Found:
    try:
        address = urlsplit(text.strip())
        place = address.netloc.lower()
    except ValueError:
        raise NotOurs(NO_CASE) from None
    if address.scheme not in ("http", "https") or not place:
        raise NotOurs(NO_CASE)
    names = [name for name in settings.ALLOWED_HOSTS if name != "*"]
    if place != host.lower() and not validate_host(place.rpartition(":")[0] or place, names):
        raise NotOurs(ELSEWHERE.format(host=place[:40]))
    try:
        match = resolve(address.path)
    except Resolver404:
        raise NotOurs(NO_CASE) from None
    if match.view_name != "proposals:detail":
        raise NotOurs(NO_CASE)
    kind = parse_qs(address.query).get("paper", [""])[0]
    return Found(match.kwargs["pk"], kind if kind in Kind.values else Kind.OTHER)


@transaction.atomic
def file_paper(proposal: Proposal, file: StoredFile, *, kind: str, by: Actor) -> PaperScan:
    """存入纸质件: the file belongs to the case from now on, and its timeline says so.

    Raises:
        OutOfTurn: the same file is there already.
    """
    require(may_file(by, proposal))
    take_hold(proposal)
    try:
        with transaction.atomic():
            scan = proposal.scans.create(file=file, kind=kind, fingerprint=file.sha256, filed_by=by.grant)
    except IntegrityError:
        raise OutOfTurn(ALREADY) from None
    timeline.record("file_paper", proposal, by=by, note=Kind(kind).label, scan=scan.pk)
    return scan
