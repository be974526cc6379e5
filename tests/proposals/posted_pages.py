"""Every page of proposals and deputies that takes a POST, at its stage, with what somebody sensible would send."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant
from deputies import roster_rows, standing
from deputies.models import Seat
from deputies.standing import END_GROUNDS, SUSPENSION_GROUNDS
from proposals import drafting, handling, merging, routing, triage
from proposals.models import Assignment, Limit, Proposal, SavedFilter
from tests import stages
from tests.congress.made_files import photo
from tests.places import signed_in
from tests.world import BODY, World

NOBODY = "00000000-0000-4000-8000-000000000000"
TEXT = "请补充具体的地点和范围。"


def day(days: int) -> str:
    return str(timezone.localdate() + timedelta(days=days))


@dataclass
class Page:
    """One form: its address, who may send it, and what somebody sensible would send."""

    address: str
    grant: Grant
    sent: dict[str, object] = field(default_factory=dict)

    @cached_property
    def client(self) -> Client:
        return signed_in(self.grant)


def proposal_page(name: str, grant: Callable[[World], Grant], stage: Callable[[World], Proposal], **sent: object):
    def made(world: World) -> Page:
        proposal = stage(world)
        return Page(reverse(f"proposals:{name}", args=[proposal.pk]), grant(world), sent)

    return made


def assignment_page(name: str, grant: Callable[[World], Grant], stage: Callable[[World], Assignment], **sent: object):
    def made(world: World) -> Page:
        assignment = stage(world)
        return Page(reverse(f"proposals:{name}", args=[assignment.pk]), grant(world), sent)

    return made


def deputy(world: World) -> Grant:
    return world.deputy


def joined(world: World) -> Grant:
    return world.li.grant


def desk(world: World) -> Grant:
    return world.desk


def handler(world: World) -> Grant:
    return world.handler


def leader(world: World) -> Grant:
    return world.leader


# Stages that the shared ones do not have


def draft(world: World) -> Proposal:
    return stages.drafted(world.deputy)


def just_sent(world: World) -> Proposal:
    proposal = draft(world)
    drafting.submit(proposal, by=Actor(world.deputy), at=timezone.now())
    return proposal


def waiting(world: World) -> Proposal:
    return stages.submitted(world.deputy)


def inviting(world: World) -> Proposal:
    proposal = draft(world)
    drafting.invite(proposal, [world.li], by=Actor(world.deputy))
    return proposal


def changed_since(world: World) -> Proposal:
    """One joined, then its author thought again and wrote more."""
    proposal, author = inviting(world), Actor(world.deputy)
    drafting.answer_invitation(proposal, joins=True, by=Actor(world.li.grant))
    drafting.submit(proposal, by=author, at=timezone.now())
    drafting.undo(proposal, by=author, on=timezone.now())
    drafting.save(proposal, by=author, seen=proposal.version, body=f"{BODY}另请修好护栏。")
    return proposal


def handed_down(world: World) -> Proposal:
    proposal = waiting(world)
    triage.transfer(proposal, to=world.county, reason=TEXT, by=Actor(world.desk), on=timezone.localdate())
    return proposal


def in_hand(world: World) -> Proposal:
    return stages.assigned(world).proposal


def joint(world: World) -> Assignment:
    assignment = stages.handled(world, joint=True).proposal.assignments.get(organ=world.housing)
    routing.sign_in(assignment, by=Actor(world.second_handler), at=timezone.now())
    return assignment


def joint_that_spoke(world: World) -> Assignment:
    assignment = joint(world)
    by = Actor(world.second_handler)
    handling.give_opinion(assignment, text=TEXT, by=by, on=timezone.localdate())
    return assignment


def release_asked(world: World) -> Assignment:
    assignment = stages.assigned(world)
    routing.ask_release(assignment, reason=TEXT, proposed_organ=None, by=Actor(world.handler), on=timezone.localdate())
    return assignment


def extension_asked(world: World) -> Assignment:
    assignment, today = stages.handled(world), timezone.localdate()
    until = max(clock.due_on for clock in assignment.clocks.running()) + timedelta(days=10)
    handling.ask_extension(assignment, reason=TEXT, until=until, by=Actor(world.handler), on=today)
    return assignment


def suspended(world: World) -> Seat:
    on = timezone.localdate() - timedelta(days=1)
    standing.change_standing(world.li, "suspend", ground=SUSPENSION_GROUNDS[0], starts_on=on, by=Actor(world.desk))
    return world.li


def batch(world: World) -> Page:
    proposal = waiting(world)
    pick = f"{proposal.pk}:{proposal.version}:{world.urban.pk}"
    return Page(reverse("proposals:assign_suggested"), world.desk, {"pick": pick, "confirm": "1"})


def one_of_the_batch(world: World) -> Page:
    page = batch(world)
    page.sent = {"one": page.sent["pick"]}
    return page


def remove_file(world: World) -> Page:
    return Page(reverse("proposals:remove_file", args=[draft(world).pk, 2**63]), world.deputy)


def limit_to_come(world: World) -> Page:
    facts = {"key": "review", "count": 2, "unit": "WD", "ground": "本级办理规程"}
    limit = Limit.objects.create(congress=world.city, starts_on=day(3), **facts)
    return Page(reverse("proposals:take_back_limit", args=[limit.pk]), world.desk)


def assign(world: World) -> Page:
    proposal = waiting(world)
    sent = {"lead": world.urban.pk, "joint": world.housing.pk, "lane": "ordinary", "committee": ""}
    parts = {f"separate_{n}{part}": "" for n in (1, 2, 3) for part in ("", "_part")}
    address = reverse("proposals:assign", args=[proposal.pk])
    return Page(address, world.desk, sent | parts | {"version": proposal.version})


def merge(world: World) -> Page:
    target = stages.submitted(world.deputy, "关于东山路口照明的建议")
    triage.accept(target, by=Actor(world.desk), on=timezone.localdate())
    address = reverse("proposals:merge", args=[waiting(world).pk])
    return Page(address, world.desk, {"number": target.number})


def merged(world: World) -> Proposal:
    proposal, head = waiting(world), in_hand(world)
    merging.merge(proposal, into=head, by=Actor(world.desk), on=timezone.localdate())
    return proposal


def invite(world: World) -> Page:
    return Page(reverse("proposals:invite", args=[draft(world).pk]), world.deputy, {"seats": world.li.pk})


def urge_chosen(world: World) -> Page:
    return Page(reverse("proposals:urge_chosen"), world.desk, {"pick": stages.assigned(world).pk, "confirm": "1"})


def scan(world: World) -> Page:
    """A number, and a photo that came before."""
    page = Page(reverse("proposals:scan"), world.desk, {"number": waiting(world).number, "kind": "sheet"})
    page.client.post(page.address, {"file": SimpleUploadedFile("签字.jpg", photo()), "number": "", "kind": ""})
    return page


def order_catalogue(world: World) -> Page:
    waiting(world)
    return Page(reverse("proposals:order_catalogue"), world.desk, {"year": day(0)[:4], "is_internal": "on"})


def uninvite(world: World) -> Page:
    proposal = inviting(world)
    address = reverse("proposals:uninvite", args=[proposal.pk, proposal.co_signatures.get().pk])
    return Page(address, world.deputy)


def delegate(world: World) -> Page:
    address = reverse("proposals:delegate", args=[stages.handled(world).pk])
    return Page(address, world.handler, {"office": world.office.pk, "handler": world.handler.person_id})


def transfer(world: World) -> Page:
    address = reverse("proposals:transfer", args=[waiting(world).pk])
    return Page(address, world.desk, {"congress": world.county.pk, "reason": TEXT})


def record(world: World) -> Page:
    sent = {"seat": world.zhang.pk, "title": "关于东山路口照明的建议", "body": BODY}
    return Page(reverse("proposals:record"), world.desk, sent)


def cosign(world: World) -> Page:
    assert world.li.grant is not None
    return Page(reverse("proposals:cosign", args=[inviting(world).pk]), world.li.grant, {"join": "1"})


def plain(name: str, grant: Callable[[World], Grant], /, **sent: object) -> Callable[[World], Page]:
    return lambda world: Page(reverse(name), grant(world), sent)


def seat_page(name: str, stage: Callable[[World], Seat], **sent: object) -> Callable[[World], Page]:
    return lambda world: Page(reverse(f"deputies:{name}", args=[stage(world).pk]), world.desk, sent)


def kept_filter(name: str, /, **sent: object) -> Callable[[World], Page]:
    def made(world: World) -> Page:
        kept = SavedFilter.objects.create(person=world.desk.person, name="本月", parameters="q=%E8%B7%AF%E7%81%AF")
        return Page(reverse(f"proposals:{name}", args=[kept.pk]), world.desk, sent)

    return made


def preview(world: World) -> Page:
    """Of a roster that this session has sent."""
    page = Page(reverse("deputies:import"), world.desk)
    row = ["何某", "", "13800000009", "009", "杜集团", "第一选区", "某厂工人", "2026-01-15", "", ""]
    table = "\n".join(",".join(cells) for cells in (roster_rows.LABELS, row))
    page.address = page.client.post(page.address, {"table": SimpleUploadedFile("名册.csv", table.encode())})[
        "Location"
    ]
    return page


WRITTEN: dict[str, object] = {"title": "关于西山路口照明的建议", "body": BODY, "version": 1}
DRAFT = WRITTEN | {"place": "西山路口", "wished_organ": "", "is_public": "on", "save": "1"}
REPLY: dict[str, object] = {
    "version": 1,
    "outcome": "B",
    "promise_1": "加装六盏路灯",
    "promised_on_1": "2099-12-31",
    "promise_2": "修好护栏",
    "promised_on_2": "2099-06-30",
    "text": stages.LETTER,
    "document_number": "城管函〔2026〕8号",
    "contact_name": "周某",
    "contact_phone": "0561-0000001",
    "is_public": "on",
}
PAGES: dict[str, Callable[[World], Page]] = {
    "proposals:create": plain("proposals:create", deputy, kind="suggestion"),
    "proposals:edit": proposal_page("edit", deputy, draft, **DRAFT),
    "proposals:autosave": proposal_page("autosave", deputy, draft, **DRAFT),
    "proposals:remove_file": remove_file,
    "proposals:invite": invite,
    "proposals:ask_again": proposal_page("ask_again", deputy, changed_since),
    "proposals:uninvite": uninvite,
    "proposals:rework": proposal_page("rework", deputy, inviting),
    "proposals:cosign": cosign,
    "proposals:check": proposal_page("check", deputy, draft),
    "proposals:undo": proposal_page("undo", deputy, just_sent),
    "proposals:withdraw": proposal_page("withdraw", deputy, waiting, reason=TEXT),
    "proposals:discard": proposal_page("discard", deputy, draft),
    "proposals:rate": assignment_page(
        "rate", deputy, stages.replied, process="satisfied", result="dissatisfied", reason=TEXT
    ),
    "proposals:tell_lead": assignment_page(
        "tell_lead",
        joined,
        stages.replied_jointly,
        process="satisfied",
        result="mostly",
        reason=TEXT,
    ),
    "proposals:limits": plain(
        "proposals:limits",
        desk,
        key="reply",
        lane="",
        count="20",
        unit="WD",
        ground="本级办理规程",
        starts_on=day(1),
        seen="1",
    ),
    "proposals:take_back_limit": limit_to_come,
    "proposals:record": record,
    "proposals:scan": scan,
    "proposals:order_catalogue": order_catalogue,
    "proposals:bundle": proposal_page("bundle", desk, waiting),
    "proposals:save_filter": plain(
        "proposals:save_filter", desk, name="待签收", parameters="state=assigned&q=%E8%B7%AF%E7%81%AF", is_default="on"
    ),
    "proposals:change_filter": kept_filter("change_filter", name="上月", is_default="on"),
    "proposals:delete_filter": kept_filter("delete_filter"),
    "proposals:split": proposal_page("split", desk, waiting, asks="装六盏路灯\n年底前完成", seen=""),
    "proposals:accept": proposal_page("accept", desk, waiting),
    "proposals:assign": assign,
    "proposals:assign_suggested": batch,
    "proposals:take_back": plain("proposals:take_back", desk, x="1"),
    "proposals:recall": proposal_page("recall", desk, in_hand, reason=TEXT),
    "proposals:send_back": proposal_page("send_back", desk, waiting, reason=TEXT),
    "proposals:refuse": proposal_page("refuse", desk, waiting, code="N4", reason=TEXT),
    "proposals:merge": merge,
    "proposals:unmerge": proposal_page("unmerge", desk, merged, reason=TEXT),
    "proposals:transfer": transfer,
    "proposals:take_over": proposal_page("take_over", lambda world: world.county_desk, handed_down),
    "proposals:give_back": proposal_page("give_back", lambda world: world.county_desk, handed_down, reason=TEXT),
    "proposals:decide_release": assignment_page("decide_release", desk, release_asked, answer=TEXT, organ=""),
    "proposals:decide_extension": assignment_page("decide_extension", desk, extension_asked, answer=TEXT),
    "proposals:reopen": assignment_page("reopen", desk, stages.rated, reason=TEXT),
    "proposals:conclude": assignment_page("conclude", desk, stages.disputed, on=day(0), way="meeting", result=TEXT),
    "proposals:urge": assignment_page("urge", deputy, stages.assigned),
    "proposals:urge_chosen": urge_chosen,
    "proposals:sign_in": assignment_page("sign_in", handler, stages.assigned),
    "proposals:sign_in_all": plain("proposals:sign_in_all", handler),
    "proposals:ask_release": assignment_page("ask_release", handler, stages.assigned, reason=TEXT, proposed_organ=""),
    "proposals:ask_extension": assignment_page("ask_extension", handler, stages.handled, reason=TEXT, until=day(100)),
    "proposals:delegate": delegate,
    "proposals:log_contact": assignment_page(
        "log_contact", handler, stages.handled, on=day(0), way="phone", persons="周某", result=TEXT
    ),
    "proposals:give_opinion": assignment_page("give_opinion", lambda world: world.second_handler, joint, text=TEXT),
    "proposals:send_back_opinion": assignment_page("send_back_opinion", handler, joint_that_spoke, reason=TEXT),
    "proposals:reply": assignment_page("reply", handler, stages.handled, **REPLY, send="1"),
    "proposals:reply_autosave": assignment_page("reply_autosave", handler, stages.handled, **REPLY),
    "proposals:sign": assignment_page("sign", leader, stages.to_be_signed, reason=TEXT),
    "deputies:import": plain("deputies:import", desk, table="x"),
    "deputies:preview": preview,
    "deputies:export_phones": plain("deputies:export_phones", desk, reason=TEXT),
    "deputies:suspend": seat_page(
        "suspend", lambda w: w.li, ground=SUSPENSION_GROUNDS[0], detail="某号", starts_on=day(0)
    ),
    "deputies:resume": seat_page("resume", suspended, detail="某号", starts_on=day(0)),
    "deputies:end": seat_page("end", lambda w: w.li, ground=END_GROUNDS[0], detail="某号", starts_on=day(0)),
}
