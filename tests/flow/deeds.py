"""Everything that can be tried on a matter of the model, and what comes of it."""

from collections.abc import Iterator
from dataclasses import replace

from tests.flow.model import ACTORS, HANDED, Matter, Refused

PARTS = range(4)
TIME = ("wait", "stay_silent")  # whoever stands by
CHOICES = {
    "grant_release": ("", "urban", "housing"),
    "decide_extension": ("yes", "no"),
    "write_reply": ("A", "B"),
    "rate": ("satisfied", "dissatisfied"),
    "rate_again": ("satisfied", "dissatisfied"),
}
Deed = tuple[str, str, tuple[object, ...]]  # name, who, what more


def _deeds() -> Iterator[tuple[str, tuple[object, ...]]]:
    for (
        name
    ) in """write invite uninvite ask_again join decline rework submit wait undo withdraw accept send_back refuse
    merge unmerge take_in transfer take_over give_back recall stay_silent""".split():
        yield name, ()
    for choice in HANDED:
        yield "assign", (choice,)
    for number in PARTS:
        for name in """
        refuse_release conclude reopen sign_in ask_release give_opinion send_back_opinion meet delegate
        ask_extension send_for_signing send_back_reply sign""".split():
            yield name, (number,)
        for name, choices in CHOICES.items():
            for one in choices:
                yield name, (number, one)


# Every deed with everything it may be about.
DEEDS = list(_deeds())


def after(matter: Matter, deed: Deed) -> Matter | None:
    """The matter once this was done; None when it is refused."""
    name, who, more = deed
    then = replace(matter, joined=dict(matter.joined), parts=[replace(one) for one in matter.parts])
    try:
        getattr(then, name)(who, *more)
    except Refused:
        return None
    return then


def possible(matter: Matter) -> list[Deed]:
    """Every deed that would change something now, time passing once."""
    found = [(name, who, more) for name, more in DEEDS for who in (ACTORS[:1] if name in TIME else ACTORS)]
    return [deed for deed in found if after(matter, deed) not in (None, matter)]
