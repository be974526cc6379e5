"""逐级提醒: who is told when a limit runs out, from the officer up to the committee; and instructions to answer."""

from datetime import date

from django.urls import reverse

from congress.calendar_table import current_calendar
from congress.notices import Post, post_many
from congress.registries import reminder
from proposals.reminders.organs import BOTH, people, staff_of_all
from proposals.reminders.stages import LAST_WORKDAYS, weeks_since
from proposals.supervision import ladder
from proposals.supervision.instructing import unanswered
from proposals.supervision.spans import left_until, words_until


@reminder("escalation", "逐级提醒")
def escalation(today: date) -> int:
    """Every rung that is reached, once for each limit."""
    return ladder.climb(today)


@reminder("instruction_due", "没有答复的批示")
def instruction_due(today: date) -> int:
    """To the organ: three working days before the day that was set, on it, then each week."""
    calendar = current_calendar()
    if not calendar.is_workday(today):
        return 0
    rows = unanswered().select_related("assignment__organ", "assignment__proposal__holder", "leader__person")
    due = [row for row in rows if left_until(row.due_on, today, calendar) <= LAST_WORKDAYS and row.given_on < today]
    staff = staff_of_all({row.assignment.organ_id for row in due}, today)
    posts = []
    for row in due:
        left, organ = left_until(row.due_on, today, calendar), row.assignment.organ
        stage = f"week{weeks_since(row.due_on, today)}" if left < 0 else "day" if left == 0 else "days"
        for person in people(staff, organ, BOTH):
            posts.append(
                Post(
                    key=f"instruction_due:{row.pk}:{stage}:{person.pk}",
                    kind="instruction_due",
                    to=person,
                    congress=row.assignment.proposal.holder,
                    facts={
                        "organ": str(organ),
                        "no": row.assignment.proposal.number,
                        "left": words_until(row.due_on, today, calendar),
                    },
                    address=reverse("proposals:answer_instruction", args=[row.pk]),
                    day=today,
                )
            )
    return post_many(posts)
