"""The comparison of what is answered with what policy.csv says."""

from collections import Counter
from collections.abc import Iterator
from zlib import crc32

from django.urls import reverse

from tests.everywhere.headers import is_for_everybody, missing
from tests.proof import times
from tests.security.canaries import Canaries
from tests.security.policy import LEFT_OUT, Policy
from tests.security.things import Thing
from tests.security.walking import NO_MATTER, Answer, Stage

# In the suite one actor for every answer, and one thing of those that a line of the policy speaks of; in the proof
# everybody and everything.
SHARE = times("SHARE", 40)
OF_A_ROW = times("THINGS_OF_A_ROW", 1)
# Reading that is itself recorded: each export is an event; and a rehearsal, which is taken back before it is shown.
EXPORTS = {"export", "promises_export", "board_export", "ledger"}
EXPORTS |= {"commendation_export", "organ_figures_export", "evaluation_export"}
EXPORTS |= {"monthly_report_export", "monthly_report_paper"}
RECORDED = {
    **{f"proposals:{name}": {"congress_event", "congress_eventnote"} for name in EXPORTS},
    "groups:export": {"congress_event", "congress_eventnote"},
    "deputies:export": {"congress_event", "congress_eventnote"},
    "duties:board_export": {"congress_event"},
    "stations:register_export": {"congress_event", "congress_eventnote"},
    "congress:organs_export": {"congress_event", "congress_eventnote"},
    "congress:export_audit": {"congress_event", "congress_eventnote"},
    **{f"training:{name}_export": {"congress_event"} for name in ("roster", "attendance", "hours", "statistics")},
    "congress:held_reminder": {"congress_notice", "congress_delivery"},
}


def wrong_answers(
    stage: Stage, policy: Policy, canaries: Canaries, url: str, *, share: int = SHARE, state: str = ""
) -> Iterator[str]:
    """Every answer of this address that is not the policy's, one line each, as soon as it is found.

    Args:
        share: ask one actor in so many, and at least one for every answer; 1 asks all.
        state: ask about things in this state alone.
    """
    for method in ("GET", "POST"):
        things = asked_about(stage, policy, url, method)
        in_state = [thing for thing in things if thing is None or thing.state == state]
        for thing in in_state if state else some(policy, url, things):
            expected = policy.expected(url, thing, method)
            for actor in chosen(expected, f"{method} {url} {thing}", share):
                answer = _answer(stage, actor, url, thing, method)
                said = [] if answer.status == expected[actor] else [f"{answer.status}, not {expected[actor]}"]
                said += [*faults(url, method, answer), *leaks(canaries, actor, answer)]
                yield from (f"{method} {url} {thing or ''}: {actor} gets {what}" for what in said)


def chosen(expected: dict[str, int], where: str, share: int) -> list[str]:
    """Whom to ask: one in so many, and one for every answer; the same ones every time."""
    order = sorted(expected, key=lambda actor: crc32(f"{where} {actor}".encode()))
    # A deed done is answered as whoever must sign in first is: by 302.
    for_each_answer = {(expected[actor], actor in LEFT_OUT): actor for actor in order}
    return list(dict.fromkeys([*for_each_answer.values(), *order[: len(order) // share]]))


def some(policy: Policy, url: str, things: list[Thing | None]) -> Iterator[Thing | None]:
    """A few of those for which one line of the policy holds; the same ones every time."""
    taken: Counter[frozenset[str]] = Counter()
    for thing in sorted(things, key=lambda thing: crc32(f"{url} {thing}".encode())):
        states = policy.row(url, thing).states
        taken[states] += 1
        if taken[states] <= OF_A_ROW:
            yield thing


def asked_about(stage: Stage, policy: Policy, url: str, method: str) -> list[Thing | None]:
    """All things of the address's kind; one where the method is refused whatever the thing."""
    things = stage.of_kind(policy.kinds[url])
    assert things, f"nothing stands for {url}"
    parts = {part for thing in things for part in policy.row(url, thing).answers[method]}
    return things[:1] if parts == {(405, ("rest",))} else things


def _answer(stage: Stage, actor: str, url: str, thing: Thing | None, method: str) -> Answer:
    if method == "POST":
        return stage.send(actor, url, thing)
    return stage.ask(actor, method, stage.address(url, thing))


def faults(url: str, method: str, answer: Answer) -> list[str]:
    """What is wrong with an answer whoever gets it: a row written by a look, a header missing (T41, T42)."""
    found = missing(answer.headers)
    if is_for_everybody(answer.headers) and not url.startswith("public:"):
        found.append("a cache may keep it")
    if method != "POST" and (written := answer.written - NO_MATTER - RECORDED.get(url, set())):
        found.append(f"a look writes {sorted(written)}")
    return found


def leaks(canaries: Canaries, actor: str, answer: Answer) -> list[str]:
    """Every secret that this answer, a message that went with it or the log says to whom it is not for (M2)."""
    found = [f"the secret {name}" for name in canaries.leaks(actor, answer.body, answer.headers)]
    for person, text in answer.told:
        found += [f"{person} told the secret {name}" for name in canaries.told(person, text)]
    return found + [f"the secret {name} into the log" for name in sorted(canaries.heard_in(answer.logged))]


def leaks_on(
    stage: Stage, policy: Policy, canaries: Canaries, url: str, *, state: str = "", one_in: int = 1
) -> Iterator[str]:
    """Every secret that this address shows to one actor in so many, others for each thing, as soon as it is found."""
    for number, address in enumerate(addresses(stage, policy, url, state)):
        for actor in stage.cast.actors[number % one_in :: one_in]:
            answer = stage.ask(actor, "GET", address)
            yield from (f"{address}: {actor} gets {what}" for what in leaks(canaries, actor, answer))


def addresses(stage: Stage, policy: Policy, url: str, state: str = "") -> list[str]:
    """Of all things of its kind; what is shown of a proposal, of those that only an assignment leads to as well."""
    kind = policy.kinds[url]
    if not kind:
        return [stage.address(url, None)]
    things = [thing for thing in stage.things if thing.kind == kind or (kind == "proposal" and thing.proposal)]
    asked = [thing for thing in things if state in ("", thing.state)]
    keys = [thing.arguments if thing.kind == kind else {"pk": thing.proposal.pk} for thing in asked if thing]
    return list(dict.fromkeys(reverse(url, kwargs=arguments) for arguments in keys))


def wrong_by_other_methods(stage: Stage, policy: Policy, url: str) -> Iterator[str]:
    """HEAD says what GET says, or that the form is not for it, and no more; neither it nor OPTIONS writes."""
    for thing in stage.of_kind(policy.kinds[url])[:1]:
        address, expected = stage.address(url, thing), policy.expected(url, thing, "GET")
        for actor in chosen(expected, f"HEAD {url}", SHARE):
            for method in ("HEAD", "OPTIONS"):
                answer = stage.ask(actor, method, address)
                said = faults(url, method, answer)
                if method == "HEAD" and (answer.body or answer.status not in (expected[actor], 405)):
                    said.append(f"{answer.status} and {len(answer.body)} bytes, not {expected[actor]}")
                yield from (f"{method} {url}: {actor} gets {what}" for what in said)
