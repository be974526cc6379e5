"""A code proves that its reader is in the room now: not later, not in another class, not for another purpose."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from congress import attendance_codes as codes

AT = datetime(2026, 6, 28, 8, 30, 0, tzinfo=UTC)
CLASS, OTHER = uuid4(), uuid4()
SHOWN = [(codes.token, codes.is_token), (codes.digits, codes.are_digits)]


@pytest.mark.parametrize(("shown", "holds"), SHOWN)
class TestBoth:
    @pytest.mark.parametrize("later", [0, 29, 30, 59])
    def test_one_holds_while_it_is_shown_and_half_a_minute_on(self, shown, holds, later):
        assert holds(shown("in", CLASS, AT), "in", CLASS, AT + timedelta(seconds=later))

    @pytest.mark.parametrize("later", [60, 61, 3600, -1])
    def test_a_photo_passed_on_is_worth_nothing(self, shown, holds, later):
        assert not holds(shown("in", CLASS, AT), "in", CLASS, AT + timedelta(seconds=later))

    def test_it_serves_one_class_and_one_purpose(self, shown, holds):
        said = shown("in", CLASS, AT)
        assert not holds(said, "in", OTHER, AT)
        assert not holds(said, "out", CLASS, AT)

    @pytest.mark.parametrize("said", ["", "0", "签到", "0" * 6, "0" * 32, "\x00", "９" * 6])
    def test_what_was_never_shown_does_not(self, shown, holds, said):
        assert not holds(said, "in", CLASS, AT)

    def test_another_secret_makes_other_codes(self, shown, holds, settings):
        said = shown("in", CLASS, AT)
        settings.SECRET_KEY = "another" * 8
        assert not holds(said, "in", CLASS, AT)


def test_digits_may_be_typed_in_threes():
    said = codes.digits("in", CLASS, AT)
    assert len(said) == 6
    assert codes.are_digits(f" {said[:3]} {said[3:]} ", "in", CLASS, AT)


def test_the_page_knows_when_to_show_the_next():
    assert [codes.seconds_left(AT + timedelta(seconds=n)) for n in (0, 1, 29, 30)] == [30, 29, 1, 30]
