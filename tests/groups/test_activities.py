"""An activity from plan to confirmation; what duties count of it."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from congress import attendance_codes
from congress.actors import Actor
from congress.countables import countables
from congress.models import Notice
from congress.revising import revisions_of
from congress.workflow import OutOfTurn
from groups.activities import attending, planning, recording
from groups.models import Activity, Attendance
from proposals import drafting
from proposals.from_groups.activities import begin_opinion, came_of
from tests.groups import made
from tests.places import signed_in

A = Attendance.State
now = timezone.now


def states(activity):
    return {row.seat.person.name: row.state for row in activity.attendances.select_related("seat__person")}


def test_a_record_has_everybody_there_but_who_is_ticked(world):
    row = made.recorded(world, excused={world.zhang.pk})
    assert states(row) == {"张某": A.EXCUSED, "李某": A.PRESENT}
    assert made.recorded(world) == row, "pressed twice is once"
    with pytest.raises(PermissionDenied, match="不在小组里"):
        made.recorded(world, kind="学习", excused={world.wang.pk})
    with pytest.raises(PermissionDenied, match="日期还没有到"):
        made.recorded(world, 1)


def test_the_second_who_corrects_is_told_and_what_stood_there_is_kept(world):
    row, by = made.recorded(world), made.leader(world)
    fields = {"kind": "视察", "day": row.day, "summary": "又去看了一次。"}
    recording.record(row, seen=1, by=by, at=now(), absent={world.zhang.pk}, **fields)
    assert revisions_of(row).get().was["summary"] == made.SAID and states(row)["张某"] == A.ABSENT
    with pytest.raises(OutOfTurn, match="刚刚有人登记或者更正过"):
        recording.record(row, seen=1, by=by, at=now(), **(fields | {"summary": "别的"}))
    recording.record(row, seen=1, by=by, at=now(), absent={world.zhang.pk}, **fields)
    assert revisions_of(row).count() == 1, "the same again is the same"


def test_what_is_confirmed_is_corrected_by_the_desk_alone(world):
    row = made.recorded(world)
    recording.confirm_activity(row, seen=1, by=Actor(world.desk), at=now())
    with pytest.raises(PermissionDenied, match="已经确认"):
        recording.record(row, seen=1, by=made.leader(world), at=now(), kind="学习", day=row.day, summary="改")
    with pytest.raises(OutOfTurn, match="不等确认"):
        recording.confirm_activity(row, seen=1, by=Actor(world.desk), at=now())
    recording.record(row, seen=1, by=Actor(world.desk), at=now(), kind="学习", day=row.day, summary="改")
    assert row.state == Activity.State.CONFIRMED


def test_duties_count_what_is_on_record_and_nothing_else(world):
    row = made.recorded(world)
    made.planned(world, 5)
    made.link(world)
    made.link(world, "village")
    made.matter(world, title="没有办成的")
    made.matter(world, done_on=made.day())
    keys = {name: [each.holder for each in found.records(None)] for name, found in countables.items()}
    for name in ("group_activity", "organ_link", "village_link", "practical_matter"):
        assert keys[name] == [row.group_id], name
    counted = countables["group_activity"].records(Actor(world.desk)).get()
    assert (counted.counted_on, counted.amount) == (row.day, 1)
    assert countables["group_activity"].line(counted).address == row.get_absolute_url()
    recording.send_back(row, reason="请写明地点", by=Actor(world.desk), at=now())
    assert not countables["group_activity"].records(None).exists()
    assert Notice.objects.filter(kind="activity_sent_back", person=world.li.person).count() == 1
    assert not countables["organ_link"].records(Actor(world.handler)).exists()


def test_a_plan_is_told_answered_and_leave_is_decided(world):
    row = made.planned(world, 2, begins_at=time(9), place="濉溪县百善镇路东村党群服务中心三楼会议室" * 2)
    assert states(row) == {"张某": A.ASKED, "李某": A.COMING}, "who calls does not answer his own call"
    said = Notice.objects.get(kind="activity_called")
    assert said.person == world.zhang.person and row.place in said.text and "09:00在" in said.text
    attending.ask_leave(row, reason="出差", by=made.deputy(world), at=now())
    asked = row.attendances.get(seat=world.zhang)
    with pytest.raises(PermissionDenied):
        attending.decide_leave(asked, is_granted=True, by=made.deputy(world), at=now())
    attending.decide_leave(asked, is_granted=True, by=made.leader(world), at=now())
    with pytest.raises(OutOfTurn, match="已经答复过"):
        attending.decide_leave(asked, is_granted=False, by=made.leader(world), at=now())
    assert Notice.objects.get(kind="leave_decided").person == world.zhang.person
    with pytest.raises(PermissionDenied, match="没有邀请您"):
        attending.answer(row, by=Actor(world.wang.grant), at=now())
    planning.cancel_activity(row, reason="下大雨", by=made.leader(world), at=now())
    with pytest.raises(OutOfTurn):
        attending.answer(row, by=made.deputy(world), at=now())
    assert Notice.objects.get(kind="activity_cancelled").person == world.zhang.person


def test_a_code_of_now_signs_in_once_and_one_of_a_minute_ago_does_not(world):
    row, at = made.planned(world), now()
    old = attendance_codes.digits(attending.PURPOSE, row.pk, at - timedelta(minutes=2))
    if old != attendance_codes.digits(attending.PURPOSE, row.pk, at):
        with pytest.raises(PermissionDenied, match="签到码不对"):
            attending.sign_in(row, digits=old, by=made.deputy(world), at=at)
    other = attendance_codes.token(attending.PURPOSE, world.city.pk, at)
    with pytest.raises(PermissionDenied, match="签到码不对"):
        attending.sign_in(row, token=other, by=made.deputy(world), at=at)
    token = attendance_codes.token(attending.PURPOSE, row.pk, at)
    for _ in range(2):
        attending.sign_in(row, token=token, by=made.deputy(world), at=at)
    own = row.attendances.get(seat=world.zhang)
    assert (own.state, own.way, own.signed_at) == (A.PRESENT, "code", at)
    fields = {"kind": "视察", "day": row.day, "summary": made.SAID, "title": row.title}
    recording.record(row, seen=1, by=made.leader(world), at=now(), **fields)
    own.refresh_from_db()
    assert own.way == "code", "how he signed in stays"


def test_an_opinion_comes_of_an_activity_and_is_listed_with_it(world):
    row, by = made.recorded(world), made.deputy(world)
    draft = begin_opinion(row, by=by)
    assert begin_opinion(row, by=by) == draft and draft.activity == row
    _, part = came_of(by, row, made.day())
    assert part["rows"] == [] and part["may_begin"] and part["own"] is None, "nothing is written yet"
    drafting.save(draft, by=by, seen=draft.version, title="疏通路东村排水沟", body="雨后积水，请疏通。")
    assert came_of(by, row, made.day())[1]["own"] == draft
    assert came_of(made.leader(world), row, made.day())[1]["own"] is None, "a draft is nobody else's"
    link = f'<a href="{row.get_absolute_url()}">{row.group}'
    browser = signed_in(world.deputy)
    assert link in browser.get(reverse("proposals:edit", args=[draft.pk])).content.decode()
    assert link in browser.get(draft.get_absolute_url()).content.decode()
    assert draft.title in browser.get(row.get_absolute_url()).content.decode()
    with pytest.raises(PermissionDenied, match="登记以后"):
        begin_opinion(made.planned(world, 4), by=by)
    assert came_of(by, world.zhang, made.day()) is None


def test_an_activity_without_a_title_is_called_by_what_was_done() -> None:
    assert str(Activity(summary="学习代表法。")) == "学习代表法"
    assert (
        str(Activity(summary="现场查看治理情况，听取部门汇报，当面提出意见。"))
        == "现场查看治理情况，听取部门汇报，当面提出…"
    )
    assert str(Activity(title="看供暖", summary="学习。")) == "看供暖"
