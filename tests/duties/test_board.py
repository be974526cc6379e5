"""The board: its pickers, its rows, the lists behind its numbers, the same numbers in Excel."""

import io
from datetime import date, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from congress.actors import Actor
from deputies.duties.boards import board_of
from deputies.duties.periods import period_at
from deputies.duties.picking import chosen, neighbours, part_of, period_of
from deputies.models import CouncilMembership, Delegation, Seat, Visit
from groups.models import Group, Membership, Post
from tests.places import a_seat, signed_in
from tests.world import World

TODAY = date(2026, 11, 20)
YEAR = period_at("year", TODAY)


def visited(seat, day, number=1):
    return Visit.objects.create(
        seat=seat, day=day, number=number, words="看望", recorded_by=seat.grant, recorded_at=timezone.now()
    )


def a_group(world, number, *seats, starts_on=date(2026, 1, 1)):
    group = Group.objects.create(
        congress=world.city, term=world.zhang.term, number=number, name=f"第{number}代表小组", starts_on=starts_on
    )
    for seat in seats:
        Membership.objects.create(group=group, seat=seat, starts_on=starts_on)
    if seats:
        Post.objects.create(group=group, grant=seats[0].grant, kind="leader", starts_on=starts_on)
    return group


def column_of(board, code):
    return [duty.code for duty in board.duties].index(code)


def sheet_of(client: Client, **pickers) -> list[list]:
    content = client.get(reverse("duties:board_export"), pickers).content
    return [list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]


def test_pickers_name_each_month_quarter_and_year():
    for kind, part in (("year", ""), ("quarter", "q3"), ("month", "08")):
        span = period_at(kind, date(2026, 8, 9))
        assert part_of(span) == part and chosen(2026, part) == span
        before, after = neighbours(period_of(span), date(2020, 1, 1), date(2027, 12, 31))
        assert before.span.last + timedelta(1) == span.first and span.last + timedelta(1) == after.span.first
    assert chosen(2026, "12").last == date(2026, 12, 31)


LINES = [
    *(("deputy", rows) for rows in ("part", "group", "congress", "level")),
    ("member", "part"),
    ("group", "part"),
    ("group", "group"),
]


def numbers_of(row) -> list:
    found = [row.label]
    for cell in row.cells:
        found += [cell.owing, cell.met, cell.nothing, cell.counted] if cell.owing else [None] * 4
    return found


def test_page_sheet_and_opened_lists_say_the_same(world: World, django_assert_max_num_queries):
    Seat.objects.filter(pk=world.zhang.pk).update(
        delegation=Delegation.objects.create(congress=world.city, name="东代表团")
    )
    CouncilMembership.objects.create(seat=world.zhang, starts_on=date(2022, 1, 1))
    groups = a_group(world, 1, world.zhang, world.li), a_group(world, 2)
    today = timezone.localdate()
    visited(world.zhang, today, 7)
    desk, looked = signed_in(world.desk), 0
    for at, (kind, rows) in enumerate(LINES):
        pickers = {"kind": kind, "rows": rows, "period": "" if at % 2 else part_of(period_at("month", today))}
        with django_assert_max_num_queries(25):
            page = desk.get(reverse("duties:board"), pickers)
        shown = [*page.context["rows"], page.context["total"]]
        row = shown[-1 - at % 2]  # in turn the sum and the last row
        for cell, duty in zip(row.cells, page.context["duties"], strict=True):
            if cell.owing:
                opened, waiting = desk.get(cell.address), desk.get(cell.waiting)
                assert cell.counted == opened.context["amount"], (pickers, row.label, duty.code)
                assert cell.nothing == waiting.context["page"].paginator.count, (pickers, row.label, duty.code)
                looked += 1
        if at % 3 == 0:
            lines = [[None if cell == "" else cell for cell in line] for line in sheet_of(desk, **pickers)[3:]]
            assert lines == [numbers_of(row) for row in shown]
        if (kind, rows) == ("group", "group"):
            assert [row.label for row in shown] == [*(group.name for group in groups), "合计"]
    assert looked >= 12


def test_who_has_nothing_is_called_by_a_masked_number(world: World):
    desk = signed_in(world.desk)
    visited(world.zhang, timezone.localdate())
    said = desk.get(reverse("duties:nothing_yet"), {"duty": "visit"}).content.decode()
    assert world.li.person.name in said and world.li.person.masked_phone in said
    assert world.zhang.person.name not in said and world.li.person.phone not in said
    assert signed_in(world.county_desk).get(reverse("duties:nothing_yet"), {"congress": "HB"}).status_code == 404
    for name in ("board_export", "nothing_yet"):
        assert signed_in(world.handler).get(reverse(f"duties:{name}")).status_code == 403
    assert "没有" not in desk.get(reverse("duties:board"), {"year": "1066", "period": "x"}).context["span"].label


def test_a_deputy_stands_in_the_row_of_his_last_group_and_counts_once(world: World):
    """Who changes group in mid-quarter."""
    old, new = a_group(world, 1, world.zhang), a_group(world, 2)
    Membership.objects.filter(seat=world.zhang).update(ends_on=date(2026, 8, 14))
    Membership.objects.create(group=new, seat=world.zhang, starts_on=date(2026, 8, 15))
    visited(world.zhang, date(2026, 8, 1), 4)
    actor = Actor(world.desk)
    found = {}
    for period in ("q2", "q3"):
        board = board_of(actor, "deputy", "group", chosen(2026, period), TODAY)
        at = column_of(board, "visit")
        found[period] = {row.label: row.cells[at].counted for row in board.rows}
        assert board.total.cells[at].counted == sum(found[period].values())
    assert found["q3"][new.name] == 4 and old.name not in found["q3"]
    assert found["q2"][old.name] == 0 and new.name not in found["q2"]


def test_the_board_asks_as_often_for_many_as_for_few(world: World):
    group, numbers, actor, made = a_group(world, 1, world.zhang), {}, Actor(world.desk), 0
    for number in (3, 40):
        for _ in range(number):
            made += 1
            seat = a_seat(world.city, name="杜某", phone=str(13700000000 + made), card=f"多{made}")
            Membership.objects.create(group=group, seat=seat, starts_on=date(2026, 1, 1))
            visited(seat, date(2026, 3, 1))
        for rows in ("part", "group", "congress", "level"):
            with CaptureQueriesContext(connection) as asked:
                board = board_of(actor, "deputy", rows, YEAR, TODAY)
            numbers.setdefault(rows, []).append(len(asked))
        assert board.total.cells[column_of(board, "visit")].counted == made
    assert all(few == many <= 15 for few, many in numbers.values()), numbers
