"""Visits and contacts: a list of one's own, corrected with what stood there, cancelled with a reason."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from congress.models import Event
from congress.workflow import OutOfTurn
from deputies.duties import contacting, recording
from deputies.models import DeputyContact, Visit
from tests.duties import made
from tests.places import START, a_seat, signed_in, today


def read(answer):
    return answer.content.decode()


def steps_of(row):
    return list(Event.objects.filter(subject_id=row.pk).order_by("serial").values_list("step", flat=True))


def test_a_visit_is_corrected_cancelled_and_stays(world):
    row, own = made.visit(world), signed_in(world.deputy)
    listed, page = reverse("duties:visits"), reverse("duties:visit", args=[row.pk])
    correct, cancel = (reverse(f"duties:{name}_visit", args=[row.pk]) for name in ("correct", "cancel"))
    assert made.SAID in read(own.get(listed))

    sent = {"day": today(), "number": "5", "words": "看望老人", "seen": "0"}
    assert "走访的日期不能晚于今天" in read(own.post(correct, sent | {"day": today(1)}))
    assert own.post(correct, sent).status_code == 302
    row.refresh_from_db()
    assert (row.number, row.words) == (5, "看望老人")
    told = read(own.get(page))
    assert made.SAID in told and "走访了多少户（人）“3”" in told
    assert own.post(correct, sent | {"number": "6"}).status_code == 409, "somebody who still sees the first words"
    assert "5/20户" in read(own.get(reverse("congress:home")))

    assert own.post(cancel, {"reason": ""}).status_code == 200
    assert own.post(cancel, {"reason": "登记重了"}).status_code == 302
    assert own.post(cancel, {"reason": "登记重了"}).status_code == 409
    assert own.post(correct, sent | {"number": "7", "seen": "1"}).status_code == 409
    assert Visit.objects.count() == 1 and not Visit.objects.counting().exists()
    assert "登记重了" in read(own.get(page)) and "已作废" in read(own.get(listed))
    assert "0/20户" in read(own.get(reverse("congress:home")))
    assert steps_of(row) == ["record_visit", "correct_visit", "cancel_visit"]


def test_a_visit_is_its_deputys_own(world):
    row = made.visit(world)
    addresses = [reverse(f"duties:{name}", args=[row.pk]) for name in ("visit", "correct_visit", "cancel_visit")]
    answers = {
        who: [signed_in(grant).get(address).status_code for address in addresses]
        for who, grant in (("another", world.li.grant), ("desk", world.desk), ("elsewhere", world.county_desk))
    }
    assert answers == {"another": [404] * 3, "desk": [200, 403, 403], "elsewhere": [404] * 3}
    with pytest.raises(PermissionDenied):
        recording.correct_visit(row, by=made.acting(world.li), at=timezone.now(), number=9)
    with pytest.raises(PermissionDenied, match="这一项不能改"):
        recording.correct_visit(row, by=made.acting(world.zhang), at=timezone.now(), seat=world.li)


def test_a_member_records_a_contact_in_three_fields(world):
    made.link(world)
    own, other = signed_in(world.deputy), signed_in(world.li.grant)
    assert "联系的代表</label>" in read(own.get(reverse("duties:record_contact"))), "nobody may leave it out"
    listed, record = reverse("duties:contacts"), reverse("duties:record_contact")
    assert "登记一次联系" in read(own.get(reverse("congress:home")))
    assert "李某" in read(own.get(listed)) and "张某，" in read(other.get(listed))
    assert other.get(record).status_code == 403

    sent = {"deputy": world.li.pk, "day": today(), "words": "谈了供水", "other": "", "way": ""}
    assert own.post(record, sent).status_code == 302
    own.post(record, sent)
    [row] = DeputyContact.objects.all()
    assert (row.deputy, row.way) == (world.li, "meeting")
    assert "今年1次" in read(own.get(listed)) and "谈了供水" in read(other.get(listed))
    assert "1/5次" in read(own.get(reverse("congress:home")))

    refused = {
        "名单里选了一名": sent | {"other": "欧阳某"},
        "请选联系的代表": sent | {"deputy": ""},
        "没有找到“无此人”": sent | {"deputy": "", "other": "无此人"},
        "联系的代表不能是您自己": sent | {"deputy": "", "other": "张某"},
        "联系的日期不能晚于今天": sent | {"day": today(1)},
    }
    for said, typed in refused.items():
        answer = own.post(record, typed)
        assert answer.status_code == 200 and said in read(answer) and "谈了供水" in read(answer)
    assert own.post(record, sent | {"deputy": "", "other": "003"}).status_code == 302
    assert DeputyContact.objects.filter(deputy=world.wang).count() == 1


def test_a_contact_is_corrected_and_cancelled_by_its_member(world):
    row, own = made.contact(world), signed_in(world.deputy)
    correct, cancel = (reverse(f"duties:{name}_contact", args=[row.pk]) for name in ("correct", "cancel"))
    sent = {"deputy": world.li.pk, "day": today(), "words": "改了", "other": "欧阳某", "way": "phone", "seen": "0"}
    assert own.post(correct, sent).status_code == 302
    row.refresh_from_db()
    assert (row.deputy, row.way, row.words) == (world.wang, "phone", "改了")
    told = read(own.get(row.get_absolute_url()))
    assert "联系的代表“李某”" in told and "方式“见面”" in told
    assert signed_in(world.li.grant).get(row.get_absolute_url()).status_code == 404, "it names another by now"
    assert signed_in(world.wang.grant).post(cancel, {"reason": "不对"}).status_code == 403
    assert own.post(cancel, {"reason": "不对"}).status_code == 302
    assert own.post(cancel, {"reason": "不对"}).status_code == 409
    assert "0/5次" in read(own.get(reverse("congress:home")))
    assert steps_of(row) == ["record_contact", "correct_contact", "cancel_contact"]


def test_contacts_are_of_days_and_deputies_that_fit(world):
    membership = made.member(world)
    by, at = made.acting(world.zhang), timezone.now()
    below = a_seat(world.county, name="施某", phone="13800000044", card="044")

    def recorded(**fields):
        facts = {"deputy": world.li, "day": today(), "words": "谈"} | fields
        return contacting.record_contact(by=by, at=at, **facts)

    assert recorded(deputy=below).deputy == below
    type(membership).objects.filter(pk=membership.pk).update(ends_on=today(-1))
    with pytest.raises(PermissionDenied, match="这一天您不是常委会组成人员"):
        recorded()
    assert recorded(day=today(-1)).day == today(-1), "what was done while he was one may be put on record later"
    with pytest.raises(PermissionDenied, match="常委会组成人员本人"):
        contacting.record_contact(by=made.acting(world.li), at=at, deputy=world.zhang, day=START, words="谈")
    row = DeputyContact.objects.get(day=today(-1))
    contacting.cancel_contact(row, by=by, at=at, reason="错")
    with pytest.raises(OutOfTurn):
        contacting.correct_contact(row, by=by, at=at, words="再改")


def test_who_records_a_reception_finds_its_form(world):
    from tests.stations import made as stations

    page = reverse("duties:record_visit")
    assert "看代表阵地" in read(signed_in(world.li.grant).get(page))
    station = stations.station(world)
    address = reverse("stations:record_reception", args=[station.pk])
    assert address in read(signed_in(world.deputy).get(page))
