from groups.models.activities import Activity, Attendance, Photo, Reading, Topic, YearPlan
from groups.models.groups import Group, Membership, Post
from groups.models.links import Evidence, Link, LinkNote, PracticalMatter
from groups.models.receptions import Matter, Reception, ReceptionSeat, Satisfaction, Visitor, VisitorMessage
from groups.models.stations import DutyDay, DutySeat, Station, StationQuerySet, StationSeat

__all__ = [
    "Activity",
    "Attendance",
    "DutyDay",
    "DutySeat",
    "Evidence",
    "Group",
    "Link",
    "LinkNote",
    "Matter",
    "Membership",
    "Photo",
    "Post",
    "PracticalMatter",
    "Reading",
    "Reception",
    "ReceptionSeat",
    "Satisfaction",
    "Station",
    "StationQuerySet",
    "StationSeat",
    "Topic",
    "Visitor",
    "VisitorMessage",
    "YearPlan",
]
