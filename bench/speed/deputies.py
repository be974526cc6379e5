"""Fill a database with congresses of so many deputies each; print what one congress's board takes.

python -m bench.speed.deputies fill DEPUTIES | copy CONGRESSES | board TIMES
"""

import json
import sys
import time
from datetime import date
from typing import Any

AT_ONCE = 2000


def fill(each: int) -> None:
    """One congress with its term, a desk, deputies, and a visit and an opinion of most of them."""
    from django.db import transaction

    with transaction.atomic():
        _congress(1, each)


def copy(number: int) -> None:
    """The same under new keys, in the database itself, until there are so many congresses."""
    from django.db import connection, models, transaction

    from congress.models import Congress, Grant, Person, Term
    from deputies.models import Seat, SeatState, Visit
    from proposals.models import Proposal

    copied = [Congress, Term, Person, Grant, Seat, SeatState, Visit, Proposal]
    # Unique words: those of a congress, and the numbers of its papers.
    words = {(Congress, name) for name in ("name", "place", "code", "path")} | {(Proposal, "number")}

    def new_value(model: Any, field: Any) -> str:
        column = f't."{field.column}"'
        target = field.remote_field.model if field.remote_field else model
        if target in copied and (field.primary_key or field.remote_field):
            key = target._meta.pk
            while key.remote_field:
                key = key.remote_field.model._meta.pk
            return (
                f"md5({column}::text || c)::uuid" if isinstance(key, models.UUIDField) else f"{column} + c * 10000000"
            )
        return f"c || '-' || {column}" if (model, field.name) in words else column

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # triggers and keys: the copies agree anyway
        for model in copied:
            fields = model._meta.local_concrete_fields
            table, names = model._meta.db_table, ", ".join(f'"{field.column}"' for field in fields)
            values = ", ".join(new_value(model, field) for field in fields)
            source = f"{table} t CROSS JOIN generate_series(2, {number}) c"
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM {source}")


def _congress(number: int, each: int) -> None:
    from django.utils import timezone

    from congress.models import Congress, Grant, Person, Role, Term
    from deputies.models import Seat, SeatState, Visit
    from proposals.models import Proposal

    now, today = timezone.now(), timezone.localdate()
    starts_on, code = date(today.year - 1, 1, 1), f"B{number:03}"
    congress = Congress.objects.create(name=f"某{number}市人大", place=f"某{number}市", code=code, level="city")
    term = Term.objects.create(congress=congress, number=17, starts_on=starts_on)
    people = [Person(name=f"代{at}", sort_key=f"dai{at:06}", notice_read_at=now) for at in range(each + 1)]
    Person.objects.bulk_create(people, AT_ONCE)
    grants = [
        Grant(person=one, role=Role.DEPUTY if at else Role.DESK, congress=congress, starts_on=starts_on)
        for at, one in enumerate(people)
    ]
    Grant.objects.bulk_create(grants, AT_ONCE)
    facts: dict[str, Any] = {"congress": congress, "term": term, "starts_on": starts_on}
    seats = [
        Seat(person=grant.person, grant=grant, card_number=f"{at:05}", **facts) for at, grant in enumerate(grants[1:])
    ]
    Seat.objects.bulk_create(seats, AT_ONCE)
    states = [SeatState(seat=seat, state=SeatState.State.SERVING, starts_on=starts_on) for seat in seats]
    SeatState.objects.bulk_create(states, AT_ONCE)
    visits = [
        Visit(
            seat=seat,
            day=date(today.year, 1, 1),
            number=at % 30 + 1,
            words="走访",
            recorded_by=seat.grant,
            recorded_at=now,
        )
        for at, seat in enumerate(seats)
        if at % 10
    ]
    Visit.objects.bulk_create(visits, AT_ONCE)
    opinions = [
        Proposal(
            kind="opinion",
            state="submitted",
            congress=congress,
            holder=congress,
            term=term,
            seat=seat,
            title="关于路灯的建议",
            body="建议补装路灯。",
            number=f"{code}-{at}",
            month=date(today.year, 1, 1),
            submitted_at=now,
        )
        for at, seat in enumerate(seats)
        if at % 10
    ]
    Proposal.objects.bulk_create(opinions, AT_ONCE)


def board(number: int) -> None:
    """The board of the first congress so often: the quickest in milliseconds, statements, deputies, visits counted."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from congress.actors import Actor
    from congress.models import Grant
    from deputies.duties.boards import board_of
    from deputies.duties.periods import period_at

    desk = Grant.objects.select_related("person", "congress", "organ").get(role="desk", congress__code="B001")
    today = timezone.localdate()
    year, taken, sql = period_at("year", today), [], 0
    for _ in range(number):
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            found = board_of(Actor(desk), "deputy", "part", year, today)
        taken.append((time.perf_counter() - began) * 1000)
        sql = len(queries)
    at = [duty.code for duty in found.duties].index("visit")
    cell = found.total.cells[at]
    print(json.dumps({"ms": min(taken), "sql": sql, "owing": cell.owing, "counted": cell.counted}))


def main() -> None:
    import django

    django.setup()
    what, *numbers = sys.argv[1:]
    {"fill": fill, "copy": copy, "board": board}[what](*(int(number) for number in numbers))


if __name__ == "__main__":
    main()
