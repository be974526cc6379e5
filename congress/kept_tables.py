"""An uploaded table between its preview and the press that takes it: kept here, not in the page."""

import hashlib
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404

from congress import spreadsheets
from congress.actors import Actor
from congress.models import StoredFile

SESSION_TABLES = "tables"
TAKEN = "taken"


@transaction.atomic
def keep(upload: UploadedFile, session: SessionBase, *, by: Actor) -> StoredFile:
    """Keep the table for the preview; what this session kept before under the same role is thrown away.

    The session remembers under which grant it came, so that a role changed in between cannot take it elsewhere.
    """
    upload.seek(0)
    raw = upload.read()
    mine = str(by.grant.pk)
    kept: dict[str, str] = session.get(SESSION_TABLES, {})
    for pk in [pk for pk, grant in kept.items() if grant == mine]:
        forget(StoredFile.objects.filter(pk=pk, uploaded_by=by.person).first())
    file = StoredFile(
        name=spreadsheets.text_of(upload.name)[:255] or "名册",
        media_type=spreadsheets.XLSX if raw.startswith(b"PK") else "text/csv",
        size=len(raw),
        sha256=hashlib.sha256(raw).hexdigest(),
        uploaded_by=by.person,
    )
    file.content.save(file.name, ContentFile(raw), save=False)
    file.save(force_insert=True)
    session[SESSION_TABLES] = {pk: grant for pk, grant in kept.items() if grant != mine} | {str(file.pk): mine}
    return file


def was_taken(pk: UUID, session: SessionBase) -> bool:
    """True when this session has already taken the table: the same press twice is once."""
    return bool(session.get(SESSION_TABLES, {}).get(str(pk)) == TAKEN)


def find(pk: UUID, session: SessionBase, *, by: Actor) -> StoredFile:
    """The table that this session keeps under this very grant; 404 for any other."""
    if session.get(SESSION_TABLES, {}).get(str(pk)) != str(by.grant.pk):
        raise Http404
    file = StoredFile.objects.filter(pk=pk, uploaded_by=by.person).first()
    if file is None:
        raise Http404
    return file


def rows_of(file: StoredFile) -> list[list[Any]]:
    """What stands in it."""
    with file.content.open("rb") as content:
        return spreadsheets.read(content, file.name)


def taken(file: StoredFile, session: SessionBase) -> None:
    """The table was loaded: throw it away, because it holds telephone numbers, and remember that it is done."""
    session[SESSION_TABLES] = {**session.get(SESSION_TABLES, {}), str(file.pk): TAKEN}
    forget(file)


def forget(file: StoredFile | None) -> None:
    """Delete the row, and its content once that is certain."""
    if file:
        name, storage = str(file.content.name), file.content.storage
        file.delete()
        transaction.on_commit(lambda: storage.delete(name))
