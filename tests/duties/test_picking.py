"""Periods in an address: read there, written into links to others, with what else the address asks for."""

from datetime import date

from django.http import QueryDict

from deputies.duties.periods import Span
from deputies.duties.picking import (
    EARLIEST,
    OF_DOSSIERS,
    OF_DUTIES,
    as_at,
    as_days,
    as_part,
    asked_for,
    days_asked,
    period_of,
    picker,
)

TODAY = date(2026, 11, 20)
Q3 = Span(date(2026, 7, 1), date(2026, 9, 30))


def links_of(span, lengths=OF_DUTIES, *, way=as_at, query="", first=EARLIEST):
    found = picker(period_of(span), lengths, first, TODAY, query=QueryDict(query), way=way)
    return {link.label: link.address for link in (*found.lengths, found.before, found.after) if link}


def test_links_lead_to_other_lengths_and_neighbours():
    assert links_of(Q3, query="kind=visit&page=3&length=quarter&at=2026-3") == {
        "全年": "?kind=visit&length=year&at=2026",
        "季度": "?kind=visit&length=quarter&at=2026-3",
        "月份": "?kind=visit&length=month&at=2026-09",
        "2026年二季度": "?kind=visit&length=quarter&at=2026-2",
        "2026年四季度": "?kind=visit&length=quarter&at=2026-4",
    }
    year = Span(date(2026, 1, 1), date(2026, 12, 31))
    assert links_of(year, OF_DOSSIERS, first=date(2026, 3, 15)) == {
        "全年": "?length=year&at=2026",
        "半年": "?length=half&at=2026-2",
        "季度": "?length=quarter&at=2026-4",
        "本届以来": "?length=term",
    }
    assert links_of(year, way=as_part, query="rows=group&year=1066")["月份"] == "?rows=group&year=2026&period=11"
    some = Span(date(2026, 1, 5), date(2026, 2, 3))
    assert links_of(some, way=as_days, query="duty=visit") == {
        "全年": "?duty=visit&from=2026-01-01&to=2026-12-31",
        "季度": "?duty=visit&from=2026-01-01&to=2026-03-31",
        "月份": "?duty=visit&from=2026-02-01&to=2026-02-28",
    }


def test_what_links_say_is_read_again():
    spans = [Q3, Span(date(2025, 1, 1), date(2025, 12, 31)), Span(date(2024, 2, 1), date(2024, 2, 29))]
    for span in spans:
        period = period_of(span)
        assert asked_for(as_at(period), OF_DUTIES, EARLIEST, TODAY) == (period, "")
        assert days_asked(as_days(period), Q3) == span
    assert asked_for({"length": "month", "at": "2026-8"}, OF_DUTIES, EARLIEST, TODAY)[0].label == "2026年8月"
    for length, at in (("half", "2026-1"), ("month", "2026-13"), ("year", "无"), ("week", "")):
        period, said = asked_for({"length": length, "at": at}, OF_DUTIES, EARLIEST, TODAY)
        assert TODAY.year == period.span.first.year and f"地址里的时段看不懂，下面是{period.label}的。" == said
    assert days_asked({"from": "x", "to": "2026-08-01"}, Q3) == Span(Q3.first, date(2026, 8, 1))
