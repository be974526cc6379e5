from groups.models.groups import Group, Membership, Post
from groups.models.receptions import Matter, Reception, ReceptionSeat, Visitor, VisitorMessage
from groups.models.stations import DutyDay, DutySeat, Station, StationQuerySet, StationSeat

__all__ = [
    "DutyDay",
    "DutySeat",
    "Group",
    "Matter",
    "Membership",
    "Post",
    "Reception",
    "ReceptionSeat",
    "Station",
    "StationQuerySet",
    "StationSeat",
    "Visitor",
    "VisitorMessage",
]
