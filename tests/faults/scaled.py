"""The settings of a host of the scale-out: as in a place where it is noon, and static files from the repository."""

from tests.faults.midday import *

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
