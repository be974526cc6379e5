"""What waits for a reader: one statement asks of every kind of rows whether there are any, and only those are read."""

from datetime import date

from django.db.models import Exists

from congress.actors import Actor
from congress.models import Congress
from congress.registries import Todo, registry


def todos_of(actor: Actor, today: date) -> list[Todo]:
    """Everything that waits, the nearest day first, what has no day at the end.

    Args:
        actor: for whom; each source says itself what is for whom.
        today: the day of the reader, in the portal's time zone.
    """
    todos = [todo for source in registry.todos for todo in source(actor, today)]
    found = {f"kind_{n}": each.rows(actor, today) for n, each in enumerate(registry.waiting)}
    asked = {name: Exists(rows) for name, rows in found.items() if rows is not None}
    there = Congress.objects.filter(pk=actor.congress.pk).values(**asked).get() if asked else {}
    for each, (name, rows) in zip(registry.waiting, found.items(), strict=True):
        if there.get(name):
            todos += each.says(rows, actor, today)
    return sorted(todos, key=lambda todo: (todo.due_on is None, todo.due_on))
