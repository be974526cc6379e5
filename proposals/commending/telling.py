"""Who is told what of a commendation, in the transaction of its cause."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from congress import notices
from congress.models import Person
from deputies.models import Seat
from proposals.models import Candidate, Commendation
from proposals.telling import authors_of, desk_of, staff_of


def _posts(
    kind: str,
    people: Iterable[Person],
    candidate: Candidate,
    *,
    on: date,
    fact: str,
    facts: dict[str, object],
    to: str,
) -> Iterator[notices.Post]:
    commendation = candidate.award.commendation
    known = {"year": commendation.year, "title": candidate.award.name, **facts}
    for person in {person.pk: person for person in people}.values():
        yield notices.Post(
            key=f"{kind}:{fact}:{person.pk}",
            kind=kind,
            to=person,
            congress=commendation.congress,
            facts={"name": person.name, **known},
            address=to,
            day=on,
        )


def put_up(candidate: Candidate, *, on: date) -> None:
    """The desk, of what a committee put up."""
    commendation, grant = candidate.award.commendation, candidate.put_up_by
    if grant.role == "desk":
        return
    facts: dict[str, object] = {"from": grant.place}
    people = desk_of(commendation.congress, on)
    to = candidate.get_absolute_url()
    notices.post_many(_posts("put_up", people, candidate, on=on, fact=f"{candidate.pk}", facts=facts, to=to))


def turned_down(candidate: Candidate, *, on: date) -> None:
    """Who put it up."""
    facts: dict[str, object] = {"reason": candidate.vetting}
    people, to = [candidate.put_up_by.person], candidate.get_absolute_url()
    fact = f"{candidate.pk}:{candidate.vetted_at:%y%m%d%H%M%S}"
    notices.post_many(_posts("turned_down", people, candidate, on=on, fact=fact, facts=facts, to=to))


def commended(commendation: Commendation, rows: Sequence[Candidate], *, on: date) -> None:
    """The authors of a matter, whoever acts for an organ, the deputies of a group; again after each publication."""
    notices.post_many(post for row in rows for post in _commended(commendation, row, on))


def _commended(commendation: Commendation, row: Candidate, on: date) -> Iterator[notices.Post]:
    row.award.commendation = commendation
    fact = f"{row.pk}:{commendation.published_at:%y%m%d%H%M%S}"
    if row.proposal is not None:
        facts: dict[str, object] = {"no": row.proposal.number or ""}
        kind, people = "matter_commended", authors_of(row.proposal)
    elif row.organ is not None:
        facts = {"organ": str(row.organ)}
        kind, people = "organ_commended", staff_of(row.organ, on)
    else:
        facts = {"organ": str(row.delegation)}
        seats = Seat.objects.active(on).filter(delegation=row.delegation, is_placeholder=False)
        kind, people = "group_commended", [seat.person for seat in seats.select_related("person")]
    yield from _posts(kind, people, row, on=on, fact=fact, facts=facts, to=commendation.get_absolute_url())
