"""What the public writes without signing in: taken once, answered, told back, nobody exposed."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.configurable import DECLARED
from congress.models import Event, StoredFile
from congress.purging import purge_all
from congress.waiting import todos_of
from congress.workflow import OutOfTurn
from groups.models import Matter, Visitor, VisitorMessage
from groups.stations import keeping, messaging, visitors
from groups.views import open_stations
from proposals import drafting, from_matters
from proposals.models import Proposal
from tests import stages
from tests.congress.made_files import pdf, photo_with_place
from tests.places import signed_in
from tests.stations import made
from tests.world import TITLE, let_the_undo_time_pass

ANSWER = "六盏路灯已经装好。"
TICKET = re.compile(r'name="ticket" value="([^"]+)"')


def form_of(row, browser=None):
    """The page's address and its ticket."""
    address = reverse("public:leave_message", args=[row.pk])
    page = (browser or Client()).get(address)
    assert page.status_code == 200 and not page.cookies
    return address, TICKET.search(page.content.decode())[1]


def answer(world, row, text=ANSWER, *, is_declined=False):
    messaging.answer_message(row, answer=text, is_declined=is_declined, by=Actor(world.deputy), at=timezone.now())


def start_page(world):
    """On which 张某 begins."""
    return signed_in(world.deputy).get(reverse("congress:home")).content.decode()


def test_a_visitor_writes_without_a_cookie_and_reads_the_answer(world):
    row, anybody = made.station(world), Client(enforce_csrf_checks=True)
    address, ticket = form_of(row, anybody)
    sent = anybody.post(address, {"ticket": ticket, "text": made.WORDS, "name": "王小明", "phone": "139 0000 0001"})
    message = VisitorMessage.objects.get()

    assert sent.status_code == 302 and message.number in anybody.get(sent["Location"]).content.decode()
    assert messaging.digest_of(sent["Location"].rstrip("/").rpartition("/")[2]) == message.key_digest
    answer(world, message)
    page = anybody.get(sent["Location"])
    assert ANSWER in page.content.decode() and page["Cache-Control"] == "private, no-store"
    assert made.WORDS not in page.content.decode() and "王" not in page.content.decode()


def test_sent_twice_it_is_one_message(world):
    row = made.station(world)
    address, ticket = form_of(row)
    places = {Client().post(address, {"ticket": ticket, "text": made.WORDS})["Location"] for _ in range(2)}

    assert len(places) == 1 and VisitorMessage.objects.count() == 1


@pytest.mark.parametrize("ticket", ["", "x", "abc:def"])
def test_without_a_ticket_of_ours_nothing_is_taken(world, ticket):
    address = reverse("public:leave_message", args=[made.station(world).pk])
    assert Client().post(address, {"ticket": ticket, "text": made.WORDS}).status_code == 403
    assert not VisitorMessage.objects.exists()


def test_what_was_typed_stays_beside_a_mistake(world):
    address, ticket = form_of(made.station(world))
    page = Client().post(address, {"ticket": ticket, "text": made.WORDS, "phone": "123"}).content.decode()
    assert "手机号应为11位数字" in page and made.WORDS in page
    assert "请写您想反映的事" in Client().post(address, {"ticket": ticket, "text": " "}).content.decode()
    assert not VisitorMessage.objects.exists()


def test_too_many_from_one_address_are_held_back_with_their_words(world, monkeypatch):
    monkeypatch.setitem(open_stations.RATES, "message", "1/h/ip")
    row = made.station(world)
    for expected in (302, 200):
        address, ticket = form_of(row)
        sent = Client().post(address, {"ticket": ticket, "text": made.WORDS})
        assert sent.status_code == expected
    assert "近来的留言太多" in sent.content.decode() and made.WORDS in sent.content.decode()
    assert VisitorMessage.objects.count() == 1


def test_a_photo_is_written_anew_and_nothing_else_is_taken(world):
    row = made.station(world)
    address, ticket = form_of(row)
    paper = SimpleUploadedFile("表.pdf", pdf())
    assert "只能传照片" in Client().post(address, {"ticket": ticket, "text": "灯", "photo": paper}).content.decode()
    picture = SimpleUploadedFile("照片.jpg", photo_with_place())
    assert Client().post(address, {"ticket": ticket, "text": "灯", "photo": picture}).status_code == 302
    photo = VisitorMessage.objects.get().photo
    assert photo.uploaded_by is None and photo.media_type == "image/jpeg"
    shown = signed_in(world.deputy).get(reverse("stations:message_photo", args=[VisitorMessage.objects.get().pk]))
    content = b"".join(shown.streaming_content)
    assert shown.status_code == 200 and b"Exif" in photo_with_place() and b"Exif" not in content


def test_a_closed_station_takes_nothing(world):
    row = made.station(world, ends_on=timezone.localdate() - timedelta(days=1))
    assert Client().get(reverse("public:leave_message", args=[row.pk])).status_code == 404
    with pytest.raises(PermissionDenied, match="停用"):
        made.message(row)


def test_message_to_opinion_to_reply_to_told_back(world):
    row = made.station(world)
    matter = made.taken(world, row)
    message = matter.message
    draft = from_matters.begin_opinion(matter, by=Actor(world.deputy))
    place = reverse("public:receipt", args=["x"])
    assert Client().get(place).status_code == 404
    drafting.save(draft, by=Actor(world.deputy), seen=draft.version, title=TITLE)
    drafting.submit(draft, by=Actor(world.deputy), at=timezone.now())
    let_the_undo_time_pass(draft)

    template, panel = from_matters.offshoot(None, matter, timezone.localdate())
    assert (template, panel["number"], panel["public"]) == ("public/_opinion.html", draft.number, None)
    page = signed_in(world.deputy).get(matter.get_absolute_url()).content.decode()
    assert draft.number in page and "收到留言" in page
    assert matter.get_absolute_url() in signed_in(world.deputy).get(draft.get_absolute_url()).content.decode()
    answer(world, message)
    matter.refresh_from_db()
    assert (matter.told_on, matter.result) == (timezone.localdate(), ANSWER)
    assert "已经答复" in signed_in(world.deputy).get(matter.get_absolute_url()).content.decode()


