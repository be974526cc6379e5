"""代表团: made before there are deputies in them, and renamed."""

from django.db import IntegrityError, transaction

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, refuse, require
from deputies.models import Delegation
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
    own = delegation.congress_id == by.congress.pk
    require(may_import(by) and (ALLOWED if own else refuse("代表团由本级人大登记。")))
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
