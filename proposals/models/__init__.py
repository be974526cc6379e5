from proposals.models.assignments import Assignment, Contact, Extension, JointOpinion, Release, Urge
from proposals.models.clocks import Clock, Limit, LimitKey
from proposals.models.motions import CommitteeView, ReviewSupport, Ruling, Way, Withdrawal
from proposals.models.proposals import (
    Attachment,
    CoSignature,
    Proposal,
    ProposalQuerySet,
    Serial,
    SessionSerial,
    Wording,
)
from proposals.models.replies import Conclusion, Promise, Rating, Reply, in_rounds, rounds_of
from proposals.models.searching import SavedFilter, SearchText

__all__ = [
    "Assignment",
    "Attachment",
    "Clock",
    "CoSignature",
    "CommitteeView",
    "Conclusion",
    "Contact",
    "Extension",
    "JointOpinion",
    "Limit",
    "LimitKey",
    "Promise",
    "Proposal",
    "ProposalQuerySet",
    "Rating",
    "Release",
    "Reply",
    "ReviewSupport",
    "Ruling",
    "SavedFilter",
    "SearchText",
    "Serial",
    "SessionSerial",
    "Urge",
    "Way",
    "Withdrawal",
    "Wording",
    "in_rounds",
    "rounds_of",
]
