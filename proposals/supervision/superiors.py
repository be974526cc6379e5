"""Whom an organ names as heads of its sections and as deputy heads: the ladder tells them before its head."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Grant, Organ, Person, Role
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.workflow import OutOfTurn
from proposals.models import Superior


def may_name(actor: Actor) -> Verdict:
    """The organ's leader, or its handler for him."""
    of_an_organ = actor.role in (Role.HANDLER, Role.ORGAN_LEADER) and actor.organ is not None
    return ALLOWED if of_an_organ else refuse("各级负责人由承办单位登记。")


def superiors_of(organ: Organ | None) -> QuerySet[Superior]:
    """Those named now."""
    named = Superior.objects.filter(organ=organ, ended_at__isnull=True)
    return named.select_related("person", "office").order_by("rung", "office__sort_key", "id")


def nameable(organ: Organ | None) -> QuerySet[Person]:
    """Those who act for the organ: nobody else could look at the matters he is told of."""
    grants = Grant.objects.active(timezone.localdate()).filter(organ=organ, role__in=[Role.HANDLER, Role.ORGAN_LEADER])
    return Person.objects.filter(pk__in=grants.values("person")).order_by("sort_key", "name")


@transaction.atomic
def name_superior(*, rung: str, office: Organ | None, person: Person, by: Actor) -> Superior:
    """登记科室负责人或分管负责人, of one section or of all that have nobody of their own.

    Raises:
        OutOfTurn: when somebody is named for it already.
    """
    require(may_name(by))
    assert by.organ is not None
    own = office is None or office.parent_id == by.organ.pk
    require(ALLOWED if own else refuse("请选择本单位的科室。"))
    acts = nameable(by.organ).filter(pk=person.pk).exists()
    require(ALLOWED if acts else refuse("请选择本单位有账号的人员。"))
    try:
        with transaction.atomic():
            made = Superior.objects.create(organ=by.organ, office=office, rung=rung, person=person, named_by=by.grant)
    except IntegrityError:
        raise OutOfTurn("这一职责已经登记了人，请先取消原来的。") from None
    timeline.record("name_superior", by.organ, by=by, superior=made.pk)
    return made


@transaction.atomic
def end_superior(superior: Superior, *, by: Actor) -> None:
    """取消.

    Raises:
        OutOfTurn: when a colleague has just done so.
    """
    require(may_name(by))
    mine = by.organ is not None and superior.organ_id == by.organ.pk
    require(ALLOWED if mine else refuse("各级负责人由承办单位登记。"))
    if not Superior.objects.filter(pk=superior.pk, ended_at__isnull=True).update(ended_at=timezone.now()):
        raise OutOfTurn("刚刚已经取消。")
    timeline.record("end_superior", superior.organ, by=by, superior=superior.pk)
