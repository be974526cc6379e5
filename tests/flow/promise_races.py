"""Races of promises: reported and failed, confirmed twice, verified and denied, more time and the report."""

from copy import copy

from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant
from proposals.models import Promise
from proposals.promises import confirming, extending, failing, reporting
from tests import promises
from tests.flow.races import SAYING, Prepared, a_title, race
from tests.flow.racing import Deed
from tests.world import World


def reporting_by(who: Grant) -> Deed:
    by, on = Actor(who), timezone.localdate()
    return lambda row: reporting.report_done(row, text=promises.WORDS, by=by, on=on)


def failing_by(who: Grant) -> Deed:
    by, on = Actor(who), timezone.localdate()
    return lambda row: failing.fail_promise(row, reason=SAYING, by=by, on=on)


def confirming_by(who: Grant, level: str = "satisfied") -> Deed:
    by, on = Actor(who), timezone.localdate()
    return lambda row: confirming.confirm_promise(row, level=level, words=SAYING, by=by, on=on)


def verifying_by(who: Grant) -> Deed:
    by, on = Actor(who), timezone.localdate()
    return lambda row: confirming.verify_promise(row, words=SAYING, by=by, on=on)


@race(1, 2)
def reported_done_and_called_failed(world: World) -> Prepared:
    """Reported first it may still fail; failed first nobody reports it any more."""
    return promises.owed(world, a_title()), [reporting_by(world.handler), failing_by(world.desk)]


@race(1)
def two_of_the_organ_report_it(world: World) -> Prepared:
    return promises.owed(world, a_title()), [reporting_by(world.handler), reporting_by(world.leader)] * 2


@race(1)
def the_deputy_confirms_twice(world: World) -> Prepared:
    return promises.reported(world, a_title()), [confirming_by(world.deputy)] * 4


@race(2)
def deputy_and_desk_confirm(world: World) -> Prepared:
    """Both win, and it is done once."""
    return promises.reported(world, a_title()), [confirming_by(world.deputy), verifying_by(world.desk)]


@race(1, 2)
def denied_and_verified(world: World) -> Prepared:
    """Verified first the denial still stands against it; denied first the desk cannot verify it."""
    return promises.reported(world, a_title()), [confirming_by(world.deputy, "denied"), verifying_by(world.desk)]


@race(1, 2)
def confirmed_and_sent_back(world: World) -> Prepared:
    by, on = Actor(world.desk), timezone.localdate()
    back: Deed = lambda row: confirming.send_back_report(row, reason=SAYING, by=by, on=on)  # noqa: E731
    return promises.reported(world, a_title()), [confirming_by(world.deputy), back]


@race(1)
def a_promise_is_failed_twice(world: World) -> Prepared:
    """The matter is opened once."""
    return promises.owed(world, a_title()), [failing_by(world.desk)] * 4


@race(1, 2)
def more_time_is_granted_and_it_is_reported(world: World) -> Prepared:
    """Granted first its day has moved; reported first there is nothing to decide any more."""
    promise, on = promises.owed(world, a_title()), timezone.localdate()
    until = promises.in_days(120)
    asked = extending.ask_promise_extension(promise, reason=SAYING, until=until, by=Actor(world.handler), on=on)

    def grant(row: Promise) -> None:
        extension = copy(asked)
        extension.promise = row
        extending.decide_promise_extension(extension, is_granted=True, answer=SAYING, by=Actor(world.desk), on=on)

    return promise, [grant, reporting_by(world.handler)]
