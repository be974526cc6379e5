from groups.models.activities import Activity, Attendance, Photo, Reading, Topic, YearPlan
from groups.models.groups import Group, Membership, Post
from groups.models.links import Evidence, Link, LinkNote, PracticalMatter

__all__ = [
    "Activity",
    "Attendance",
    "Evidence",
    "Group",
    "Link",
    "LinkNote",
    "Membership",
    "Photo",
    "Post",
    "PracticalMatter",
    "Reading",
    "Topic",
    "YearPlan",
]
