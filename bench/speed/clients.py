"""Clients that ask one after the other over a connection that stays open, and what they met."""

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

FINE = (200, 302, 303)


@dataclass(frozen=True)
class Asked:
    """One request as it goes over the wire."""

    path: str
    cookies: str
    form: str | None = None
    headers: str = ""  # more lines, each with its end

    def encoded(self, port: int) -> bytes:
        head = f"{'POST' if self.form is not None else 'GET'} {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        head += f"Cookie: {self.cookies}\r\nAccept-Encoding: gzip\r\n{self.headers}"
        if self.form is None:
            return f"{head}\r\n".encode()
        body = self.form.encode()
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body


@dataclass
class Met:
    """What a run of clients met: milliseconds of each answer, its size on the wire, how long the run took."""

    milliseconds: list[float] = field(default_factory=list)
    sizes: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0

    def at(self, share: float) -> float:
        """The milliseconds within which this share of the answers came."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


class Connection:
    """A connection that is opened again when the server closes it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None
        self.rest = b""

    def ask(self, message: bytes) -> tuple[int, int, bytes]:
        """Send a request; gives the answer's status, its size and its body (as it came, perhaps compressed)."""
        for attempt in (1, 2):
            if self.socket is None:
                self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
                self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.rest = b""
            try:
                self.socket.sendall(message)
                return self._answer()
            except ConnectionError:
                self.close()
                if attempt == 2:
                    raise
        raise AssertionError

    def _answer(self) -> tuple[int, int, bytes]:
        assert self.socket is not None
        data = self.rest
        while b"\r\n\r\n" not in data:
            data = self._more(data)
        head, _, data = data.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        length = int(headers.get("content-length", 0))
        while len(data) < length:
            data = self._more(data)
        body, self.rest = data[:length], data[length:]
        if headers.get("connection", "").lower() == "close":
            self.close()
        return int(lines[0].split(" ")[1]), len(head) + 4 + length, body

    def _more(self, data: bytes) -> bytes:
        assert self.socket is not None
        more = self.socket.recv(1 << 18)
        if not more:
            raise ConnectionResetError("the server closed the connection")
        return data + more

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
        self.socket = None


class Crowd:
    """Clients that take the next request in turn, each as soon as it has its answer."""

    def __init__(self, port: int, asked: Iterator[Asked], *, seconds: float, most: int | None = None) -> None:
        self.port, self.asked = port, asked if most is None else islice(asked, most)
        self.ends = time.monotonic() + seconds
        self.lock = threading.Lock()
        self.met = Met()

    def _next(self) -> Asked | None:
        with self.lock:
            return next(self.asked, None) if time.monotonic() < self.ends else None

    def _client(self) -> None:
        connection, mine = Connection(self.port), Met()
        while (one := self._next()) is not None:
            message = one.encoded(self.port)
            began = time.perf_counter()
            status, size, _ = connection.ask(message)
            mine.milliseconds.append((time.perf_counter() - began) * 1000)
            mine.sizes += size
            if status not in FINE:
                mine.faults.append(f"{status} {one.path}")
        connection.close()
        with self.lock:
            self.met.milliseconds += mine.milliseconds
            self.met.sizes += mine.sizes
            self.met.faults += mine.faults

    def ask(self, clients: int) -> Met:
        """Let so many ask at once; gives what they met."""
        threads = [threading.Thread(target=self._client) for _ in range(clients)]
        began = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.met.seconds = time.monotonic() - began
        return self.met


def run(port: int, asked: Iterator[Asked], *, clients: int, seconds: float, most: int | None = None) -> Met:
    """Ask until the time is over, after `most` requests, or when nothing is left; answers on the way are awaited."""
    return Crowd(port, asked, seconds=seconds, most=most).ask(clients)


def median(numbers: Sequence[float]) -> float:
    ordered = sorted(numbers)
    return ordered[len(ordered) // 2] if ordered else 0.0