def test_what_a_deputy_took_up_waits_for_him_until_the_visitor_is_told(world):
    def waits(grant):
        todos = todos_of(Actor(grant), timezone.localdate())
        return [each.button for each in todos if "/matter/" in each.address]

    row = made.station(world)
    keeping.attach(row, [world.li], by=Actor(world.desk), on=timezone.localdate())
    matter = made.taken(world, row)
    assert (waits(world.deputy), waits(world.li.grant), waits(world.desk)) == (["去提意见"], [], [])
    from_matters.begin_opinion(matter, by=Actor(world.deputy))
    assert waits(world.deputy) == []  # the draft waits in its place

    sent_on = made.taken(world, row, way="street")
    assert waits(world.deputy) == ["去答复"] and sent_on.message.number in start_page(world)
    answer(world, sent_on.message)
    assert waits(world.deputy) == []

    facts = {"way": "city", "category": "", "by": Actor(world.desk), "at": timezone.now()}
    left = messaging.take_up_message(made.message(row), passed_to=None, **facts)
    assert (waits(world.deputy), waits(world.li.grant)) == (["去提意见"], ["去提意见"])
    from_matters.begin_opinion(left, by=Actor(world.deputy))
    assert waits(world.li.grant) == []
    passed = messaging.take_up_message(made.message(row), passed_to=world.li, **facts)
    assert (waits(world.deputy), waits(world.li.grant)) == ([], ["去提意见"])
    replied = stages.replied(world).proposal
    Proposal.objects.filter(pk=replied.pk).update(reception_matter=passed)
    assert (waits(world.deputy), waits(world.li.grant)) == (["去告知"], [])
    assert replied.number in start_page(world)


def test_a_draft_is_nobody_elses_business(world):
    matter = made.taken(world, made.station(world))
    from_matters.begin_opinion(matter, by=Actor(world.deputy))

    assert from_matters.offshoot(None, matter, timezone.localdate()) is None
    shown = from_matters.offshoot(Actor(world.desk), matter, timezone.localdate())[1]
    assert (shown["proposal"], shown["sent"], shown["may_begin"]) == (None, None, False)


def test_an_answer_is_given_once_and_a_refusal_has_its_reason(world):
    row = made.station(world)
    first, second = made.message(row), made.message(row)
    answer(world, first, "这件事在法院，请等判决。", is_declined=True)
    assert first.state == "declined"
    with pytest.raises(OutOfTurn):
        answer(world, first)
    made_of = messaging.take_up_message(
        second, way="street", category="", passed_to=None, by=Actor(world.desk), at=timezone.now()
    )
    with pytest.raises(PermissionDenied, match="已经受理"):
        answer(world, second, is_declined=True)
    with pytest.raises(OutOfTurn):
        messaging.take_up_message(
            second, way="city", category="", passed_to=None, by=Actor(world.desk), at=timezone.now()
        )
    assert Matter.objects.get() == made_of


@pytest.mark.parametrize("who", ["li", "county_desk", "handler"])
def test_others_neither_read_nor_answer(world, who):
    grant = world.li.grant if who == "li" else getattr(world, who)
    message = made.message(made.station(world))

    assert not VisitorMessage.objects.visible_to(Actor(grant)).exists()
    with pytest.raises(PermissionDenied):
        messaging.answer_message(message, answer=ANSWER, is_declined=False, by=Actor(grant), at=timezone.now())
    assert signed_in(grant).get(message.get_absolute_url()).status_code == 404


def test_the_visitor_is_masked_and_a_look_is_on_record(world):
    message = made.message(made.station(world))
    page = signed_in(world.deputy).get(message.get_absolute_url()).content.decode()
    assert "王某某" in page and "139****0001" in page and "王小明" not in page and "13900000001" not in page

    shown = signed_in(world.deputy).post(reverse("stations:message_visitor", args=[message.pk])).content.decode()
    assert "王小明" in shown and "13900000001" in shown
    assert Event.objects.get(step="reveal_visitor").grant == world.deputy
    assert "13900000001" not in Visitor.objects.get().phone_sealed


def test_names_and_numbers_go_after_their_term_and_the_words_stay(world):
    message = made.message(made.station(world))
    days = DECLARED["retention.visitors_days"].default
    Visitor.objects.update(at=timezone.now() - timedelta(days=days - 1))
    assert purge_all(at=timezone.now())["visitors"] == 0
    assert purge_all(at=timezone.now() + timedelta(days=2))["visitors"] == 1
    assert visitors.visitor_of(message) is None and VisitorMessage.objects.get().text == made.WORDS


def test_the_receipt_names_nobody(world):
    row = made.station(world)
    ticket = messaging.ticket()
    message = made.message(row, ticket=ticket)
    matter = messaging.take_up_message(
        message, way="city", category="", passed_to=world.zhang, by=Actor(world.desk), at=timezone.now()
    )
    from_matters.begin_opinion(matter, by=Actor(world.deputy))
    Proposal.objects.update(title="不公开的题目")
    page = Client().get(reverse("public:receipt", args=[messaging.key_from(ticket)])).content.decode()
    assert "由市代表提建议" in page
    assert [word for word in ("张某", "不公开", "赵某", made.WORDS, "王") if word in page] == []
    assert StoredFile.objects.count() == 0
