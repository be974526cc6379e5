"""What somebody sensible would send to the pages of stations."""

from typing import Any

from groups.stations import messaging
from tests.proposals.posted_pages import TEXT, day
from tests.security.cast import Cast

STATION = {
    "name": "南街代表之家",
    "kind": "代表之家",
    "place": "南街社区",
    "address": "南街1号",
    "phone": "0561-3190002",
    "starts_on": "2026-01-01",
}
TIMES = {"starts_at": "09:00", "ends_at": "11:00"}


def of_stations(cast: Cast) -> dict[str, dict[str, Any]]:
    """By the name of the address."""
    author = str(cast.seat("author").pk)
    return {
        "stations:open_station": STATION,
        "stations:change_station": STATION | {"seen": "0"},
        "stations:station_deputies": {"names": cast.seat("colleague").person.name},
        "stations:plan_days": {
            "kind": "day",
            "day": "9",
            "nth": "1",
            "weekday": "0",
            "every": "1",
            "first": day(0),
            "last": day(60),
            "each": "1",
            "seats": [author],
            **TIMES,
        },
        "stations:change_day": {"day": "2090-03-02", "seats": [author], **TIMES},
        "stations:record_reception": {"day": day(0), "visitors": "2", "summary": TEXT, "seats": [author]},
        "stations:correct_reception": {"seen": "0", "day": day(0), "visitors": "4", "summary": TEXT},
        "stations:withdraw_reception": {"reason": TEXT},
        "stations:add_matter": {"content": TEXT, "way": "community", "result": "", "name": "", "phone": ""},
        "stations:follow_matter": {"result": TEXT, "seen": "1"},
        "stations:take_up_message": {"way": "street", "category": "", "passed_to": ""},
        "stations:answer_message": {"answer": TEXT},
        "public:leave_message": {"ticket": messaging.ticket(), "text": TEXT},
        "public:judge_answer": {"ticket": messaging.ticket(), "mostly": "1"},
    }
