"""One matter, one deed at a time: whoever acts holds the proposal until his transaction ends."""

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from congress.rereading import reread
from congress.workflow import OutOfTurn
from proposals.models import Assignment, Promise, Proposal


def hold(*keys: UUID) -> None:
    """Lock these proposals, always in the same order, so that two who act at once wait and never block each other.

    What one deed looks at (have all organs answered? was another merged into it?) is then not changed by another
    one meanwhile. Within a transaction only.
    """
    locked = Proposal.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    list(locked.values_list("pk"))


def hold_matter_of(assignment: Assignment) -> None:
    """Lock the proposal that the assignment belongs to."""
    hold(assignment.proposal_id)


def hold_matter_of_promise(promise: Promise) -> None:
    """Lock the proposal whose reply made the promise."""
    hold(promise.root_id)


def take_hold(subject: Proposal | Assignment | Promise) -> None:
    """Hold the matter, and see the subject as it is by then: for deeds that look at it before they act.

    Raises:
        OutOfTurn: when it was thrown away meanwhile.
    """
    hold(subject.pk if isinstance(subject, Proposal) else subject.root_id)
    try:
        reread(subject)
    except ObjectDoesNotExist:
        raise OutOfTurn("这一件刚刚已经删去。") from None
