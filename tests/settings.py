"""The portal's settings with what makes tests fast, repeatable and harmless."""

import os

# Made-up secrets, because a database server is used; plain http, because the browser journeys use it.
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0" * 50)
os.environ.setdefault("FIELD_KEY", "only-for-tests-" + "1" * 50)
os.environ.setdefault("HTTPS", "0")

from congress.settings import *

if not DATABASE_URL:
    # A file, not memory: threads and other processes of a test see the same rows.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Static files come straight from the repository: nothing is collected for a test.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SECOND_FACTOR = False
# Nothing runs inside the caller: a test that wants a task done runs a worker or calls the task.
CELERY_TASK_ALWAYS_EAGER = False
