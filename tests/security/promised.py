"""Promises in every state, as the matrix meets them: what was typed on their way holds canaries."""

from datetime import timedelta

from django.utils import timezone

from congress.actors import Actor
from proposals.models import Promise, PromiseReport
from proposals.promises import confirming, extending, failing, reporting
from tests import promises
from tests.security.cast import Cast
from tests.security.planting import canary


def the_promises(cast: Cast) -> dict[str, Promise]:
    """Open, with more time asked for, reported done, denied by the deputy, done, failed."""
    world, today, desk = cast.world, timezone.localdate(), Actor(cast.grants["desk"])
    handler, author = Actor(world.handler), Actor(cast.grants["author"])
    names = ("open", "asked", "reported", "denied", "done", "failed")
    made = {name: promises.owed(world, f"承诺{name}") for name in names}
    reporting.log_progress(made["open"], text=canary("promise_progress"), by=handler, on=today)
    until = made["asked"].due_on + timedelta(days=10)
    reason = canary("promise_extension_reason")
    extending.ask_promise_extension(made["asked"], reason=reason, until=until, by=handler, on=today)
    extension = extending.ask_promise_extension(made["open"], reason="雨季停工", until=until, by=handler, on=today)
    answer = canary("promise_extension_answer")
    extending.decide_promise_extension(extension, is_granted=False, answer=answer, by=desk, on=today)
    for name in ("reported", "denied", "done"):
        reporting.report_done(made[name], text=canary(f"promise_report_{name}"), by=handler, on=today)
    words = canary("promise_denial")
    confirming.confirm_promise(made["denied"], level="denied", words=words, by=author, on=today)
    confirming.confirm_promise(made["done"], level="satisfied", words="", by=author, on=today)
    confirming.verify_promise(made["done"], words=canary("promise_verified"), by=desk, on=today)
    failing.fail_promise(made["failed"], reason=canary("promise_failed_reason"), by=desk, on=today)
    return {name: promises.fresh(promise) for name, promise in made.items()}


def report_of(promise: Promise) -> PromiseReport:
    return promise.reports.get()
