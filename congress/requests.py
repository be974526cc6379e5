"""The request as our views get it: signed in, and acting under one grant."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from congress.actors import Actor
from congress.models import Grant, Person


class PortalRequest(HttpRequest):
    """A request after the middleware `acting`: a view that is not marked `role_not_required` has an actor."""

    user: Person
    actor: Actor
    grants: list[Grant]


def role_not_required(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that also serves somebody who holds no role at present."""
    view.role_not_required = True  # type: ignore[attr-defined]
    return view
