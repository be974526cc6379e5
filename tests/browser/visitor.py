"""Somebody in front of the portal. What he presses and fills in is counted; what breaks under him is kept."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import FilePayload, Locator, Page, Response, expect

from tests.proof import times

NARROW = 360
WIDE = 1280
PHONE_WIDTHS = 500
BOTH_WIDTHS = times("BOTH_WIDTHS", 0) == 1
with_and_without_script = pytest.mark.parametrize("script", [True, False], ids=["script", "no_script"])
LEADS_AWAY = "e => e.tagName == 'A' ? !e.getAttribute('href').startsWith('#') : e.type == 'submit' && !!e.form"


def journeys(usual: int) -> pytest.MarkDecorator:
    """How wide the windows of a file are: as its people mostly have them, and in the proof the other way too."""
    return pytest.mark.parametrize("width", [WIDE, NARROW] if BOTH_WIDTHS else [usual])


class Visitor:
    """One person's browser window.

    Attributes:
        clicks: deliberate presses since the last `start_counting`: a button, a link, a radio or check box, a key that
            does something. Typing is none.
        fields: inputs filled in since then.
        pages: pages that a press has led to since then.
        faults: what no page may show: a server error, a script's error, a broken rule of the CSP, sideways scrolling.
    """

    def __init__(self, page: Page, base: str, *, has_script: bool = True) -> None:
        self.page, self.base, self.has_script = page, base, has_script
        self.clicks = self.fields = self.pages = 0
        self.faults: list[str] = []
        page.on("response", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", self._said)

    def _heard(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} {response.url}")

    def _said(self, message: Any) -> None:
        if "Content Security Policy" in message.text:
            self.faults.append(message.text)

    def start_counting(self) -> None:
        self.clicks = self.fields = self.pages = 0

    def go(self, name: str, *args: Any) -> "Visitor":
        """Open a page by its name, as from a link in a message."""
        self.page.goto(self.base + reverse(name, args=args))
        self.look()
        return self

    def look(self) -> None:
        """Every page fits its window: nobody scrolls sideways."""
        over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            self.faults.append(f"{self.page.url} is {over} px too wide")

    def button(self, words: str, within: str = "") -> Locator:
        """The button or link whose words begin so, perhaps in the row or card that says `within`."""
        place = self.page.locator("main, header, nav.site-nav")
        if within:
            place = self.page.locator("main").locator("tr, li, section.card, article").filter(has_text=within)
        name = re.compile("^" + re.escape(words))
        return place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name))

    def press(self, words: str, within: str = "") -> "Visitor":
        """Press a button or follow a link: one click, and the page it leads to."""
        found = self.button(words, within)
        self._come_to(found)
        if found.evaluate(LEADS_AWAY):
            with self.page.expect_navigation():
                self._activate(found)
            self.pages += 1
        else:
            self._activate(found)
        self.clicks += 1
        self.look()
        return self

    def take(self, words: str) -> str:
        """Follow a link to a file: one click, and the page stays.

        Returns:
            the name under which the browser saves it.
        """
        found = self.button(words)
        self._come_to(found)
        with self.page.expect_download() as coming:
            self._activate(found)
        self.clicks += 1
        return str(coming.value.suggested_filename)

    def write(self, label: str, text: str) -> "Visitor":
        """Fill in a field: one field."""
        self._fill(self.page.get_by_label(label), text)
        self.fields += 1
        return self

    def choose(self, label: str, option: str) -> "Visitor":
        """Choose from a list: one field."""
        self._select(self.page.get_by_label(label, exact=True), option)
        self.fields += 1
        return self

    def mark(self, option: str, within: str = "") -> "Visitor":
        """Mark a radio or check box: one click and one field."""
        place = self.page.get_by_role("group", name=within) if within else self.page.locator("main")
        self._check(place.get_by_label(option, exact=True))
        self.clicks += 1
        self.fields += 1
        return self

    def tick(self, words: str) -> "Visitor":
        """Tick a box that only selects: one click."""
        self._check(self.page.get_by_label(words, exact=True))
        self.clicks += 1
        return self

    def hit(self, key: str, *, leads: bool = False) -> "Visitor":
        """Hit a key that does something, perhaps leading to another page: one click."""
        if leads:
            with self.page.expect_navigation():
                self.page.keyboard.press(key)
            self.pages += 1
        else:
            self.page.keyboard.press(key)
        self.clicks += 1
        self.look()
        return self

    def type(self, text: str) -> "Visitor":
        """Type into the field that has the focus: one field."""
        self.page.keyboard.type(text)
        self.fields += 1
        return self

    def attach(self, label: str, file: Path | FilePayload) -> "Visitor":
        """Choose a file: one click and one field."""
        self._give(self.page.get_by_label(label), file)
        self.clicks += 1
        self.fields += 1
        return self

    def unfold(self, words: str) -> "Visitor":
        """Open a folded part: one click."""
        found = self.page.locator("main summary").filter(has_text=words)
        self._come_to(found)
        self._activate(found)
        self.clicks += 1
        return self

    def sees(self, *words: str) -> "Visitor":
        """Each of these stands on the page, once it is there."""
        for text in words:
            expect(self.page.locator("main")).to_contain_text(text)
        self.look()
        return self

    def sees_not(self, *words: str) -> "Visitor":
        """None of these does; asked after `sees`, when the page is there."""
        for text in words:
            expect(self.page.locator("main")).not_to_contain_text(text)
        return self

    def can(self, words: str) -> bool:
        """Whether such a button or link is offered."""
        return self.button(words).count() > 0

    @property
    def timeline(self) -> list[str]:
        """What the detail page tells has happened, in order."""
        return self.page.locator("ol.timeline li:not(.ahead) .label").all_inner_texts()

    # How a hand does it: with the mouse or a finger. `tests.browser.keyboard` does the same with keys.

    def _come_to(self, found: Locator) -> None:
        """Where a click goes it is at once."""

    def _activate(self, found: Locator) -> None:
        found.click()

    def _fill(self, found: Locator, text: str) -> None:
        found.fill(text)

    def _select(self, found: Locator, option: str) -> None:
        found.select_option(option)

    def _check(self, found: Locator) -> None:
        found.check()

    def _give(self, found: Locator, file: Path | FilePayload) -> None:
        found.set_input_files(file)
