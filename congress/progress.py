"""A bar on the terminal that grows in place, for commands that take a while."""

from collections.abc import Callable

from django.core.management.base import OutputWrapper

Report = Callable[[int, int], None]
WIDTH = 30


def bar(out: OutputWrapper) -> Report:
    """Gives what a long deed reports to: how many of how many are done."""

    def report(done: int, total: int) -> None:
        filled = WIDTH * done // total if total else WIDTH
        out.write(f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total}", ending="\n" if done >= total else "\r")

    return report
