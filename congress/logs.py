"""The log of the processes: one line an event, in JSON, without numbers of telephones."""

import json
import logging
import re
import unicodedata

PHONE = re.compile(r"(?<!\d)((?:86)?1[3-9]\d)\d{4}(\d{4})(?!\d)")
# Control characters, marks of direction, separators of lines: they would forge lines, or turn them round.
FORGING = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def one_line(text: str) -> str:
    """The text with everything escaped that a terminal or a reader of lines would obey."""
    return "".join(
        sign if unicodedata.category(sign) not in FORGING else sign.encode("unicode_escape").decode() for sign in text
    )


class OneLine(logging.Formatter):
    """When, how grave, from where, what, and the trace if there is one."""

    default_msec_format = "%s.%03d"

    def format(self, record: logging.LogRecord) -> str:
        event = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "from": record.name,
            "says": one_line(record.getMessage()),
        }
        if record.exc_info and record.levelno >= logging.ERROR:  # a refusal has nothing to trace
            event["trace"] = self.formatException(record.exc_info)
        return PHONE.sub(r"\1****\2", one_line(json.dumps(event, ensure_ascii=False)))
