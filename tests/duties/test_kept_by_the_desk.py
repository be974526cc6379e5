"""The list of contacts, excuses, targets: dated, kept by the desk of their own congress, with what held before."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Event
from congress.workflow import OutOfTurn
from deputies.duties import excusing, listing, targeting
from deputies.duties.due import targets_of
from deputies.duties.periods import period_at
from deputies.models import CouncilMembership, DeputyLink, Duty, DutyExcuse
from tests.duties import made
from tests.groups import made as groups
from tests.places import START, a_seat, signed_in, today


def read(answer):
    return answer.content.decode()


def test_the_list_is_pasted_and_ended(world):
    desk = signed_in(world.desk)
    assert "还没有登记谁联系谁" in read(desk.get(reverse("duties:links")))
    enter = reverse("duties:add_members")
    assert desk.post(enter, {"seats": "张某\n002\n", "starts_on": START}).status_code == 302
    desk.post(enter, {"seats": "张某", "starts_on": today()})
    assert CouncilMembership.objects.count() == 2
    a_seat(world.county, name="李某", phone="13800000044", card="044")
    a_seat(world.county, name="施某", phone="13800000045", card="045")
    a_seat(world.county, name="施某", phone="13800000046", card="046")

    link, sent = reverse("duties:add_links"), {"member": world.zhang.pk, "starts_on": START}
    answer = read(desk.post(link, sent | {"deputies": "李某\n施某\n无此人"}))
    assert "“施某”有2名，请写代表证号；没有找到“无此人”" in answer and "李某\n施某" in answer
    assert "不能联系自己" in read(desk.post(link, sent | {"deputies": "张某"}))
    assert desk.post(link, sent | {"deputies": "李某、045"}).status_code == 302
    desk.post(link, sent | {"deputies": "李某\t046"})
    assert sorted(DeputyLink.objects.values_list("deputy__card_number", flat=True)) == ["002", "045", "046"]
    assert "3条" in read(desk.get(reverse("duties:links")))

    row = DeputyLink.objects.get(deputy=world.li)
    end = reverse("duties:end_link", args=[row.pk])
    assert "最后一天不能早于开始日期" in read(desk.post(end, {"ends_on": START - timedelta(days=1)}))
    assert desk.post(end, {"ends_on": today()}).status_code == 302
    assert desk.post(end, {"ends_on": today()}).status_code == 409
    over = reverse("duties:end_member", args=[world.zhang.council_memberships.get().pk])
    assert desk.post(over, {"ends_on": today(-1)}).status_code == 302
    assert set(DeputyLink.objects.values_list("ends_on", flat=True)) == {today(-1)}, "whom he contacted ends with him"
    steps = Event.objects.filter(subject_id=world.zhang.pk).order_by("serial").values_list("step", flat=True)
    assert list(steps) == ["add_member", "add_links", "add_links", "end_link", "end_member"]


def test_another_desk_keeps_no_list_here(world):
    row, other = made.link(world), signed_in(world.county_desk)
    assert other.get(reverse("duties:end_link", args=[row.pk])).status_code == 404
    by, at = Actor(world.county_desk), timezone.now()
    with pytest.raises(PermissionDenied):
        listing.add_members([world.li], starts_on=START, by=by, at=at)
    with pytest.raises(PermissionDenied):
        listing.end_link(row, ends_on=today(), by=by, at=at)
    with pytest.raises(PermissionDenied, match="不是本级或者下级"):
        elsewhere = a_seat(world.county, name="施某", phone="13800000045", card="045")
        listing.add_members([elsewhere], starts_on=START, by=by, at=at)
        listing.add_links(elsewhere, [world.li], starts_on=START, by=by, at=at)
    with pytest.raises(PermissionDenied, match="代表任期不含"):
        listing.add_members([world.li], starts_on=START - timedelta(days=1), by=Actor(world.desk), at=at)
    assert signed_in(world.li.grant).get(reverse("duties:links")).status_code == 403


def test_a_deputy_is_excused_for_a_time(world):
    desk, enter = signed_in(world.desk), reverse("duties:excuse_deputy", args=[world.zhang.pk])
    page, board = reverse("duties:deputy", args=[world.zhang.pk]), reverse("duties:excuses")
    this_year = today().year
    whole = {"starts_on": date(this_year, 1, 1), "ends_on": date(this_year, 12, 31), "reason": "住院"}
    assert "最后一天不能早于第一天" in read(desk.post(enter, whole | {"ends_on": date(this_year - 1, 12, 31)}))
    assert desk.post(enter, whole).status_code == 302
    desk.post(enter, whole)
    [row] = DutyExcuse.objects.all()
    told = read(desk.get(page))
    assert "住院" in told and "不适用" in told and "户（人）" not in told
    assert "住院" in read(signed_in(world.deputy).get(page))
    assert "张某" in read(desk.get(board))

    end = reverse("duties:end_excuse", args=[row.pk])
    assert desk.post(end, {"ends_on": date(this_year, 6, 30)}).status_code == 302
    assert "0/10户（人）" in read(desk.get(page)) or today() < date(this_year, 7, 1)
    cancel = reverse("duties:cancel_excuse", args=[row.pk])
    assert signed_in(world.county_desk).post(cancel).status_code == 404
    assert desk.post(cancel).status_code == 302
    assert desk.post(cancel).status_code == 409
    assert desk.post(end, {"ends_on": date(this_year, 6, 30)}).status_code == 409
    assert "0/20户（人）" in read(desk.get(page)) and "已作废" in read(desk.get(board))
    with pytest.raises(OutOfTurn):
        excusing.cancel_excuse(DutyExcuse.objects.get(), by=Actor(world.desk), at=timezone.now())


def test_a_group_is_excused_and_its_page_counts_by_the_same_query(world):
    row, desk = groups.group(world), signed_in(world.desk)
    groups.recorded(world)
    groups.link(world)
    page = desk.get(row.get_absolute_url())
    lines = {duty.line.progress.asked.code: duty.line for duty in page.context["duties"]}
    assert set(lines) == {"group_activity", "organ_link", "village_link", "practical_matter"}
    assert lines["group_activity"].progress.counted == 1 and lines["organ_link"].progress.state == "已完成"
    assert lines["village_link"].progress.has_nothing
    opened = desk.get(lines["group_activity"].address)
    assert opened.context["amount"] == 1
    assert "还没有" in read(page) and f"{'一二三四'[(today().month - 1) // 3]}季度1次" in read(page)

    whole = {"starts_on": START, "ends_on": date(today().year, 12, 31), "reason": "换届"}
    enter = reverse("groups:excuse_group", args=[row.pk])
    assert signed_in(world.li.grant).post(enter, whole).status_code == 403
    assert desk.post(enter, whole).status_code == 302
    page = desk.get(row.get_absolute_url())
    assert {duty.line.progress.state for duty in page.context["duties"]} == {"不适用"}
    assert row.name in read(desk.get(reverse("duties:excuses")))


def test_a_target_is_changed_from_a_day_and_the_past_stays(world):
    desk, change = signed_in(world.desk), reverse("duties:change_target", args=["visit"])
    begins = period_at("month", today()).last + timedelta(days=1)
    sent = {"target": "32", "starts_on": begins}
    assert "不能早于今天" in read(desk.post(change, sent | {"starts_on": today(-1)}))
    assert "这一天的目标已经是20" in read(desk.post(change, sent | {"target": "20"}))
    assert desk.post(change, sent).status_code == 302
    desk.post(change, sent)
    assert "已经登记了" in read(desk.post(change, sent | {"target": "40", "starts_on": today()}))
    rows = list(Duty.objects.of(world.city).filter(code="visit"))
    assert len(rows) == 2
    months = period_at("year", begins).months
    assert targets_of(rows, months) == {month: 32 if month >= begins else 20 for month in months}

    listed = read(desk.get(reverse("duties:targets")))
    assert "每年20" in listed and f"{begins}起：32（本级）" in listed
    later = {"target": "0", "starts_on": begins + timedelta(days=40)}
    assert desk.post(change, later).status_code == 302
    newest = Duty.objects.get(congress=world.city, target=0)
    back = reverse("duties:take_back_target", args=[newest.pk])
    assert signed_in(world.county_desk).post(back).status_code == 404
    assert desk.post(back).status_code == 302 and desk.post(back).status_code == 404
    assert Duty.objects.get(congress=world.city).ends_on is None, "what held before goes on"
    assert Duty.objects.of(world.county).filter(code="visit").get().target == 20, "another congress's is its own"
    with pytest.raises(PermissionDenied, match="已经执行的不能撤销"):
        Duty.objects.filter(congress=world.city).update(starts_on=today())
        targeting.take_back_target(Duty.objects.get(congress=world.city), by=Actor(world.desk), at=timezone.now())
