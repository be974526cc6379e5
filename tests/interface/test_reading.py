"""What systems read: what their role sees on the pages, in a stable order, and never a telephone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Event, Organ, Role
from proposals import replies, triage
from proposals.interface.addresses import resources
from proposals.models import Proposal, Reply
from tests import stages
from tests.places import a_congress, a_seat, an_organ
from tests.systems import a_machine


def numbers(answer) -> list[str]:
    return [item["number"] for item in answer.json()["items"]]


def test_a_line_says_what_the_list_says(world, reader):
    proposal = stages.assigned(world).proposal
    (line,) = reader.get("proposals").json()["items"]
    assert line["id"] == str(proposal.pk) and line["title"] == proposal.title
    assert (line["state"], line["state_label"], line["author"]) == ("in_hand", "待签收", "张某")
    assert line["congress"] == {"code": "HB", "name": "HB地人大"}
    assert line["occasion"] == "闭会期间" and line["assigned_on"] == timezone.localdate().isoformat()


def test_pages_are_whole_however_many_are_submitted_at_the_same_moment(world, reader):
    made = stages.many_submitted(world.deputy, 7, "路灯", "请增设路灯。")
    Proposal.objects.update(submitted_at=made[0].submitted_at)
    seen, cursor, pages = [], "", 0
    while cursor is not None:
        answer = reader.get(f"proposals?limit=3{f'&cursor={cursor}' if cursor else ''}")
        seen, cursor, pages = seen + numbers(answer), answer.json()["next"], pages + 1
    assert pages == 3 and sorted(seen) == sorted(row.number for row in made) and len(set(seen)) == 7


def test_filters_are_those_of_the_list(world, reader):
    waiting, handed = stages.submitted(world.deputy, "甲"), stages.assigned(world, "乙").proposal
    today, tomorrow = timezone.localdate(), timezone.localdate() + timedelta(days=1)
    for query, expected in {
        "state=in_hand": [handed],
        "kind=motion": [],
        f"number={waiting.number}": [waiting],
        f"organ={world.urban.pk}": [handed],
        f"organ={world.housing.pk}": [],
        f"submitted_from={today}&submitted_to={today}": [waiting, handed],
        f"submitted_from={tomorrow}": [],
    }.items():
        assert sorted(numbers(reader.get(f"proposals?{query}"))) == sorted(row.number for row in expected), query


def test_what_changed_is_read_on_from_where_one_was(world, reader):
    first, second = stages.submitted(world.deputy, "甲"), stages.submitted(world.deputy, "乙")
    head = reader.get("proposals").json()["head"]
    assert numbers(reader.get(f"proposals?changed_since={head}")) == []
    triage.accept(first, by=Actor(world.desk), on=timezone.localdate())
    answer = reader.get(f"proposals?changed_since={head}")
    assert numbers(answer) == [first.number] and answer.json()["next"] is None
    triage.accept(second, by=Actor(world.desk), on=timezone.localdate())
    assert numbers(reader.get(f"proposals?changed_since={answer.json()['head']}")) == [second.number]
    assert numbers(reader.get("proposals?changed_since=0")) == [first.number, second.number]


def test_reading_on_a_few_at_a_time_misses_nothing(world, reader):
    made = [stages.submitted(world.deputy, f"第{n}件") for n in range(5)]
    seen, head = set(), 0
    while True:
        answer = reader.get(f"proposals?changed_since={head}&limit=2")
        seen |= set(numbers(answer))
        if answer.json()["head"] == head:
            break
        head = answer.json()["head"]
    assert seen == {row.number for row in made}


def test_a_draft_is_seen_by_no_system(world, reader, filer, office):
    stages.drafted(world.deputy)
    for machine in (reader, filer, office):
        assert numbers(machine.get("proposals")) == []
        assert machine.get("events").json()["items"] == []


def test_an_organ_reads_its_own_and_nobody_elses(world, office):
    mine, other = stages.assigned(world, "甲", joint=True), stages.submitted(world.deputy, "乙")
    housing = a_machine(world.city, Role.HANDLER, organ=world.housing, name="市住建局办公系统")
    water = a_machine(world.city, Role.HANDLER, organ=an_organ(world.city, "市水务局"), name="市水务局办公系统")
    assert numbers(office.get("proposals")) == numbers(housing.get("proposals")) == [mine.proposal.number]
    assert numbers(water.get("proposals")) == []
    assert office.get(f"proposals/{other.pk}").status_code == 404
    (part,) = office.get(f"proposals/{mine.proposal_id}/assignments").json()["items"]
    assert (part["part"], part["organ"]["id"]) == ("lead", str(world.urban.pk)) and part["due_on"]
    (part,) = housing.get(f"proposals/{mine.proposal_id}/assignments").json()["items"]
    assert part["part"] == "joint"
    assert water.get(f"proposals/{mine.proposal_id}/assignments").status_code == 404


def test_a_county_reads_its_own_and_the_city_all(world, reader):
    seat = a_seat(world.county, name="施某", phone="13800000077", card="077")
    theirs = stages.submitted(seat.grant, "县里的")
    county = a_machine(world.county, name="县平台")
    stages.submitted(world.deputy, "市里的")
    assert numbers(county.get("proposals")) == [theirs.number]
    assert len(numbers(reader.get("proposals"))) == 2


def test_a_hidden_name_is_hidden_from_the_organs_machine(world, office, reader):
    assignment = stages.handled(world)
    Proposal.objects.filter(pk=assignment.proposal_id).update(is_name_hidden=True)
    addresses = [f"proposals/{assignment.proposal_id}{part}" for part in ("", "/events", "/assignments", "/replies")]
    for address in ["proposals", "events", *addresses]:
        assert "张某" not in office.get(address).content.decode(), address
    assert reader.get(addresses[0]).json()["author"] == "张某"


def test_an_unsigned_reply_is_the_organs_own(world, office, reader):
    assignment = stages.to_be_signed(world)
    address = f"proposals/{assignment.proposal_id}/replies"
    (draft,) = office.get(address).json()["items"]
    assert (draft["text"], draft["signed_at"]) == (stages.LETTER, None)
    assert reader.get(address).json()["items"] == []
    replies.sign(assignment, by=Actor(world.leader), at=timezone.now())
    (signed,) = reader.get(address).json()["items"]
    assert signed["outcome"] == "A" and signed["signed_at"]


def test_no_answer_holds_a_telephone(world, reader, filer, office):
    assignment = stages.rated(world)
    Reply.objects.update(contact_phone="0561-3100000")
    Organ.objects.update(phone="0561-3200000")
    for machine in (reader, filer, office):
        for pattern in resources:
            if "GET" in pattern.callback.operations:
                answer = machine.get(str(pattern.pattern).replace("<uuid:pk>", str(assignment.proposal_id)))
                text = answer.content.decode()
                assert answer.status_code == 200
                assert not [n for n in ("13800000", "0561", "_phone", '"phone":') if n in text], (pattern, text)


def test_the_timeline_is_the_pages(world, office, reader):
    assignment = stages.replied(world)
    steps = [item["kind"] for item in reader.get(f"proposals/{assignment.proposal_id}/events").json()["items"]]
    assert steps[0] == "proposal.submit" and steps[-1] == "assignment.sign"
    events = office.get("events").json()
    assert {item["proposal"] for item in events["items"]} == {str(assignment.proposal_id)}
    assert "assignment.sign" in [item["kind"] for item in events["items"]]
    assert office.get(f"events?after={events['head']}").json() == {"items": [], "head": events["head"]}


def test_what_has_not_changed_is_not_sent_again(world, reader):
    proposal = stages.submitted(world.deputy)
    first = reader.get(f"proposals/{proposal.pk}")
    again = reader.get(f"proposals/{proposal.pk}", **{"If-None-Match": f'"x", W/{first["ETag"]}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    triage.accept(proposal, by=Actor(world.desk), on=timezone.localdate())
    assert reader.get(f"proposals/{proposal.pk}", **{"If-None-Match": first["ETag"]}).status_code == 200


def test_organs_and_words(world, reader):
    a_congress("CZ", parent=world.county, level="town")
    organs = reader.get("organs?limit=2").json()
    rest = reader.get(f"organs?limit=100&after={organs['next']}").json()
    names = {item["name"] for item in organs["items"] + rest["items"]}
    assert names == {"市城管局", "市住建局", "城环工委"} and rest["next"] is None
    words = {item["name"]: item["words"] for item in reader.get("dictionaries").json()["items"]}
    assert "N4" in [word["code"] for word in words["refusal"]]


@pytest.mark.parametrize("count", [1, 8])
def test_a_list_costs_the_same_however_long_it_is(world, reader, count, django_assert_max_num_queries):
    for number in range(count):
        stages.assigned(world, f"第{number}件", joint=True)
    with django_assert_max_num_queries(9):
        assert len(reader.get("proposals").json()["items"]) == count
    with django_assert_max_num_queries(10):
        assert reader.get("proposals?changed_since=0").json()["items"]


def test_a_number_on_its_way_is_waited_for(world, reader, monkeypatch):
    """An event whose number was given earlier and whose transaction is not over must not be passed by."""
    stages.submitted(world.deputy, "甲")
    last = Event.objects.order_by("id").last()
    late = Event(**{f.attname: getattr(last, f.attname) for f in Event._meta.concrete_fields if f.attname != "id"})
    late.id, late.serial, late.at = last.pk + 2, 99, timezone.now()
    late.save(force_insert=True)
    monkeypatch.setattr(timeline, "IN_FLIGHT", timedelta(minutes=2))
    now = timezone.now()
    assert timeline.settled(after=last.pk, most=9, at=now) == []
    assert [event.pk for event in timeline.settled(after=last.pk, most=9, at=now + timedelta(minutes=3))] == [late.pk]
