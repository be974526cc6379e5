"""Setting a value from a day on: what was in force before that day stays written."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from congress import timeline
from congress.actors import Actor
from congress.configurable import DECLARED, Declared
from congress.configuration import FOLLOW, in_force
from congress.manage.permissions import may_set, own_place
from congress.models import Setting
from congress.permissions import ALLOWED, refuse, require
from congress.remembered import forget
from congress.workflow import OutOfTurn


@dataclass
class Standing:
    """A setting as an actor's congress has it.

    Attributes:
        acting: the row in force; None while the default is.
        coming: rows of the actor's own place that begin later, the nearest first.
        past: rows of the actor's own place that have begun, the newest first.
    """

    key: str
    declared: Declared
    acting: Setting | None = None
    coming: list[Setting] = field(default_factory=list)
    past: list[Setting] = field(default_factory=list)

    @property
    def value(self) -> Any:
        return self.acting.value if self.acting else self.declared.default

    @property
    def shown(self) -> str:
        return self.declared.shown(self.value)

    @property
    def default(self) -> str:
        return self.declared.shown(self.declared.default)

    def said(self, row: Setting) -> str:
        """A row's value as people read it."""
        return "不再另定" if row.value == FOLLOW else self.declared.shown(row.value)


def standings(actor: Actor, on: date) -> list[Standing]:
    """Every setting of the actor's congress on a day, in a single query."""
    mine, rows = own_place(actor), Setting.objects.select_related("set_by").order_by("starts_on")
    found: dict[str, list[Setting]] = {}
    for row in rows.filter(congress=None) | rows.filter(congress=actor.congress):
        found.setdefault(row.key, []).append(row)
    result = []
    for key, declared in DECLARED.items():
        own = [row for row in found.get(key, []) if row.congress_id == (mine.pk if mine else None)]
        begun = [row for row in found.get(key, []) if row.starts_on <= on]
        result.append(
            Standing(
                key,
                declared,
                in_force(begun),
                [row for row in own if row.starts_on > on],
                [row for row in reversed(own) if row.starts_on <= on],
            )
        )
    return result


@transaction.atomic
def set_value(key: str, value: Any, *, by: Actor, starts_on: date, on: date) -> Setting:
    """Give a setting a value from a day on; `FOLLOW` gives up one's own.

    Args:
        by: whose congress it is for; the highest one sets what is common.
        starts_on: today or later; what stands there for that day already is replaced.
        on: today.
    Raises:
        PermissionDenied: when it is not his to set, the value is out of bounds, or the day is past.
    """
    declared = DECLARED[key]
    require(may_set(by, declared))
    fault = "" if value == FOLLOW else declared.fault(value)
    require(refuse(f"{fault}。") if fault else ALLOWED)
    require(refuse("从今天或以后的一天起执行，以前的不改动。") if starts_on < on else ALLOWED)
    setting, _ = Setting.objects.update_or_create(
        congress=own_place(by), key=key, starts_on=starts_on, defaults={"value": value, "set_by": by.person}
    )
    forget()
    said = "不再另定" if value == FOLLOW else declared.shown(value)
    timeline.record("set_value", by.congress, by=by, note=f"{declared.label}：{said}，自{starts_on}起", key=key)
    return setting


@transaction.atomic
def take_back(setting: Setting, *, by: Actor, on: date) -> None:
    """Strike a value that has not begun."""
    declared = DECLARED[setting.key]
    require(may_set(by, declared))
    require(refuse("已经执行的不能撤销，请从今天起登记新的值。") if setting.starts_on <= on else ALLOWED)
    note = f"{declared.label}：不再自{setting.starts_on}起改"
    if not setting.delete()[0]:
        raise OutOfTurn("这一项刚刚已经撤销。")
    forget()
    timeline.record("take_back_value", by.congress, by=by, note=note, key=setting.key)
