"""Plans, planned activities and topics that are changed: by two leaders at once, late, and by who changes group."""

from datetime import time

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.countables import countables
from congress.models import Notice
from congress.revising import revisions_of
from congress.workflow import OutOfTurn
from groups.activities import attending, changing, planning, recording, topics
from groups.keeping import membership
from groups.models import Activity, Attendance
from tests.flow.racing import is_in_words, racers
from tests.groups import made
from tests.groups.made import day
from tests.places import START, signed_in
from tests.stations import made as stations
from tests.world import a_world

A = Attendance.State
now = timezone.now
FIELDS = ("kind", "title", "day", "begins_at", "place", "invited", "topic", "station")


def change(world, row, *, seen=1, by=None, **fields):
    facts = {name: getattr(row, name) for name in FIELDS} | fields
    return changing.change_activity(row, seen=seen, by=by or made.leader(world), at=now(), **facts)


def states(row):
    return {each.seat.person.name: each.state for each in row.attendances.select_related("seat__person")}


def test_a_planned_activity_is_changed_until_it_is_held(world):
    row = made.planned(world, 3)
    attending.answer(row, by=Actor(world.zhang.grant), at=now())
    assert change(world, row, place="河边", begins_at=time(9))
    assert (row.version, states(row)["张某"]) == (2, A.COMING), "the answer was to the same day"
    told = Notice.objects.filter(kind="activity_changed")
    assert told.count() == 1 and revisions_of(row).get().was["place"] == ""
    assert not change(world, row, seen=1), "pressed twice"
    with pytest.raises(OutOfTurn, match="刚刚有人改过"):
        change(world, row, seen=1, title="另一个主题")
    with pytest.raises(PermissionDenied, match="日期已经过去"):
        change(world, row, seen=2, day=day(-1))
    with pytest.raises(PermissionDenied, match="由第一代表小组的组长"):
        change(world, row, seen=2, by=Actor(world.wang.grant), title="别人的")

    assert change(world, row, seen=2, title="换个说法") and told.count() == 1, "nobody is told of a word"
    attending.ask_leave(row, reason="出差", by=Actor(world.deputy), at=now())
    membership.end_member(made.member(world), ends_on=day(3), by=Actor(world.desk), at=now())
    membership.add_members(row.group, [world.wang], starts_on=day(4), by=Actor(world.desk), at=now())
    change(world, row, seen=3, day=day(5))
    assert states(row) == {"张某": A.ASKED, "李某": A.COMING, "欧阳某": A.ASKED} and told.count() == 3
    assert not row.attendances.exclude(reason="").exists()
    change(world, row, seen=4, day=day(6))
    assert set(states(row)) == {"李某", "欧阳某"}, "who has left and had not answered is not asked again"

    elsewhere = stations.station(world, "西街代表之家", group=made.group(world, "法制小组", kind="professional"))
    with pytest.raises(PermissionDenied, match="不是本小组联系的"):
        change(world, row, seen=5, station=elsewhere)
    row.attendances.filter(seat=world.li).update(state=A.PRESENT, signed_at=now())
    with pytest.raises(PermissionDenied, match="已经有人签到"):
        change(world, row, seen=5, day=day(7))
    planning.cancel_activity(row, reason="下雨", by=made.leader(world), at=now())
    with pytest.raises(OutOfTurn, match="不能再改计划"):
        change(world, row, seen=5, title="晚了")


def test_the_pages_keep_what_the_second_leader_typed(world):
    row, browser = made.planned(world, 3), signed_in(world.li.grant)
    address = reverse("groups:change_activity", args=[row.pk])
    assert 'value="1"' in browser.get(address).content.decode()
    change(world, row, by=Actor(world.desk), place="桥头")
    sent = {"version": "1", "kind": "视察", "title": "我写的主题", "day": day(3).isoformat(), "place": "河边"}
    late = browser.post(address, sent)
    page = late.content.decode()
    assert late.status_code == 409 and "我写的主题" in page and "桥头" in page and 'value="2"' in page
    assert browser.post(address, sent | {"version": "2"}).status_code == 302
    assert Activity.objects.get(pk=row.pk).title == "我写的主题"

    plan = reverse("groups:write_plan", args=[row.group_id])
    first = {"seen": "0", "of_year": str(day().year), "year": str(day().year), "number": "4", "text": "每季度一次。"}
    assert browser.post(plan, first).status_code == 302
    assert browser.post(plan, first).status_code == 302, "pressed twice"
    other = first | {"number": "5", "text": "第二位组长写的。"}
    late = signed_in(world.desk).post(plan, other)
    page = late.content.decode()
    assert late.status_code == 409 and "每季度一次。" in page and "第二位组长写的。" in page
    assert signed_in(world.desk).post(plan, other | {"seen": "1"}).status_code == 302
    kept = row.group.plans.get()
    assert kept.number == 5 and revisions_of(kept).get().was["text"] == "每季度一次。"
    next_year = first | {"year": str(day().year + 1)}
    assert browser.post(plan, next_year).status_code == 302 and row.group.plans.count() == 2
    late = signed_in(world.desk).post(plan, next_year | {"text": "明年的另一种写法。"})
    page = late.content.decode()
    assert late.status_code == 409 and f"{day().year + 1}年计划：4次活动" in page and "明年的另一种写法。" in page
    opened = browser.get(f"{plan}?year={day().year + 1}").context["form"].initial
    assert (opened["of_year"], opened["seen"], opened["text"]) == (day().year + 1, 1, "每季度一次。")
    again = next_year | {name: str(opened[name]) for name in ("of_year", "seen")} | {"text": "明年每月一次。"}
    assert browser.post(plan, again).status_code == 302
    page = browser.get(row.group.get_absolute_url()).content.decode()
    assert page.index("明年每月一次。") < page.index("活动记录"), "the plan stands above the records"


