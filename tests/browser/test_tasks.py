"""U1–U3, U11, U12: what each task costs with a mouse, that keys alone do it, and that it is done without scripts.

In the suite every task is done with a mouse, some of them by keyboard and without scripts too; in the proof all.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests import stages
from tests.browser.keyboard import MOST_TABS
from tests.browser.tasks import LAMPS, LAMPS_BODY, NOT_YET, TASKS, Task
from tests.browser.visitor import Visitor
from tests.proof import measured, times

ALL = times("ALL_TASKS", 0) == 1
BY_KEYBOARD = [task for task in TASKS if ALL or task.number in ("K3", "K11", "K16")]
WITHOUT_SCRIPT = [task for task in TASKS if ALL or task.number in ("K1", "K10", "K11")]


@dataclass
class Done:
    """What the tests of this process have seen done, for the lines of the proof."""

    costs: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    by_keyboard: dict[str, int] = field(default_factory=dict)
    without_script: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def done() -> Iterator[Done]:
    done = Done()
    yield done
    said = ", ".join(f"{number} {clicks}/{fields}" for number, (clicks, fields, _) in done.costs.items())
    measured("U3", f"{len(done.costs)} tasks within their presses/fields: {said}")
    waiting = "; ".join(f"{number} waits for {what}" for number, what in NOT_YET.items())
    measured("U3", f"{len(NOT_YET)} without a subject yet: {waiting}")
    most = max(done.by_keyboard.values(), default=0)
    by_keyboard = f"{len(done.by_keyboard)} tasks by keyboard, 0 traps, focus seen at each stop"
    measured("U11", f"{by_keyboard}, at most {most} Tabs to the first field or button")
    measured("U12", f"{len(done.without_script)} tasks done without JavaScript, as many presses and fields")


def cost(visitor: Visitor) -> tuple[int, int, int]:
    return visitor.clicks, visitor.fields, visitor.pages


def test_every_task_of_the_budget_is_in_the_table_or_says_what_brings_it():
    numbers = [task.number for task in TASKS] + [*NOT_YET]
    assert sorted(numbers, key=lambda number: int(number[1:])) == [f"K{n}" for n in range(1, 23)]


@pytest.mark.parametrize("task", TASKS, ids=str)
def test_it_takes_no_more_than_its_budget(task: Task, world, visit, done):
    visitor = visit(task.who(world)).go(task.start)
    task.walk(visitor, world)
    clicks, fields, pages = done.costs[task.number] = cost(visitor)
    assert clicks <= task.clicks and fields <= task.fields and pages <= task.pages
    if task.number == "K1":
        measured("U1", f"{clicks} presses, {fields} fields, {pages - 1} pages and the receipt")


@pytest.mark.parametrize("task", BY_KEYBOARD, ids=str)
def test_keys_alone_do_it(task: Task, world, visit, done):
    visitor = visit(task.who(world), keyboard=True).go(task.start)
    task.walk(visitor, world)
    done.by_keyboard[task.number] = visitor.most_tabs
    assert visitor.most_tabs <= MOST_TABS
    assert visitor.clicks <= task.clicks and visitor.fields <= task.fields


@pytest.mark.parametrize("task", WITHOUT_SCRIPT, ids=str)
def test_it_is_done_without_scripts(task: Task, world, visit, done):
    visitor = visit(task.who(world), script=False).go(task.start)
    task.walk(visitor, world)
    done.without_script.append(task.number)
    assert visitor.clicks <= task.clicks and visitor.fields <= task.fields


def test_a_key_each_empties_the_queue(world, visit):
    number = times("TRIAGE", 3)
    stages.many_submitted(world.deputy, number, LAMPS, LAMPS_BODY)
    desk = visit(world.desk).go("proposals:queue").sees(f"待分办{number}件")
    began = time.monotonic()
    for _ in range(number):
        desk.hit("1", leads=True).sees("已交办1件")
    took = time.monotonic() - began
    desk.sees("没有待分办的建议")
    assert cost(desk)[:2] == (number, 0)
    measured("U2", f"{number} items by a key each in {took:.0f} s, {number / took * 60:.0f} a minute; 30 in 3 presses")
