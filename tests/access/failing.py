"""The pages that say what went wrong, each as an answer with its status."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.urls import reverse

from congress.models import Person
from congress.views import errors
from tests.access.window import Look
from tests.security.walking import Answer, Stage

MUCH = "字" * (2 * 1024 * 1024)
TYPED = {"title": "关于西山路口照明的建议", "body": "西山路口东侧步道晚上没有路灯，行人看不清台阶。"}


def failing_pages(stage: Stage, look: Look) -> dict[str, Answer]:
    """Each by its status; those of a fault of ours with what somebody had written."""
    desk = Client()
    desk.cookies[settings.SESSION_COOKIE_NAME] = stage.sessions["desk"]
    desk.cookies["text_size"] = look.text_size
    closed = next(thing for thing in stage.of_kind("proposal") if thing and thing.state == "closed")
    pages: dict[str, Callable[[], HttpResponse]] = {
        "400": lambda: desk.get("/%00"),
        "403": lambda: desk.get(reverse("congress:audit")),
        "403 too old": lambda: _too_old(stage),
        "404": lambda: desk.get("/nowhere/"),
        "405": lambda: desk.get(reverse("congress:switch")),
        "409": lambda: desk.get(stage.address("proposals:assign", closed)),
        "413": lambda: desk.post(reverse("proposals:record"), {"body": MUCH}),
        "429": lambda: render(_request(look), "429.html", status=429),
        "500": lambda: _failed(RuntimeError(), look),
        "503": lambda: _failed(OperationalError(), look),
    }
    answers = {}
    with transaction.atomic():
        Person.objects.update(text_size=look.text_size, is_contrast=look.is_contrast)
        for name, page in pages.items():
            response = page()
            assert str(response.status_code) == name[:3], name
            answers[name] = Answer(response.status_code, dict(response.items()), response.content)
        transaction.set_rollback(True)
    return answers


def _too_old(stage: Stage) -> HttpResponse:
    """A form whose page grew too old, sent by the desk."""
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = stage.sessions["desk"]
    return client.post(reverse("proposals:record"), TYPED)


def _failed(fault: Exception, look: Look) -> HttpResponse:
    try:
        raise fault
    except type(fault):
        return errors.failed(_request(look))


def _request(look: Look) -> HttpRequest:
    """Of somebody whom the portal does not know, who has it so and had written something."""
    request = RequestFactory().post(reverse("proposals:record"), TYPED)
    request.COOKIES["text_size"] = look.text_size
    request.user = AnonymousUser()
    return request
