"""Who is told of what about an activity, in the transaction of its cause."""

from collections.abc import Iterable, Mapping
from datetime import date

from congress import notices
from congress.actors import Actor
from congress.models import Person
from groups.models import Activity, Attendance, Post
from groups.models.groups import on_a_day


def tell(
    activity: Activity,
    kind: str,
    people: Iterable[Person],
    *,
    on: date,
    facts: Mapping[str, object] | None = None,
    fact: str = "",
) -> None:
    """Tell people a fact of an activity, each once; `fact` tells a second of its kind from the first."""
    said = {"organ": activity.group.name, "date": activity.day, "title": str(activity), **(facts or {})}
    said |= {"time": f"{activity.begins_at:%H:%M}" if activity.begins_at else "", "place": _where(activity)}
    notices.post_many(
        notices.Post(
            key=f"{kind}:{activity.pk}:{fact or activity.version}:{person.pk}",
            kind=kind,
            to=person,
            congress=activity.group.congress,
            facts={"name": person.name, **said},
            day=on,
            address=activity.get_absolute_url(),
        )
        for person in people
    )


def _where(activity: Activity) -> str:
    place = activity.place or (activity.station.name if activity.station else "")
    return f"在{place}" if place else ""


def tell_leaders(activity: Activity, kind: str, *, on: date, facts: Mapping[str, object], fact: str = "") -> None:
    """Whoever has a post in the group today, each person once."""
    posts = Post.objects.filter(on_a_day(on), group=activity.group).select_related("grant__person")
    tell(activity, kind, {row.grant.person for row in posts}, on=on, facts=facts, fact=fact)


def tell_members(
    activity: Activity,
    kind: str,
    *,
    by: Actor,
    on: date,
    facts: Mapping[str, object] | None = None,
    fact: str = "",
) -> None:
    """Everybody who was asked to come but the doer himself; a placeholder is nobody."""
    rows = Attendance.objects.filter(activity=activity, seat__is_placeholder=False).select_related("seat__person")
    people = [row.seat.person for row in rows if row.seat.person_id != by.person.pk]
    tell(activity, kind, people, on=on, facts=facts, fact=fact)
