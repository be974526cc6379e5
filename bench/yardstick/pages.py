"""One page that inserts a row, one that shows fifty."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from bench.yardstick.notes.models import Note


@login_required
def write(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        Note.objects.create(title=request.POST["title"], body=request.POST["body"], writer=str(request.user))
    return redirect("newest")


@login_required
def newest(request: HttpRequest) -> HttpResponse:
    return render(request, "notes/newest.html", {"notes": Note.objects.order_by("-id")[:50]})


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("", newest, name="newest"),
    path("write/", write, name="write"),
    path("healthz", healthz, name="healthz"),
]
