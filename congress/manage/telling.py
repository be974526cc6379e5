"""Who is told when one of the three administrators' roles is given or ended: both sides, and who watches over them."""

from datetime import date

from congress.actors import Actor
from congress.models import Grant, Person, Role
from congress.notices import Post, post_many

WATCH = [Role.SECURITY_ADMIN, Role.AUDIT_ADMIN]


def role_given(grant: Grant, *, by: Actor, on: date) -> None:
    _tell("role_given", grant, by=by, on=on)


def role_ended(grant: Grant, *, by: Actor, on: date) -> None:
    _tell("role_ended", grant, by=by, on=on)


def _tell(kind: str, grant: Grant, *, by: Actor, on: date) -> None:
    """The person, the giver, and the security and audit administrators of both congresses."""
    places = {by.congress.pk, grant.congress_id}
    watching = Person.objects.filter(grants__in=Grant.objects.active(on).filter(role__in=WATCH, congress__in=places))
    people = {person.pk: person for person in [grant.person, by.person, *watching]}
    facts = {"whom": grant.person.name, "by": by.person.name, "role": grant.get_role_display()}
    post_many(
        Post(key=f"{kind}:{grant.pk}:{person.pk}", kind=kind, to=person, congress=by.congress, facts=facts, day=on)
        for person in people.values()
    )
