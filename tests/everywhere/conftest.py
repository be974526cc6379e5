"""The stage of the permission matrix, for what holds on every page."""

from tests.security.conftest import policy, stage

__all__ = ["policy", "stage"]
