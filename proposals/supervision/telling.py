"""Who is told what of supervision, in the transaction of its cause; telling() of the main job sends it."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse

from congress.models import Organ, Person, Role
from proposals.models import (
    AgendaItem,
    Campaign,
    Dispatch,
    Instruction,
    KeyItem,
    Nomination,
    Progress,
    Proposal,
    Remark,
    Visit,
    VisitInvitation,
)
from proposals.supervision.supervisors import told_of
from proposals.telling import authors_of, desk_of, staff_of, tell


def _once(people: Iterable[Person]) -> list[Person]:
    return list({person.pk: person for person in people}.values())


def organs_of(proposal: Proposal, on: date) -> list[Person]:
    """Whoever acts for an organ that has it in hand."""
    rows = proposal.assignments.current().select_related("organ")
    return _once(person for row in rows for person in staff_of(row.organ, on))


def nominated(nomination: Nomination, *, on: date) -> None:
    """The desk, which puts it to the 主任会议."""
    proposal, grant = nomination.proposal, nomination.nominated_by
    people = [person for person in desk_of(proposal.holder, on) if person.pk != grant.person_id]
    facts = {"organ": grant.place}
    tell("key_nominated", people, proposal, on=on, fact=f"{nomination.pk}", facts=facts)


def declined(nomination: Nomination, *, on: date) -> None:
    """Who proposed it."""
    people, facts = [nomination.nominated_by.person], {"reason": nomination.answer}
    tell("key_declined", people, nomination.proposal, on=on, fact=f"{nomination.pk}", facts=facts)


def marked(key: KeyItem, *, on: date) -> None:
    """The authors, the organs, the committee and the leader."""
    proposal, facts = key.proposal, {"who": key.leader.person.name}
    people = _once([*authors_of(proposal), *organs_of(proposal, on), *told_of(proposal, on)])
    tell("key_marked", people, proposal, on=on, fact=f"{key.pk}", facts=facts)


def unmarked(key: KeyItem, people: Sequence[Person], *, on: date) -> None:
    """The same, who were asked for before the mark came off."""
    tell("key_ended", people, key.proposal, on=on, fact=f"{key.pk}", facts={"reason": key.end_reason})


def concerned(proposal: Proposal, on: date) -> list[Person]:
    """Everybody who has to do with a key item."""
    return _once([*authors_of(proposal), *organs_of(proposal, on), *told_of(proposal, on)])


def progress_reported(progress: Progress, *, on: date) -> None:
    """Those who supervise."""
    assignment = progress.assignment
    people, facts = told_of(assignment.proposal, on), {"organ": str(assignment.organ)}
    tell("progress_reported", people, assignment.proposal, on=on, fact=f"{progress.pk}", facts=facts)


def remarked(remark: Remark, *, on: date) -> None:
    """The organs that have it in hand."""
    proposal = remark.proposal
    assert proposal is not None
    facts = {"from": remark.written_by.place}
    tell("remarked", organs_of(proposal, on), proposal, on=on, fact=f"{remark.pk}", facts=facts)


def visit_called(visit: Visit, invitations: Sequence[VisitInvitation], *, on: date) -> None:
    """The deputies, who answer; the organs, who receive."""
    proposal, facts = visit.proposal, {"date": visit.on}
    people = [row.seat.person for row in invitations]
    tell("visit_called", people, proposal, on=on, fact=f"{visit.pk}", facts=facts)
    for row in proposal.assignments.current().select_related("organ"):
        hosts = staff_of(row.organ, on)
        tell("visit_hosted", hosts, proposal, on=on, fact=f"{visit.pk}", facts={**facts, "organ": str(row.organ)})


def visit_answered(invitation: VisitInvitation, *, on: date) -> None:
    """Who called it."""
    visit = invitation.visit
    facts = {
        "who": invitation.seat.person.name,
        "answer": "参加" if invitation.comes else "不参加",
        "date": visit.on,
    }
    people, fact = [visit.called_by.person], f"{invitation.pk}:{invitation.comes}"
    tell("visit_answered", people, visit.proposal, on=on, fact=fact, facts=facts)


def visit_recorded(visit: Visit, *, on: date) -> None:
    """The deputies and the organs."""
    people = _once([*authors_of(visit.proposal), *organs_of(visit.proposal, on)])
    tell("visit_recorded", people, visit.proposal, on=on, fact=f"{visit.pk}", facts={"date": visit.on})


def instructed(instruction: Instruction, *, on: date) -> None:
    """The organ."""
    assignment = instruction.assignment
    facts = {"organ": str(assignment.organ), "who": instruction.leader.person.name, "date": instruction.due_on}
    people = staff_of(assignment.organ, on)
    tell("instructed", people, assignment.proposal, on=on, fact=f"{instruction.pk}", facts=facts)


def instruction_answered(instruction: Instruction, *, on: date) -> None:
    """The leader, and who put the instruction on record for him."""
    assignment = instruction.assignment
    people = _once([instruction.leader.person, instruction.recorded_by.person])
    facts = {"organ": str(assignment.organ)}
    tell("instruction_answered", people, assignment.proposal, on=on, fact=f"{instruction.pk}", facts=facts)


def _organs_on(agenda: Sequence[AgendaItem]) -> dict[Organ, list[AgendaItem]]:
    found: dict[Organ, list[AgendaItem]] = {}
    for row in agenda:
        found.setdefault(row.assignment.organ, []).append(row)
    return found


def dispatch_called(dispatch: Dispatch, agenda: Sequence[AgendaItem], *, on: date) -> None:
    """One message an organ, whatever the number of matters; the leader and the committees too."""
    address = reverse("proposals:dispatch", args=[dispatch.pk])
    for organ, rows in _organs_on(agenda).items():
        facts = {"organ": str(organ), "date": dispatch.on, "n": len(rows)}
        first, fact = rows[0].assignment.proposal, f"{dispatch.pk}:{organ.pk}"
        people = staff_of(organ, on)
        tell("dispatch_called", people, first, on=on, fact=fact, facts=facts, address=address)


def dispatch_recorded(dispatch: Dispatch, agenda: Sequence[AgendaItem], *, on: date) -> None:
    """What was asked of it, to each organ."""
    address = reverse("proposals:dispatch", args=[dispatch.pk])
    for organ, rows in _organs_on(agenda).items():
        facts = {"organ": str(organ), "n": len(rows)}
        first, fact = rows[0].assignment.proposal, f"{dispatch.pk}:{organ.pk}"
        people = staff_of(organ, on)
        tell("dispatch_recorded", people, first, on=on, fact=fact, facts=facts, address=address)


def campaign_opened(campaign: Campaign, matters: Sequence[Proposal], *, on: date) -> None:
    """The committees that take part, and the leader."""
    people = [person for organ in campaign.committees.all() for person in staff_of(organ, on, Role.COMMITTEE)]
    people += [campaign.leader.person] if campaign.leader else []
    if not matters:
        return
    address = reverse("proposals:campaign", args=[campaign.pk])
    facts = {"title": campaign.title, "n": len(matters)}
    tell("campaign_opened", _once(people), matters[0], on=on, fact=f"{campaign.pk}", facts=facts, address=address)
