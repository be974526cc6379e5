"""The worker's way in. The schedule itself stands in congress/schedule.py."""

import os

from celery import Celery

from congress import file_queue
from congress.schedule import SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congress.settings")
file_queue.register()
app = Celery("congress")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = SCHEDULE
app.autodiscover_tasks()
