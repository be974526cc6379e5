"""公布: who was commended is told and may be read by everybody; withdrawn, it is gone at once."""

from datetime import date, datetime

from congress import timeline
from congress.actors import Actor
from congress.permissions import require
from congress.rereading import reread
from proposals.commending import telling
from proposals.commending.guards import C, S, held, may_publish, may_unpublish
from proposals.models import Candidate, Commendation
from proposals.publishing.names import author_in_public


def called_in_public(candidate: Candidate, on: date) -> str:
    """An organ and a delegation by their names; of a matter its author, named as the congress decided."""
    if candidate.proposal is not None:
        return author_in_public(candidate.proposal, on=on)
    return candidate.organ.name_on(on) if candidate.organ else str(candidate.delegation)


def publish_commendation(commendation: Commendation, *, by: Actor, on: date, at: datetime) -> None:
    """公布 what the 主任会议 decided; nominees are told."""
    with held(commendation):
        if commendation.is_public and commendation.published_by_id == by.grant.pk:
            return  # pressed twice
        require(may_publish(by, commendation))
        rows = awarded(commendation)
        for row in rows:
            row.called = called_in_public(row, on)[:120]
        Candidate.objects.bulk_update(rows, ["called"])
        facts = {"published_by": by.grant, "published_at": at, "withdrawn_reason": "", "changed_at": at}
        Commendation.objects.filter(pk=commendation.pk).update(state=S.PUBLISHED, **facts)
        reread(commendation)
        timeline.record("publish_commendation", commendation, by=by, note=f"表彰{len(rows)}个")
        for row in rows:
            if row.proposal is not None:
                note = f"{commendation.year}年{row.award}"
                timeline.record("commend", row.proposal, by=by, note=note, candidate=str(row.pk))
        telling.commended(commendation, rows, on=on)


def unpublish_commendation(commendation: Commendation, *, reason: str, by: Actor, at: datetime) -> None:
    """撤回公布: the names leave the public page; the decisions stay and may be corrected."""
    with held(commendation):
        if commendation.state == S.WITHDRAWN and commendation.withdrawn_reason == reason:
            return  # pressed twice
        require(may_unpublish(by, commendation))
        rows = awarded(commendation)
        Candidate.objects.filter(award__commendation=commendation).update(called="")
        facts = {"state": S.WITHDRAWN, "withdrawn_reason": reason, "changed_at": at}
        Commendation.objects.filter(pk=commendation.pk).update(**facts)
        reread(commendation)
        timeline.record("unpublish_commendation", commendation, by=by, note=reason)
        for row in rows:
            if row.proposal is not None:
                timeline.record("uncommend", row.proposal, by=by, candidate=str(row.pk))


def awarded(commendation: Commendation) -> list[Candidate]:
    """Those who are commended, award by award."""
    rows = Candidate.objects.filter(award__commendation=commendation, state=C.AWARDED)
    related = ("award", "proposal__seat__person", "proposal__delegation", "proposal__congress", "delegation", "organ")
    return list(rows.select_related(*related).order_by("award", "put_up_at", "pk"))
