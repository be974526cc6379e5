"""提醒暂停: a reminder that told too many, and the button that lets it go."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from congress import breaker
from congress.breaker import HELD
from congress.manage import releasing
from congress.manage.permissions import may_see_held
from congress.models import JobRun
from congress.permissions import require
from congress.registries import registry
from congress.reminding import RELEASED, rehearsed
from congress.requests import PortalRequest

RUNS = JobRun.objects.filter(Q(result__startswith=HELD) | Q(result=RELEASED), job__startswith="remind:")


@require_safe
def held_reminder(request: PortalRequest, pk: int) -> HttpResponse:
    """Which reminder, why it is held, whom it would tell."""
    require(may_see_held(request.actor))
    run = get_object_or_404(RUNS.all(), pk=pk)
    today, name = localdate(), run.job.removeprefix("remind:")
    verdict = releasing.verdict(run, by=request.actor, on=today)
    context = {
        "run": run,
        "label": registry.reminder_labels.get(name, name),
        "usual": breaker.usual(run.job, today=today),
        "verdict": verdict,
        "by_place": rehearsed(today, name) if verdict else [],
    }
    return render(request, "congress/held_reminder.html", context)


@require_POST
def release_reminder(request: PortalRequest, pk: int) -> HttpResponse:
    """放行."""
    require(may_see_held(request.actor))
    run = get_object_or_404(RUNS.all(), pk=pk)
    releasing.release_reminder(run, by=request.actor, on=localdate())
    messages.success(request, "已放行，时钟下一次运行时发出，一般在10分钟以内。")
    return redirect("congress:held_reminder", pk)
