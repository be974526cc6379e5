"""The words of dictionaries: added, renamed, retired from a day on. What was written keeps the word of its day."""

from datetime import date

from django.db import transaction

from congress import timeline
from congress.actors import Actor
from congress.dictionaries import Words, words
from congress.manage.permissions import may_configure, own_place
from congress.models import Word
from congress.permissions import ALLOWED, refuse, require
from congress.registries import registry
from congress.remembered import forget

LONGEST_CODE = 20
LAST_ORDER = 10_000


@transaction.atomic
def add_word(name: str, label: str, *, by: Actor, starts_on: date, on: date) -> Word:
    """A further word that may be chosen from a day on, before those that stand last for good (其他).

    Raises:
        PermissionDenied: when the dictionary is closed, the word is there already, or the day is past.
    """
    require(may_configure(by))
    _require_from_today(starts_on, on)
    declared, known = registry.dictionaries[name], words(name, by.congress)
    require(ALLOWED if declared.is_open else refuse("这一组只能改名称，不能增减。"))
    _require_new(known, label, starts_on)
    code = _next_code(known) if declared.prefix else label[:LONGEST_CODE]
    last = max((row.order for row in known.rows if row.code not in declared.lasting), default=0)
    return _write(name, code, label, by=by, starts_on=starts_on, step="add_word", order=last + 1)


@transaction.atomic
def rename_word(name: str, code: str, label: str, *, by: Actor, starts_on: date, on: date) -> Word:
    """The same thing under another word from a day on."""
    require(may_configure(by))
    _require_from_today(starts_on, on)
    known = words(name, by.congress)
    old = known.acting(code, starts_on)
    require(ALLOWED if old and old.is_active else refuse("这一项到那一天不在用，不能改名。"))
    assert old is not None
    _require_new(known, label, starts_on, besides=code)
    return _write(name, code, label, by=by, starts_on=starts_on, step="rename_word", order=old.order)


@transaction.atomic
def retire_word(name: str, code: str, *, by: Actor, starts_on: date, on: date) -> Word:
    """Not to be chosen any more from a day on; what bears it keeps it."""
    require(may_configure(by))
    _require_from_today(starts_on, on)
    declared, known = registry.dictionaries[name], words(name, by.congress)
    require(ALLOWED if declared.is_open and code not in declared.lasting else refuse("这一项不能停用，可以改名称。"))
    old = known.acting(code, starts_on)
    require(ALLOWED if old and old.is_active else refuse("这一项到那一天已经停用。"))
    assert old is not None
    return _write(
        name, code, old.label, by=by, starts_on=starts_on, step="retire_word", order=old.order, is_active=False
    )


def _require_from_today(starts_on: date, on: date) -> None:
    require(refuse("从今天或以后的一天起，以前的不改动。") if starts_on < on else ALLOWED)


def _require_new(known: Words, label: str, day: date, *, besides: str = "") -> None:
    taken = any(row.label == label and row.code != besides for row in known.on(day))
    require(refuse("已经有这个名称。") if taken else ALLOWED)
    same = besides and known.label(besides, day) == label
    require(refuse("名称没有变。") if same else ALLOWED)
    lost = not besides and not known.dictionary.prefix and label[:LONGEST_CODE] in known.by_code
    require(refuse("这个名称以前用过，请换一个写法。") if lost else ALLOWED)


def _next_code(known: Words) -> str:
    """N11 after N10; N99 and other codes that last are no numbers in the row."""
    prefix = known.dictionary.prefix
    numbers = [
        int(code.removeprefix(prefix))
        for code in known.by_code
        if code not in known.dictionary.lasting and code.removeprefix(prefix).isdecimal()
    ]
    number = max(numbers, default=0) + 1
    while f"{prefix}{number}" in known.dictionary.lasting:
        number += 1
    return f"{prefix}{number}"


def _write(
    name: str, code: str, label: str, *, by: Actor, starts_on: date, step: str, order: int, is_active: bool = True
) -> Word:
    word, _ = Word.objects.update_or_create(
        congress=own_place(by),
        dictionary=name,
        code=code,
        starts_on=starts_on,
        defaults={"label": label, "order": order, "is_active": is_active},
    )
    forget()
    said = "" if is_active else "停用"
    note = f"{registry.dictionaries[name].label}：{said}{label}，自{starts_on}起"
    timeline.record(step, by.congress, by=by, note=note, dictionary=name, code=code)
    return word
