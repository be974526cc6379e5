"""专题行动: the list, one of them, opening, changing, closing it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from congress.revising import revisions_of
from congress.workflow import OutOfTurn
from groups import reading
from groups.activities import topics as deeds
from groups.forms.activities import CloseTopicForm, TopicForm
from groups.models import Activity, Group, Topic
from groups.permissions import may_establish, may_visit
from groups.views.finding import show_number

PAGE = 20


def _topic_or_404(request: PortalRequest, pk: UUID) -> Topic:
    seen = Topic.objects.visible_to(request.actor)
    return get_object_or_404(seen.select_related("congress", "closed_by__person"), pk=pk)


@require_safe
def topics(request: PortalRequest) -> HttpResponse:
    """专题行动, the newest first."""
    actor = request.actor
    require(may_visit(actor))
    page = Paginator(Topic.objects.visible_to(actor), PAGE).get_page(request.GET.get("page"))
    return render(request, "groups/topics.html", {"page": page, "may_open": bool(may_establish(actor))})


@require_http_methods(["GET", "POST"])
def open_topic(request: PortalRequest) -> HttpResponse:
    """发起专题行动."""
    require(may_establish(request.actor))
    form = TopicForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "title"):
            made = deeds.open_topic(by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, f"专题行动“{made}”已发起，小组登记活动时可以选它。")
            return redirect(made)
    return render(request, "groups/open_topic.html", {"form": form})


@require_safe
def topic(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One topic: which groups took part, what they found, what became of the opinions."""
    actor, today = request.actor, timezone.localdate()
    row = _topic_or_404(request, pk)
    held = Activity.objects.held().filter(topic=row)
    own = Group.objects.filter(congress=row.congress, kind=Group.Kind.ACTIVITY).on(today)
    part = Group.objects.filter(pk__in=held.values("group"))
    page = Paginator(reading.counted(held.select_related("group")), PAGE).get_page(request.GET.get("page"))
    context = {
        "topic": row,
        "today": today,
        "sums": deeds.sums_of_topic(row, today),
        "missing": [] if row.is_closed else own.exclude(pk__in=part),
        "page": page,
        "may_keep": not row.is_closed and bool(deeds.may_keep_topic(actor, row)),
        "was_changed": revisions_of(row).exists(),
        "offshoots": reading.offshoots(actor, row, today),
    }
    return render(request, "groups/topic.html", context)


@require_http_methods(["GET", "POST"])
def change_topic(request: PortalRequest, pk: UUID) -> HttpResponse:
    """修改 one that runs; what a colleague saved meanwhile is said above what was typed."""
    row, status = _topic_or_404(request, pk), 200
    require(deeds.may_keep_topic(request.actor, row))
    form = TopicForm(request.POST or None, topic=row, seen=revisions_of(row).count())
    if form.is_valid():
        fields = dict(form.cleaned_data)
        seen = fields.pop("seen") or 0
        with said_at(form, "title"):
            try:
                deeds.change_topic(row, seen=seen, by=request.actor, at=timezone.now(), **fields)
                messages.success(request, "已保存，原来的内容留着。")
                return redirect(row)
            except OutOfTurn as late:
                if row.is_closed:
                    raise
                form.add_error(None, f"{late}您写的还在下面，再按一次保存，就换成您写的。")
                show_number(form, "seen", revisions_of(row).count())
                status = 409
    return render(request, "groups/change_topic.html", {"form": form, "topic": row}, status=status)


@require_http_methods(["GET", "POST"])
def close_topic(request: PortalRequest, pk: UUID) -> HttpResponse:
    """结束, with a conclusion."""
    row = _topic_or_404(request, pk)
    require(deeds.may_keep_topic(request.actor, row))
    form = CloseTopicForm(request.POST or None)
    if form.is_valid():
        deeds.close_topic(row, by=request.actor, at=timezone.now(), **form.cleaned_data)
        messages.success(request, f"“{row}”已结束，数字定在今天。")
        return redirect(row)
    sums = deeds.sums_of_topic(row, timezone.localdate())
    return render(request, "groups/close_topic.html", {"form": form, "topic": row, "sums": sums})
