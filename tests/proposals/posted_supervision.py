"""Every page of supervision that takes a POST, at its stage, with what somebody sensible would send."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Grant
from proposals.models import Proposal, Superior
from proposals.supervision import superiors
from tests import stages, supervision
from tests.proposals.posted_pages import (
    TEXT,
    Page,
    assignment_page,
    day,
    deputy,
    desk,
    handler,
    leader,
    plain,
    proposal_page,
)
from tests.supervision import committee_of, leader_of, second_committee
from tests.world import World


def plain_matter(world: World) -> Proposal:
    return stages.handled(world).proposal


def marked_matter(world: World) -> Proposal:
    return supervision.key_item(world).proposal


def mark_key(world: World) -> Page:
    address = reverse("proposals:mark_key", args=[plain_matter(world).pk])
    sent = {"leader": leader_of(world).pk, "committee": committee_of(world).organ_id}
    return Page(address, world.desk, {**sent, "marked_on": day(0), "reason": TEXT})


def call_visit(world: World) -> Page:
    address = reverse("proposals:call_visit", args=[marked_matter(world).pk])
    return Page(address, committee_of(world), {"day": day(1), "place": "现场", "seats": world.zhang.pk})


def of_a_visit(name: str, grant: Callable[[World], Grant], **sent: object) -> Callable[[World], Page]:
    def made(world: World) -> Page:
        visit = supervision.visited(world, supervision.key_item(world))
        return Page(reverse(f"proposals:{name}", args=[visit.pk]), grant(world), sent)

    return made


def instruct(world: World) -> Page:
    assignment = supervision.key_item(world)
    address = reverse("proposals:instruct", args=[assignment.proposal_id])
    sent = {"part": assignment.pk, "text": TEXT, "given_on": day(0), "due_on": day(5)}
    return Page(address, leader_of(world), sent)


def answer_instruction(world: World) -> Page:
    row = supervision.instructed(world, supervision.key_item(world))
    return Page(reverse("proposals:answer_instruction", args=[row.pk]), world.handler, {"answer": TEXT})


def call_dispatch(world: World) -> Page:
    matter = marked_matter(world)
    sent = {"leader": leader_of(world).pk, "day": day(1), "place": "三楼"}
    sent |= {"keys": matter.pk, "numbers": matter.number}
    return Page(reverse("proposals:call_dispatch"), world.desk, sent)


def record_dispatch(world: World) -> Page:
    meeting = supervision.called(world, supervision.key_item(world))
    (row,) = meeting.agenda.all()
    sent = {f"reported_{row.pk}": TEXT, f"told_{row.pk}": TEXT, "next_on": day(30)}
    return Page(reverse("proposals:record_dispatch", args=[meeting.pk]), world.desk, sent)


def open_campaign(world: World) -> Page:
    matter = marked_matter(world)
    sent = {"form": "joint", "title": "停车难", "category": "", "keys": matter.pk, "numbers": "", "plan": TEXT}
    sent |= {"committees": [committee_of(world).organ_id], "leader": leader_of(world).pk}
    sent |= {"form": "topic", "starts_on": day(0), "ends_on": day(9)}
    second_committee(world)
    return Page(reverse("proposals:open_campaign"), world.desk, sent)


def note_campaign(world: World) -> Page:
    made = supervision.campaign(world, supervision.key_item(world))
    return Page(reverse("proposals:note_campaign", args=[made.pk]), committee_of(world), {"text": TEXT})


def superiors_page(world: World) -> Page:
    sent = {"rung": "section", "person": world.leader.person_id, "office": world.office.pk}
    return Page(reverse("proposals:superiors"), world.handler, sent)


def end_superior(world: World) -> Page:
    person = world.leader.person
    named: Superior = superiors.name_superior(rung="deputy", office=None, person=person, by=Actor(world.leader))
    return Page(reverse("proposals:end_superior", args=[named.pk]), leader(world))


PAGES: dict[str, Callable[[World], Page]] = {
    "proposals:nominate_key": proposal_page("nominate_key", desk, plain_matter, reason=TEXT),
    "proposals:mark_key": mark_key,
    "proposals:unmark_key": proposal_page(
        "unmark_key", desk, marked_matter, ended_on=str(timezone.localdate()), reason=TEXT
    ),
    "proposals:remark": proposal_page("remark", committee_of, marked_matter, text=TEXT),
    "proposals:report_progress": assignment_page(
        "report_progress", handler, stages.handled, day=str(timezone.localdate()), text=TEXT
    ),
    "proposals:call_visit": call_visit,
    "proposals:answer_visit": of_a_visit("answer_visit", deputy, accept="1"),
    "proposals:record_visit": of_a_visit("record_visit", committee_of, result=TEXT),
    "proposals:instruct": instruct,
    "proposals:answer_instruction": answer_instruction,
    "proposals:call_dispatch": call_dispatch,
    "proposals:record_dispatch": record_dispatch,
    "proposals:open_campaign": open_campaign,
    "proposals:note_campaign": note_campaign,
    "proposals:phrases": plain("proposals:phrases", handler, text=TEXT, version=1),
    "proposals:superiors": superiors_page,
    "proposals:end_superior": end_superior,
}
