"""The name under which a file is kept: what the sender called it, without what a name can be misused for."""

import re
import unicodedata

MOST_NAME_BYTES = 200  # file systems take 255 bytes; a browser may add " (1)"
EXTENSION = re.compile(r"\.([A-Za-z][A-Za-z0-9]{0,4})$")
FORBIDDEN = re.compile(r'[<>:"|?*]')  # no Windows file may be called so
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")
UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}  # controls, direction marks, what no font draws
RARE = range(0x20000, 0x3FFFE)  # rare characters of names, some of them younger than the interpreter's tables


def safe_name(name: str, extensions: tuple[str, ...]) -> str:
    """The sender's name fit for any disk and header, ending as the content demands.

    Args:
        name: as the browser sent it.
        extensions: those that fit the content, with their dots; the first stands in for a wrong or missing one.
    """
    visible = "".join(sign for sign in name if ord(sign) in RARE or unicodedata.category(sign) not in UNSEEN)
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", visible))[-1]
    stem, extension = _split(" ".join(FORBIDDEN.sub("_", last).split()), extensions)
    stem = stem.strip(". ") or "文件"
    if RESERVED.match(stem):
        stem = f"_{stem}"
    return _cut(stem, MOST_NAME_BYTES - len(extension)) + extension


def _split(name: str, extensions: tuple[str, ...]) -> tuple[str, str]:
    """The name without its extension, and the one it shall have; 答复函.pdf.exe is 答复函.pdf."""
    found = EXTENSION.search(name)
    given = found[0].lower() if found else ""
    stem = name[: found.start()] if found else name
    while stem.lower().endswith(extensions):
        stem = stem[: stem.rindex(".")].rstrip(". ")
    return stem, given if given in extensions else extensions[0]


def _cut(text: str, most: int) -> str:
    """As many whole characters as fit into so many bytes of UTF-8."""
    return text.encode()[:most].decode(errors="ignore").rstrip(". ")
