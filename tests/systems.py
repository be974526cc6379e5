"""Another system, registered and let in by the deeds of the two administrators, and how it asks."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from congress.actors import Actor
from congress.interface import scopes, systems
from congress.models import Congress, Organ, Role, System
from tests.places import a_grant


@dataclass(frozen=True)
class Machine:
    """A registered system with a token."""

    system: System
    token: str

    def ask(self, method: str, address: str, sent: Any = None, **headers: str) -> Any:
        """One request below /api/v1/, as the system would make it."""
        given = {"Authorization": f"Bearer {self.token}", **headers}
        body = b"" if sent is None else json.dumps(sent).encode()
        kind = "application/json" if sent is not None else ""
        client = Client(raise_request_exception=False)
        return client.generic(method, f"/api/v1/{address}", body, content_type=kind, headers=given)

    def get(self, address: str, **headers: str) -> Any:
        return self.ask("GET", address, **headers)

    def post(self, address: str, sent: Any, *, key: str = "") -> Any:
        """Under a key of its own unless one is given."""
        return self.ask("POST", address, sent, **{"Idempotency-Key": key or uuid4().hex})


def a_machine(
    congress: Congress,
    role: str = Role.AUDITOR,
    *allowed: str,
    organ: Organ | None = None,
    name: str = "省人大代表平台",
) -> Machine:
    """With all rights that fit its role unless some are named."""
    admin = Actor(a_grant(Role.SYSTEM_ADMIN, congress, name="苏某"))
    guard = Actor(a_grant(Role.SECURITY_ADMIN, congress, name="潘某"))
    today = timezone.localdate()
    fields = {"name": name, "purpose": "上报办理情况", "role": role, "congress": congress, "organ": organ}
    system = systems.register(by=admin, on=today, **fields)
    systems.grant_scopes(system, list(allowed or scopes.OF_ROLE[Role(role)]), by=guard)
    token = systems.make_token(system, by=admin, on=today, label="正式环境", expires_on=today + timedelta(days=90))
    return Machine(System.objects.get(pk=system.pk), token)
