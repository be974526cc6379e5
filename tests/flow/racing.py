"""Several people press at the same moment: threads with connections of their own, let go together."""

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

from django.core.exceptions import PermissionDenied
from django.db import connections, models

from congress.workflow import OutOfTurn
from proposals.drafting import Overwritten

Deed = Callable[[models.Model], object]
SENTENCE = re.compile(r"[\u4e00-\u9fff].*[。？]$")
MOST = 8


class Racers:
    """A few threads that keep their connections from one race to the next."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool

    def race(self, subject: models.Model, deeds: Sequence[Deed]) -> list[Exception | None]:
        """Everybody has seen the subject as it is now; then all act. Gives each one's refusal, None for who won."""
        start = Barrier(len(deeds))

        def run(deed: Deed) -> Exception | None:
            row = type(subject)._default_manager.get(pk=subject.pk)
            start.wait(30)
            try:
                deed(row)
            except Exception as refusal:  # judged by the caller
                return refusal
            return None

        return list(self._pool.map(run, deeds))

    def together(self, works: Sequence[Callable[[], object]]) -> list[object]:
        """Each in a thread of its own, let go together; gives what each returned."""
        start = Barrier(len(works))

        def run(work: Callable[[], object]) -> object:
            start.wait(30)
            return work()

        return list(self._pool.map(run, works))


@contextmanager
def racers() -> Iterator[Racers]:
    """Threads for races; their connections are closed at the end."""
    with ThreadPoolExecutor(MOST) as pool:
        leave = Barrier(MOST)

        def close() -> None:
            leave.wait(30)  # each thread takes one of these
            connections.close_all()

        try:
            yield Racers(pool)
        finally:
            for done in [pool.submit(close) for _ in range(MOST)]:
                done.result()


def is_in_words(refusal: Exception | None) -> bool:
    """Whether who lost was told so by a rule of ours, in a sentence; a page of its own says 改过."""
    if isinstance(refusal, Overwritten):
        return True
    return isinstance(refusal, OutOfTurn | PermissionDenied) and bool(SENTENCE.search(str(refusal)))
