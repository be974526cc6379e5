"""Every task is begun and done by its own button, in one's own room, and is done when the timeline says so."""

import pytest
from django.urls import resolve, reverse
from django.utils import timezone

from congress.models import Congress, Event, Grant, Role
from congress.practice.grounds import grounds
from proposals.models import Proposal
from tests.places import signed_in
from tests.world import BODY, TITLE, a_world
from training.models import Practice
from training.practice.results import results
from training.practice.tasks import TASKS, tasks_of

pytestmark = pytest.mark.django_db
TEXT = "请写明具体的位置和数量，再提交。"
FIGURE = "练习"


@pytest.fixture
def world():
    return a_world()


def entered(grant):
    """A browser in which the person has gone into his room."""
    client = signed_in(grant)
    page = client.post(reverse("training:enter_practice"), follow=True)
    assert page.status_code == 200 and "练习室：这里的一切都不作数" in page.content.decode()
    return client


def begun(client, name):
    """The address on which the task begins; it opens."""
    address = client.post(reverse("training:begin_task", args=[name])).url
    page = client.get(address)
    assert page.status_code == 200, (name, page.status_code)
    assert "练习室：这里的一切都不作数" in page.content.decode()
    return address


def sent(client, address, **fields):
    """The deed leads on to a page that works in a room."""
    answer = client.post(address, fields)
    assert answer.status_code == 302, (address, answer.status_code, answer.content.decode()[-2500:])
    assert resolve(answer.url).view_name in grounds.pages


def matter_of(address):
    """The newest matter of any room."""
    return Proposal.objects.filter(congress__practice_of__isnull=False).order_by("-created_at").first()


def send_opinion(client, address):
    version = matter_of(address).version
    sent(client, address, title=TITLE, body=BODY, category="", version=version, is_public="on")
    sent(client, reverse("proposals:check", args=[matter_of(address).pk]))


def rate_reply(client, address):
    sent(client, address, process="satisfied", result="satisfied", reason="")


def sign_in(client, address):
    sent(client, reverse("proposals:sign_in", args=[matter_of(address).assignments.get().pk]))


def ask_release(client, address):
    sent(client, address, reason="不属于本单位职责。", code="")


def write_reply(client, address):
    page = client.get(address).context["form"]
    sent(
        client,
        address,
        outcome="A",
        text=f"{page['text'].value()}路灯已经装好，请您到现场看。",
        version=page["version"].value(),
        contact_name="周某",
        send="1",
        is_public="on",
    )


def sign_reply(client, address):
    sent(client, address, sign="1", why="")


def send_back_reply(client, address):
    sent(client, address, reason=TEXT)


def assign(client, address):
    matter = matter_of(address)
    lead = matter.congress.organs.get(name="承办单位甲")
    sent(client, address, lead=lead.pk, lane="ordinary", version=matter.version)


def send_back(client, address):
    sent(client, address, reason=TEXT)


def decide_release(client, address):
    sent(client, address, answer=TEXT, refuse="1")


DONE = {task.name: globals()[task.name] for task in TASKS}


def test_every_task_has_its_ground_and_a_role_with_a_place_in_rooms():
    from congress.practice.rooms import PLACES

    assert {task.name for task in TASKS} == set(grounds.layers)
    assert {task.role for task in TASKS} == set(PLACES)


def practised(world, **asked):
    """Whom the desk finds."""
    page = signed_in(world.desk).get(reverse("training:practice_results"), asked)
    return sorted(row.stands_for.person.name for row, _, _ in page.context["rows"])


def test_each_task_is_begun_done_and_told_with_its_time(world):
    people = {"deputy": world.deputy, "handler": world.handler, "organ_leader": world.leader, "desk": world.desk}
    for role, grant in people.items():
        client = entered(grant)
        row = Practice.objects.get(stands_for=grant)
        for number, task in enumerate(tasks_of(role)):
            address = begun(client, task.name)
            assert results([row])[row.pk][number].done_at is None, f"{task.name} counts before it is done"
            DONE[task.name](client, address)
            assert results([row])[row.pk][number].done_at is not None, task.name
        page = client.get(reverse("training:practice")).content.decode()
        assert page.count("已完成</span>") == len(tasks_of(role)) and "再练一次" in page
        outside = signed_in(grant).get(reverse("training:practice")).content.decode()
        assert f"共{len(tasks_of(role))}项，已完成{len(tasks_of(role))}项。" in outside and "开始练习" not in outside

    desk = signed_in(world.desk).get(reverse("training:practice_results")).content.decode()
    assert all(grant.person.name in desk for grant in people.values()) and "3/3" in desk
    entered(world.li.grant)
    assert practised(world, done="no") == practised(world, q="李某", role="deputy") == ["李某"]
    assert practised(world, done="yes", role="handler") == [world.handler.person.name]
    assert practised(world, q=world.urban.name) == sorted([world.handler.person.name, world.leader.person.name])
    assert practised(world, done="什么") == practised(world) and practised(world, q="没有这个人") == []
    leader = signed_in(world.leader).get(reverse("training:practice_results")).content.decode()
    assert world.handler.person.name in leader and world.deputy.person.name not in leader
    assert signed_in(world.deputy).get(reverse("training:practice_results")).status_code == 403
    county = signed_in(world.county_desk).get(reverse("training:practice_results")).content.decode()
    assert "还没有人进过练习室。" in county

    own = Event.objects.filter(grant__congress__practice_of__isnull=False, person__login__isnull=True)
    own = own.exclude(person__name__startswith=FIGURE)
    assert {event.grant.congress.practised_by_id for event in own} == {grant.person_id for grant in people.values()}


def test_going_in_twice_is_going_in_once_and_the_way_out_leads_back(world):
    client = entered(world.handler)
    client.post(reverse("training:enter_practice"))
    again = entered(world.handler)
    assert Practice.objects.count() == Congress.objects.filter(practice_of=world.city).count() == 1
    assert Event.objects.filter(step="enter_practice").count() == 1

    assert client.get("/").url == reverse("training:practice")
    bar = [entry.label for entry in client.get(reverse("training:practice")).context["nav"].first]
    assert bar == ["练习室", "待办", "全部建议"]
    page = client.post(reverse("congress:leave_practice"), follow=True).content.decode()
    assert "练习室：这里的一切都不作数" not in page
    assert client.get(reverse("proposals:figures")).status_code == 403  # a handler's own refusal, not the room's
    assert again.get(reverse("training:practice")).context["actor"].congress.is_practice

    Grant.objects.filter(pk=world.handler.pk).update(ends_on=timezone.localdate(), ended_at=timezone.now())
    assert again.get(reverse("training:practice")).status_code == 403  # the role is over, and the room with it


def test_under_another_role_the_room_is_the_same_and_the_tasks_are_others(world):
    second = Grant.objects.create(
        person=world.zhang.person,
        role=Role.HANDLER,
        congress=world.city,
        organ=world.urban,
        starts_on=world.desk.starts_on,
    )
    entered(world.deputy)
    client = entered(second)
    assert Congress.objects.filter(practised_by=world.zhang.person).count() == 1
    assert "签收一件" in client.get(reverse("training:practice")).content.decode()
    refused = client.post(reverse("training:begin_task", args=["send_opinion"]))
    assert refused.status_code == 403 and "不是您这个身份的练习" in refused.content.decode()
    assert client.post(reverse("training:begin_task", args=["nothing"])).status_code == 404
    outside = signed_in(second).post(reverse("training:begin_task", args=["sign_in"]))
    assert outside.status_code == 403 and "请先进入练习室" in outside.content.decode()
