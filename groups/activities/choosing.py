"""What a leader chooses for an activity: a station with which the group is in touch, a topic that runs."""

from typing import Any

from django.db.models import Q

from congress.permissions import refuse, require
from groups.models import Activity, Group, Station, StationQuerySet, Topic


def stations_for(group: Group) -> StationQuerySet:
    """Those that name the group, those of its county, and those of the congress that name no group."""
    near = Q(group=group) | Q(congress=group.congress_id, group=None)
    if group.area_id:
        near |= Q(congress=group.area_id)
    return Station.objects.filter(near)


def refuse_choices(group: Group, fields: dict[str, Any], was: Activity | None = None) -> None:
    """What an activity has already may stay.

    Raises:
        PermissionDenied: for a station that is none of the group's, and for a topic that is closed: its sums stand.
    """
    station, topic = fields.get("station"), fields.get("topic")
    if station and station != (was and was.station) and not stations_for(group).filter(pk=station.pk).exists():
        require(refuse("这个代表阵地不是本小组联系的"))
    if topic and topic != (was and was.topic):
        running = Topic.objects.select_for_update(no_key=True).filter(pk=topic.pk, closed_at=None)
        if not running.values_list("pk"):  # held, so that nobody closes it meanwhile
            require(refuse("这个专题行动已经结束，不能再选"))
