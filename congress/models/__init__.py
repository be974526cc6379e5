from congress.models.calendar import CalendarYear, SpecialDay
from congress.models.configuration import Setting, Word
from congress.models.files import StoredFile
from congress.models.interface import Call, KeptAnswer, Subscription, System, SystemToken
from congress.models.making import Making
from congress.models.notices import Delivery, JobRun, MessageText, Notice
from congress.models.organs import Organ, OrganName
from congress.models.people import ADMINISTRATORS, OF_AN_ORGAN, Grant, KnownDevice, Person, Role
from congress.models.revisions import Revision
from congress.models.timeline import DaySeal, Event, EventNote, FormKey
from congress.models.tree import Congress, Session, Term

__all__ = [
    "ADMINISTRATORS",
    "OF_AN_ORGAN",
    "CalendarYear",
    "Call",
    "Congress",
    "DaySeal",
    "Delivery",
    "Event",
    "EventNote",
    "FormKey",
    "Grant",
    "JobRun",
    "KeptAnswer",
    "KnownDevice",
    "Making",
    "MessageText",
    "Notice",
    "Organ",
    "OrganName",
    "Person",
    "Revision",
    "Role",
    "Session",
    "Setting",
    "SpecialDay",
    "StoredFile",
    "Subscription",
    "System",
    "SystemToken",
    "Term",
    "Word",
]