def test_a_topic_is_changed_while_it_runs_and_closed_with_its_sums(world):
    topic, desk = made.topic(world), Actor(world.desk)
    fields = {"title": topic.title, "text": "每组查看两处。", "starts_on": topic.starts_on, "ends_on": None}
    assert topics.change_topic(topic, seen=0, by=desk, at=now(), **fields)
    with pytest.raises(OutOfTurn):
        topics.change_topic(topic, seen=0, by=desk, at=now(), **(fields | {"text": "别的"}))
    other = made.topic(world, "另一个行动")
    with pytest.raises(PermissionDenied, match="已经有叫这个名称"):
        topics.change_topic(other, seen=0, by=desk, at=now(), **fields)
    with pytest.raises(PermissionDenied):
        topics.close_topic(topic, conclusion="结束", by=Actor(world.county_desk), at=now())
    first = made.recorded(world, topic=topic, problems="排污口没有标牌")
    made.recorded(world, topic=topic, summary="又看了一处。")
    assert vars(topics.sums_of_topic(topic, day())) == {
        "groups_number": 1,
        "part_number": 1,
        "held_number": 2,
        "problems_number": 1,
    }
    browser = signed_in(world.desk)
    page = browser.post(
        reverse("groups:close_topic", args=[topic.pk]), {"conclusion": "排污口都立了牌。"}, follow=True
    )
    assert "排污口都立了牌。" in page.content.decode() and "数字以结束时为准" in page.content.decode()
    topic.refresh_from_db()
    assert topic.ends_on == day() and topic.is_closed
    recording.send_back(first, reason="补照片", by=desk, at=now())
    assert topics.sums_of_topic(topic, day()).held_number == 2, "what was fixed stays"
    with pytest.raises(PermissionDenied, match="已经结束，不能再选"):
        made.recorded(world, topic=topic, summary="晚了的。")
    with pytest.raises(OutOfTurn, match="已经结束"):
        topics.close_topic(topic, conclusion="再结束", by=desk, at=now())
    assert browser.post(reverse("groups:change_topic", args=[topic.pk]), fields | {"ends_on": ""}).status_code == 409
    row = Activity.objects.get(pk=first.pk)
    facts = {name: getattr(row, name) for name in ("kind", "day", "summary", "topic", "problems")}
    recording.record(row, seen=row.version, by=made.leader(world), at=now(), **facts)
    assert row.state == "recorded", "what was of the topic before may be put right"


def test_who_changes_group_in_mid_quarter_counts_where_he_was_on_the_day(world):
    first, second = made.group(world), made.group(world, "法制小组", kind="professional")
    desk = {"by": Actor(world.desk), "at": now()}
    membership.end_member(made.member(world), ends_on=day(-5), **desk)
    membership.add_members(second, [world.zhang], starts_on=day(-4), **desk)
    before, after = made.recorded(world, -5), made.recorded(world, -4, summary="换组以后。")
    own = recording.record_activity(second, kind="学习", summary="学法。", day=day(-4), **desk)
    assert "张某" in states(before) and "张某" not in states(after) and "张某" in states(own)

    counted = countables["group_activity"].records(None)
    held = {(row.holder, row.counted_on) for row in counted}
    assert held == {(first.pk, day(-5)), (first.pk, day(-4)), (second.pk, day(-4))}
    assert sum(row.amount for row in counted) == 3, "each activity once, whoever went from one to the other"
    recording.record(before, seen=1, kind="视察", day=day(-4), summary=made.SAID, **desk)
    assert "张某" in states(before), "his line stays where he was"
    assert membership.members_on(first, day()).filter(pk=world.zhang.pk).count() == 0
    assert START < day(-5) and counted.filter(holder=first.pk).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_leaders_at_the_same_moment_and_one_of_them_is_told():
    world = a_world()
    planned, held = made.planned(world, 3), made.recorded(world)
    fields = {"kind": "视察", "day": held.day}

    def changes(word):
        return lambda row: change(world, row, by=Actor(world.desk), title=word)

    def corrects(word):
        return lambda row: recording.record(row, seen=1, by=Actor(world.desk), at=now(), summary=word, **fields)

    with racers() as those:
        for row, deeds in ((planned, [changes("甲"), changes("乙")]), (held, [corrects("甲"), corrects("乙")])):
            refusals = those.race(row, deeds)
            assert [bool(each) for each in refusals].count(True) == 1
            assert all(is_in_words(each) for each in refusals if each)
            assert revisions_of(row).count() == 1 and type(row).objects.get(pk=row.pk).version == 2
