"""Whether there is room for another upload. Text is taken in even when there is not."""

import shutil
from dataclasses import dataclass

from django.conf import settings

GIGABYTE = 1024**3
ON_THIS_MACHINE = "django.core.files.storage.FileSystemStorage"
LEAST, SHARE, ENOUGH = 2 * GIGABYTE, 0.05, 20 * GIGABYTE


@dataclass(frozen=True)
class Space:
    """Bytes free and bytes in all where uploads are kept."""

    free: int
    total: int

    @property
    def is_short(self) -> bool:
        """Less than 2 GB, or less than 5 % of a disk unless that is 20 GB or more: keep room for the database."""
        return self.free < min(max(LEAST, SHARE * self.total), ENOUGH)


def of_uploads() -> Space | None:
    """The room on this machine; None where uploads are kept in a store elsewhere."""
    if settings.STORAGES["default"]["BACKEND"] != ON_THIS_MACHINE:
        return None
    usage = shutil.disk_usage(settings.VAR)
    return Space(usage.free, usage.total)
