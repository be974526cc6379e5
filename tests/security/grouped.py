"""What the actors meet of groups: one of the city's with its leader, contact person, activities, link and matter."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from congress.actors import Actor
from congress.models import StoredFile
from groups.activities import attending, planning, recording, topics
from groups.keeping import establishing, linking, matters, membership
from groups.models import Activity, Evidence, Group, Photo, Reading
from tests.places import START
from tests.security.cast import Cast
from tests.security.planting import canary, paper

MEMBERS = ("author", "cosigner", "invited")


def grouped(
    cast: Cast, thing: Callable[..., Any], whole: Callable[..., Any], a_file: Callable[..., StoredFile]
) -> list[Any]:
    """The group, and an activity in each state.

    Args:
        thing: makes one of a kind, a state and a row; `whole` one with arguments of its own.
        a_file: keeps a paper.
    """
    desk, now, today = Actor(cast.grants["desk"]), timezone.now(), timezone.localdate()
    group = establishing.establish(kind="activity", name="第一代表小组", starts_on=START, by=desk, at=now)
    seats = [cast.seat(name) for name in MEMBERS]
    membership.add_members(group, seats, starts_on=START, by=desk, at=now)
    leader = Actor(cast.grants["cosigner"])
    for kind, name in (("leader", "cosigner"), ("contact", "group_contact")):
        membership.name_post(group, cast.grants[name], kind=kind, starts_on=START, by=desk, at=now)
    topic = topics.open_topic(
        title="环境督查", text=canary("topic_text"), starts_on=START, ends_on=None, by=desk, at=now
    )
    closed = topics.open_topic(title="结束的行动", text="看一处。", starts_on=START, ends_on=None, by=desk, at=now)
    topics.close_topic(closed, conclusion=canary("topic_conclusion"), by=desk, at=now)
    planning.write_plan(group, year=today.year, number=4, text=canary("plan_text"), by=leader, at=now)
    rows = _activities(cast, group, desk, leader, topic)
    leave = rows["planned"].attendances.get(seat=cast.seat("author"))
    waiting = rows["today"].attendances.get(seat=cast.seat("author"))
    reading = Reading.objects.create(
        activity=rows["planned"], title=canary("reading_title"), file=a_file(*paper("reading"), desk.person)
    )
    photo = Photo.objects.create(activity=rows["recorded"], file=a_file(*paper("group_photo"), desk.person))
    facts = {"organ": cast.world.urban, "contact": canary("link_contact")}
    link = linking.set_link(group, kind="organ", starts_on=START, by=leader, at=now, **facts)
    linking.note_contact(link, day=today, text=canary("link_note"), by=leader, at=now)
    matter = matters.add_matter(group, title="修水泵", text=canary("matter_text"), starts_on=today, by=leader, at=now)
    evidence = Evidence.objects.create(matter=matter, file=a_file(*paper("evidence"), desk.person))
    return [
        thing("group", "", group),
        whole("group_link", "", group, {"pk": group.pk, "kind": "village"}),
        thing("membership", "", group.memberships.get(seat=cast.seat("author"))),
        thing("group_post", "", group.posts.get(kind="leader")),
        *[thing("activity", state, row) for state, row in rows.items()],
        thing("attendance", "leave_asked", leave),
        thing("attendance", "waiting", waiting),
        thing("reading", "", reading),
        thing("photo", "", photo),
        thing("link", "", link),
        thing("practical_matter", "", matter),
        thing("evidence", "", evidence),
        thing("topic", "open", topic),
        whole("revised", "activity", None, {"record": "activity", "pk": rows["recorded"].pk}),
        whole("revised", "plan", None, {"record": "yearplan", "pk": group.plans.get().pk}),
        thing("topic", "closed", closed),
    ]


def _activities(cast: Cast, group: Group, desk: Actor, leader: Actor, topic: Any) -> dict[str, Activity]:
    """One in each state, and one planned for today."""
    now, today = timezone.now(), timezone.localdate()

    def planned(title: str, days: int) -> Activity:
        facts = {"kind": "视察", "title": title, "day": today + timedelta(days=days)}
        return planning.plan_activity(group, by=leader, at=now, **facts)

    def recorded(title: str, summary: str, **fields: Any) -> Activity:
        facts = {"kind": "视察", "title": title, "summary": summary, "day": today} | fields
        return recording.record_activity(group, by=leader, at=now, **facts)

    rows = {"planned": planned("看污水厂", 3), "today": planned("看学校", 0), "cancelled": planned("看医院", 4)}
    attending.ask_leave(rows["planned"], reason=canary("leave_reason"), by=Actor(cast.grants["author"]), at=now)
    planning.cancel_activity(rows["cancelled"], reason=canary("cancel_reason"), by=leader, at=now)
    rows["recorded"] = recorded(
        "看河道", canary("activity_summary"), problems=canary("activity_problems"), topic=topic
    )
    rows["confirmed"] = recorded("看公园", "看了公园。")
    recording.confirm_activity(rows["confirmed"], seen=1, by=desk, at=now)
    rows["sent_back"] = recorded("看市场", "看了市场。")
    recording.send_back(rows["sent_back"], reason=canary("sent_back_reason"), by=desk, at=now)
    for row in rows.values():
        row.refresh_from_db()
    return rows
