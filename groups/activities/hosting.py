"""Where an activity may be held: a station with which the group is in touch."""

from django.db.models import Q

from congress.permissions import refuse, require
from groups.models import Group, Station, StationQuerySet


def stations_for(group: Group) -> StationQuerySet:
    """Those that name the group, those of its county, and those of the congress that name no group."""
    near = Q(group=group) | Q(congress=group.congress_id, group=None)
    if group.area_id:
        near |= Q(congress=group.area_id)
    return Station.objects.filter(near)


def refuse_station(group: Group, station: Station | None) -> None:
    """Raises PermissionDenied for a station that is none of them."""
    if station is not None and not stations_for(group).filter(pk=station.pk).exists():
        require(refuse("这个代表阵地不是本小组联系的"))
