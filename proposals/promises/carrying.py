"""跨届续办: what an ended term was promised is owed to the next one."""

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef

from congress import timeline
from congress.models import Term
from congress.numerals import numeral
from proposals.holding import take_hold
from proposals.models import Promise
from proposals.promises import telling
from proposals.promises.confirming import settle_without_deputies


def carry_over(today: date) -> int:
    """Mark what is still owed to a term that is over; says how many. Safe to repeat.

    The promise goes on as it is. Its deputy confirms while his seat is served; from then on the desk alone, and what
    waited for nobody but him is done.
    """
    later = Term.objects.filter(
        congress=OuterRef("reply__assignment__proposal__term__congress"),
        number__gt=OuterRef("reply__assignment__proposal__term__number"),
        starts_on__lte=today,
    )
    owed = Promise.objects.unsettled().filter(Exists(later), carried_into__isnull=True)
    carried = 0
    for promise in owed.select_related("reply__assignment__proposal__term").order_by("due_on", "pk"):
        with transaction.atomic():
            take_hold(promise)
            if promise.carried_into_id or promise.state not in Promise.UNSETTLED:
                continue
            _carry(promise, today)
            carried += 1
    settle_without_deputies(today)
    return carried


def _carry(promise: Promise, today: date) -> None:
    old = promise.reply.assignment.proposal.term
    new = Term.objects.filter(congress=old.congress_id, number__gt=old.number, starts_on__lte=today)
    term = new.order_by("-starts_on").first()
    assert term is not None  # the query saw it
    Promise.objects.filter(pk=promise.pk).update(carried_into=term)
    words = f"第{numeral(old.number)}届作出的承诺，转入第{numeral(term.number)}届继续督办。"
    words += "原代表不再任职的，由代表工委单独确认。"
    timeline.record("carry_over", promise, by=None, root=promise.root_id, note=words)
    telling.carried_over(promise, on=today)
