"""What there is to look at: every page that the policy opens to somebody, after a look and after an empty form.

A page added later comes in by its row in tests/security/policy.csv, and its rows there say who looks at it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.security.cast import NOBODY_IN_PARTICULAR
from tests.security.policy import Policy
from tests.security.things import Thing
from tests.security.walking import Stage

# What a browser sends with no field filled in.
NOTHING = {"csrfmiddlewaretoken": ""}
# Addresses that answer a GET with something else than a page.
NO_PAGES = {
    "interface:description": "for machines",
    "public:open_data_json": "for machines",
    "public:open_data_csv": "a file",
    "congress:healthz": "for machines",
    "congress:readyz": "for machines",
    "congress:metrics": "for machines",
    "congress:organs_template": "a file",
    "congress:organs_export": "a file",
    "congress:organs_problems": "a file",
    "congress:calendar_template": "a file",
    "congress:export_audit": "a file",
    "groups:export": "a file",
    "groups:template": "a file",
    "groups:problems": "a file",
    "groups:photo": "a file",
    "groups:evidence": "a file",
    "groups:reading_file": "a file",
    "deputies:export": "a file",
    "duties:board_export": "a file",
    "deputies:template": "a file",
    "deputies:problems": "a file",
    "stations:poster": "a file",
    "stations:register_export": "a file",
    "stations:message_photo": "a file",
    "proposals:export": "a file",
    "proposals:board_export": "a file",
    "proposals:organ_figures_export": "a file",
    "proposals:evaluation_export": "a file",
    "proposals:monthly_report_export": "a file",
    "proposals:monthly_report_paper": "a file",
    "proposals:commendation_export": "a file",
    "proposals:commendation_decision": "a file",
    "proposals:ledger": "a file",
    "proposals:promises_export": "a file",
    "proposals:promise_report_file": "a file",
    "proposals:file": "a file",
    "proposals:shelf_entry_file": "a file",
    "proposals:sheet": "a file",
    "proposals:reply_file": "a file",
    "proposals:feedback_form": "a file",
    "proposals:opinion_letter": "a file",
    "proposals:release_form": "a file",
    "proposals:extension_form": "a file",
    "proposals:made_paper": "a file",
    "proposals:scanned_paper": "a file",
    "proposals:letter": "a file",
    "training:roster_export": "a file",
    "training:attendance_export": "a file",
    "training:hours_export": "a file",
    "training:statistics_export": "a file",
    "training:sheet_template": "a file",
    "training:material": "a file",
    "training:recording": "a file",
    "training:certificate_paper": "a file",
    "dossiers:dossier_paper": "a file",
    "training:signin_code": "a picture",
    "training:scan": "leads on to signing in",
    "mfa_download_recovery_codes": "a file",
    "mfa_deactivate_totp": "refused to everybody: an administrator resets a second factor",
}


@dataclass(frozen=True)
class Sight:
    """One page before somebody's eyes.

    Attributes:
        page: its address's name, or what else brings it up.
        actor: who looks, as stage.sessions knows him.
        address: where; `sent` is what was posted there, None after a look.
        state: of what it shows, in words.
    """

    page: str
    actor: str
    address: str
    state: str = ""
    sent: Mapping[str, Any] | None = None

    def __str__(self) -> str:
        return " ".join(filter(None, (self.page, self.state, "sent" if self.sent is not None else "", self.actor)))


def _who(policy: Policy, url: str, thing: Thing | None) -> str | None:
    """The first who gets the page; somebody in a role rather than nobody."""
    answers = policy.expected(url, thing, "GET")
    open_to = [actor for actor, status in answers.items() if status == 200]
    return next((actor for actor in open_to if actor not in NOBODY_IN_PARTICULAR), open_to[0] if open_to else None)


def looks(stage: Stage, policy: Policy, *, every_state: bool) -> Iterator[Sight]:
    """Every page that opens on a GET: once, or once for every state of what it shows."""
    for url, kind in policy.kinds.items():
        if url in NO_PAGES:
            continue
        for thing in stage.of_kind(kind):
            actor = _who(policy, url, thing)
            if actor:
                yield Sight(url, actor, stage.address(url, thing), thing.state if thing else "")
                if not every_state:
                    break


def forms(stage: Stage, policy: Policy) -> Iterator[Sight]:
    """Every form, sent empty: what comes back is the page with its errors, or nothing when nothing need be filled."""
    for sight in looks(stage, policy, every_state=False):
        if {answer for row in policy.rows if row.url == sight.page for answer in row.answers["POST"]} != {
            (405, ("rest",))
        }:
            yield replace(sight, sent=NOTHING)


# The twelve that most people have before them most of the time: page, state of what it shows, who looks.
MAIN = [
    ("account_login", "", "anonymous"),
    ("congress:home", "", "author"),
    ("proposals:edit", "draft", "author"),
    ("proposals:detail", "answered", "author"),
    ("proposals:rate", "replied", "author"),
    ("proposals:index", "", "desk"),
    ("proposals:queue", "", "desk"),
    ("proposals:assign", "submitted", "desk"),
    ("proposals:board", "", "desk"),
    ("proposals:inbox", "", "lead_handler"),
    ("proposals:reply", "handling", "lead_handler"),
    ("proposals:sign", "signing", "lead_leader"),
]


def main_pages(stage: Stage, policy: Policy) -> list[Sight]:
    """The twelve."""
    made = []
    for page, state, actor in MAIN:
        thing = next(each for each in stage.of_kind(policy.kinds[page]) if each is None or each.state == state)
        made.append(Sight(page, actor, stage.address(page, thing), state))
    return made


def lacking(policy: Policy, seen: set[str]) -> set[str]:
    """Addresses open to a GET that nothing brings before anybody's eyes."""
    gets = {row.url for row in policy.rows if row.answers["GET"] != ((405, ("rest",)),)}
    return {url for url in gets - seen - NO_PAGES.keys() if not url.startswith("interface:")}  # for machines
