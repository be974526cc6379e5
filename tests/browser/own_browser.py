"""A Chromium of its own, with its own profile, that can be killed while somebody types in it."""

import time
from pathlib import Path
from urllib.parse import parse_qs

from django.conf import settings
from playwright.sync_api import BrowserType, Response

from congress.models import Grant
from tests.chromium import chromium
from tests.faults.processes import Process, until
from tests.places import signed_in

HALF_A_SECOND = 500  # milliseconds


class OwnBrowser:
    """A process of its own, and what was typed into it.

    Attributes:
        pieces: what was typed, each with the moment at which it stood on the page.
        acknowledged: the text of the last save that was answered.
        killed_at: when it was killed.
    """

    def __init__(self, folder: Path, kind: BrowserType) -> None:
        folder.mkdir()
        profile = folder / "profile"
        options = ["--headless=new", "--no-sandbox", "--no-first-run", "--remote-debugging-port=0"]
        self.process = Process(folder, chromium(), *options, f"--user-data-dir={profile}", "about:blank")
        said = profile / "DevToolsActivePort"
        until(lambda: said.exists() and said.read_text().count("\n"))
        self.browser = kind.connect_over_cdp(f"http://127.0.0.1:{said.read_text().split()[0]}")
        self.page = self.browser.contexts[0].new_page()
        self.page.on("response", self._heard)
        self.pieces: list[tuple[float, str]] = []
        self.acknowledged = ""
        self.killed_at = 0.0

    def _heard(self, response: Response) -> None:
        if response.url.endswith("/autosave/") and response.ok:
            self.acknowledged = parse_qs(response.request.post_data or "").get("body", [""])[0]

    def sign_in(self, grant: Grant, base: str) -> None:
        """The grant's person is before the portal."""
        cookie = signed_in(grant).cookies[settings.SESSION_COOKIE_NAME]
        self.browser.contexts[0].add_cookies([{"name": cookie.key, "value": cookie.value, "url": base}])

    def type(self, seconds: float) -> None:
        """Type on without a pause, a piece every half second, each under its own number."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            piece = f"第{len(self.pieces) + 1}句。"
            self.page.keyboard.type(piece)
            self.pieces.append((time.monotonic(), piece))
            self.page.wait_for_timeout(HALF_A_SECOND)

    def kill(self) -> None:
        """kill -9, for it and all its processes: no page has time for anything."""
        self.process.kill()
        self.killed_at = time.monotonic()

    @property
    def typed(self) -> str:
        return "".join(piece for _, piece in self.pieces)

    def seconds_lost(self, kept: str) -> float:
        """How long before the kill the first piece was typed that is missing."""
        length = 0
        for moment, piece in self.pieces:
            length += len(piece)
            if length > len(kept):
                return self.killed_at - moment
        return 0.0
