"""The kinds of file that are taken in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind.

    Attributes:
        media_type: what browsers are told.
        extensions: how its names may end; the first is put in the place of any other.
    """

    media_type: str
    extensions: tuple[str, ...]


JPEG = Kind("image/jpeg", (".jpg", ".jpeg"))
PNG = Kind("image/png", (".png",))
PDF = Kind("application/pdf", (".pdf",))
OFD = Kind("application/ofd", (".ofd",))
DOCX = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",))
XLSX = Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",))
# Word and WPS write the same kind of binary file, as do Excel and WPS tables: the sender's extension stays.
DOC = Kind("application/msword", (".doc", ".wps"))
XLS = Kind("application/vnd.ms-excel", (".xls", ".et"))

LOCKED = "文件有密码，请去掉密码再传"
ALLOWED = "只能上传PDF、OFD、Word、WPS、Excel或图片"
