"""The project, and what every app stands on: places, people, steps, time, messages."""

from congress.celery import app as celery_app

__all__ = ["celery_app"]
