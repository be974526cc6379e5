"""代表小组: the list, one group, and what its desk does with it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress import spreadsheets
from congress.permissions import require
from congress.refusing import said_at
from congress.requests import PortalRequest
from congress.revising import revised
from deputies.dossiers.reading import seats_read
from deputies.duties import excusing
from deputies.duties.desk_forms import ExcuseForm
from groups import reading
from groups.exporting import TITLE, export_groups
from groups.forms.keeping import AddMembersForm, EstablishForm, LastDayForm, PostForm, ReasonForm, RenameForm
from groups.keeping import establishing, membership
from groups.models import Activity, Group, Membership, Post, PracticalMatter
from groups.permissions import is_its_desk, may_act_for, may_establish, may_visit
from groups.views.finding import group_or_404

PAGE = 50
SHOWN = 20  # activities on a group's page


@require_safe
def index(request: PortalRequest) -> HttpResponse:
    """The groups of the congress: activity groups first, then professional ones."""
    actor, today = request.actor, timezone.localdate()
    require(may_visit(actor))
    page = Paginator(reading.listed(actor, today), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": reading.with_leaders(list(page.object_list), today),
        "may_establish": bool(may_establish(actor)),
        "may_export": actor.oversees,
    }
    return render(request, "groups/index.html", context)


@require_safe
def export(request: PortalRequest) -> HttpResponse:
    """The same as a workbook."""
    content = export_groups(by=request.actor, at=timezone.now())
    return spreadsheets.download(content, f"{TITLE}.xlsx")


@require_http_methods(["GET", "POST"])
def establish(request: PortalRequest) -> HttpResponse:
    """设立小组."""
    require(may_establish(request.actor))
    form = EstablishForm(request.POST or None, congress=request.actor.congress)
    if form.is_valid():
        with said_at(form, "name"):
            made = establishing.establish(by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, f"已设立{made}，请登记成员和组长。")
            return redirect(made)
    return render(request, "groups/establish.html", {"form": form})


@require_safe
def detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One group: the 四个一 of the year, members and posts, links, practical matters, activities."""
    group, actor, today = group_or_404(request, pk), request.actor, timezone.localdate()
    activities = reading.counted(Activity.objects.filter(group=group).exclude(state=Activity.State.CANCELLED))
    plans = sorted(group.plans.all()[:2], key=lambda plan: (plan.year < today.year, plan.year))
    page = Paginator(activities.select_related("topic", "group"), SHOWN).get_page(request.GET.get("page"))
    members = membership.members_on(group, today)
    dossiers = seats_read(actor, today).filter(pk__in=[seat.pk for seat in members])
    context = {
        "group": group,
        "today": today,
        "duties": reading.duties_of(group, actor, today),
        "links": reading.links_on(group, today),
        "posts": reading.posts_on(group, today),
        "members": members,
        "dossiers": set(dossiers.order_by().values_list("pk", flat=True)),
        "plans": plans,
        "changed_plans": revised(plans),
        "page": page,
        "matters": PracticalMatter.objects.filter(group=group)[:SHOWN],
        "may_act": bool(may_act_for(actor, group, today)) and group.is_on(today),
        "is_desk": bool(is_its_desk(actor, group)),
    }
    return render(request, "groups/detail.html", context)


@require_http_methods(["GET", "POST"])
def rename_group(request: PortalRequest, pk: UUID) -> HttpResponse:
    """更名."""
    group = group_or_404(request, pk)
    require(is_its_desk(request.actor, group))
    form = RenameForm(request.POST or None, initial={"name": group.name})
    if form.is_valid():
        with said_at(form, "name"):
            establishing.rename_group(group, by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, f"已更名为{form.cleaned_data['name']}。")
            return redirect(group)
    return render(request, "groups/rename_group.html", {"form": form, "group": group})


