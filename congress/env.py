"""Reading the environment: three readers, one rule. `NAME_FILE` names a file that holds the value."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit


def text(name: str, default: str | None = None) -> str:
    """The value of NAME, or of the file that NAME_FILE names; without a default it must be set."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(name, default)
    if value is None:
        raise SystemExit(f"Set the environment variable {name} (or {name}_FILE); docs/production.md explains it.")
    return value


def flag(name: str, default: bool = False) -> bool:
    """True for 1, true, yes or on."""
    return text(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def items(name: str, default: str = "") -> list[str]:
    """A list separated by commas, without empty items."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def database(url: str, *, seconds: int = 0) -> dict[str, object]:
    """Django's settings for the PostgreSQL database that a postgresql:// URL names.

    Args:
        seconds: after which the database gives up a statement; 0 for never.
    """
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 3, "options": " ".join(_options(seconds))},
    }


def _options(seconds: int) -> Iterator[str]:
    yield "-c jit=off"  # compiling took 340 of the 750 ms of the board's statement among a million proposals
    if seconds:
        yield f"-c statement_timeout={seconds}s"


def s3_store(bucket: str) -> dict[str, object]:
    """Django's settings for files in a store that speaks S3. Nobody waits long for one that is away."""
    from botocore.config import Config

    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": text("S3_ENDPOINT"),
            "access_key": text("S3_ACCESS_KEY"),
            "secret_key": text("S3_SECRET_KEY"),
            "region_name": text("S3_REGION", "us-east-1"),
            "default_acl": None,
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": text("S3_ADDRESSING", "auto")},
                connect_timeout=3,
                read_timeout=10,
                retries={"total_max_attempts": 2},
            ),
        },
    }
