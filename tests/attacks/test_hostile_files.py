"""G12: what looking over a hostile file costs, each in a process of its own; in the suite some of them."""

import ctypes
import io
import os
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection

from django.core.exceptions import ValidationError

from congress.files.storing import recognised
from tests.congress.hostile import HOSTILE, Hostile
from tests.congress.hostile_disguises import DISGUISES
from tests.proof import measured, times

ALL = [*HOSTILE, *DISGUISES]
ONE_IN = times("ONE_FILE_IN", 20)
MOST_MEGABYTES = 100
LONGEST = 60  # seconds, after which a file counts as one that hangs


def megabytes(which: str) -> float:
    """VmRSS: what this process holds; VmHWM: the most it held."""
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(which)) / 1024


def look_over(trap: Hostile, answer: Connection) -> None:
    """Say how it ended, seconds and megabytes; nothing of the parent's is touched."""
    content = io.BytesIO(trap.content())
    ctypes.CDLL(None).malloc_trim(0)  # what was freed is not held any more
    with open("/proc/self/clear_refs", "w", encoding="ascii") as peak:
        peak.write("5")
    held, began, ended = megabytes("VmRSS"), time.perf_counter(), "accepted"
    try:
        recognised(content)
    except ValidationError:
        ended = "refused"
    answer.send((ended, time.perf_counter() - began, megabytes("VmHWM") - held))
    os._exit(0)


def cost_of(trap: Hostile) -> tuple[str, float, float]:
    """By a process that may die of it."""
    forking = get_context("fork")
    ours, theirs = forking.Pipe()
    process = forking.Process(target=look_over, args=(trap, theirs))
    process.start()
    theirs.close()
    try:
        return ours.recv() if ours.poll(LONGEST) else ("hangs", LONGEST, 0)
    except EOFError:
        return ("crashes", 0, 0)
    finally:
        process.kill()
        process.join()


def test_a_hostile_file_costs_little():
    found = {trap.what: cost_of(trap) for trap in ALL[::ONE_IN]}
    slowest, largest = (max(found, key=lambda what: found[what][each]) for each in (1, 2))
    seconds, size = found[slowest][1], found[largest][2]
    slow = [what for what, (_, took, _) in found.items() if took > 1]
    measured(
        "G12",
        f"{len(found)} hostile files: 0 accepted, 0 crashes; the longest {seconds:.2f} s ({slowest}), "
        f"{len(slow)} over 1 s; the largest {size:.0f} MB more ({largest})",
    )
    assert {what: ended for what, (ended, _, _) in found.items() if ended != "refused"} == {}
    assert {what: cost for what, (_, _, cost) in found.items() if cost > MOST_MEGABYTES} == {}


def test_a_file_that_costs_much_is_seen(monkeypatch):
    def looked_over(content: io.BytesIO) -> None:
        hoard = [b"x" * 1_000_000 for _ in range(200)]
        raise ValidationError(str(len(hoard)))

    monkeypatch.setitem(globals(), "recognised", looked_over)
    bomb = next(trap for trap in ALL if trap.what == "zip bomb")
    ended, _, size = cost_of(bomb)
    assert ended == "refused" and size > 150


def test_there_are_a_hundred_and_fifty():
    assert len({trap.what for trap in ALL}) == len(ALL) >= 150
