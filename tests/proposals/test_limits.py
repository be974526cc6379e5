"""The table of limits: what is in force, what a desk may change, what stays as it began."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Organ, Role
from proposals import clocks
from proposals.clocks import limit_for
from proposals.models import Limit, LimitKey
from tests.places import a_grant, an_organ, signed_in
from tests.stages import assigned, submitted
from tests.world import World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def entered(client, **changes):
    fields = {"key": "review", "lane": "", "count": 2, "unit": "WD", "ground": "本级规程第五条", "seen": "1"}
    fields |= {"starts_on": timezone.localdate().isoformat()}
    return client.post(reverse("proposals:limits"), fields | changes)


def test_the_file_is_loaded_once_and_corrected_when_it_changes(world, capsys):
    before = Limit.objects.count()
    Limit.objects.filter(key="review").update(count=9)
    call_command("load_limits")
    assert Limit.objects.count() == before and Limit.objects.get(key="review").count == 3


def test_a_change_acts_from_its_day_and_only_on_what_begins_later(world):
    old = submitted(world.deputy).clocks.get(limit=LimitKey.REVIEW)
    assert entered(signed_in(world.desk)).status_code == 302
    new = submitted(world.deputy, "关于停车的建议").clocks.get(limit=LimitKey.REVIEW)
    assert (old.span, new.span, new.ground) == ("3WD", "2WD", "本级规程第五条")
    yesterday = timezone.localdate() - timedelta(days=1)
    assert limit_for("review", world.city, "ordinary", on=yesterday).count == 3
    assert limit_for("review", world.county, "ordinary", on=timezone.localdate()).count == 3


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"key": "reply", "count": 4, "unit": "M"}, "最长三个月"),
        ({"key": "reply", "count": 91, "unit": "D"}, "最长三个月"),
        ({"key": "reply_extended", "count": 7, "unit": "M"}, "最长六个月"),
        ({"starts_on": "2020-01-01"}, "从今天或以后的一天起"),
        ({"starts_on": "明天"}, "请写日期"),
        ({"count": 0}, ""),
        ({"count": "三"}, "请写整数"),
        ({"ground": ""}, "请写依据"),
        ({"key": "promise"}, ""),
        ({"unit": "Y"}, ""),
    ],
)
def test_an_unfit_limit_is_refused_at_the_field(world, changes, sentence):
    before = Limit.objects.count()
    response = entered(signed_in(world.desk), **changes)
    assert response.status_code == 200 and sentence in response.content.decode()
    assert Limit.objects.count() == before


def test_the_same_rule_twice_is_said_so(world):
    client = signed_in(world.desk)
    entered(client)
    assert "已经登记过" in entered(client).content.decode()


def test_only_the_desk_changes_limits(world):
    for grant in (world.deputy, world.handler, world.leader):
        assert entered(signed_in(grant)).status_code == 403
    assert not Limit.objects.filter(congress__isnull=False).exists()


@pytest.mark.parametrize(
    "lane, expected",
    [
        ("formal", date(2026, 5, 28)),
        ("ordinary", date(2026, 3, 31)),
        ("simple", date(2026, 3, 10)),
        ("urgent", date(2026, 3, 4)),
    ],
)
def test_the_lane_decides_how_long_a_reply_may_take(world, lane, expected):
    assignment = assigned(world, lane=lane)
    assignment.proposal.lane = lane
    clocks.stop(LimitKey.REPLY, assignment, on=timezone.localdate())
    clock = clocks.start(LimitKey.REPLY, assignment, on=date(2026, 2, 28) if lane == "formal" else date(2026, 3, 1))
    assert clock.due_on == expected
    assert Actor(world.desk).is_desk


def test_before_it_is_entered_a_rule_shows_what_runs_on_as_it_began(world):
    running = submitted(world.deputy).clocks.get(limit=LimitKey.REVIEW)
    stopped = submitted(world.deputy, "关于停车的建议").clocks.get(limit=LimitKey.REVIEW)
    clocks.stop_everything(stopped.root, on=timezone.localdate())
    client = signed_in(world.desk)
    fields = {"key": "review", "lane": "", "count": 2, "unit": "WD", "ground": "本级规程第五条"}

    page = client.post(reverse("proposals:limits"), fields | {"starts_on": timezone.localdate().isoformat()})

    shown = page.content.decode()
    assert "现在有1项“审核”正在计时" in shown and running.root.number in shown and stopped.root.number not in shown
    assert "确认登记" in shown and "本级规程第五条" in shown
    assert not Limit.objects.filter(congress=world.city).exists()
    assert (
        "最长三个月"
        in client.post(
            reverse("proposals:limits"), fields | {"key": "reply", "unit": "M", "count": 4, "starts_on": "2099-01-01"}
        ).content.decode()
    )


def test_every_common_limit_is_shown_with_its_ground(world):
    shown = signed_in(world.desk).get(reverse("proposals:limits")).content.decode()

    for limit in Limit.objects.filter(congress=None):
        assert limit.ground in shown and limit.get_key_display() in shown
    assert "通用，2022-01-01起" in shown


def test_a_limit_to_come_is_taken_back_and_one_in_force_is_not(world):
    client, today = signed_in(world.desk), timezone.localdate()
    entered(client, starts_on=(today + timedelta(days=5)).isoformat())
    coming = Limit.objects.get(congress=world.city)
    address = reverse("proposals:take_back_limit", args=[coming.pk])

    assert signed_in(world.county_desk).post(address).status_code == 404
    assert signed_in(world.handler).post(address).status_code == 403
    assert client.post(address).status_code == 302
    assert not Limit.objects.filter(congress=world.city).exists()
    entered(client)
    acting = Limit.objects.get(congress=world.city)
    assert client.post(reverse("proposals:take_back_limit", args=[acting.pk])).status_code == 403


def test_a_street_desk_reads_the_limits_of_its_congress_and_changes_none(world):
    street = an_organ(world.county, "某街道人大工委", kind=Organ.Kind.STREET, branch=Organ.Branch.CONGRESS)
    client = signed_in(a_grant(Role.DESK, world.county, name="何某", organ=street))

    assert "由上级代表工委规定" in client.get(reverse("proposals:limits")).content.decode()
    assert entered(client).status_code == 403
    assert not Limit.objects.filter(congress__isnull=False).exists()


def test_the_page_costs_few_statements_however_many_rules_there_are(world, django_assert_max_num_queries):
    client = signed_in(world.desk)
    entered(client)
    with django_assert_max_num_queries(12):
        client.get(reverse("proposals:limits"))


def test_each_lane_says_how_long_it_leaves(world):
    proposal = submitted(world.deputy)
    page = signed_in(world.desk).get(reverse("proposals:assign", args=[proposal.pk])).content.decode()
    for words in ("普通（30日内答复）", "即办（7个工作日内答复）", "紧急（3个工作日内答复）", "正式（3个月内答复）"):
        assert words in page
