"""A process that believes it is another time, by libfaketime; the database it speaks to does not."""

from datetime import timedelta
from pathlib import Path

LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))


def clock_off_by(by: timedelta) -> dict[str, str]:
    """The environment of such a process. Times of files stay: by them gunicorn knows its workers live."""
    assert LIBRARIES, "libfaketime is not installed: script/testing names the package"
    return {"LD_PRELOAD": str(LIBRARIES[0]), "FAKETIME": f"{int(by.total_seconds()):+d}", "NO_FAKE_STAT": "1"}
