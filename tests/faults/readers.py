"""Somebody before the portal who speaks plain HTTP and tries again until he is answered."""

import re
import socket
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings

from congress.models import Grant
from tests.places import signed_in

TOKEN = "a" * 32
PATIENCE = 120  # seconds for one page, however often it fails
PAUSE = 0.1


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    page: str
    leads_to: str = ""


def understood(data: bytes) -> Answer:
    """What came over the wire, unless it was cut: a head without its end looks whole to many a client."""
    head, is_whole, page = data.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if not is_whole or len(page) < int(headers.get("content-length", 0)):
        raise ConnectionError("the answer was cut")
    return Answer(int(first.split(" ")[1]), page.decode(errors="replace"), headers.get("location", ""))


@dataclass
class Reader:
    """One person's browser without a cache: signed in, each request over a connection of its own.

    Attributes:
        met: how often which status came, or which error in place of an answer.
        failures: what was sent, and the page that came in place of what it asks for.
    """

    port: int
    cookies: str
    seconds: float = 20
    met: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[dict[str, object] | None, Answer]] = field(default_factory=list)

    @classmethod
    def before(cls, port: int, grant: Grant) -> "Reader":
        """The grant's person, signed in."""
        name = settings.SESSION_COOKIE_NAME
        cookies = f"{name}={signed_in(grant).cookies[name].value}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        return cls(port, cookies)

    def ask(self, path: str, sent: dict[str, object] | None = None) -> Answer:
        """One request; raises OSError when no whole answer came."""
        body = "" if sent is None else urlencode({**sent, "csrfmiddlewaretoken": TOKEN}, doseq=True)
        request = [
            f"{'GET' if sent is None else 'POST'} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            f"Cookie: {self.cookies}",
            "Connection: close",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
        with socket.create_connection(("127.0.0.1", self.port), timeout=self.seconds) as line:
            line.sendall("\r\n".join([*request, "", body]).encode())
            return understood(b"".join(iter(lambda: line.recv(65536), b"")))

    def try_once(self, path: str, sent: dict[str, object] | None = None) -> Answer | None:
        """The same, counted; None when no whole answer came."""
        try:
            answer = self.ask(path, sent)
        except OSError as error:
            self.met[type(error).__name__] += 1
            return None
        self.met[str(answer.status)] += 1
        return answer

    def insist(self, path: str, sent: dict[str, object] | None = None) -> Answer:
        """Send the very same again and again until an answer comes that is no failure."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            answer = self.try_once(path, sent)
            if answer is not None and answer.status < 500:
                return answer
            if answer is not None:
                self.failures.append((sent, answer))
            time.sleep(PAUSE)
        raise AssertionError(f"{path} was not answered in {PATIENCE} s: {self.met}")

    def submit(self, title: str, body: str) -> tuple[str, str]:
        """Write an opinion and put it forward; gives its id and the number that the page of thanks shows."""
        edit = self.led_to("/proposals/new/", {"kind": "opinion"})
        check = self.led_to(edit, {"title": title, "body": body, "version": 1})
        done = self.led_to(check, {})
        assert done.endswith("/done/"), (edit, check, done)
        thanks = self.insist(done)
        number = re.search(r"\b[A-Z]+-\d{4}-\d{4,}\b", thanks.page)
        assert number, thanks
        return done.split("/")[2], number[0]

    def led_to(self, path: str, sent: dict[str, object]) -> str:
        """Where the answer to a form leads, however often it is sent."""
        answer = self.insist(path, sent)
        assert answer.leads_to, (path, answer)
        return answer.leads_to
