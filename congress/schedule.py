"""What happens by itself, and when. Every entry is harmless when it runs twice or not at all for a while."""

from celery.schedules import crontab

# A message nobody took in time is worth nothing: the next one does the same.
SCHEDULE = {
    "deliver": {"task": "congress.tasks.deliver", "schedule": 5.0, "options": {"expires": 10}},
    "make_files": {"task": "congress.tasks.make_files", "schedule": 5.0, "options": {"expires": 10}},
    "remind": {
        # Once a day for each reminder, whatever the number of ticks; the first one after 08:30 does it.
        "task": "congress.tasks.remind",
        "schedule": crontab(minute="*/10", hour="8-20"),
        "options": {"expires": 600},
    },
    "read_papers": {
        # What one run does not get to is left to the next.
        "task": "proposals.tasks.read_papers",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "seal_days": {
        "task": "congress.tasks.seal_days",
        "schedule": crontab(minute=10),
        "options": {"expires": 3600},
    },
    "sweep_files": {
        "task": "congress.tasks.sweep_files",
        "schedule": crontab(minute=40, hour=3),
        "options": {"expires": 3600},
    },
    "purge": {
        # Once a day, whatever the number of ticks: the later ones make up for a worker that was away.
        "task": "congress.tasks.purge",
        "schedule": crontab(minute=20, hour="3-6"),
        "options": {"expires": 3600},
    },
}
