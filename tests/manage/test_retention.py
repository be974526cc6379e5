"""G15: nobody makes a log be kept for less than 183 days: not on the page, not past it, not by a command's option."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.timezone import localdate, now

from congress import timeline
from congress.actors import Actor
from congress.configurable import DECLARED
from congress.manage import configuring
from congress.models import EventNote, Notice, Role, Setting
from congress.remembered import forget
from tests.places import a_congress, a_grant, signed_in
from tests.proof import measured

FLOOR = 183
LOGS = ("retention.log_days", "retention.message_days")
TOO_FEW = (182, 1, 0, -1, -(10**9))


@pytest.fixture
def admin(db):
    return a_grant(Role.SYSTEM_ADMIN, a_congress())


def kept(admin) -> tuple[bool, bool]:
    """Whether the words of a deed and a message of 182 days ago are there."""
    return EventNote.objects.filter(text="离任").exists(), Notice.objects.filter(key="old").exists()


def test_a_log_is_kept_for_six_months_whatever_is_set(admin):
    city, by, today = admin.congress, Actor(admin), localdate()
    then = now() - timedelta(days=FLOOR - 1)
    timeline.record("close_account", city, by=by, note="离任", at=then)
    old = {"kind": "submitted", "person": admin.person, "congress": city, "text": "已收到。", "day": then.date()}
    Notice.objects.create(key="old", **old)
    Notice.objects.update(at=then)
    page, refused = signed_in(admin), 0
    for key in LOGS:
        assert DECLARED[key].least == FLOOR
        for days in TOO_FEW:
            answer = page.post(reverse("congress:setting", args=[key]), {"value": days, "starts_on": today})
            with pytest.raises(PermissionDenied):
                configuring.set_value(key, days, by=by, starts_on=today, on=today)
            assert (answer.status_code, Setting.objects.filter(key=key).exists()) == (200, False)
            refused += 2
    for days in TOO_FEW:
        for key in LOGS:
            Setting.objects.update_or_create(key=key, starts_on=today, defaults={"value": days})
        forget()
        call_command("purge", stdout=StringIO())
        assert kept(admin) == (True, True)
    for option in ("--days", "--before", "--today", "--at"):
        with pytest.raises(CommandError):
            call_command("purge", option, "2099-01-01", stdout=StringIO())
    measured(
        "G15", f"{refused} tries to keep logs for less than {FLOOR} days refused; rows written past the page ignored"
    )
