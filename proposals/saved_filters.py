"""保存的筛选: a person keeps words and filters of the list under a name, renames them, throws them away."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from congress import configuration
from congress.actors import Actor
from congress.models import Person
from proposals.models import SavedFilter

LONGEST = 600  # characters of an address


def chosen(parameters: Mapping[str, str], names: Iterable[str]) -> str:
    """The filters that say something, as they stand in an address; empty when none does.

    Args:
        names: of all filters there are; the rest of the address (its page) is left out.
    """
    said = {name: parameters[name].strip() for name in names if parameters.get(name, "").strip()}
    return urlencode(said)


@transaction.atomic
def save(*, name: str, parameters: str, is_default: bool, by: Actor) -> SavedFilter:
    """Keep these filters under a name; what was kept under it before makes room.

    Raises:
        PermissionDenied: as many are kept as the setting allows, or there is nothing to keep.
    """
    if not parameters or len(parameters) > LONGEST:
        raise PermissionDenied("请先在列表上选好条件再保存。" if not parameters else "条件太长，请去掉一些再保存。")
    own = _held(by)
    same = own.filter(name=name).first()
    most = configuration.value("lists.saved_filters", by.congress, on=localdate())
    if same is None and own.count() >= most:
        raise PermissionDenied(f"最多保存{most}个筛选，请先删去一个。")
    if is_default:
        own.update(is_default=False)
    facts = {"parameters": parameters, "is_default": is_default}
    kept, _ = SavedFilter.objects.update_or_create(person=by.person, name=name, defaults=facts)
    return kept


@transaction.atomic
def change(kept: SavedFilter, *, name: str, is_default: bool, by: Actor) -> None:
    """Give it another name, or have the list open with it.

    Raises:
        PermissionDenied: another one has this name.
    """
    own = _held(by)
    if own.filter(name=name).exclude(pk=kept.pk).exists():
        raise PermissionDenied("已有同名的筛选，请换一个名称。")
    if is_default:
        own.exclude(pk=kept.pk).update(is_default=False)
    own.filter(pk=kept.pk).update(name=name, is_default=is_default)


def delete(kept: SavedFilter, *, by: Actor) -> None:
    """Throw it away; the second press finds nothing to do."""
    SavedFilter.objects.visible_to(by).filter(pk=kept.pk).delete()


def _held(by: Actor) -> QuerySet[SavedFilter]:
    """The person's filters, while no other window of his adds one."""
    list(Person.objects.select_for_update(no_key=True).filter(pk=by.person.pk).values_list("pk"))
    return SavedFilter.objects.visible_to(by)
