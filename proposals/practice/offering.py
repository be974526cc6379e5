"""Which steps a page offers: in a practice room only those whose own page works there."""

from congress.actors import Actor
from congress.permissions import Verdict
from congress.practice.grounds import works_here

# Steps that are taken on a page of another name.
PAGES = {"submit": "edit", "send_for_signing": "reply", "rate_again": "rate", "grant_release": "decide_release"}


def offered(steps: dict[str, Verdict], actor: Actor) -> dict[str, Verdict]:
    """Of the steps open to an actor those that lead to no refusal; outside of practice rooms all."""
    return {name: ready for name, ready in steps.items() if works_here(actor, f"proposals:{PAGES.get(name, name)}")}
