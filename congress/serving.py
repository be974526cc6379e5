"""Running several programs under one process: start, start again, stop.

Nothing here knows Django; `manage.py serve` says what to run.
"""

import ctypes
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)
STEADY_AFTER = 60.0
LONGEST_PAUSE = 30.0
HEAD_START = 10.0


class AddressRefusedError(Exception):
    """Another program listens where the portal should, or the address is not one of this machine."""


def die_with_parent() -> None:
    """Have Linux end this process when its parent ends, even if that is killed: no orphans."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def require_free(host: str, port: int) -> None:
    """Raise AddressRefusedError unless a program could listen on this address now."""
    if not 0 < port < 65536:
        raise AddressRefusedError("ports go from 1 to 65535")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind(address)
            attempt.listen(1)
    except (OSError, OverflowError) as error:
        raise AddressRefusedError(str(error)) from error


def answers(url: str, host_header: str) -> bool:
    """Whether a GET of this address gives 200 within a second."""
    request = urllib.request.Request(url, headers={"Host": host_header})  # noqa: S310, our own address
    with suppress(OSError, urllib.error.URLError), urllib.request.urlopen(request, timeout=1) as response:  # noqa: S310
        return bool(response.status == 200)
    return False


@dataclass
class Part:
    """One program that is kept running."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    next_start: float = 0.0

    def start(self, folder: Path) -> None:
        """Start the program in a session of its own, so that Ctrl-C reaches only the supervisor."""
        self.started = time.monotonic()
        # The supervisor has one thread, which is what preexec_fn asks for.
        self.process = subprocess.Popen(
            self.command, cwd=folder, start_new_session=True, preexec_fn=die_with_parent, stdin=subprocess.DEVNULL
        )

    def ended(self) -> int | None:
        """The exit code of a program that ended since the last look; its leftover children are killed."""
        if self.process is None or self.process.poll() is None:
            return None
        code = self.process.returncode
        self.kill_group()
        self.process = None
        return code

    def postpone(self, first_pause: float) -> float:
        """Wait before the next start: longer each time, unless the program had run steadily. Gives the seconds."""
        self.failures = 0 if time.monotonic() - self.started > STEADY_AFTER else self.failures + 1
        pause = min(first_pause * 2 ** max(self.failures - 1, 0), LONGEST_PAUSE)
        self.next_start = time.monotonic() + pause
        return pause

    def kill_group(self) -> None:
        """Kill what is left of the program and its children."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Keeps programs running until SIGTERM or SIGINT, then stops them all within `grace` seconds."""

    def __init__(
        self,
        commands: Mapping[str, Sequence[str]],
        *,
        folder: Path,
        say: Callable[[str], object],
        first_pause: float = 0.5,
        grace: float = 18.0,
    ) -> None:
        self.parts = [Part(name, command) for name, command in commands.items()]
        self.folder = folder
        self.say = say
        self.first_pause = first_pause
        self.grace = grace
        self.stopping = False

    def run(self, is_ready: Callable[[], bool] = lambda: True, when_ready: str = "") -> None:
        """Start every part, watch them, and return when all are stopped; say `when_ready` once it is so.

        The first part has the machine to itself until it is ready, at most for HEAD_START seconds.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        announced = not when_ready
        if not announced:
            self._let_others_start(at=time.monotonic() + HEAD_START)
        while not self.stopping:
            self._tend()
            if not announced and is_ready():
                self.say(when_ready)
                self._let_others_start(at=time.monotonic())
                announced = True
            if not self.stopping:
                time.sleep(0.2)
        self._stop_parts()

    def _let_others_start(self, *, at: float) -> None:
        for part in self.parts[1:]:
            part.next_start = min(part.next_start, at) if part.next_start else at

    def _stop(self, *_: object) -> None:
        self.stopping = True

    def _tend(self) -> None:
        """Start what should run and does not, once its pause is over."""
        for part in self.parts:
            code = part.ended()
            if code is not None:
                pause = part.postpone(self.first_pause)
                self.say(f"{part.name} 停了（退出码{code}），{pause:g}秒后再启动。")
            if part.process is None and time.monotonic() >= part.next_start and not self.stopping:
                part.start(self.folder)

    def _stop_parts(self) -> None:
        """Ask every part to end, wait, and kill what did not."""
        began = time.monotonic()
        running = [part for part in self.parts if part.process is not None]
        for part in running:
            assert part.process is not None
            part.process.terminate()
        for part in running:
            assert part.process is not None
            try:
                part.process.wait(max(0.1, began + self.grace - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say(f"{part.name} 没有按时停下，已强行结束。")
            part.kill_group()
            part.process.wait()
        self.say(f"已停止，用了{time.monotonic() - began:.1f}秒。")
