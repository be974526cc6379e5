"""What every page loads, as one style sheet and one script: each file more is a round trip more for a slow telephone.

The sources stay apart, one subject each; a finder joins them for `collectstatic` and for a server that reads static
files where they lie.
"""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

# In this order. cards.css is not among them: its page says from which width on it holds.
BUNDLES = {
    "portal.css": [
        f"css/{name}.css"
        for name in (
            "tokens",
            "frame",
            "navigation",
            "forms",
            "tables",
            "components",
            "matters",
            "figures",
            "publishing",
            "practice",
            "print",
        )
    ],
    "portal.js": [f"js/{name}.js" for name in ("once", "count", "autosave", "shrink", "undo", "picker")],
}


def joined(name: str) -> Path:
    """The bundle of that name in `var/bundles`, written anew when a source is younger."""
    sources = [Path(settings.STATICFILES_DIRS[0]) / source for source in BUNDLES[name]]
    bundle = Path(settings.VAR) / "bundles" / name
    if not bundle.exists() or bundle.stat().st_mtime < max(source.stat().st_mtime for source in sources):
        bundle.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=bundle.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("\n".join(source.read_text(encoding="utf-8") for source in sources))
        os.replace(draft, bundle)  # two processes may write it at once
    return bundle


class BundleFinder(BaseFinder):
    """Finds the bundles beside the files of the repository."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = [str(joined(path))] if path in BUNDLES else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, Storage]]:
        for name in BUNDLES:
            yield name, FileSystemStorage(location=joined(name).parent)
