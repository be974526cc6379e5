"""Who is in a group, who leads it, how many a deputy may be in; links and practical matters."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Event, Setting
from congress.revising import revisions_of
from congress.workflow import OutOfTurn
from groups.keeping import establishing, linking, matters, membership
from groups.models import Group, Link, Membership
from tests.groups import made
from tests.places import START, a_seat, signed_in

now = timezone.now


def test_the_same_press_twice_makes_one_group_and_a_name_is_taken_once(world):
    first, second = made.group(world), made.group(world)
    assert first == second and first.number == 1
    with pytest.raises(PermissionDenied, match="已经有叫这个名称"):
        made.group(world, kind="professional")
    with pytest.raises(PermissionDenied, match="代表小组由代表工作机构设立"):
        made.group(world, "第二代表小组", by=world.deputy)


def test_a_deputy_is_in_one_activity_group_and_any_number_of_professional_ones(world):
    made.group(world)
    desk = Actor(world.desk)
    second = establishing.establish(kind="activity", name="第二代表小组", starts_on=START, by=desk, at=now())
    with pytest.raises(PermissionDenied, match="已经在第一代表小组"):
        membership.add_members(second, [world.zhang], starts_on=made.day(), by=desk, at=now())
    for name in ("农业农村", "生态环境"):
        made.group(world, f"{name}专业小组", kind="professional")
    assert Membership.objects.filter(seat=world.zhang).count() == 3
    Setting.objects.create(key="groups.activity_most", value=2, starts_on=START)
    assert membership.add_members(second, [world.zhang], starts_on=made.day(), by=desk, at=now()) == 1


def test_a_deputy_changes_group_in_mid_quarter_and_counts_where_he_was(world):
    row, desk = made.member(world), Actor(world.desk)
    membership.end_member(row, ends_on=made.day(-1), by=desk, at=now())
    with pytest.raises(OutOfTurn, match="已经登记过退出"):
        membership.end_member(row, ends_on=made.day(), by=desk, at=now())
    second = establishing.establish(kind="activity", name="第二代表小组", starts_on=START, by=desk, at=now())
    membership.add_members(second, [world.zhang], starts_on=made.day(), by=desk, at=now())
    first = Group.objects.get(name=made.NAME)
    assert world.zhang in membership.members_on(first, made.day(-1))
    assert world.zhang not in membership.members_on(first, made.day())
    assert world.zhang in membership.members_on(second, made.day())


def test_a_membership_entered_wrongly_is_taken_back_on_that_day_and_ends_later(world):
    group, browser = made.group(world), signed_in(world.desk)
    called = made.planned(world, 3)
    membership.add_members(group, [world.wang], starts_on=made.day(), by=Actor(world.desk), at=now())
    changing = called.attendances.create(seat=world.wang)
    row = group.memberships.get(seat=world.wang)
    address = reverse("groups:end_member", args=[row.pk])
    assert "撤回登记" in browser.get(address).content.decode()
    assert "请写理由" in browser.post(address, {"reason": ""}).content.decode()
    changing.state = "coming"
    changing.save()
    assert "已经有活动的答复" in browser.post(address, {"reason": "选错了人"}).content.decode()
    changing.state = "asked"
    changing.save()
    later = now() + timedelta(days=1)
    with pytest.raises(PermissionDenied, match="只有当天登记的可以撤回"):
        membership.take_back(row, reason="选错了人", by=Actor(world.desk), at=later)
    with pytest.raises(PermissionDenied, match="担任这个小组的职务"):
        leads = group.memberships.get(seat=world.li)
        membership.take_back(leads, reason="选错了人", by=Actor(world.desk), at=now())
    assert browser.post(address, {"reason": "选错了人"}).status_code == 302
    assert not group.memberships.filter(seat=world.wang).exists()
    assert not called.attendances.filter(seat=world.wang).exists(), "he is not asked any more"
    event = Event.objects.get(step="take_back_member")
    assert "欧阳某" in event.note.text and event.note.text.endswith("加入：选错了人")
    with pytest.raises(OutOfTurn, match="已经撤回"):
        membership.take_back(row, reason="选错了人", by=Actor(world.desk), at=now())


def test_another_congress_gets_nobody_in_and_nothing_named(world):
    group, stranger = made.group(world), Actor(world.county_desk)
    with pytest.raises(PermissionDenied, match="代表工作机构管理"):
        membership.add_members(group, [world.wang], starts_on=START, by=stranger, at=now())
    outsider = a_seat(world.county, name="外某", phone="13800000044", card="044")
    with pytest.raises(PermissionDenied, match="还不是本级人大的代表"):
        membership.add_members(group, [outsider], starts_on=START, by=Actor(world.desk), at=now())
    with pytest.raises(PermissionDenied, match="只能由这一天在小组里的代表"):
        membership.name_post(
            group, world.wang.grant, kind="leader", starts_on=made.day(), by=Actor(world.desk), at=now()
        )


def test_a_new_leader_takes_the_post_and_the_old_one_keeps_his_days(world):
    old, desk = made.post(world), Actor(world.desk)
    membership.name_post(old.group, world.zhang.grant, kind="leader", starts_on=made.day(), by=desk, at=now())
    old.refresh_from_db()
    assert old.ends_on == made.day(-1)
    assert old.group.posts.filter(ends_on=None).get().grant == world.zhang.grant


def test_a_group_that_ends_takes_all_with_it(world):
    link = made.link(world)
    establishing.end_group(link.group, ends_on=made.day(), by=Actor(world.desk), at=now())
    link.refresh_from_db()
    assert link.ends_on == made.day() and not link.group.memberships.filter(ends_on=None).exists()
    with pytest.raises(OutOfTurn, match="已经撤销"):
        establishing.end_group(link.group, ends_on=made.day(), by=Actor(world.desk), at=now())


def test_one_link_of_a_kind_stands_at_a_time(world):
    link = made.link(world)
    facts = {"kind": "organ", "organ": world.housing, "by": made.leader(world), "at": now()}
    with pytest.raises(PermissionDenied, match="固定联系市城管局"):
        linking.set_link(link.group, starts_on=made.day(), **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.create(
            group=link.group, kind="organ", organ=world.housing, starts_on=made.day(), set_by=world.desk
        )
    linking.end_link(link, ends_on=made.day(-1), by=made.leader(world), at=now())
    assert linking.set_link(link.group, starts_on=made.day(), **facts).organ == world.housing
    with pytest.raises(PermissionDenied, match="不在联系的起止日期"):
        linking.note_contact(link, day=made.day(), text="座谈", by=made.leader(world), at=now())


def test_a_matter_is_corrected_and_what_stood_there_is_kept(world):
    row, by = made.matter(world), made.leader(world)
    matters.change_matter(row, seen=1, by=by, at=now(), title="修好水泵", done_on=made.day())
    assert revisions_of(row).get().was["title"] == "修好村口的水泵"
    with pytest.raises(OutOfTurn, match="刚刚有人改过"):
        matters.change_matter(row, seen=1, by=by, at=now(), title="另一件")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(confirmed_on=made.day() - timedelta(days=9), confirmed_by="村主任")
    with pytest.raises(PermissionDenied, match="由第一代表小组的组长"):
        matters.change_matter(row, seen=2, by=Actor(world.deputy), at=now(), title="别人改的")
