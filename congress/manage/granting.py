"""Accounts and roles: made, given, ended, closed; each deed on the record."""

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from congress import timeline
from congress.accounts.end_sessions import end_sessions
from congress.actors import Actor
from congress.manage.permissions import may_end, may_give, may_keep_safe, may_manage_people
from congress.models import ADMINISTRATORS, Congress, Grant, Organ, Person
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.pinyin import person_sort_key


@transaction.atomic
def add_person(*, by: Actor, name: str, phone: str = "", login: str = "", email: str = "") -> Person:
    """A new account without any role; staff get their first password by `reset_access`.

    Raises:
        PermissionDenied: when the phone or the login name is taken.
    """
    require(may_manage_people(by))
    require(refuse("这个手机号已经有账号。") if phone and Person.objects.by_phone(phone) else ALLOWED)
    try:
        with transaction.atomic():
            person = Person.objects.create_person(
                name, phone=phone, login=login, email=email, sort_key=person_sort_key(name)
            )
    except IntegrityError:
        require(refuse("这个登录名或手机号已经有账号。"))
        raise
    timeline.record("add_person", by.congress, by=by, person=str(person.pk))
    return person


@transaction.atomic
def give_role(
    person: Person,
    *,
    by: Actor,
    role: str,
    congress: Congress,
    organ: Organ | None,
    starts_on: date,
    ends_on: date | None = None,
) -> Grant:
    """Give a role from one day to another, both counted.

    Raises:
        PermissionDenied: when it is not the giver's to give, or the person would be two of the three administrators.
    """
    require(may_give(by, role, person, congress))
    if role in ADMINISTRATORS and person.grants.filter(role__in=ADMINISTRATORS).active(starts_on).exists():
        require(refuse("一个人只能担任三种管理员中的一种，请先结束原来的。"))
    facts: dict[str, Any] = {"role": role, "congress": congress, "organ": organ}
    if person.grants.filter(**facts).active(starts_on).exists():
        require(refuse("这个人已经有这个角色。"))
    grant = Grant.objects.create(person=person, starts_on=starts_on, ends_on=ends_on, granted_by=by.person, **facts)
    timeline.record("give_role", by.congress, by=by, person=str(person.pk), given=str(grant.pk), role=role)
    return grant


@transaction.atomic
def end_grant(grant: Grant, *, by: Actor, on: date) -> None:
    """End a role with yesterday: from now on nobody acts under it. One that had not begun is over before it begins."""
    require(may_end(by, grant))
    last = max(on - timedelta(days=1), grant.starts_on)
    if last == on:  # given today: it ends with today, and its sessions now
        end_sessions(grant.person)
    Grant.objects.filter(pk=grant.pk).update(ends_on=last)
    timeline.record("end_grant", by.congress, by=by, person=str(grant.person_id), ended=str(grant.pk))


@transaction.atomic
def close_account(person: Person, *, by: Actor) -> None:
    """Nobody signs in with it any more, and who is signed in is out."""
    require(may_keep_safe(by) and _of_another(by, person))
    Person.objects.filter(pk=person.pk).update(is_active=False)
    end_sessions(person)
    timeline.record("close_account", by.congress, by=by, person=str(person.pk))


@transaction.atomic
def open_account(person: Person, *, by: Actor) -> None:
    """A closed account is open again, with the roles that are still in force."""
    require(may_keep_safe(by))
    Person.objects.filter(pk=person.pk).update(is_active=True)
    timeline.record("open_account", by.congress, by=by, person=str(person.pk))


def _of_another(by: Actor, person: Person) -> Verdict:
    return refuse("不能停用自己的账号。") if person == by.person else ALLOWED
