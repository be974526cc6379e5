"""保存的筛选: keeping the list's words and filters under a name, and what one has kept."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.refusing import said_at
from congress.requests import PortalRequest
from proposals import saved_filters as deeds
from proposals.forms.filtering import NAMES, SavedFilterForm, SaveFilterForm
from proposals.models import SavedFilter


@require_safe
def saved_filters(request: PortalRequest) -> HttpResponse:
    """What one has kept: open it, give it another name, delete it."""
    kept = SavedFilter.objects.visible_to(request.actor)
    return render(request, "proposals/saved_filters.html", {"kept": kept})


@require_http_methods(["GET", "POST"])
def save_filter(request: PortalRequest) -> HttpResponse:
    """Keep the filters of the address under a name."""
    form = SaveFilterForm(request.POST or None, initial={"parameters": deeds.chosen(request.GET, NAMES)})
    if form.is_valid():
        with said_at(form, "name"):
            kept = deeds.save(by=request.actor, **form.cleaned_data)
            messages.success(request, f"已保存“{kept.name}”，列表上方随时可以打开。")
            return redirect(f"{reverse('proposals:index')}?{kept.parameters}")
    return render(request, "proposals/save_filter.html", {"form": form, "chosen": form["parameters"].value()})


@require_http_methods(["GET", "POST"])
def change_filter(request: PortalRequest, pk: int) -> HttpResponse:
    """Another name, or the list opens with it."""
    kept = get_object_or_404(SavedFilter.objects.visible_to(request.actor), pk=pk)
    form = SavedFilterForm(request.POST or None, initial={"name": kept.name, "is_default": kept.is_default})
    if form.is_valid():
        with said_at(form, "name"):
            deeds.change(kept, by=request.actor, **form.cleaned_data)
            messages.success(request, f"已改为“{form.cleaned_data['name']}”。")
            return redirect("proposals:saved_filters")
    return render(request, "proposals/change_filter.html", {"kept": kept, "form": form})


@require_POST
def delete_filter(request: PortalRequest, pk: int) -> HttpResponse:
    """Throw it away."""
    kept = get_object_or_404(SavedFilter.objects.visible_to(request.actor), pk=pk)
    deeds.delete(kept, by=request.actor)
    messages.success(request, f"已删除“{kept.name}”。")
    return redirect("proposals:saved_filters")
