"""来访群众: what they left of themselves is sealed, shown masked, revealed on record, deleted after its term."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from congress import phones, timeline
from congress.actors import Actor
from congress.permissions import require
from congress.purging import kept_since
from congress.registries import purge
from groups.models import Matter, Visitor, VisitorMessage
from groups.stations.permissions import may_record


def keep_visitor(
    *,
    name: str,
    phone: str,
    at: datetime,
    matter: Matter | None = None,
    message: VisitorMessage | None = None,
) -> Visitor | None:
    """Keep what he left of himself; nothing when he left nothing. Raises ValueError for what is no phone number."""
    if not name and not phone:
        return None
    sealed = phones.seal(phones.normalise(phone), purpose="visitor") if phone else ""
    return Visitor.objects.create(matter=matter, message=message, name=name, phone_sealed=sealed, at=at)


def visitor_of(record: Matter | VisitorMessage) -> Visitor | None:
    """Who said it, while that is kept: of a message's matter he stands at the message."""
    message = record if isinstance(record, VisitorMessage) else record.message
    own = Q(message=message) if message is not None else Q(matter=record)
    return Visitor.objects.filter(own).first()


@transaction.atomic
def reveal(record: Matter | VisitorMessage, *, by: Actor, at: datetime) -> Visitor | None:
    """查看来访群众的称呼和电话, to tell him what became of it; who looked is on record."""
    require(may_record(by, record.station, localdate(at)))
    found = visitor_of(record)
    if found is not None:
        root = record.message_id or record.reception_id if isinstance(record, Matter) else record.pk
        timeline.record("reveal_visitor", record, by=by, at=at, root=root)
    return found


@purge("visitors", "来访群众的姓名和电话")
def visitors(at: datetime) -> int:
    """Names and numbers that were left long enough ago; what was said stays."""
    return Visitor.objects.filter(at__lt=kept_since("visitors_days", at)).delete()[0]
