"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congress.settings")
os.environ.setdefault("STATEMENT_SECONDS", "5")  # nobody waits longer for a page
application = get_wsgi_application()
import pypinyin  # noqa: E402, F401  before the workers fork, so that they share its dictionary
