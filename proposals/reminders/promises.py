"""What is told of promises: their days, the quarter's progress, a deputy's confirmation, the change of term."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.urls import reverse

from congress.calendar_table import current_calendar
from congress.notices import Post, post_many
from congress.registries import reminder
from proposals.clocks import Light
from proposals.models import Clock, LimitKey, Promise
from proposals.promises.carrying import carry_over
from proposals.promises.guards import DEPUTY
from proposals.promises.ledger import THIS_AND_LAST
from proposals.promises.quarters import Quarter, asks_from, quarter_of, unreported
from proposals.promises.telling import promisee
from proposals.promises.todos import to_confirm
from proposals.reminders.organs import BOTH, HANDLERS, people, staff_of_all
from proposals.reminders.stages import LAST_WORKDAYS, stage_of, weeks_since

PAPER = "承诺"
AT_ONCE = 1000


@reminder("promises_due", "承诺将到期、到期、超期")
def promises_due(today: date) -> int:
    """Each promise: half of its time over, soon due, due today, weekly when overdue; a paper as any other."""
    calendar, posts = current_calendar(), []
    clocks = (
        Clock.objects.running()
        .filter(limit=LimitKey.PROMISE, root__is_live=True)
        .select_related("root__holder", "promise__reply__assignment__organ")
    )
    staff = staff_of_all(set(clocks.values_list("promise__reply__assignment__organ", flat=True)), today)
    for clock in clocks.order_by("due_on", "pk").iterator(chunk_size=AT_ONCE):
        light = Light(clock, today, calendar)
        stage = stage_of(light)
        if stage is None or clock.promise is None:
            continue
        organ = clock.promise.reply.assignment.organ
        for person in people(staff, organ, BOTH if stage.kind in ("due_today", "overdue") else HANDLERS):
            facts = {"organ": str(organ), "no": clock.root.number, "paper": PAPER, "until": light.last_day}
            posts.append(
                Post(
                    key=f"{stage.kind}:{clock.pk}:{stage.name}:{person.pk}",
                    kind=stage.kind,
                    to=person,
                    congress=clock.root.holder,
                    facts=facts | {"d": abs(light.left)},
                    address=reverse("proposals:promise", args=[clock.promise.pk]),
                    day=today,
                )
            )
    return post_many(posts)


@reminder("promise_reports", "请单位报本季度承诺进展")
def promise_reports(today: date) -> int:
    """One message an organ in the quarter's last days, and one more when three working days are left."""
    quarter = quarter_of(today)
    left = current_calendar().workdays_between(today, quarter.ends_on)
    stage = "late" if left <= LAST_WORKDAYS else "asked"
    live = Promise.objects.filter(reply__assignment__proposal__is_live=True)
    owed: dict[UUID, list[Promise]] = defaultdict(list)
    for promise in unreported(live, quarter).select_related(
        "reply__assignment__organ", "reply__assignment__proposal__holder"
    ):
        assignment = promise.reply.assignment
        if today >= asks_from(quarter, assignment.proposal.holder):
            owed[assignment.organ_id].append(promise)
    return post_many(_asking(owed, quarter, stage, today))


def _asking(owed: dict[UUID, list[Promise]], quarter: Quarter, stage: str, today: date) -> Iterator[Post]:
    staff = staff_of_all(owed, today)
    kind, those = ("promise_year", f"?year={THIS_AND_LAST}") if quarter.is_last else ("promise_report", "?state=asked")
    for promises in owed.values():
        assignment = promises[0].reply.assignment
        organ = assignment.organ
        facts = {"organ": str(organ), "date": quarter.ends_on, "n": len(promises)}
        for person in people(staff, organ, BOTH if stage == "late" else HANDLERS):
            yield Post(
                key=f"{kind}:{organ.pk}:{quarter.name}:{stage}:{person.pk}",
                kind=kind,
                to=person,
                congress=assignment.proposal.holder,
                facts=facts,
                address=f"{reverse('proposals:promises')}{those}",
                day=today,
            )


@reminder("promise_waiting", "等代表确认兑现的")
def promise_waiting(today: date) -> int:
    """The deputy, each week after a report; his silence is never a confirmation."""
    reported = to_confirm(Promise.objects.filter(reply__assignment__proposal__is_live=True), DEPUTY)
    posts = []
    for promise in reported.select_related("reply__assignment__proposal__seat__person").prefetch_related("reports"):
        report = list(promise.reports.all())[-1]
        week, proposal = weeks_since(report.reported_on, today), promise.reply.assignment.proposal
        for person in promisee(promise, today) if week else []:
            posts.append(
                Post(
                    key=f"promise_waiting:{report.pk}:{week}:{person.pk}",
                    kind="promise_waiting",
                    to=person,
                    congress=proposal.holder,
                    facts={"name": person.name, "no": proposal.number},
                    address=reverse("proposals:confirm_promise", args=[promise.pk]),
                    day=today,
                )
            )
    return post_many(posts)


@reminder("promises_carried", "承诺转入新一届")
def promises_carried(today: date) -> int:
    """What is owed to a term that is over goes on; what only a deputy without a seat has not confirmed is done."""
    return carry_over(today)
