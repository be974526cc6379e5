"""A reception that was entered wrongly, activities of groups at a station, what a visitor thinks of the answer."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.countables import countables
from congress.models import Event, Revision
from congress.waiting import todos_of
from congress.workflow import OutOfTurn
from groups.models import Activity, Reception, VisitorMessage
from groups.stations import counting, messaging, receiving, registers, rostering
from groups.views import open_stations
from proposals import from_matters
from tests.groups import made as of_groups
from tests.places import signed_in
from tests.stations import made
from tests.stations.test_messages import TICKET, answer

TODAY = timezone.localdate


def withdraw(world, row, reason="记了两次", by=None):
    receiving.withdraw_reception(row, reason=reason, by=Actor(by or world.deputy), at=timezone.now())


def test_what_was_entered_wrongly_stays_readable_and_counts_nowhere(world):
    row = made.station(world)
    duty = made.duty(row, TODAY(), world.zhang)
    held = made.reception(world, row)
    draft = from_matters.begin_opinion(made.matter(world, held), by=Actor(world.deputy))
    other = made.matter(world, held, content="另一件事")
    with pytest.raises(PermissionDenied, match="由登记的人"):
        withdraw(world, held, by=world.wang.grant)
    with pytest.raises(OutOfTurn, match="已经有接待记录"):
        rostering.cancel_day(duty, by=Actor(world.desk))

    withdraw(world, held)

    assert countables["reception"].records(None).count() == 0
    sums = counting.sums_of(row)
    assert (sums.receptions, sums.visitors, sums.matters) == (0, 0, 0)
    assert [book.rows(row, TODAY().year) for name, book in registers.BOOKS.items() if name != "sign-ins"] == [[]] * 4
    assert registers.BOOKS["sign-ins"].rows(row, TODAY().year)[0][4] == ""
    assert any(each.label.startswith("登记") for each in todos_of(Actor(world.deputy), TODAY()))
    page = signed_in(world.deputy).get(held.get_absolute_url()).content.decode()
    assert "记了两次" in page and "更正</a>" not in page and "张某撤销了" in page
    assert Event.objects.filter(step="withdraw_reception", subject_id=held.pk).count() == 1

    late = {"by": Actor(world.deputy), "at": timezone.now()}
    told = {"result": "好了", "is_settled": True, "told_on": TODAY(), "satisfaction": ""}
    for deed in (
        lambda: withdraw(world, held),
        lambda: receiving.correct_reception(held, seen=0, day=TODAY(), visitors=2, summary="灯", **late),
        lambda: receiving.add_matter(held, content="灯", way="community", **late),
        lambda: receiving.follow_matter(other, seen=None, **told, **late),
    ):
        with pytest.raises(OutOfTurn, match="已经撤销"):
            deed()
    other.refresh_from_db()
    with pytest.raises(PermissionDenied, match="已经撤销"):
        from_matters.begin_opinion(other, by=Actor(world.deputy))
    draft.refresh_from_db()
    assert draft.reception_matter_id and draft.state == "draft", "what the deputy made of it stays his"

    again = made.reception(world, row)
    assert again != held and counting.sums_of(row).receptions == 1, "entered anew it is another one"
    withdraw(world, again, by=world.desk)
    rostering.cancel_day(duty, by=Actor(world.desk))
    with pytest.raises(IntegrityError), transaction.atomic():
        Reception.objects.filter(pk=again.pk).update(reason="")


def test_the_register_lists_what_groups_held_at_the_station(world):
    row, group = made.station(world), of_groups.group(world)
    made.reception(world, row)
    member = group.memberships.select_related("seat__person").first().seat
    of_groups.recorded(world, station=row, title="看路灯", excused={member.pk})
    of_groups.recorded(world, title="在别处", summary="看别处。")
    elsewhere = made.station(world, "西街代表活动室", group=of_groups.group(world, "法制小组", kind="professional"))
    with pytest.raises(PermissionDenied, match="不是本小组联系的"):
        of_groups.recorded(world, station=elsewhere, summary="不是这里。")

    lines = registers.BOOKS["activities"].rows(row, TODAY().year)
    assert sorted(line[1] for line in lines) == ["小组活动", "接待群众"]
    held = next(line for line in lines if line[1] == "小组活动")
    assert held[2] == f"{group}：看路灯" and member.person.name not in held[3]
    Activity.objects.filter(title="看路灯").update(state="sent_back", reason="补照片")
    assert len(registers.BOOKS["activities"].rows(row, TODAY().year)) == 1
    assert registers.BOOKS["activities"].rows(row, TODAY().year - 1) == []


def test_a_visitor_says_once_on_his_receipt_how_pleased_he_is(world, monkeypatch):
    row, anybody, ticket = made.station(world), Client(enforce_csrf_checks=True), messaging.ticket()
    message = made.message(row, ticket=ticket)
    key = messaging.key_from(ticket)
    receipt, address = (reverse(f"public:{name}", args=[key]) for name in ("receipt", "judge_answer"))
    sent = {"ticket": messaging.ticket(), "mostly": "1"}
    assert "您对答复满意吗" not in anybody.get(receipt).content.decode()
    assert anybody.post(address, sent).status_code == 409
    answer(world, message)

    page = anybody.get(receipt).content.decode()
    own = {"ticket": TICKET.search(page)[1], "mostly": "1"}
    assert anybody.post(address, {"mostly": "1"}).status_code == 403
    assert anybody.post(address, {"ticket": own["ticket"], "happy": "1"}).status_code == 403
    assert anybody.post(address, own)["Location"] == receipt
    assert anybody.post(address, {"ticket": own["ticket"], "dissatisfied": "1"})["Location"] == receipt
    assert VisitorMessage.objects.get().satisfaction == "mostly", "the first press stands"
    page = anybody.get(receipt).content.decode()
    assert "您的评价：基本满意" in page and "<form" not in page.split("<main")[1]
    assert Event.objects.filter(step="judge_answer").count() == 1

    made.taken(world, row)  # another message, not answered
    asked = made.matter(world, made.reception(world, row))
    told = {"result": "好了", "is_settled": True, "told_on": TODAY(), "satisfaction": "dissatisfied"}
    receiving.follow_matter(asked, seen=None, by=Actor(world.deputy), at=timezone.now(), **told)
    sums = counting.sums_of(row)
    assert (sums.judged, sums.satisfied) == (2, 1)
    assert counting.sums_of(row, date(2090, 1, 1)).judged == 0
    assert "群众评价" in signed_in(world.desk).get(row.get_absolute_url()).content.decode()
    monkeypatch.setitem(open_stations.RATES, "judgement", "0/h/ip")
    assert anybody.post(address, own).status_code == 403
    assert not Revision.objects.filter(subject_kind="visitormessage").exists()
