"""What the actors meet of practice: a handler who is in his room, and tasks that nobody begins outside of one."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from congress.actors import Actor
from tests.security.cast import Cast
from training.practice.entering import enter_practice


def practised(
    cast: Cast, thing: Callable[..., Any], whole: Callable[..., Any], a_file: Callable[..., Any]
) -> list[Any]:
    """Of the city's lead organ; arguments as of `trained`."""
    enter_practice(by=Actor(cast.grants["lead_handler"]), at=timezone.now())
    return [whole("practice_task", "", None, {"name": "sign_in"})]
