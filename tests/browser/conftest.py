"""Journeys in Chromium: one window a person."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import expect

from congress.models import Grant
from tests.browser.keyboard import KeyboardVisitor
from tests.browser.visitor import PHONE_WIDTHS, WIDE, Visitor
from tests.places import signed_in
from tests.world import World, a_world


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey in the browser."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)


PATIENCE = 20_000  # milliseconds; only a machine that is busy with much else comes near it
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def world(transactional_db) -> World:
    return a_world()


@pytest.fixture
def width() -> int:
    """How wide everybody's window is; `journeys` says how wide they are in a file."""
    return WIDE


@pytest.fixture
def script() -> bool:
    """Whether everybody's browser runs scripts."""
    return True


@pytest.fixture
def visit(browser, live_server, world, width, script) -> Iterator[Callable[..., Visitor]]:
    """`visit(grant, width=…, script=…, keyboard=…)`: the grant's person before the portal, already signed in.

    When the journey is over, nobody may have met a fault on the way.
    """
    visitors = []

    def arrive(
        grant: Grant, *, width: int = width, script: bool = script, size: str = "", keyboard: bool = False
    ) -> Visitor:
        if size:
            type(grant.person).objects.filter(pk=grant.person_id).update(text_size=size)
        context = browser.new_context(
            viewport={"width": width, "height": 740 if width < PHONE_WIDTHS else 900},
            java_script_enabled=script,
            has_touch=width < PHONE_WIDTHS,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        context.set_default_timeout(PATIENCE)
        cookie = signed_in(grant).cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        hands = KeyboardVisitor if keyboard else Visitor
        visitor = hands(context.new_page(), live_server.url, has_script=script)
        visitors.append(visitor)
        return visitor

    yield arrive
    for visitor in visitors:
        visitor.page.context.close()
    assert [fault for visitor in visitors for fault in visitor.faults] == []
