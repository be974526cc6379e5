"""Holding a reminder back that would tell far more people than usual: a wrong rule, or a clock gone mad (T27)."""

from datetime import date, timedelta
from statistics import median

from django.urls import reverse

from congress.models import Grant, JobRun, Role
from congress.notices import Post, post_many

HELD = "没有发出："
MOST_IN_A_RUN = 3500
TIMES_THE_USUAL = 2
USUAL_DAYS = 30
# A usual run is the median of those that posted. Stragglers say nothing of it (most kinds run daily and tell a few, or
# nobody, between two days on which they tell many), and below the floor a jump does no harm.
FEWEST, FLOOR, FEWEST_RUNS = 20, 300, 2
TOLD = [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN]


def usual(job: str, *, today: date) -> int | None:
    """How many a run of the job usually posts, by the 30 days before; None when too few ran to tell."""
    first = (today - timedelta(days=USUAL_DAYS)).isoformat()
    runs = JobRun.objects.filter(job=job, period__gte=first, period__lt=today.isoformat(), number__gte=FEWEST)
    sent = [run.number or 0 for run in runs.exclude(result__startswith=HELD)]
    return round(median(sent)) if len(sent) >= FEWEST_RUNS else None


def too_many(job: str, number: int, *, today: date) -> str:
    """Why a run that would post so many is held, as a sentence; empty when it may go."""
    if number > MOST_IN_A_RUN:
        return f"{number}条，超过一次{MOST_IN_A_RUN}条的上限"
    often = usual(job, today=today)
    if often is not None and number > max(FLOOR, TIMES_THE_USUAL * often):
        return f"{number}条，超过近{USUAL_DAYS}天通常每次{often}条的{TIMES_THE_USUAL}倍"
    return ""


def tell(run: JobRun, label: str, *, today: date) -> None:
    """Tell who may let it go, once, in the portal alone: what is held is too many messages."""
    grants = Grant.objects.active(today).filter(role__in=TOLD, congress__parent__isnull=True)
    post_many(
        Post(
            key=f"reminder_held:{run.job}:{run.period}:{grant.person_id}",
            kind="reminder_held",
            to=grant.person,
            congress=grant.congress,
            facts={"title": label, "n": run.number},
            address=reverse("congress:held_reminder", args=[run.pk]),
            day=today,
            channels=(),
        )
        for grant in grants.select_related("person", "congress")
    )
