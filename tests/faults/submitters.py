"""Deputies who put forward one opinion after the other, and the proof that each is there once."""

import threading
from collections import Counter

from congress import timeline
from congress.models import Event, Notice
from proposals.examining import contradictions
from proposals.models import Proposal
from tests.faults.readers import Reader
from tests.places import a_seat
from tests.world import BODY, World

DEPUTIES = 8


class Submitters:
    """Deputies who put forward one opinion after the other, and what they were told."""

    def __init__(self, port: int, world: World, number: int) -> None:
        self.titles = iter([f"关于{n}号路口增设照明的建议" for n in range(1, number + 1)])
        self.told: list[tuple[str, str, str]] = []  # title, id, number
        self.failures: list[Exception] = []
        self.lock = threading.Lock()
        seats = [a_seat(world.city, name="钱某", phone=f"139{n:08}", card=f"9{n}") for n in range(DEPUTIES)]
        self.readers = [Reader.before(port, seat.grant) for seat in seats if seat.grant]
        self.threads = [threading.Thread(target=self.work, args=[reader]) for reader in self.readers]

    def work(self, reader: Reader) -> None:
        try:
            while True:
                with self.lock:
                    title = next(self.titles, None)
                if title is None:
                    return
                self.told.append((title, *reader.submit(title, BODY)))
        except Exception as failure:  # judged by the test
            self.failures.append(failure)

    def __enter__(self) -> "Submitters":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        for thread in self.threads:
            thread.join()

    def met(self) -> Counter[str]:
        """How often which answer came to all of them."""
        return sum((reader.met for reader in self.readers), Counter())


def nothing_is_lost_or_doubled(told: list[tuple[str, str, str]]) -> None:
    """Each opinion that its author was thanked for is there once, whole, under the number that he was told."""
    stored = {str(row.pk): row for row in Proposal.objects.filter(state=Proposal.State.SUBMITTED)}
    assert sorted(row.title for row in stored.values()) == sorted(title for title, _, _ in told)
    assert {pk: (row.title, row.number) for pk, row in stored.items()} == {pk: (t, n) for t, pk, n in told}
    numbers = sorted(int(row.number.rpartition("-")[2]) for row in stored.values())
    assert numbers == list(range(1, len(told) + 1))
    assert {row.body for row in stored.values()} == {BODY}
    assert set(Counter(Event.objects.filter(step="submit").values_list("subject_id", flat=True)).values()) == {1}
    assert Notice.objects.filter(kind="submitted").count() == len(told)
    assert list(contradictions(Proposal.objects.all())) == []
    assert list(timeline.faults()) == []
