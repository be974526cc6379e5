"""练习室: its tasks, the way in, the beginning of each task, and who has done which."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from congress.middleware import SESSION_GRANT
from congress.permissions import require
from congress.practice import acting
from congress.requests import PortalRequest
from training.forms.taking_part import PracticeFilter
from training.models import Practice, PracticeQuerySet
from training.permissions import may_practise, may_read_results
from training.practice import entering
from training.practice.results import Result, results
from training.practice.tasks import BY_NAME, tasks_of
from training.views.finding import PAGE


@require_safe
def practice(request: PortalRequest) -> HttpResponse:
    """In the room the tasks with their buttons; outside of it what there is to practise, and the way in."""
    actor = request.actor
    own = {"grant": actor.grant} if actor.congress.is_practice else {"stands_for": actor.grant}
    row = Practice.objects.select_related("grant").filter(**own).first()
    rows = results([row])[row.pk] if row else [Result(task) for task in tasks_of(actor.role)]
    context = {
        "rows": rows,
        "done": sum(result.done_at is not None for result in rows),
        "may": may_practise(actor),
        "reads_results": bool(may_read_results(actor)),
    }
    return render(request, "training/practice.html", context)


@require_POST
def enter_practice(request: PortalRequest) -> HttpResponse:
    """去练习: whoever is in the room already stays there."""
    actor = request.actor
    if not actor.congress.is_practice:
        row = entering.enter_practice(by=actor, at=timezone.now())
        acting.enter(request.session, row.grant, came_from=actor.grant, key=SESSION_GRANT)
    return redirect("training:practice")


@require_POST
def begin_task(request: PortalRequest, name: str) -> HttpResponse:
    """开始练习: a matter is laid out, and its page opened."""
    task = BY_NAME.get(name)
    if task is None:
        raise Http404
    return redirect(entering.begin_task(task, by=request.actor, at=timezone.now()))


@require_safe
def practice_results(request: PortalRequest) -> HttpResponse:
    """Of everybody the actor answers for: which tasks he has done, and when."""
    require(may_read_results(request.actor))
    seen = Practice.objects.visible_to(request.actor)
    seen = seen.select_related("grant", "stands_for__person", "stands_for__congress", "stands_for__organ")
    filters = PracticeFilter(request.GET)
    page = Paginator(narrowed(seen, filters), PAGE).get_page(request.GET.get("page"))
    found = results(page)
    rows = [(row, found[row.pk], sum(result.done_at is not None for result in found[row.pk])) for row in page]
    return render(request, "training/practice_results.html", {"page": page, "rows": rows, "filters": filters})


def narrowed(seen: PracticeQuerySet, filters: PracticeFilter) -> PracticeQuerySet | list[Practice]:
    """Those that fit; what has been done is on the timeline, and is asked of all of them in one statement."""
    filters.is_valid()
    chosen = filters.cleaned_data
    if words := chosen.get("q"):
        place = Q(stands_for__organ__name__contains=words) | Q(stands_for__seat__delegation__name__contains=words)
        seen = seen.filter(place | Q(stands_for__person__name__contains=words))
    if role := chosen.get("role"):
        seen = seen.filter(stands_for__role=role)
    if not (done := chosen.get("done")):
        return seen
    rows = list(seen)
    found = results(rows)
    is_wanted = done == PracticeFilter.DONE
    return [row for row in rows if all(result.done_at for result in found[row.pk]) == is_wanted]
