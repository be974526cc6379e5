"""A city and a county with their three administrators each."""

from dataclasses import dataclass

import pytest
from django.test import Client

from congress.models import Congress, Grant, Organ, Role
from tests.places import a_congress, a_grant, an_organ, signed_in


@dataclass(frozen=True)
class House:
    """One congress with who administers it, a clerk of an organ and the organ."""

    congress: Congress
    system: Grant
    security: Grant
    audit: Grant
    organ: Organ
    clerk: Grant


def a_house(congress: Congress, prefix: str) -> House:
    organ = an_organ(congress, f"{prefix}城管局")
    return House(
        congress,
        a_grant(Role.SYSTEM_ADMIN, congress, name=f"{prefix}系统"),
        a_grant(Role.SECURITY_ADMIN, congress, name=f"{prefix}安全"),
        a_grant(Role.AUDIT_ADMIN, congress, name=f"{prefix}审计"),
        organ,
        a_grant(Role.HANDLER, congress, name=f"{prefix}周某", organ=organ),
    )


@pytest.fixture
def city(db) -> House:
    return a_house(a_congress(), "市")


@pytest.fixture
def county(city) -> House:
    return a_house(a_congress("XS", city.congress, "county"), "县")


@pytest.fixture
def system(city) -> Client:
    return signed_in(city.system)


@pytest.fixture
def security(city) -> Client:
    return signed_in(city.security)


def said(response) -> str:
    """The page's words."""
    return response.content.decode()
