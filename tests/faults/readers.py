"""Somebody before the portal who speaks plain HTTP and tries again until he is answered."""

import http.client
import re
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


@dataclass
class Reader:
    """One person's browser without a cache: signed in, each request over a connection of its own.

    Attributes:
        met: how often which status came, or which error in place of an answer.
        kept: pages that failed but hold what was typed.
    """

    port: int
    cookies: str
    seconds: float = 20
    met: Counter[str] = field(default_factory=Counter)
    pages_of_failure: list[str] = field(default_factory=list)

    @classmethod
    def before(cls, port: int, grant: Grant) -> "Reader":
        """The grant's person, signed in."""
        name = settings.SESSION_COOKIE_NAME
        cookies = f"{name}={signed_in(grant).cookies[name].value}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        return cls(port, cookies)

    def ask(self, path: str, sent: dict[str, object] | None = None) -> Answer:
        """One request; raises OSError or HTTPException when no whole answer came."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.seconds)
        try:
            body = None if sent is None else urlencode({**sent, "csrfmiddlewaretoken": TOKEN}, doseq=True)
            headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
            line.request("GET" if sent is None else "POST", path, body, headers)
            answer = line.getresponse()
            page = answer.read().decode()
            return Answer(answer.status, page, answer.getheader("Location", ""))
        finally:
            line.close()

    def try_once(self, path: str, sent: dict[str, object] | None = None) -> Answer | None:
        """The same, counted; None when no whole answer came."""
        try:
            answer = self.ask(path, sent)
        except (OSError, http.client.HTTPException) as error:
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
                self.pages_of_failure.append(answer.page)
            time.sleep(PAUSE)
        raise AssertionError(f"{path} was not answered in {PATIENCE} s: {self.met}")

    def submit(self, title: str, body: str) -> tuple[str, str]:
        """Write an opinion and put it forward; gives its id and the number that the page of thanks shows."""
        edit = self.insist("/proposals/new/", {"kind": "opinion"}).leads_to
        check = self.insist(edit, {"title": title, "body": body, "version": 1}).leads_to
        done = self.insist(check, {}).leads_to
        assert done.endswith("/done/"), (edit, check, done)
        number = re.search(r"\b[A-Z]+-\d{4}-\d{4,}\b", self.insist(done).page)
        assert number, done
        return done.split("/")[2], number[0]
