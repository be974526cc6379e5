"""Reminders of the main job: one module for each kind of reader. Loaded by proposals.declarations."""

from proposals.reminders import deputies, desks, ladder, organs, promises

__all__ = ["deputies", "desks", "ladder", "organs", "promises"]
