"""The embedded installation's queue of files: a message appears whole or not at all.

kombu's own transport opens the file that a reader looks for and then writes into it; a reader that comes in between
finds nothing in it and dies. Here a message is written beside the queue and moved into it.
"""

import os
import uuid
from pathlib import Path
from time import monotonic_ns
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

SCHEME = "files"


class Channel(filesystem.Channel):
    """Puts messages by moving them into place."""

    def _put(self, queue: Any, payload: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        place = Path(self.data_folder_out) / f"{monotonic_ns()}_{uuid.uuid4()}.{queue}.msg"
        written = place.with_name(f"{place.name}.part")  # a name that no reader looks for
        written.write_text(dumps(payload), encoding="utf-8")
        os.replace(written, place)


class Transport(filesystem.Transport):
    """kombu's transport over a folder, with our channel."""

    Channel = Channel


def register() -> None:
    """Have kombu know the scheme."""
    TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"
