"""U8–U10: every page, as the role that uses it has it: axe's rules, and what axe does not see.

In the suite each page is looked at once, every second one on a phone in 大字版 and the others on a wide screen, some
of the forms with errors, and the contrast of every third; in the proof all of them in both, in every state of what
they show, and the main pages in all sizes and contrasts.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from tests.access import extras, sights
from tests.access.failing import failing_pages
from tests.access.sights import Sight
from tests.access.window import LARGE, LOOKS, STANDARD, Look, Window, ask, is_page
from tests.proof import measured, times
from tests.tabbing import walk_by_tab

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
BOTH = [LARGE, STANDARD]
EVERYTHING = times("EVERYTHING", 0) == 1
ONE_IN = times("ONE_IN", 3)  # of the forms with errors and of the pages beside the policy
ONE_COLOURED_IN = 3  # in the suite: of the looks, one is asked for the contrast of its colours
SENT_ON = 302  # whoever sent a form in which nothing need be filled in


@dataclass
class Found:
    """What was looked at in this module, and the titles that were seen."""

    stage: object
    window: Window
    number: int = 0
    most_tabs: int = 0
    titles: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def look_at(self, todo: list[Sight], looks: list[Look]) -> list[str]:
        """Everything wrong with these, a line each."""
        wrong = []
        for turn, sight in enumerate(todo):
            for asked in looks if EVERYTHING or looks is not BOTH else [BOTH[turn % 2]]:
                # What is for everybody sets no cookie, so its size is the browser's own.
                look = replace(asked, text_size="") if sight.page.startswith("public:") else asked
                answer = ask(self.stage, sight, look)
                if sight.sent is not None and answer.status == SENT_ON:
                    continue
                assert is_page(answer), f"{sight} answers {answer.status}"
                self.window.show(answer, sight.address, look)
                errors = sight.sent is not None and b"error-summary" in answer.body
                wrong += [f"{sight} ({look}): {line}" for line in self._wrong(look, errors=errors)]
                if sight.sent is None:
                    self.titles[self.window.title].add(sight.page)
        return wrong

    def _wrong(self, look: Look, *, errors: bool = False) -> list[str]:
        colours = EVERYTHING or self.number % ONE_COLOURED_IN == 0
        lines = self.window.wrong(look, errors=errors, colours=colours)
        self.number, self.most_tabs = self.number + 1, max(self.most_tabs, self.window.tabs)
        return lines

    def look_at_failures(self, look: Look) -> list[str]:
        wrong = []
        for name, answer in failing_pages(self.stage, look).items():
            self.window.show(answer, "/", look)
            wrong += [f"{name} ({look}): {line}" for line in self._wrong(look)]
        return wrong


@pytest.fixture(scope="module")
def found(stage, window) -> Iterator[Found]:
    """What is found, said at the end where a proof listens."""
    found = Found(stage, window)
    yield found
    measured("U8", f"{found.number} looks at pages: 0 violations")
    measured("U9", f"{found.number} looks: 0 wrong borders, targets, rings, titles and headings")
    measured("U9", f"at most {found.most_tabs} Tabs, by the skip link, to the first action of any page")
    measured(
        "U10", f"{found.number} looks at 320 px (400 % of 1280) and with spaced text: 0 px too wide, nothing cut off"
    )


@pytest.fixture(scope="module")
def pages(stage, policy) -> list[Sight]:
    return list(sights.looks(stage, policy, every_state=EVERYTHING))


@pytest.fixture(scope="module")
def more(stage) -> list[Sight]:
    return extras.more(stage)


def test_every_page_is_looked_at(pages, more, policy):
    assert sights.lacking(policy, {sight.page for sight in [*pages, *more]}) == set()


def test_every_page_can_be_used_by_everybody(found, pages):
    assert found.look_at(pages, BOTH) == []
    shared = {title: names for title, names in found.titles.items() if len(names) > 1}
    assert shared == {}, "two pages have one title"


def test_so_can_every_form_with_errors(found, stage, policy):
    assert found.look_at(list(sights.forms(stage, policy))[::ONE_IN], BOTH) == []


def test_so_can_pages_with_nothing_to_show_and_those_of_people_with_passwords(found, more):
    assert found.look_at(more[::ONE_IN], BOTH) == []


def test_so_can_the_pages_that_say_what_went_wrong(found):
    for look in BOTH if EVERYTHING else [LARGE]:
        assert found.look_at_failures(look) == []


def test_the_main_pages_in_all_sizes_and_contrasts(found, stage, policy):
    main = sights.main_pages(stage, policy)
    turns = (
        [(main, [look]) for look in LOOKS] if EVERYTHING else [(main[n::6], [look]) for n, look in enumerate(LOOKS)]
    )
    assert [line for some, look in turns for line in found.look_at(some, look)] == []


def test_the_keyboard_reaches_everything_and_leaves_everything(found, stage, policy):
    main = sights.main_pages(stage, policy)
    for sight in main if EVERYTHING else main[2:4]:
        found.window.show(ask(stage, sight, STANDARD), sight.address, STANDARD)
        wrong = walk_by_tab(found.window.page)
        assert wrong == [], sight
