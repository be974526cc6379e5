"""提名: one nominee for one award, with the reason; each once a year."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from congress import timeline
from congress.actors import Actor
from congress.permissions import require
from congress.workflow import OutOfTurn
from proposals.commending import telling
from proposals.commending.guards import held, may_put_up
from proposals.commending.nominees import COLUMNS, Nominee, Subject, fits
from proposals.models import Award, Candidate


def put_up(award: Award, *, nominee: Nominee, reason: str, by: Actor, on: date, at: datetime) -> Candidate:
    """提名一个; pressed twice it is the same.

    Raises:
        OutOfTurn: when somebody else put it up before.
    """
    commendation = award.commendation
    with held(commendation):
        require(may_put_up(by, commendation, on) and fits(award, nominee, by))
        column = COLUMNS[Subject(award.subject)]
        if there := award.candidates.filter(**{column: nominee}).first():
            if (there.put_up_by_id, there.reason) == (by.grant.pk, reason):
                return there
            raise OutOfTurn(f"这一年的{award}已经提名过，一个奖项每年只提名一次。")
        facts = {column: nominee, "reason": reason, "put_up_by": by.grant, "put_up_at": at}
        try:
            with transaction.atomic():
                made: Candidate = award.candidates.create(**facts)
        except IntegrityError:
            raise OutOfTurn(f"这一年的{award}刚刚已经提名过。") from None
        timeline.record("put_up", made, by=by, root=commendation.pk, note=f"{award}：{made}")
        telling.put_up(made, on=on)
    return made
