"""Every page of groups that takes a POST, at its stage, with what somebody sensible would send."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congress.models import Grant
from tests.groups import made
from tests.proposals.posted_pages import TEXT, Page, day, deputy, desk
from tests.world import World

RECORD = {"kind": "视察", "day": day(0), "summary": TEXT, "problems": TEXT, "place": "河边", "title": "", "topic": ""}
MATTER = {"title": "修路灯", "starts_on": day(-5), "text": TEXT, "done_on": day(-1), "cost": "100"}
leader = made.leader_grant


def of(
    name: str, grant: Callable[[World], Grant], row: Callable[[World], Any], /, *also: str, **sent: object
) -> Callable[[World], Page]:
    def made_page(world: World) -> Page:
        found = row(world)
        return Page(reverse(f"groups:{name}", args=[found.pk, *also]), grant(world), dict(sent))

    return made_page


def plain(name: str, /, **sent: object) -> Callable[[World], Page]:
    return lambda world: Page(reverse(f"groups:{name}"), world.desk, dict(sent))


def to_come(world: World) -> Any:
    return made.planned(world, 2)


def members(world: World) -> Page:
    row = made.group(world)
    return Page(reverse("groups:members", args=[row.pk]), world.desk, {"seats": world.wang.pk, "starts_on": day(0)})


def name_post(world: World) -> Page:
    row, sent = made.group(world), {"kind": "deputy_leader", "grant": world.deputy.pk, "starts_on": day(0)}
    return Page(reverse("groups:name_post", args=[row.pk]), world.desk, sent)


def set_link(world: World) -> Page:
    row = made.group(world)
    sent = {"organ": world.urban.pk, "contact": "周某", "starts_on": day(0)}
    return Page(reverse("groups:set_link", args=[row.pk, "organ"]), leader(world), sent)


def begin_opinion(world: World) -> Page:
    return Page(reverse("proposals:begin_opinion", args=[made.recorded(world).pk]), world.deputy)


def preview(world: World) -> Page:
    """Of a table that this session has sent."""
    page = Page(reverse("groups:import"), world.desk)
    table = f"小组,姓名,职务\n{made.group(world)},欧阳某,副组长\n"
    sent = {"table": SimpleUploadedFile("成员.csv", table.encode())}
    page.address = page.client.post(page.address, sent)["Location"]
    return page


PAGES: dict[str, Callable[[World], Page]] = {
    "groups:establish": plain("establish", kind="activity", name="新的小组", starts_on=day(0), area="", committee=""),
    "groups:rename_group": of("rename_group", desk, made.group, name="新的名称"),
    "groups:end_group": of("end_group", desk, made.group, ends_on=day(0)),
    "groups:members": members,
    "groups:end_member": of("end_member", desk, made.member, ends_on=day(0)),
    "groups:name_post": name_post,
    "groups:end_post": of("end_post", desk, made.post),
    "groups:record_activity": of("record_activity", leader, made.group, **RECORD),
    "groups:record": of("record", leader, made.recorded, version=1, **RECORD),
    "groups:confirm_activity": of("confirm_activity", desk, made.recorded, version=1),
    "groups:send_back": of("send_back", desk, made.recorded, reason=TEXT),
    "groups:write_plan": of("write_plan", leader, made.group, year="2026", number="4", text=TEXT),
    "groups:plan_activity": of("plan_activity", leader, made.group, kind="视察", title="看河道", day=day(2)),
    "groups:change_activity": of(
        "change_activity", leader, to_come, version=1, kind="视察", title="看河道", day=day(4), topic=""
    ),
    "groups:change_topic": of(
        "change_topic", desk, made.topic, seen=0, title="改名", text=TEXT, starts_on=day(0), ends_on=""
    ),
    "groups:close_topic": of("close_topic", desk, made.topic, conclusion=TEXT),
    "groups:import": plain("import", table="x"),
    "groups:preview": preview,
    "groups:cancel_activity": of("cancel_activity", leader, to_come, reason=TEXT),
    "groups:answer": of("answer", deputy, to_come),
    "groups:ask_leave": of("ask_leave", deputy, to_come, reason=TEXT),
    "groups:decide_leave": of("decide_leave", leader, made.leave),
    "groups:mark_present": of("mark_present", leader, made.waiting),
    "groups:sign_in": of("sign_in", deputy, made.planned, digits="123456"),
    "groups:add_reading": of("add_reading", leader, to_come, title="条例", link="https://example.org/law"),
    "groups:set_link": set_link,
    "groups:note_contact": of("note_contact", leader, made.link, day=day(0), text=TEXT),
    "groups:end_link": of("end_link", leader, made.link, ends_on=day(0)),
    "groups:add_matter": of("add_matter", leader, made.group, **MATTER),
    "groups:change_matter": of("change_matter", leader, made.matter, version=1, **MATTER),
    "groups:open_topic": plain("open_topic", title="新的行动", text=TEXT, starts_on=day(0), ends_on=""),
    "proposals:begin_opinion": begin_opinion,
}
