"""Two key items of the small demo: marked by the meeting, spoken of, one to be visited and one with an instruction."""

from datetime import timedelta

from django.utils import timezone

from congress.actors import Actor
from congress.models import Congress, Grant, Role
from proposals.models import Assignment
from proposals.supervision import instructing, marking, reporting, visiting

WEEK = timedelta(days=7)


def supervise(city: Congress) -> None:
    """The first two matters of the city that an organ has in hand, in the order of their numbers."""
    today = timezone.localdate()
    grants = Grant.objects.select_related("person", "congress", "organ").filter(congress=city).order_by("id")
    leader = grants.filter(role=Role.COUNCIL).first()
    committee = grants.filter(role=Role.COMMITTEE).order_by("organ__sort_key").first()
    desk = grants.filter(role=Role.DESK).first()
    in_hand = Assignment.objects.filter(
        state=Assignment.State.HANDLING, part=Assignment.Part.LEAD, proposal__holder=city
    )
    rows = list(in_hand.select_related("proposal__holder", "organ").order_by("proposal__number")[:2])
    if leader is None or committee is None or committee.organ is None or desk is None:
        return
    for at, row in enumerate(rows):
        marking.mark(
            row.proposal,
            leader=leader,
            committee=committee.organ,
            marked_on=today,
            reason="群众反映集中，涉及面广。",
            by=Actor(desk),
            on=today,
        )
        by = grants.filter(role=Role.HANDLER, organ=row.organ).first()
        if by:
            reporting.report_progress(row, day=today, text="已现场踏勘，方案正在比选。", by=Actor(by), on=today)
        if at:
            visiting.call_visit(
                row.proposal,
                day=today + WEEK,
                place="现场，上午9:00",
                seats=visiting.those_to_invite(row.proposal),
                by=Actor(committee),
                on=today,
            )
        else:
            reporting.remark(row.proposal, text="请把施工时间告诉附近居民。", by=Actor(committee), on=today)
            text = "请在月内拿出方案，需要协调的及时报告。"
            instructing.instruct(row, text=text, given_on=today, due_on=today + WEEK, by=Actor(leader), on=today)
