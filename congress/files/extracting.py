"""The words in a stored paper: Word, Excel, OFD and PDF. A hostile one costs some seconds, and never the worker."""

import html
import logging
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from congress.files.kinds import DOCX, OFD, PDF, XLSX
from congress.files.secrecy import MOST_BYTES, text_in, without_tags
from congress.models import StoredFile

log = logging.getLogger(__name__)
ZIPPED = {kind.media_type: kind for kind in (DOCX, XLSX, OFD)}
READABLE = (*ZIPPED, PDF.media_type)
SCRIPT = Path(__file__).with_name("words_of_pdf.py")
PATIENCE = 30  # seconds for one PDF
BODY = "word/document.xml"
UNSEEN = re.compile(rb"<w:(delText|instrText)\b[^>]*>[^<]*</w:\1>")  # struck out, or the codes of a field


def words_in(stored: StoredFile, most: int) -> str:
    """The first characters of its text; empty for a picture, a scan, or what cannot be read.

    Args:
        stored: a file that was looked over when it came in.
        most: how many characters.
    Raises:
        OSError: and what each kind of storage raises, when the content cannot be fetched.
    """
    with stored.content.open("rb") as content:
        if stored.media_type == PDF.media_type:
            return _words_of_pdf(content.read(), most, str(stored.pk))
        if kind := ZIPPED.get(stored.media_type):
            try:
                return html.unescape(text_in(kind, content))[:most]
            except Exception as error:  # whatever a broken archive makes its readers raise
                log.warning("The words of stored file %s could not be read: %s", stored.pk, type(error).__name__)
    return ""


def paragraphs_in(stored: StoredFile) -> list[str]:
    """What is read on the pages of a Word file, a paragraph each, blank ones left out; no headers and footers.

    Empty for what cannot be read.

    Args:
        stored: a Word file that was looked over when it came in.
    Raises:
        OSError: and what each kind of storage raises, when the content cannot be fetched.
    """
    with stored.content.open("rb") as content:
        try:
            with zipfile.ZipFile(content) as source:
                if source.getinfo(BODY).file_size > MOST_BYTES:
                    return []
                seen = UNSEEN.sub(b"", source.read(BODY).replace(b"<w:tab/>", b" "))
        except (zipfile.BadZipFile, KeyError) as error:
            log.warning("The paragraphs of stored file %s could not be read: %s", stored.pk, type(error).__name__)
            return []
    text = html.unescape(without_tags(seen).decode("utf-8", "replace"))
    return [line for line in map(str.strip, text.splitlines()) if line]


def _words_of_pdf(content: bytes, most: int, name: str) -> str:
    command = [sys.executable, "-I", str(SCRIPT), str(most)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE, check=False)
        said, whole = done.stdout, done.returncode == 0
    except subprocess.TimeoutExpired as late:
        said, whole = late.stdout or b"", False
    if not whole:
        log.warning("Stored file %s was not read to its end.", name)
    return said.decode("utf-8", "ignore")[:most]
