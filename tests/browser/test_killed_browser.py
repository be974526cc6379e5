"""A browser is killed while a deputy types: what was saved until then is there in the next one."""

import random

from playwright.sync_api import expect

from tests import stages
from tests.browser.own_browser import OwnBrowser
from tests.browser.visitor import NARROW
from tests.proof import measured, times
from tests.world import TITLE, the_proposal

KILLS = times("BROWSER_KILLS", 1)
SHORTEST, LONGEST = 16, times("SECONDS_OF_TYPING", 3)  # seconds; the first save of one who does not pause takes 15


def test_a_killed_browser_keeps_what_was_saved_before(world, visit, browser, live_server, tmp_path):
    chance, lost, missing, most = random.Random(2026), [], 0, 0.0
    for turn in range(KILLS):
        draft = stages.drafted(world.deputy, body="")
        own = OwnBrowser(tmp_path / str(turn), browser.browser_type)
        try:
            own.sign_in(world.deputy, live_server.url)
            own.page.goto(f"{live_server.url}/proposals/{draft.pk}/edit/")
            own.page.get_by_label("内容").click()
            if KILLS == 1:
                own.type(1)
                own.page.keyboard.press("Tab")
                expect(own.page.locator("[data-autosave-status]")).to_contain_text("自动保存草稿")
                own.page.get_by_label("内容").click()
                own.page.keyboard.press("Control+End")
            seconds = chance.uniform(min(SHORTEST, LONGEST), LONGEST)
            own.type(seconds)
        finally:
            own.kill()

        author = visit(world.deputy, width=NARROW).go("proposals:index").press(TITLE, within=TITLE).press("接着写")
        kept = author.page.get_by_label("内容").input_value()

        assert own.acknowledged
        assert kept.startswith(own.acknowledged)
        assert own.typed.startswith(kept)
        assert the_proposal().body == kept
        author.page.context.close()
        lost.append(own.seconds_lost(kept))
        missing, most = missing + len(own.typed) - len(kept), max(most, seconds)
        draft.refresh_from_db()
        draft.delete()
    words = f"{KILLS} browsers killed in up to {most:.0f} s of typing without a pause: "
    words += f"{min(lost):.1f}–{sorted(lost)[len(lost) // 2]:.1f}–{max(lost):.1f} s of it lost, {missing} characters"
    measured("U13", f"{words}; what was saved before is there")
