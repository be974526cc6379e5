"""代表小组 of the demo's city: 26 activity groups, 9 professional ones, a year of activities, links, matters, a topic.

One group stands aside from the environment topic: 25 of 26 take part.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Congress, Grant, Organ, Role
from deputies.models import Seat
from groups.activities.topics import open_topic
from groups.models import Activity, Attendance, Group, Link, LinkNote, Membership, Post, PracticalMatter
from groups.permissions import may_establish
from proposals.demo.places import COUNTIES, STARTED
from proposals.models import Proposal

TOWNS = COUNTIES["濉溪县"][1]
# Where each activity group is; its number counts them through.
PLACES: tuple[tuple[str, str], ...] = (
    *(("SX", town) for town in TOWNS),
    *(("XS", f"相山区{word}") for word in ("一组", "二组", "三组", "四组", "五组", "六组")),
    *(("DJ", f"杜集区{word}") for word in ("一组", "二组", "三组")),
    *(("LS", f"烈山区{word}") for word in ("一组", "二组", "三组", "四组")),
    ("", "市直机关"),
    ("", "驻淮部队"),
)
PROFESSIONS = (
    "法治与监察司法",
    "财政经济",
    "工业与科技创新",
    "农业农村",
    "城乡建设",
    "生态环境",
    "教育科技",
    "文化卫生",
    "社会建设",
)
STANDS_ASIDE = "驻淮部队"
TOPIC = "环境问题集中督查"
VILLAGES = ("路东村", "河湾村", "桥头社区", "新集村", "东苑社区", "柳园村")
MATTERS = ("修好村口的路灯", "给活动室添置桌椅", "接通居民区自来水", "平整入村道路", "联系名医到村义诊", "疏通排水沟")
KINDS = ("视察", "学习", "调研", "座谈")
SAID = {
    "视察": "现场查看治理情况，听取部门汇报，当面提出意见。",
    "学习": "学习代表法和有关文件，交流履职体会。",
    "调研": "走访三个村，了解群众生产生活中的困难。",
    "座谈": "与群众代表座谈，记下意见，商量办法。",
}
PROBLEMS = ("沟渠有淤积，雨后排水慢。", "垃圾收集点少，清运不及时。", "工地扬尘没有完全覆盖。")
MET = "通报近期工作，商定下次活动。"
NOON = time(11, 0)
FEWEST = 5  # members of a group that has any
CALLED = 6  # groups that have called their members for the days to come
ANSWERS = (("coming", ""), ("coming", ""), ("asked", ""), ("leave_asked", "那天在外地开会"), ("excused", "身体不适"))


def fill_groups(city: Congress) -> None:
    """Everything of a year, by the city's desk and each group's leader; written many rows at a time."""
    desks = Grant.objects.select_related("person", "congress", "organ").filter(congress=city, role=Role.DESK)
    desk = next((Actor(grant) for grant in desks.order_by("id") if may_establish(Actor(grant))), None)
    if desk is None:
        return
    seats = list(
        Seat.objects.filter(congress=city).select_related("grant").order_by("person__sort_key", "card_number")
    )
    groups = _groups(city)
    for group in groups:
        timeline.record("establish", group, by=desk, note=group.name)
    activity_groups = [group for group in groups if group.kind == Group.Kind.ACTIVITY]
    leaders = _people(groups, seats, desk)
    _links(activity_groups, city, leaders)
    _matters(activity_groups, leaders)
    began = timezone.localdate() - timedelta(days=300)
    text = "每个小组查看一处群众反映的环境问题，写明情况，提出意见建议。"
    topic = open_topic(title=TOPIC, text=text, starts_on=began, ends_on=None, by=desk, at=timezone.now())
    _activities(activity_groups, leaders, desk, topic)
    _to_come([group for group in activity_groups if leaders[group] != desk.grant][:CALLED], leaders)
    _came_of(Activity.objects.get(topic=topic, group=activity_groups[0]), city)


def _came_of(activity: Activity, city: Congress) -> None:
    """Three opinions, of members before others."""
    members = set(Membership.objects.filter(group=activity.group).values_list("seat", flat=True))
    rows = Proposal.objects.put_forward().filter(congress=city).order_by("number").values_list("pk", "seat")
    chosen = sorted(rows, key=lambda row: row[1] not in members)[:3]
    Proposal.objects.filter(pk__in=[key for key, _ in chosen]).update(activity=activity)


def _groups(city: Congress) -> list[Group]:
    term = city.terms.get()
    areas = {area.code: area for area in Congress.objects.filter(parent=city)}
    facts = {"congress": city, "term": term, "starts_on": STARTED}
    rows = [
        Group(kind=Group.Kind.ACTIVITY, number=at, name=f"第{at}代表小组（{place}）", area=areas.get(code), **facts)
        for at, (code, place) in enumerate(PLACES, 1)
    ]
    rows += [
        Group(kind=Group.Kind.PROFESSIONAL, number=at, name=f"{name}专业小组", **facts)
        for at, name in enumerate(PROFESSIONS, 1)
    ]
    return Group.objects.bulk_create(rows)


def _shared(groups: list[Group], seats: list[Seat]) -> list[tuple[Group, Seat]]:
    """Each deputy's group: as many groups as have five members get some, those next by name are together."""
    filled = groups[: max(1, len(seats) // FEWEST)]
    return [(filled[at * len(filled) // len(seats)], seat) for at, seat in enumerate(seats)]


def _people(groups: list[Group], seats: list[Seat], desk: Actor) -> dict[Group, Grant]:
    """Each deputy in one activity group, every third in a professional one; gives whoever leads each."""
    by_kind = {kind: [group for group in groups if group.kind == kind] for kind in Group.Kind.values}
    members = _shared(by_kind["activity"], seats) + _shared(by_kind["professional"], seats[::3])
    Membership.objects.bulk_create([Membership(group=group, seat=seat, starts_on=STARTED) for group, seat in members])
    leaders: dict[Group, Grant] = {}
    for group, seat in members:
        leaders.setdefault(group, seat.grant)
    Post.objects.bulk_create(
        [Post(group=group, grant=grant, kind="leader", starts_on=STARTED) for group, grant in leaders.items()]
    )
    left = [group for group in groups if group not in leaders]
    Post.objects.bulk_create(
        [Post(group=group, grant=desk.grant, kind="contact", starts_on=STARTED) for group in left]
    )
    return leaders | dict.fromkeys(left, desk.grant)


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, NOON))


def _links(groups: list[Group], city: Congress, leaders: dict[Group, Grant]) -> None:
    """One organ and one village each: 26 of 26."""
    organs = list(Organ.objects.handling().filter(congress=city).order_by("sort_key", "pk"))
    rows, today = [], timezone.localdate()
    for at, group in enumerate(groups):
        facts = {"group": group, "starts_on": STARTED, "set_by": leaders[group]}
        rows.append(Link(kind=Link.Kind.ORGAN, organ=organs[at % len(organs)], contact="办公室", **facts))
        village = f"{group.area.place if group.area else '相山区'}{VILLAGES[at % len(VILLAGES)]}"
        rows.append(Link(kind=Link.Kind.VILLAGE, village=village, contact="村（居）委会", **facts))
    Link.objects.bulk_create(rows)
    day = today - timedelta(days=20)
    LinkNote.objects.bulk_create(
        [
            LinkNote(
                link=row, day=day, text="通报近期工作，商定下次活动。", written_by=row.set_by, written_at=_moment(day)
            )
            for row in rows[:8]
        ]
    )


def _matters(groups: list[Group], leaders: dict[Group, Grant]) -> None:
    """Two a group, done within this year; the first of each confirmed by the village."""
    today, rows = timezone.localdate(), []
    first = date(today.year, 1, 1)
    for at, group in enumerate(groups):
        for number in range(2):
            done = max(first, today - timedelta(days=20 + 30 * number))
            confirmed = {"confirmed_by": "村（居）委会主任", "confirmed_on": done} if number == 0 else {}
            facts = {"starts_on": done - timedelta(days=30), "done_on": done, "beneficiaries": "全村群众", **confirmed}
            title = MATTERS[(at + number) % len(MATTERS)]
            rows.append(
                PracticalMatter(group=group, title=title, text="已经办好。", written_by=leaders[group], **facts)
            )
    PracticalMatter.objects.bulk_create(rows)


def _quarters(today: date) -> list[date]:
    """A day in each of the last four quarters, this one last, none of them to come."""
    days, begins = [], date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    for _ in range(4):
        days.append(min(today, begins + timedelta(days=12)))
        before = begins - timedelta(days=1)
        begins = date(before.year, (before.month - 1) // 3 * 3 + 1, 1)
    return days[::-1]


def _activities(groups: list[Group], leaders: dict[Group, Grant], desk: Actor, topic: object) -> None:
    """One each quarter; the second is the environment topic's for all but one group; some wait for the desk."""
    rows, quarters = [], _quarters(timezone.localdate())
    for at, group in enumerate(groups):
        for number, day in enumerate(quarters):
            is_topic = number == 1 and STANDS_ASIDE not in group.name
            kind = "视察" if is_topic else KINDS[(at + number) % len(KINDS)]
            facts = {"group": group, "kind": kind, "day": day, "summary": SAID[kind]}
            if is_topic:
                facts |= {"topic": topic, "title": "查看环境问题", "problems": PROBLEMS[at % len(PROBLEMS)]}
            facts |= {"recorded_by": leaders[group], "recorded_at": _moment(day)}
            if number < 3 or at % 4 or leaders[group] == desk.grant:  # nobody was there to be confirmed
                facts |= {"state": "confirmed", "confirmed_by": desk.grant, "confirmed_at": _moment(day)}
            else:
                facts |= {"state": "recorded"}
            rows.append(Activity(**facts))
    Activity.objects.bulk_create(rows)
    members: dict[Any, list[Any]] = {}
    for key, seat in Membership.objects.filter(group__in=groups).values_list("group", "seat"):
        members.setdefault(key, []).append(seat)
    Attendance.objects.bulk_create(
        [
            Attendance(
                activity=row,
                seat_id=seat,
                state="excused" if (at + place) % 9 == 8 else "present",
                way="" if (at + place) % 9 == 8 else "record",
            )
            for at, row in enumerate(rows)
            for place, seat in enumerate(members.get(row.group_id, []))
        ],
        500,
    )


def _to_come(groups: list[Group], leaders: dict[Group, Grant]) -> None:
    """An activity of the next weeks each, to which some have answered; one asks for leave, one has it."""
    first, rows = timezone.localdate() + timedelta(days=5), []
    for at, group in enumerate(groups):
        kind = KINDS[at % len(KINDS)]
        facts = {"title": f"{kind}：民生实事办得怎样", "place": "小组所在地", "begins_at": time(9)}
        rows.append(
            Activity(group=group, kind=kind, day=first + timedelta(days=at), planned_by=leaders[group], **facts)
        )
    Activity.objects.bulk_create(rows)
    members: dict[Any, list[Any]] = {}
    for key, seat in Membership.objects.filter(group__in=groups).order_by("pk").values_list("group", "seat"):
        members.setdefault(key, []).append(seat)
    answered = []
    for at, row in enumerate(rows):
        for place, seat in enumerate(members.get(row.group_id, [])):
            state, reason = ANSWERS[(at + place) % len(ANSWERS) if place else 0]  # who called it comes
            answered.append(Attendance(activity=row, seat_id=seat, state=state, reason=reason))
    Attendance.objects.bulk_create(answered, 500)
