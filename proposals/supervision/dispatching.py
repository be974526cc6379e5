"""调度会: several matters on one agenda, what each organ reported and was told, when the next one is."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Grant, Organ, Role
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.workflow import OutOfTurn
from proposals.holding import hold
from proposals.models import AgendaItem, Assignment, Dispatch, Proposal
from proposals.supervision import telling
from proposals.supervision.supervisors import may_supervise

MOST = 50


def may_call_dispatch(actor: Actor) -> Verdict:
    """Desk, committee, leader."""
    is_street = actor.organ is not None and actor.organ.kind == Organ.Kind.STREET
    if actor.role in (Role.DESK, Role.COMMITTEE, Role.COUNCIL) and not is_street:
        return ALLOWED
    return refuse("调度会由代表工委、督办工委和领导召集。")


def dispatches_for(actor: Actor) -> QuerySet[Dispatch]:
    """Those of his congress, as far as he may see a matter on the agenda; an organ those to which it is called."""
    rows = AgendaItem.objects.filter(assignment__in=Assignment.objects.visible_to(actor))
    if actor.seat is not None:
        return Dispatch.objects.none()
    return Dispatch.objects.filter(agenda__in=rows).distinct()


def agenda_for(dispatch: Dispatch, actor: Actor) -> list[AgendaItem]:
    """The lines that this reader may see: an organ its own."""
    rows = dispatch.agenda.filter(assignment__in=Assignment.objects.visible_to(actor))
    return list(rows.select_related("assignment__organ", "assignment__proposal__seat__person"))


@transaction.atomic
def call_dispatch(
    proposals: Sequence[Proposal], *, leader: Grant, day: date, place: str, by: Actor, on: date
) -> Dispatch:
    """召集调度会: every organ that owes a reply in these matters comes on the agenda and is told once."""
    require(may_call_dispatch(by))
    require(ALLOWED if proposals else refuse("请选择要调度的建议。"))
    require(ALLOWED if len(proposals) <= MOST else refuse(f"一次最多调度{MOST}件。"))
    require(ALLOWED if day >= on else refuse("调度会的日期不能早于今天。"))
    is_own = leader.role == Role.COUNCIL and leader.congress_id == by.congress.pk
    require(ALLOWED if is_own else refuse("主持的领导应是本级主任会议成员。"))
    hold(*(proposal.pk for proposal in proposals))
    facts = {"congress": by.congress, "leader": leader, "on": day, "place": place, "called_by": by.grant}
    again = Dispatch.objects.filter(**facts, called_at__date=on, recorded_at__isnull=True)
    if same := again.filter(agenda__assignment__proposal=proposals[0]).first():
        return same  # pressed twice
    dispatch = Dispatch.objects.create(**facts)
    agenda = []
    for proposal in proposals:
        require(_may_be_called(by, proposal))
        rows = proposal.assignments.current().replying().select_related("organ")
        agenda += [dispatch.agenda.create(assignment=row) for row in rows]
        timeline.record("call_dispatch", proposal, by=by, note=f"{day:%Y-%m-%d}", dispatch=str(dispatch.pk))
    timeline.record("call_dispatch", dispatch, by=by)
    telling.dispatch_called(dispatch, agenda, on=on)
    return dispatch


def _may_be_called(actor: Actor, proposal: Proposal) -> Verdict:
    """A leader may call any matter of his congress."""
    if actor.role == Role.COUNCIL and proposal.holder_id == actor.congress.pk:
        is_with_organs = proposal.assignments.current().replying().exists()
        return ALLOWED if is_with_organs else refuse(f"{proposal.number}号还没有交办。")
    return may_supervise(actor, proposal)


def may_record_dispatch(actor: Actor, dispatch: Dispatch) -> Verdict:
    """Whoever called it, and the desk, once."""
    is_desk = actor.is_desk and actor.congress.pk == dispatch.congress_id and bool(may_call_dispatch(actor))
    is_caller = actor.grant.pk == dispatch.called_by_id
    if not (is_desk or is_caller):
        return refuse("调度情况由召集的人和代表工委登记。")
    return refuse("调度情况已经登记。") if dispatch.recorded_at else ALLOWED


@transaction.atomic
def record_dispatch(
    dispatch: Dispatch, said: Mapping[int, tuple[str, str]], *, next_on: date | None, by: Actor, on: date
) -> None:
    """登记调度情况.

    Args:
        said: what each line of the agenda reported and was told, by its key.
        next_on: the next meeting, if there is one.
    Raises:
        OutOfTurn: when somebody has just done so.
    """
    require(may_record_dispatch(by, Dispatch.objects.get(pk=dispatch.pk)))
    require(ALLOWED if dispatch.on <= on else refuse("还没有到调度会的日期。"))
    require(ALLOWED if next_on is None or next_on >= dispatch.on else refuse("下次调度应在这次以后。"))
    facts = {"next_on": next_on, "recorded_by": by.grant, "recorded_at": timezone.now()}
    if not Dispatch.objects.filter(pk=dispatch.pk, recorded_at__isnull=True).update(**facts):
        raise OutOfTurn("调度情况刚刚已经登记，请看最新情况。")
    agenda = list(dispatch.agenda.select_related("assignment__organ", "assignment__proposal__holder"))
    for row in agenda:
        row.reported, row.told = said.get(row.pk, ("", ""))
        row.save(update_fields=["reported", "told"])
    timeline.record("record_dispatch", dispatch, by=by)
    for proposal in {row.assignment.proposal_id: row.assignment.proposal for row in agenda}.values():
        timeline.record("record_dispatch", proposal, by=by, dispatch=str(dispatch.pk))
    dispatch.refresh_from_db()
    telling.dispatch_recorded(dispatch, agenda, on=on)
