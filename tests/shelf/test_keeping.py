"""编写、修改、上架、下架: the desk's alone, nothing overwritten, everything on record."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Event, Organ, Role
from congress.workflow import OutOfTurn
from proposals.models import ShelfEntry
from proposals.shelf import shelving, writing
from tests.congress.made_files import pdf
from tests.places import a_grant, an_organ, signed_in
from tests.shelf import made

pytestmark = pytest.mark.django_db
TYPED = {"title": "关于停车的选题", "text": "可以了解：车位。", "year": "2026", "category": "", "source": ""}


def steps(entry: ShelfEntry) -> list[str]:
    return [event.step for event in timeline.of(entry.pk)]


def again(entry: ShelfEntry) -> ShelfEntry:
    return ShelfEntry.objects.get(pk=entry.pk)


def test_from_a_draft_onto_the_shelf_and_off_again(world):
    desk = signed_in(world.desk)
    answer = desk.post(reverse("proposals:write_entry", args=["topic"]), TYPED)
    entry = ShelfEntry.objects.get()
    assert (answer.status_code, answer["Location"], entry.state) == (302, entry.get_absolute_url(), "draft")
    assert desk.post(reverse("proposals:put_on_shelf", args=[entry.pk]), {"version": 1}).status_code == 302
    assert again(entry).is_shelved
    assert desk.post(reverse("proposals:take_off", args=[entry.pk]), {"reason": ""}).status_code == 200
    desk.post(reverse("proposals:take_off", args=[entry.pk]), {"reason": "过时了"})
    assert (again(entry).state, again(entry).reason) == ("removed", "过时了")
    desk.post(reverse("proposals:put_on_shelf", args=[entry.pk]), {"version": 1})
    assert (again(entry).state, again(entry).reason) == ("shelved", "")
    assert steps(entry) == ["write_entry", "put_on_shelf", "take_off", "put_on_shelf"]
    page = desk.get(entry.get_absolute_url()).content.decode()
    assert "编写履职参考 赵某" in page and "下架履职参考 赵某" in page


@pytest.mark.parametrize("who", ["deputy", "handler", "county_desk", "street", "committee"])
def test_nobody_else_writes(world, who):
    entry = made.shelved(world)
    if who == "street":
        street = an_organ(world.city, "东街道人大工委", Organ.Kind.STREET, Organ.Branch.CONGRESS)
        grant = a_grant(Role.DESK, world.city, name="戚某", organ=street)
    elif who == "committee":
        organ = Organ.objects.get(kind=Organ.Kind.COMMITTEE)
        grant = a_grant(Role.COMMITTEE, world.city, name="邹某", organ=organ)
    else:
        grant = getattr(world, who)
    by, client = Actor(grant), signed_in(grant)
    with pytest.raises(PermissionDenied):
        writing.change_entry(entry, seen=1, by=by, title="改了")
    with pytest.raises(PermissionDenied):
        shelving.take_off(entry, reason="不要", by=by)
    for name in ("change_entry", "take_off"):
        assert client.get(reverse(f"proposals:{name}", args=[entry.pk])).status_code == 403
    written = client.post(reverse("proposals:write_entry", args=["topic"]), TYPED)
    assert written.status_code == (302 if who == "county_desk" else 403)
    assert not ShelfEntry.objects.filter(congress=world.city).exclude(pk=entry.pk).exists()
    assert again(entry).title == "关于topic的参考"


def test_two_editors_do_not_overwrite_each_other(world):
    entry = made.draft(world)
    desk = signed_in(world.desk)
    address = reverse("proposals:change_entry", args=[entry.pk])
    assert desk.post(address, TYPED | {"version": 1, "text": "甲写的"}).status_code == 302
    late = desk.post(address, TYPED | {"version": 1, "text": "乙写的", "source": "乙的来源"})
    page = late.content.decode()
    assert late.status_code == 409 and "甲写的" in page and "乙写的" in page and "乙的来源" in page
    assert again(entry).text == "甲写的"
    assert desk.post(address, TYPED | {"version": 2, "text": "甲写的，乙补充"}).status_code == 302
    assert (again(entry).text, again(entry).version) == ("甲写的，乙补充", 3)
    assert desk.post(address, TYPED | {"version": 1, "text": "甲写的，乙补充"}).status_code == 302, "the same words"
    assert again(entry).version == 3


def test_pressed_twice_it_is_there_once(world):
    for _ in range(2):
        signed_in(world.desk).post(reverse("proposals:write_entry", args=["topic"]), TYPED)
    entry = ShelfEntry.objects.get()
    shelving.put_on_shelf(entry, seen=1, by=Actor(world.desk))
    with pytest.raises(OutOfTurn):
        shelving.put_on_shelf(entry, seen=1, by=Actor(world.desk))
    assert steps(entry) == ["write_entry", "put_on_shelf"]


def test_who_looked_at_an_older_text_does_not_shelve_the_new_one(world):
    entry = made.draft(world)
    writing.change_entry(entry, seen=1, by=Actor(world.desk), text="刚改过")
    late = signed_in(world.desk).post(reverse("proposals:put_on_shelf", args=[entry.pk]), {"version": 1})
    assert late.status_code == 409 and again(entry).state == "draft"


@pytest.mark.parametrize("mark", ["机密★10年", "内部资料"])
def test_a_mark_of_secrecy_keeps_it_off_the_shelf_whenever_it_comes(world, mark):
    entry = made.draft(world, text=f"{mark}\n正文")
    with pytest.raises(PermissionDenied, match="不能上架"):
        shelving.put_on_shelf(entry, seen=1, by=Actor(world.desk))
    there = made.shelved(world, title="另一条")
    sent = TYPED | {"version": 1, "text": f"{mark}，刚加上"}
    said = signed_in(world.desk).post(reverse("proposals:change_entry", args=[there.pk]), sent)
    page = said.content.decode()
    assert said.status_code == 200 and "不能上架" in page and f"{mark}，刚加上" in page
    assert again(there).text == made.OUTLINE


def test_bad_words_are_said_at_their_field_and_stay(world):
    desk = signed_in(world.desk)
    address = reverse("proposals:write_entry", args=["rule"])
    sent = {"title": "办理规程", "text": "第一条", "paper": "any", "starts_on": "2026-05-01", "ends_on": "2026-01-01"}
    page = desk.post(address, sent)
    assert page.context["form"].errors["ends_on"] == ["失效日期不能早于生效日期"]
    assert "第一条</textarea>" in page.content.decode()
    wrong = {"title": "", "text": "", "year": "3026"}
    errors = desk.post(reverse("proposals:write_entry", args=["topic"]), wrong).context["form"].errors
    assert errors["title"] == ["请写标题"] and errors["text"] == ["请写正文"] and "之间的年份" in errors["year"][0]
    assert desk.get(reverse("proposals:write_entry", args=["poem"])).status_code == 404
    assert not ShelfEntry.objects.exists()


def test_what_is_repealed_stays_readable_and_says_so(world):
    today = timezone.localdate()
    old = made.shelved(world, "rule", title="旧规程", starts_on=date(2019, 6, 1))
    new = made.shelved(world, "rule", title="新规程", starts_on=today)
    desk, deputy = signed_in(world.desk), signed_in(world.deputy)
    sent = {"version": 1, "title": "旧规程", "text": made.OUTLINE, "paper": "any", "starts_on": "2019-06-01"}
    sent |= {"ends_on": "", "replaced_by": new.pk, "category": "", "source": ""}
    assert desk.post(reverse("proposals:change_entry", args=[old.pk]), sent).status_code == 302
    assert (again(old).ends_on, again(old).replaced_by) == (today, new)
    page = deputy.get(old.get_absolute_url()).content.decode()
    assert "已失效" in page and "新规程" in page and new.get_absolute_url() in page
    assert "现行有效" in deputy.get(new.get_absolute_url()).content.decode()
    to_come = made.shelved(world, "rule", title="明年的规程", starts_on=today + timedelta(days=1))
    assert "尚未生效" in deputy.get(to_come.get_absolute_url()).content.decode()
    assert list(ShelfEntry.objects.in_force(today)) == [new]
    assert list(ShelfEntry.objects.in_force(today - timedelta(days=1))) == [again(old)]
    with pytest.raises(PermissionDenied, match="互相代替"):
        writing.change_entry(new, seen=1, by=Actor(world.desk), ends_on=today, replaced_by=again(old))


def test_another_congress_s_rule_replaces_nothing(world):
    theirs = made.shelved(world, "rule", by=world.county_desk)
    own = made.draft(world, "rule")
    with pytest.raises(PermissionDenied, match="本级"):
        writing.change_entry(own, seen=1, by=Actor(world.desk), ends_on=date(2025, 1, 1), replaced_by=theirs)


def taken(client, address) -> bytes:
    """All of a download."""
    return b"".join(client.get(address).streaming_content)


def test_its_file_is_checked_kept_replaced_and_dropped(world):
    desk, deputy = signed_in(world.desk), signed_in(world.deputy)
    upload = SimpleUploadedFile("规程.pdf", pdf(), "application/pdf")
    desk.post(reverse("proposals:write_entry", args=["topic"]), TYPED | {"upload": upload})
    entry = ShelfEntry.objects.get()
    address = reverse("proposals:shelf_entry_file", args=[entry.pk])
    assert entry.file.name == "规程.pdf" and taken(desk, address).startswith(b"%PDF")
    assert deputy.get(address).status_code == 404, "a draft's"
    shelving.put_on_shelf(entry, seen=1, by=Actor(world.desk))
    assert taken(deputy, address) == taken(desk, address)
    bad = TYPED | {"version": 1, "upload": SimpleUploadedFile("规程.exe", b"MZ" + b"\0" * 99)}
    page = desk.post(reverse("proposals:change_entry", args=[entry.pk]), bad)
    assert page.status_code == 200 and page.context["form"].errors["upload"]
    assert again(entry).file == entry.file
    desk.post(reverse("proposals:change_entry", args=[entry.pk]), TYPED | {"version": 1, "title": "改了标题"})
    assert again(entry).file == entry.file, "stays when nothing is said of it"
    desk.post(reverse("proposals:change_entry", args=[entry.pk]), TYPED | {"version": 2, "drops_file": "on"})
    assert again(entry).file is None and deputy.get(address).status_code == 404


def test_the_database_refuses_what_no_entry_is(world):
    entry = made.shelved(world)
    for wrong in ({"year": None}, {"state": "removed"}, {"title": ""}, {"starts_on": date(2026, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ShelfEntry.objects.filter(pk=entry.pk).update(**wrong)


def test_the_timeline_keeps_hashes_and_no_words(world):
    entry = made.shelved(world, text="只在这里的字")
    writing.change_entry(entry, seen=1, by=Actor(world.desk), text="后来的字")
    facts = str(list(Event.objects.filter(subject_id=entry.pk).values_list("facts", flat=True)))
    assert "只在这里" not in facts and "后来的字" not in facts
    assert writing.digest_of(again(entry)) in facts
    assert list(timeline.faults()) == []
