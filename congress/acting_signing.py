"""代行签发: a leader of an organ lets a colleague sign in his place, from one day to another."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from congress import timeline
from congress.actors import Actor
from congress.manage.granting import end_now
from congress.models import Grant, Person, Role
from congress.models.people import GrantQuerySet
from congress.notices import Post, post_many
from congress.permissions import ALLOWED, Verdict, refuse, require


def may_appoint(actor: Actor) -> Verdict:
    """The leader himself; who acts for him does not hand it on."""
    if not actor.is_organ_leader:
        return refuse("代行签发由承办单位负责人安排。")
    return ALLOWED if actor.grant.acting_for_id is None else refuse("您在代行签发，不能再请别人代行。")


def colleagues_of(actor: Actor, on: date) -> QuerySet[Person]:
    """The organ's handlers, save the leader himself."""
    handlers = Grant.objects.active(on).filter(organ=actor.organ, role=Role.HANDLER)
    return Person.objects.filter(pk__in=handlers.values("person")).exclude(pk=actor.person.pk)


def appointed(actor: Actor) -> GrantQuerySet:
    """Who signs, signed or will sign in the organ in a leader's place; the latest first."""
    found = Grant.objects.filter(organ=actor.organ, acting_for__isnull=False)
    return found.select_related("person", "acting_for__person").order_by("-starts_on", "-pk")


@transaction.atomic
def appoint(colleague: Person, *, by: Actor, on: date, starts_on: date, ends_on: date) -> Grant:
    """Let a colleague sign from one day to another, both counted.

    Args:
        on: today.
    Raises:
        PermissionDenied: when he is no handler of the organ, signs already on one of these days, or the leader's own
            time is over before.
    """
    require(may_appoint(by))
    require(refuse("开始日期不能早于今天。") if starts_on < on else ALLOWED)
    last = by.grant.ends_on
    require(refuse(f"您自己的身份到{last}为止，代行不能超过这一天。") if last and ends_on > last else ALLOWED)
    known = colleagues_of(by, on).filter(pk=colleague.pk)
    require(ALLOWED if known.exists() else refuse("只能请本单位的经办人代行。"))
    colleague = Person.objects.select_for_update(no_key=True).get(pk=colleague.pk)
    signing = colleague.grants.filter(organ=by.organ, role=Role.ORGAN_LEADER).meeting(starts_on, ends_on)
    require(refuse(f"{colleague.name}在这段时间已经可以签发。") if signing.exists() else ALLOWED)
    grant = Grant.objects.create(
        person=colleague,
        role=Role.ORGAN_LEADER,
        congress=by.congress,
        organ=by.organ,
        acting_for=by.grant,
        starts_on=starts_on,
        ends_on=ends_on,
        granted_by=by.person,
    )
    note = f"自{starts_on}至{ends_on}"
    assert by.organ is not None
    timeline.record("appoint_signer", by.organ, by=by, note=note, person=str(colleague.pk), given=str(grant.pk))
    facts = {"name": colleague.name, "by": by.person.name, "organ": by.organ, "date": starts_on, "until": ends_on}
    post_many(
        [
            Post(
                key=f"acting_signer:{grant.pk}",
                kind="acting_signer",
                to=colleague,
                congress=by.congress,
                facts=facts,
                day=on,
            )
        ]
    )
    return grant


@transaction.atomic
def end_signer(grant: Grant, *, by: Actor, at: datetime) -> None:
    """He signs no more from this moment on.

    Raises:
        OutOfTurn: when it is over already.
    """
    require(may_appoint(by))
    mine = grant.organ == by.organ and grant.acting_for_id is not None
    require(ALLOWED if mine else refuse("只能结束本单位的代行签发。"))
    end_now(grant, at=at)
    assert grant.organ is not None
    timeline.record("end_signer", grant.organ, by=by, person=str(grant.person_id), ended=str(grant.pk))
