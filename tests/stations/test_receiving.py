"""Receptions: who may, what is refused, the five ways, what became of a matter, and what is counted."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from congress.actors import Actor
from congress.countables import countables
from congress.models import Event
from congress.revising import revisions_of
from congress.workflow import OutOfTurn
from groups.models import Matter, Reception, ReceptionSeat
from groups.stations import counting, keeping, receiving
from proposals import from_matters
from proposals.models import Proposal
from tests.places import START, a_seat
from tests.stations import made

TODAY = timezone.localdate


def follow(world, matter, **fields):
    facts = {"result": "已装好六盏", "is_settled": True, "told_on": TODAY(), "satisfaction": "satisfied", "seen": None}
    by = fields.pop("by", Actor(world.deputy))
    return receiving.follow_matter(matter, by=by, at=timezone.now(), **(facts | fields))


def test_a_deputy_records_and_twice_is_once(world):
    row = made.station(world)
    first, again = (made.reception(world, row) for _ in range(2))

    assert first == again and Reception.objects.count() == 1
    assert list(first.received_by.values_list("seat", flat=True)) == [world.zhang.pk]
    assert Event.objects.filter(step="record_reception", grant=world.deputy).count() == 1


def test_it_is_tied_to_the_day_of_the_roster(world):
    row = made.station(world)
    duty = made.duty(row, TODAY(), world.zhang)

    assert made.reception(world, row).duty == duty


@pytest.mark.parametrize("who", ["li", "county_desk", "handler"])
def test_others_do_not_record(world, who):
    grant = world.li.grant if who == "li" else getattr(world, who)
    with pytest.raises(PermissionDenied, match="由进站代表"):
        made.reception(world, made.station(world), by=Actor(grant))


def test_who_is_on_duty_records_without_being_attached(world):
    row = made.station(world)
    made.duty(row, TODAY() - timedelta(days=2), world.li)

    assert made.reception(world, row, by=Actor(world.li.grant), seats=[world.li]).visitors == 3


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"days_ago": -1}, "还没有到这一天"),
        ({"seats": []}, "请选接待的代表"),
        ({"days_ago": 3000}, "还没有启用"),
    ],
)
def test_what_cannot_have_been_is_refused(world, fields, says):
    with pytest.raises(PermissionDenied, match=says):
        made.reception(world, made.station(world), **fields)
    assert not Reception.objects.exists()


def test_nobody_of_elsewhere_received(world):
    with pytest.raises(PermissionDenied, match="李某不是这里的"):
        made.reception(world, made.station(world), seats=[world.zhang, world.li])


def test_a_correction_keeps_what_stood_there_and_a_late_one_is_told(world):
    held = made.reception(world)
    facts = {"day": held.day, "summary": held.summary, "by": Actor(world.deputy), "at": timezone.now()}
    receiving.correct_reception(held, seen=0, visitors=5, **facts)

    assert revisions_of(held).get().was == {"visitors": 3}
    with pytest.raises(OutOfTurn):
        receiving.correct_reception(held, seen=0, visitors=6, **facts)
    assert Reception.objects.get().visitors == 5


def test_what_is_answered_on_the_spot_is_settled_and_told_that_day(world):
    held = made.reception(world, days_ago=2)
    row = made.matter(world, held, way="on_spot", result="告诉他怎样办")

    assert (row.settled_on, row.told_on) == (held.day, held.day)
    with pytest.raises(PermissionDenied, match="当场怎样解答"):
        made.matter(world, held, content="另一件", way="on_spot")


def test_a_deputy_is_named_for_his_own_level_alone(world):
    held = made.reception(world)
    with pytest.raises(PermissionDenied, match="不是这一级的代表"):
        made.matter(world, held, way="district", passed_to=world.zhang)
    with pytest.raises(PermissionDenied, match="才选代表"):
        made.matter(world, held, way="street", passed_to=world.zhang)
    assert made.matter(world, held, passed_to=world.zhang).passed_to == world.zhang


def test_one_press_begins_a_draft_and_only_one(world):
    row = made.matter(world)
    draft, again = (from_matters.begin_opinion(row, by=Actor(world.deputy)) for _ in range(2))

    assert draft == again and Proposal.objects.count() == 1
    assert (draft.body, draft.reception_matter, draft.state) == (made.WORDS, row, "draft")
    keeping.attach(row.station, [world.li], by=Actor(world.desk), on=TODAY())
    with pytest.raises(OutOfTurn, match="已经有代表"):
        from_matters.begin_opinion(row, by=Actor(world.li.grant))


def test_a_deputy_of_another_level_does_not_put_it_forward(world):
    row = made.matter(world, way="district")
    with pytest.raises(PermissionDenied, match="由区"):
        from_matters.begin_opinion(row, by=Actor(world.deputy))

    county = a_seat(world.county, name="施某", phone="13800000044", card="044")
    keeping.attach(row.station, [county], by=Actor(world.desk), on=TODAY())
    assert from_matters.begin_opinion(row, by=Actor(county.grant)).congress == world.county


def test_the_database_keeps_one_opinion_of_a_matter(world):
    row = made.matter(world)
    draft = from_matters.begin_opinion(row, by=Actor(world.deputy))
    facts = {"congress": world.city, "holder": world.city, "term": draft.term, "seat": world.li}
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(reception_matter=row, **facts)


def test_what_became_of_it_and_when_the_visitor_was_told(world):
    row = made.matter(world)
    assert follow(world, row)

    assert (row.settled_on, row.told_on, row.satisfaction) == (TODAY(), TODAY(), "satisfied")
    with pytest.raises(PermissionDenied, match="还没有到"):
        follow(world, row, told_on=TODAY() + timedelta(days=1))
    with pytest.raises(PermissionDenied, match="早于接待"):
        follow(world, row, told_on=TODAY() - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        follow(world, row, by=Actor(world.li.grant))


def test_each_deputy_who_received_is_counted_once_on_the_day_of_the_reception(world):
    row = made.station(world)
    keeping.attach(row, [world.li], by=Actor(world.desk), on=START)
    held = made.reception(world, row, days_ago=1, seats=[world.zhang, world.li])
    counted = countables["reception"]

    found = [(each.holder, each.counted_on, each.amount) for each in counted.records(None)]
    assert sorted(found, key=str) == sorted([(world.zhang.pk, held.day, 1), (world.li.pk, held.day, 1)], key=str)
    line = counted.line(counted.records(None).first())
    assert (line.day, line.address) == (held.day, held.get_absolute_url()) and "接待群众3人" in line.label
    assert counted.records(Actor(world.wang.grant)).count() == 0
    assert counted.records(Actor(world.desk)).count() == counted.records(Actor(world.li.grant)).count() == 2


def test_the_station_of_a_year_comes_out_right(world):
    """X22: ten receptions, 45 voters, 82 opinions, 73 solved: 89.02%."""
    row = made.station(world)
    held = [made.reception(world, row, visitors=4 + (n < 5), summary=f"第{n + 1}次", days_ago=n) for n in range(10)]
    at, recorded = timezone.now(), {"recorded_by": world.deputy, "recorded_at": timezone.now()}
    Matter.objects.bulk_create(
        Matter(
            reception=held[n % 10],
            content=f"第{n + 1}件",
            way="community",
            result="办好了" if n < 73 else "",
            settled_on=timezone.localdate(at) if n < 73 else None,
            **recorded,
        )
        for n in range(82)
    )

    sums = counting.sums_of(row)
    assert (sums.receptions, sums.visitors, sums.matters, sums.solved, sums.rate) == (10, 45, 82, 73, "89.02%")
    assert ReceptionSeat.objects.count() == 10
    assert counting.sums_of(row, TODAY() + timedelta(days=1)).rate == "—"