@require_http_methods(["GET", "POST"])
def end_group(request: PortalRequest, pk: UUID) -> HttpResponse:
    """撤销小组."""
    group = group_or_404(request, pk)
    require(is_its_desk(request.actor, group))
    form = LastDayForm(request.POST or None, submit="撤销小组")
    if form.is_valid():
        with said_at(form, "ends_on"):
            establishing.end_group(group, by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, f"{group}已登记撤销。")
            return redirect(group)
    return render(request, "groups/end_group.html", {"form": form, "group": group})


@require_http_methods(["GET", "POST"])
def excuse_group(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记小组的免计时段."""
    group = group_or_404(request, pk)
    require(is_its_desk(request.actor, group))
    form = ExcuseForm(request.POST or None)
    if form.is_valid():
        with said_at(form, "ends_on"):
            made = excusing.give_excuse("group", group, by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, f"已登记：{group}{made}不计履职任务。")
            return redirect(group)
    return render(request, "groups/excuse_group.html", {"form": form, "group": group})


@require_http_methods(["GET", "POST"])
def members(request: PortalRequest, pk: UUID) -> HttpResponse:
    """成员: who is in it and who was; the desk lets deputies in."""
    group = group_or_404(request, pk)
    require(is_its_desk(request.actor, group))
    form = AddMembersForm(request.POST or None, group=group)
    if form.is_valid():
        with said_at(form, "seats"):
            number = membership.add_members(group, by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, f"{number}名代表加入{group}。")
            return redirect("groups:members", group.pk)
    rows = group.memberships.select_related("seat__person")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "groups/members.html", {"form": form, "group": group, "page": page})


@require_http_methods(["GET", "POST"])
def end_member(request: PortalRequest, pk: int) -> HttpResponse:
    """登记退出, or on the day itself 撤回登记."""
    found = Membership.objects.select_related("group__congress", "seat__person", "seat__grant")
    row = get_object_or_404(found, pk=pk, group__in=Group.objects.visible_to(request.actor))
    require(is_its_desk(request.actor, row.group))
    is_mistake = "reason" in request.POST
    form = LastDayForm(None if is_mistake else request.POST or None, submit="登记退出")
    mistake = ReasonForm(request.POST if is_mistake else None, submit="撤回登记")
    if form.is_valid():
        with said_at(form, "ends_on"):
            membership.end_member(row, by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, f"{row.seat}已登记退出{row.group}。")
            return redirect("groups:members", row.group_id)
    if mistake.is_valid():
        with said_at(mistake, "reason"):
            membership.take_back(row, by=request.actor, at=timezone.now(), **mistake.cleaned_data)
            messages.success(request, f"{row.seat}加入{row.group}的登记已撤回。")
            return redirect("groups:members", row.group_id)
    is_new = is_mistake or bool(membership.may_take_back(row, timezone.localdate()))
    context = {"form": form, "row": row, "mistake": mistake if is_new else None}
    return render(request, "groups/end_member.html", context)


@require_http_methods(["GET", "POST"])
def name_post(request: PortalRequest, pk: UUID) -> HttpResponse:
    """登记组长、副组长、联络员."""
    group, today = group_or_404(request, pk), timezone.localdate()
    require(is_its_desk(request.actor, group))
    form = PostForm(request.POST or None, group=group)
    if form.is_valid():
        with said_at(form, None):
            made = membership.name_post(group, by=request.actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, f"{made}：{made.grant.person}。")
            return redirect(group)
    context = {"form": form, "group": group, "posts": reading.posts_on(group, today)}
    return render(request, "groups/name_post.html", context)


@require_POST
def end_post(request: PortalRequest, pk: int) -> HttpResponse:
    """免职, today the last day."""
    found = Post.objects.select_related("group__congress", "grant__person")
    post = get_object_or_404(found, pk=pk, group__in=Group.objects.visible_to(request.actor))
    membership.end_post(post, on=timezone.localdate(), by=request.actor, at=timezone.now())
    messages.success(request, f"{post.grant.person}不再担任{post}。")
    return redirect("groups:name_post", post.group_id)
