"""Traffic at a fixed rate: a request leaves when its time has come, whether or not the ones before it are answered."""

import heapq
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bench.speed.clients import FINE, Asked, Connection

CLIENTS = 48  # at most so many wait for an answer at once; a late request's wait is counted from when it was due


@dataclass
class Passed:
    """What passed: milliseconds from when each request was due to its answer, by job, and what went wrong."""

    milliseconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def all(self) -> list[float]:
        return [one for rows in self.milliseconds.values() for one in rows]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.all()) / self.seconds if self.seconds else 0.0


def at(milliseconds: list[float], share: float) -> float:
    """The milliseconds within which this share of the answers came."""
    most = heapq.nlargest(max(1, round(len(milliseconds) * (1 - share))), milliseconds)
    return most[-1] if most else 0.0


class Traffic:
    """Requests of several jobs, in a fixed order, at so many a second."""

    def __init__(self, port: int, coming: Iterator[tuple[str, Asked]], *, rate: float, seconds: float) -> None:
        self.port, self.coming, self.rate = port, coming, rate
        self.number = round(rate * seconds)
        self.lock = threading.Lock()
        self.sent = 0
        self.passed = Passed()

    def run(self, now_and_then: Callable[[float], None] = lambda seconds: None, every: float = 60) -> Passed:
        """Let it pass.

        Args:
            now_and_then: told every so many seconds how long it has been going on.
        """
        self.began = time.perf_counter()
        threads = [threading.Thread(target=self._client) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        told = 0.0
        while any(thread.is_alive() for thread in threads):
            time.sleep(0.2)
            if (since := time.perf_counter() - self.began) - told >= every:
                told = since
                now_and_then(since)
        self.passed.seconds = time.perf_counter() - self.began
        return self.passed

    def _next(self) -> tuple[float, str, Asked] | None:
        with self.lock:
            if self.sent == self.number:
                return None
            due = self.began + self.sent / self.rate
            self.sent += 1
            return due, *next(self.coming)

    def _client(self) -> None:
        connection = Connection(self.port)
        while (one := self._next()) is not None:
            due, job, asked = one
            time.sleep(max(0.0, due - time.perf_counter()))
            try:
                status, _, _ = connection.ask(asked.encoded(self.port))
                fault = "" if status in FINE else f"{status} {asked.path}"
            except OSError as error:
                connection.close()
                fault = f"{error!r} {asked.path}"
            with self.lock:
                self.passed.milliseconds[job].append((time.perf_counter() - due) * 1000)
                if fault:
                    self.passed.faults.append(fault)
        connection.close()
