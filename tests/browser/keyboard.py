"""Somebody without a mouse: Tab to where he wants to be, then Enter, Space or an arrow; nothing else."""

from pathlib import Path
from typing import Any

from playwright.sync_api import FilePayload, Locator, Page

from tests.browser.visitor import Visitor
from tests.tabbing import walk_by_tab

MOST_STOPS = 300  # of one page; no page has so many
MOST_TABS = 12  # from the top of a page to the first thing to do
# Where the focus is, as seen from what is wanted: there, on a radio of its group, or elsewhere; and what it shows.
HERE = """wanted => {
  const e = document.activeElement;
  const alike = e.type === "radio" && wanted.type === "radio" && e.name === wanted.name;
  const deed = e.matches("main :is(button, a.button, input, select, textarea)") && !e.closest(".back, .notices");
  return {
    isThere: e === wanted || alike,
    isSkip: e.matches("a.skip"),
    isNowhere: e === document.body,
    isDeed: deed,
    ring: getComputedStyle(e).outlineStyle !== "none",
    words: (e.getAttribute("aria-label") || e.textContent || e.name || "").trim().slice(0, 20),
  };
}"""


class KeyboardVisitor(Visitor):
    """Does with keys what a visitor does with the mouse. Every page is first walked by Tab from its top to its end.

    Attributes:
        most_tabs: the most Tabs that any page took from its top to its first field or button, by “跳到正文”.
    """

    def __init__(self, page: Page, base: str, *, has_script: bool = True) -> None:
        super().__init__(page, base, has_script=has_script)
        self.most_tabs = 0
        # The browser is told now that we take its file choosers. Told only as Enter is pressed, it may open its own.
        page.on("filechooser", lambda chooser: None)

    def _at(self, wanted: Locator) -> dict[str, Any]:
        found: dict[str, Any] = wanted.evaluate(HERE)
        return found

    def _come_to(self, wanted: Locator) -> None:
        """Tab until the focus is there: on from where it is, on a page just opened from its top."""
        at = self._at(wanted)
        tabs, counts = 0, at["isNowhere"]
        if at["isNowhere"]:
            self.faults += [f"{self.page.url}: {line}" for line in walk_by_tab(self.page)]
            if not self._at(wanted)["isSkip"]:
                self.page.keyboard.press("Tab")
            tabs, at = 1, self._at(wanted)
            assert at["isSkip"], f"{self.page.url} begins with “{at['words']}”"
            if wanted.evaluate("e => !!e.closest('main')"):
                self.page.keyboard.press("Enter")
        for _ in range(MOST_STOPS):
            if at["isThere"]:
                break
            self.page.keyboard.press("Tab")
            tabs, at = tabs + 1, self._at(wanted)
            if not at["ring"] and not at["isNowhere"]:
                self.faults.append(f"{self.page.url}: “{at['words']}” shows no focus")
            if counts and (at["isDeed"] or at["isThere"]):
                counts, self.most_tabs = False, max(tabs, self.most_tabs)
        assert at["isThere"], f"Tab does not come to {wanted}"

    def _activate(self, found: Locator) -> None:
        self.page.keyboard.press("Enter")

    def _fill(self, found: Locator, text: str) -> None:
        self._come_to(found)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def _select(self, found: Locator, option: str) -> None:
        self._come_to(found)
        self.page.keyboard.press("Home")
        for _ in range(found.locator("option").count()):
            if found.evaluate("e => e.selectedOptions[0].label.trim()") == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not come to {option}")

    def _check(self, found: Locator) -> None:
        """A radio is reached by its group and chosen by the arrows; the only one that has the focus, by Space."""
        self._come_to(found)
        for _ in range(MOST_STOPS):
            if found.evaluate("e => e === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        if not found.is_checked():
            self.page.keyboard.press("Space")
        assert found.is_checked(), f"{found} cannot be chosen by keys"

    def _give(self, found: Locator, file: Path | FilePayload) -> None:
        self._come_to(found)
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        chooser.value.set_files(file)
