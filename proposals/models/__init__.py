from proposals.models.assignments import Assignment, Contact, Extension, JointOpinion, Release, Urge
from proposals.models.clocks import Clock, Limit, LimitKey
from proposals.models.motions import CommitteeView, ReviewSupport, Ruling, Way, Withdrawal
from proposals.models.papers import PaperScan
from proposals.models.promises import (
    Promise,
    PromiseConfirmation,
    PromiseExtension,
    PromiseProgress,
    PromiseQuerySet,
    PromiseReport,
)
from proposals.models.proposals import (
    Attachment,
    CoSignature,
    Proposal,
    ProposalQuerySet,
    Serial,
    SessionSerial,
    Wording,
)
from proposals.models.replies import Conclusion, CoSignatoryView, Rating, Reply, in_rounds, rounds_of

__all__ = [
    "Assignment",
    "Attachment",
    "Clock",
    "CoSignatoryView",
    "CoSignature",
    "CommitteeView",
    "Conclusion",
    "Contact",
    "Extension",
    "JointOpinion",
    "Limit",
    "LimitKey",
    "PaperScan",
    "Promise",
    "PromiseConfirmation",
    "PromiseExtension",
    "PromiseProgress",
    "PromiseQuerySet",
    "PromiseReport",
    "Proposal",
    "ProposalQuerySet",
    "Rating",
    "Release",
    "Reply",
    "ReviewSupport",
    "Ruling",
    "Serial",
    "SessionSerial",
    "Urge",
    "Way",
    "Withdrawal",
    "Wording",
    "in_rounds",
    "rounds_of",
]
