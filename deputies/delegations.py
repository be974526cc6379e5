"""代表团: made before there are deputies in them, renamed, and headed by one of them."""

from django.db import IntegrityError, transaction

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, Verdict, refuse, require
from deputies.models import Delegation, Seat
from deputies.permissions import may_import

TAKEN = "已经有这个代表团。"


@transaction.atomic
def add_delegation(*, by: Actor, name: str) -> Delegation:
    """A delegation of the desk's congress; the roster makes those that it names by itself.

    Raises:
        PermissionDenied: when the name is taken.
    """
    require(may_import(by))
    try:
        with transaction.atomic():
            made = by.congress.delegations.create(name=name)
    except IntegrityError:
        require(refuse(TAKEN))
        raise
    timeline.record("add_delegation", by.congress, by=by, note=name)
    return made


@transaction.atomic
def rename_delegation(delegation: Delegation, *, by: Actor, name: str) -> None:
    """The same deputies under another name.

    Raises:
        PermissionDenied: when it is another congress's, or the name is taken.
    """
    require(_may_change(delegation, by))
    old = Delegation.objects.select_for_update(no_key=True).get(pk=delegation.pk).name
    if name == old:
        return  # pressed twice
    try:
        with transaction.atomic():
            Delegation.objects.filter(pk=delegation.pk).update(name=name)
    except IntegrityError:
        require(refuse(TAKEN))
        raise
    timeline.record("rename_delegation", by.congress, by=by, note=f"{old}改为{name}")


@transaction.atomic
def name_head(delegation: Delegation, *, by: Actor, head: Seat | None) -> None:
    """登记团长: who speaks for the delegation where the congress lets it put something forward; None for nobody.

    Raises:
        PermissionDenied: when it is another congress's, or the deputy is not of the delegation.
    """
    require(_may_change(delegation, by))
    belongs = head is None or head.delegation_id == delegation.pk
    require(ALLOWED if belongs else refuse("团长要从本代表团的代表中选。"))
    stored = Delegation.objects.select_for_update(no_key=True).get(pk=delegation.pk)
    if stored.head == head:
        return  # pressed twice
    Delegation.objects.filter(pk=delegation.pk).update(head=head)
    said = f"{delegation.name}：{head}" if head else f"{delegation.name}：暂缺"
    timeline.record("name_head", by.congress, by=by, note=said)


def _may_change(delegation: Delegation, by: Actor) -> Verdict:
    own = delegation.congress_id == by.congress.pk
    return may_import(by) and (ALLOWED if own else refuse("代表团由本级人大登记。"))
