"""实事台账: taken on, done, confirmed by the village; two who write at once lose nothing."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from congress import timeline
from congress.actors import Actor
from congress.models import StoredFile
from congress.permissions import refuse, require
from congress.revising import revise
from congress.workflow import OutOfTurn
from groups.keeping.establishing import hold_group
from groups.models import Evidence, Group, PracticalMatter
from groups.permissions import may_act_for

MOST_FILES = 9
CHANGED = "这件实事刚刚有人改过。您写的还在下面，请看过现在的内容再保存。"


@transaction.atomic
def add_matter(group: Group, *, by: Actor, at: datetime, **fields: Any) -> PracticalMatter:
    """登记一件实事; the same title from the same day on is the same."""
    require(may_act_for(by, group, localdate(at)))
    hold_group(group)
    if found := group.matters.filter(title=fields["title"], starts_on=fields["starts_on"]).first():
        return found
    matter = PracticalMatter.objects.create(group=group, written_by=by.grant, **fields)
    timeline.record("add_matter", matter, by=by, at=at)
    return matter


@transaction.atomic
def change_matter(matter: PracticalMatter, *, seen: int, by: Actor, at: datetime, **fields: Any) -> None:
    """更新办理情况, the day on which it was done, and what the village confirmed; what stood there is kept.

    Args:
        seen: the version that the page showed.
    Raises:
        OutOfTurn: somebody changed it meanwhile.
    """
    require(may_act_for(by, matter.group, localdate(at)))
    list(PracticalMatter.objects.select_for_update(no_key=True).filter(pk=matter.pk).values_list("pk"))
    stored = PracticalMatter.objects.get(pk=matter.pk)
    if all(getattr(stored, name) == value for name, value in fields.items()):
        return
    if stored.version != seen:
        raise OutOfTurn(CHANGED)
    revise("change_matter", matter, by=by, at=at, version=seen + 1, **fields)


@transaction.atomic
def add_evidence(matter: PracticalMatter, file: StoredFile, *, by: Actor, at: datetime) -> None:
    """佐证材料, nine at most."""
    require(may_act_for(by, matter.group, localdate(at)))
    list(PracticalMatter.objects.select_for_update(no_key=True).filter(pk=matter.pk).values_list("pk"))
    if matter.evidence.count() >= MOST_FILES:
        require(refuse(f"最多{MOST_FILES}个佐证材料"))
    Evidence.objects.create(matter=matter, file=file)
    timeline.record("add_evidence", matter, by=by, at=at, is_locked=True, file=str(file.pk))
