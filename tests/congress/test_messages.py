"""消息: one's own, what came last first; what is unread is marked, and can be marked as read."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from congress.models import Notice, Role
from tests.places import a_congress, a_grant, an_organ, signed_in

PAGE = "/messages/"
MORNING = timezone.make_aware(datetime(2026, 6, 24, 9))


@pytest.fixture
def grant(db):
    city = a_congress()
    return a_grant(Role.HANDLER, city, organ=an_organ(city))


def a_notice(grant, text, *, minute=0, **fields):
    notice = Notice.objects.create(
        key=f"{grant.pk}:{text}",
        kind="new_assignment",
        person=grant.person,
        congress=grant.congress,
        text=text,
        day=date(2026, 6, 24),
        **fields,
    )
    Notice.objects.filter(pk=notice.pk).update(at=MORNING + timedelta(minutes=minute))
    return notice


def told(response):
    """Each message of the page: its words, with * in front when it is marked as unread."""
    items = re.findall(r'<div class="what">(.*?)<span class="when">', response.content.decode(), re.DOTALL)
    words = [re.sub(r"<.*?>|\s", "", item) for item in items]
    return [re.sub("^未读", "*", text) for text in words]


def test_nothing_was_said_yet(grant):
    response = signed_in(grant).get(PAGE)
    assert "还没有消息" in response.content.decode()
    assert told(response) == []


def test_what_came_last_stands_first_and_unread_is_marked(grant):
    a_notice(grant, "第一", minute=1)
    a_notice(grant, "第二", minute=2, read_at=MORNING)
    a_notice(grant, "第三", minute=0, visible_at=MORNING + timedelta(minutes=3))
    a_notice(grant, "还没到时候", visible_at=timezone.now() + timedelta(minutes=3))
    a_notice(a_grant(Role.DESK, grant.congress, name="别人"), "别人的")

    response = signed_in(grant).get(PAGE)

    assert told(response) == ["*第三", "第二", "*第一"]
    assert "消息（未读2条）" in response.content.decode()
    assert "2026-06-24 09:03" in response.content.decode()


def test_thirty_on_a_page(grant):
    for number in range(31):
        a_notice(grant, f"第{number}条", minute=number)
    browser = signed_in(grant)

    assert told(browser.get(PAGE))[0] == "*第30条"
    assert told(browser.get(PAGE, {"page": 2})) == ["*第0条"]
    assert told(browser.get(PAGE, {"page": "没有"})) == told(browser.get(PAGE))


def test_the_list_costs_the_same_whatever_its_length(grant):
    browser, costs = signed_in(grant), []
    browser.get(PAGE)  # the first page of a session also notes when it began
    for each in range(3):
        a_notice(grant, f"第{each}条")
        with CaptureQueriesContext(connection) as queries:
            assert len(told(browser.get(PAGE))) == each + 1
        costs.append(len(queries))
    assert len(set(costs)) == 1, costs


def test_reading_leads_to_the_matter(grant):
    notice = a_notice(grant, "新交办", address="/styleguide/")
    browser = signed_in(grant)

    response = browser.post(reverse("congress:read", args=[notice.pk]))

    assert (response.status_code, response.url) == (302, "/styleguide/")
    first = Notice.objects.get(pk=notice.pk).read_at
    browser.post(reverse("congress:read", args=[notice.pk]))
    assert first == Notice.objects.get(pk=notice.pk).read_at
    page = browser.get(PAGE)
    assert told(page) == ["新交办"]
    assert 'href="/styleguide/"' in page.content.decode()


def test_one_without_a_page_is_marked_where_it_stands(grant):
    notice = a_notice(grant, "停机通知")
    response = signed_in(grant).post(reverse("congress:read", args=[notice.pk]), {"page": "2&x=1"})
    assert (response.status_code, response.url) == (302, "/messages/?page=2%26x%3D1")


def test_all_at_once_but_not_what_comes_later(grant):
    a_notice(grant, "现在")
    later = a_notice(grant, "以后", visible_at=timezone.now() + timedelta(minutes=3))
    browser = signed_in(grant)

    assert browser.post(reverse("congress:read_all")).url == PAGE

    assert told(browser.get(PAGE)) == ["现在"]
    assert list(Notice.objects.unread()) == [later]


def test_other_peoples_messages_and_those_to_come_are_not_found(grant):
    foreign = a_notice(a_grant(Role.DESK, grant.congress, name="别人"), "别人的")
    later = a_notice(grant, "以后", visible_at=timezone.now() + timedelta(minutes=3))
    browser = signed_in(grant)

    for notice in (foreign, later):
        assert browser.post(reverse("congress:read", args=[notice.pk])).status_code == 404
    assert Notice.objects.unread().count() == 2


def test_looking_changes_nothing(grant):
    notice = a_notice(grant, "一句话")
    browser = signed_in(grant)
    assert browser.get(reverse("congress:read", args=[notice.pk])).status_code == 405
    assert browser.get(reverse("congress:read_all")).status_code == 405
    browser.get(PAGE)
    assert Notice.objects.unread().count() == 1
