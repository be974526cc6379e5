"""What went wrong is said in plain Chinese, whatever it is."""

import pytest
from django.conf import settings
from django.urls import reverse

from congress.models import Role
from congress.views import preferences
from tests.places import a_congress, a_grant, signed_in


@pytest.fixture
def clerk(db):
    return signed_in(a_grant(Role.DESK, a_congress()))


def words(answer) -> str:
    return answer.content.decode()


def test_an_address_that_only_buttons_use_says_so(clerk):
    answer = clerk.get(reverse("congress:switch"))
    assert answer.status_code == 405 and answer["Allow"] == "POST"
    assert "从页面上的按钮进入" in words(answer)


def test_more_text_than_is_taken_is_refused_as_such(clerk):
    much = "字" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    answer = clerk.post(reverse("proposals:record"), {"body": much})
    assert answer.status_code == 413 and "没有收到" in words(answer)


def test_more_fields_than_a_form_has_are_refused(clerk):
    answer = clerk.post(reverse("proposals:record"), {f"field{number}": "x" for number in range(1001)})
    assert answer.status_code == 400 and "看不懂" in words(answer)


def test_a_fault_of_ours_shows_no_trace_and_gives_the_words_back(clerk, monkeypatch):
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the canary of the stack")

    monkeypatch.setattr(preferences, "redirect", broken)
    clerk.raise_request_exception = False
    answer = clerk.post(reverse("congress:preferences"), {"next": "/messages/?page=2", "text_size": "large"})
    assert answer.status_code == 500 and "canary" not in words(answer)
    assert "不是您填错了" in words(answer) and "/messages/?page=2" in words(answer)
