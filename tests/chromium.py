"""Chromium: one for all tests of a process, because Playwright starts only once in a thread."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright


def chromium() -> str:
    """The program: named by CHROMIUM or found on the path; rather the one without windows: it takes half the time."""
    names = ("chromium-headless-shell", "chromium", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        raise SystemExit("The journeys need Chromium: run script/test, or set CHROMIUM to the program.")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; Django would take it for asynchronous code.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        # In Chinese too what Chromium itself writes: its boxes for dates and files (Debian: chromium-l10n).
        started = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--lang=zh-CN"],
            env={**os.environ, "LANGUAGE": "zh_CN"},
        )
        yield started
        started.close()
