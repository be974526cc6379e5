"""What production's settings say of https: cookies, redirects, HSTS."""

import os
import runpy
from pathlib import Path
from typing import Any
from unittest import mock

SETTINGS = Path(__file__).resolve().parents[2] / "congress" / "settings.py"
OF_HTTPS = ("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_", "ALLAUTH_TRUSTED_")
# For a request that nginx passed on.
CAME_BY_HTTPS = {"x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.1"}


def settings_of_https() -> dict[str, Any]:
    """Read anew from the file, in an environment with HTTPS=1."""
    with mock.patch.dict(os.environ, HTTPS="1"):
        read = runpy.run_path(str(SETTINGS))
    return {name: value for name, value in read.items() if name.startswith(OF_HTTPS)}
