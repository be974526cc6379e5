"""What a record said before: read by whoever reads the record, words for codes and names for keys."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from congress import earlier
from congress.actors import Actor
from congress.models import Revision
from deputies.duties import recording as visits
from groups.activities import recording, topics
from groups.keeping import matters
from groups.stations import receiving
from tests.groups import made as groups
from tests.places import signed_in
from tests.stations import made as stations
from tests.training import made as training
from tests.world import a_world
from training import planning

pytestmark = pytest.mark.django_db


def page_of(grant, record, row, **query):
    return signed_in(grant).get(reverse("congress:revisions", args=[record, row.pk]), query)


def test_every_kind_says_what_stood_there_to_who_reads_the_record():
    world = a_world()
    by, desk = {"by": groups.leader(world), "at": timezone.now()}, {"by": Actor(world.desk), "at": timezone.now()}
    row, topic = groups.recorded(world), groups.topic(world)
    facts = {"kind": "学习", "day": row.day, "summary": "改过的。", "topic": topic}
    recording.record(row, seen=1, **facts, **by)
    recording.record(row, seen=2, **(facts | {"topic": None}), **by)
    page = page_of(world.deputy, "activity", row).content.decode()
    assert groups.SAID in page and "改过的。" in page and topic.title in page and "（没有写）" in page
    assert page.count("更正</h2>") == 2 and page.index(topic.title) < page.index(groups.SAID), "the newest first"
    assert (
        reverse("congress:revisions", args=["activity", row.pk])
        in signed_in(world.deputy).get(row.get_absolute_url()).content.decode()
    )

    recording.send_back(row, reason="请补照片说明", **desk)
    recording.record(row, seen=3, **(facts | {"summary": "补了。"}), **by)
    assert Revision.objects.filter(was__has_key="reason").exists()
    assert "请补照片说明" not in page_of(world.deputy, "activity", row).content.decode(), "not everybody reads why"

    text = {"title": topic.title, "text": "改了要求", "starts_on": topic.starts_on, "ends_on": None}
    topics.change_topic(topic, seen=0, **text, **desk)
    held = stations.reception(world)
    receiving.correct_reception(held, seen=0, day=held.day, visitors=9, summary="改了一句", **desk)
    course = training.drafted(world)
    plan = {name: getattr(course, name) for name in planning.PLANNED} | {"kind": "topic", "is_compulsory": False}
    planning.change_course(course, seen=0, **plan, **desk)
    visit = visits.record_visit(
        by=Actor(world.deputy), at=timezone.now(), day=timezone.localdate(), number=3, words="走访三户"
    )
    visits.correct_visit(visit, seen=0, by=Actor(world.deputy), at=timezone.now(), number=4)
    done = groups.matter(world)
    facts = {name: getattr(done, name) for name in ("title", "text", "beneficiaries", "place", "starts_on")}
    matters.change_matter(done, seen=1, **(facts | {"cost": 800, "done_on": groups.day(-1)}), **by)
    for grant, record, subject, *words in (
        (world.deputy, "topic", topic, "每组查看一处。", "改了要求"),
        (world.deputy, "reception", held, "说路灯的事", "改了一句", "来访人数"),
        (world.desk, "course", course, "履职培训", "专题培训", "是", "否"),
        (world.deputy, "visit", visit, "走访了多少户", ">3<", ">4<"),
        (world.deputy, "practicalmatter", done, "800", groups.day(-1).isoformat()),
    ):
        said = page_of(grant, record, subject).content.decode()
        assert all(word in said for word in words), (record, said)
    assert page_of(world.wang.grant, "reception", held).status_code == 404
    assert page_of(world.deputy, "course", course).status_code == 404
    assert page_of(world.li.grant, "visit", visit).status_code == 404
    assert page_of(world.deputy, "person", world.zhang).status_code == 404
    assert "没有更正过" in page_of(world.deputy, "activity", groups.recorded(world, summary="新的。")).content.decode()


def test_its_statements_do_not_grow_with_the_corrections(django_assert_max_num_queries):
    world = a_world()
    row, by = groups.recorded(world), {"by": groups.leader(world), "at": timezone.now()}
    for at in range(30):
        day = row.day - timedelta(days=at % 2)
        topic = groups.topic(world, f"行动{at % 3}") if at % 3 else None
        recording.record(row, seen=at + 1, kind="视察", day=day, summary=f"第{at}次", topic=topic, **by)
    with django_assert_max_num_queries(3):
        found = earlier.corrections(row, earlier.kept["activity"])
        assert len(found) == 30 and found[-1].revision.by.person.name
    browser = signed_in(world.desk)
    with django_assert_max_num_queries(25):
        first = browser.get(reverse("congress:revisions", args=["activity", row.pk])).content.decode()
    second = page_of(world.desk, "activity", row, page=2).content.decode()
    assert first.count("更正</h2>") == 20 and second.count("更正</h2>") == 10
    assert set(earlier.kept) >= {"activity", "yearplan", "topic", "reception", "matter", "station", "course", "visit"}
