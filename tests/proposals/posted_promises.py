"""Every page of a promise that takes a POST, at its stage, with what somebody sensible would send."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant
from proposals.models import Promise
from proposals.promises import extending
from tests import promises
from tests.proposals.posted_pages import TEXT, Page, day, deputy, desk, handler
from tests.world import World


def promise_page(name: str, grant: Callable[[World], Grant], stage: Callable[[World], Promise], **sent: object):
    def made(world: World) -> Page:
        return Page(reverse(f"proposals:{name}", args=[stage(world).pk]), grant(world), sent)

    return made


def more_time_asked(world: World) -> Promise:
    promise = promises.owed(world)
    until, by = promises.in_days(promises.DAYS + 10), Actor(world.handler)
    extending.ask_promise_extension(promise, reason=TEXT, until=until, by=by, on=timezone.localdate())
    return promise


PAGES: dict[str, Callable[[World], Page]] = {
    "proposals:log_progress": promise_page("log_progress", handler, promises.owed, text=TEXT),
    "proposals:report_done": promise_page("report_done", handler, promises.owed, text=TEXT),
    "proposals:confirm_promise": promise_page(
        "confirm_promise", deputy, promises.reported, level="denied", words=TEXT
    ),
    "proposals:verify_promise": promise_page("verify_promise", desk, promises.reported, words=TEXT),
    "proposals:fail_promise": promise_page("fail_promise", desk, promises.owed, reason=TEXT),
    "proposals:ask_promise_extension": promise_page(
        "ask_promise_extension", handler, promises.owed, until=day(promises.DAYS + 10), reason=TEXT
    ),
    "proposals:decide_promise_extension": promise_page("decide_promise_extension", desk, more_time_asked, answer=TEXT),
}
