"""A window of Chromium in front of one answer of the portal, and everything that is wrong with what it shows."""

import mimetypes
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import transaction
from playwright.sync_api import Browser, Page, Route

from congress.models import Person
from tests.access.sights import Sight
from tests.security.walking import Answer, Stage

HERE = Path(__file__).parent
HOST = "http://portal.test"
HEIGHT = 900
SMALLEST = 320  # CSS pixels: also what a window of 1280 shows at 400 %
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# WCAG 1.4.12
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    "p { margin-bottom: 2em !important }"
)
RESTYLE = (
    "text => { const s = new CSSStyleSheet(); s.replaceSync(text); document.adoptedStyleSheets = text ? [s] : [] }"
)


@dataclass(frozen=True)
class Look:
    """How somebody has it: the size of the text, the contrast, the width of his window in CSS pixels."""

    text_size: str
    is_contrast: bool
    width: int

    def __str__(self) -> str:
        return f"{self.text_size or 'standard'}{' contrast' if self.is_contrast else ''} {self.width}"

    @property
    def target(self) -> int:
        """The least side of a target in CSS pixels (WCAG 2.5.5; 60 in 大字版 by 工信部's rules for elders)."""
        return 60 if self.text_size else 44


STANDARD, LARGE = Look("", False, 1280), Look("large", False, 360)
LOOKS = [
    Look(size, contrast, width)
    for size, contrast in (("", False), ("large", False), ("", True))
    for width in (360, 1280)
]


def ask(stage: Stage, sight: Sight, look: Look) -> Answer:
    """The portal's answer to somebody who has it so; everything it did is undone."""
    browser = stage.browser
    browser.cookies.clear()
    browser.cookies["text_size"], browser.cookies["contrast"] = look.text_size, "1" if look.is_contrast else "0"
    if key := stage.sessions.get(sight.actor):
        browser.cookies[settings.SESSION_COOKIE_NAME] = key
    with transaction.atomic():
        Person.objects.update(text_size=look.text_size, is_contrast=look.is_contrast)
        sends = browser.get(sight.address) if sight.sent is None else browser.post(sight.address, sight.sent)
        answer = Answer(sends.status_code, dict(sends.items()), b"".join(sends) if sends.streaming else sends.content)
        transaction.set_rollback(True)
    return answer


def is_page(answer: Answer) -> bool:
    return answer.headers.get("Content-Type", "").startswith("text/html") and bool(answer.body)


class Window:
    """One window, used for one answer after the other."""

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
        self.page: Page = self.context.new_page()
        self.answer: Answer | None = None
        self.faults: list[str] = []
        self.title, self.tabs = "", 0
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on(
            "console", lambda said: self.faults.append(said.text) if "Content Security Policy" in said.text else None
        )
        self.context.route("**/*", self._give)

    @cached_property
    def scripts(self) -> dict[str, str]:
        return {name: (HERE / f"{name}.js").read_text(encoding="utf-8") for name in ("checks", "fits")}

    def _give(self, route: Route) -> None:
        """The answer for the page, files from the repository for what it asks beside."""
        path = urlsplit(route.request.url).path
        if path.startswith(settings.STATIC_URL):
            file = Path(str(finders.find(path.removeprefix(settings.STATIC_URL))))
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0])
        elif route.request.is_navigation_request() and self.answer:
            route.fulfill(status=self.answer.status, headers=self.answer.headers, body=self.answer.body)
        else:
            route.abort()

    def show(self, answer: Answer, address: str, look: Look) -> None:
        """Put this answer into the window."""
        self.answer, self.faults = answer, []
        self.page.set_viewport_size({"width": look.width, "height": HEIGHT})
        self.page.goto(HOST + address)

    def wrong(self, look: Look, *, errors: bool = False, colours: bool = True) -> list[str]:
        """Everything wrong with what is shown, one line each; its title and its Tabs are kept.

        Args:
            errors: the page should say what was wrong with a form.
            colours: ask for the contrast of every word too, which takes as long as all the rest.
        """
        found: dict[str, Any] = self.page.evaluate(self.scripts["checks"], {"target": look.target, "errors": errors})
        self.title, self.tabs = found["title"], found["tabs"]
        return found["wrong"] + self._axe(colours) + self._fits(look) + self.faults

    def _axe(self, colours: bool) -> list[str]:
        options = AXE | {"rules": {"color-contrast": {"enabled": colours}}}
        violations = Axe().run(self.page, options=options).response["violations"]
        return [f"axe {each['id']}: {node['html'][:120]}" for each in violations for node in each["nodes"][:3]]

    def _fits(self, look: Look) -> list[str]:
        lines = self.page.evaluate(self.scripts["fits"], "as it is")
        for when, style, width in (
            ("spaced text", SPACED, look.width),
            (f"{SMALLEST} px", "", SMALLEST),
        ):
            self.page.evaluate(RESTYLE, style)
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            lines += self.page.evaluate(self.scripts["fits"], when)
        return lines

    def close(self) -> None:
        self.context.close()
