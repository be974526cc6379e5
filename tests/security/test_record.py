"""G15, T38: every change by a person leaves an event under his role, every refusal a line in the log with his name."""

import json
import logging
from collections import Counter
from collections.abc import Iterator

import pytest

from congress.models import Event, MessageText
from tests.proof import measured, times
from tests.security.matrix import asked_about, chosen
from tests.security.policy import LEFT_OUT, Policy
from tests.security.sent import sent_to
from tests.security.things import Thing
from tests.security.walking import NO_MATTER, Answer, Stage, all_urls

pytestmark = pytest.mark.django_db
EVERYTHING = times("EVERYTHING", 0) == 1
SHARE = times("RECORD_SHARE", 1000)  # one actor in so many, and one for each answer
ONE_READ_IN = times("ONE_READ_IN", 4)  # of the addresses, where reading is refused
REFUSED = (401, 403, 404, 405, 409)
WITHOUT_SESSION = ("interface:", "public:")  # where no session counts, nobody is known by one
# What stands beside a change: the form's own key, the record itself.
BESIDE = {"congress_formkey", "congress_event", "congress_eventnote"}
# Changes that leave no event, and why.
UNRECORDED = {
    "proposals:create": "a draft is its author's own until he submits it",
    "proposals:edit": "as above; what was submitted is of record by its digest",
    "proposals:autosave": "as above",
    "proposals:remove_file": "as above",
    "proposals:take_up": "as above",
    "proposals:begin_opinion": "as above",
    "proposals:discard": "as above",
    "proposals:reply": "a draft is the organ's own until it is sent for signing",
    "proposals:reply_autosave": "as above",
    "proposals:phrases": "what an organ likes to begin with; what it writes to a deputy is of record when signed",
    "proposals:save_filter": "one's own way to look at the list, seen by nobody else",
    "proposals:change_filter": "as above",
    "proposals:delete_filter": "as above",
    "public:leave_message": "on record without anybody's name: nobody is known there, whoever's session it is",
    "public:judge_answer": "as above",
    "congress:read": "the mark that a message was read is the record",
    "congress:read_all": "as above",
    "congress:privacy": "the day on which the notice was read is the record",
    "congress:end_others": "one's own browsers; the log has the request",
    "training:report_watched": "where one's own player stands; that a lesson was heard is of record",
    "congress:held_reminder": "a rehearsal, taken back before it is shown",
}


@pytest.fixture(autouse=True)
def requests_are_logged(caplog):
    """As with a database server."""
    with caplog.at_level(logging.INFO, logger="congress.requests"):
        yield


def asked(stage: Stage, policy: Policy) -> Iterator[tuple[str, str, Thing | None, str]]:
    """Each address by GET and POST, each state of what it names, everybody who gets another answer."""
    for number, url in enumerate(all_urls()):
        for method in ("GET", "POST") if number % ONE_READ_IN == 0 else ("POST",):
            things = asked_about(stage, policy, url, method)
            for thing in things if EVERYTHING else things[:1]:
                expected = policy.expected(url, thing, method)
                for actor in chosen(expected, f"{method} {url} {thing}", SHARE):
                    yield url, method, thing, actor


def test_every_change_and_every_refusal_is_on_record(stage, policy):
    for kind, place in (("submitted", None), ("code", None), ("submitted", stage.cast.lower)):  # to be given up
        MessageText.objects.create(kind=kind, congress=place, text="编号{no}已收到。")
    last = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
    counted: Counter[str] = Counter()
    silent, unnamed, excused = [], [], set()
    for url, method, thing, actor in asked(stage, policy):
        address, sent = stage.address(url, thing), sent_to(url, thing, stage.cast) if method == "POST" else None
        answer = stage.ask(actor, method, address, sent, look=lambda: list(Event.objects.filter(id__gt=last)))
        where = f"{method} {url} {thing or ''} by {actor}: {answer.status}"
        if answer.status in REFUSED:
            counted["refused"] += 1
            caller = "anonymous" if url.startswith(WITHOUT_SESSION) else actor
            unnamed += [] if is_named(stage, caller, method, address, answer) else [f"{where} {answer.logged}"]
        elif changed := answer.written - NO_MATTER - BESIDE:
            is_recorded = any(event.grant == stage.cast.grants.get(actor) for event in answer.seen)
            counted["changed" if is_recorded else "excused"] += 1
            excused |= set() if is_recorded else {url}
            silent += [] if is_recorded or url in UNRECORDED else [f"{where} {sorted(changed)}"]
    assert unnamed == []
    assert silent == []
    assert excused == UNRECORDED.keys() if EVERYTHING else excused <= UNRECORDED.keys()
    assert counted["changed"] > 30 and counted["refused"] > 200
    measured(
        "G15",
        f"{counted['changed']} changes, each an event of who did it under which role (beside {counted['excused']} of"
        f" {len(UNRECORDED)} addresses that keep drafts and marks of reading);"
        f" {counted['refused']} refusals, each a line in the log of who asked for what",
    )


def is_named(stage: Stage, actor: str, method: str, address: str, answer: Answer) -> bool:
    """Whether the log says who asked, under which role, for what, and what he was answered."""
    lines = [json.loads(text) for text in answer.logged.splitlines()]
    (line,) = [line for line in lines if line["from"] == "congress.requests"]
    grant, person = stage.cast.grants.get(actor), stage.cast.people.get(actor)
    who = {"person": str(person.pk)} if person and actor not in LEFT_OUT else {}
    who |= {"grant": str(grant.pk)} if grant else {}
    said = {name: line[name] for name in ("person", "grant") if name in line}
    return bool(line["says"] == f"{method} {address} {answer.status}" and said == who)
