"""账号: made, corrected, opened and shut; each deed on the record."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from congress import timeline
from congress.accounts import reset_access as accounts
from congress.accounts.end_sessions import end_sessions
from congress.actors import Actor
from congress.manage.permissions import may_manage_people, may_reset, may_shut, people_within
from congress.models import Person
from congress.permissions import ALLOWED, refuse, require
from congress.pinyin import person_sort_key
from congress.workflow import OutOfTurn

TAKEN = "这个登录名已经有人使用。"
IDLE = timedelta(days=90)


def unused(people: QuerySet[Person], on: date) -> QuerySet[Person]:
    """Open accounts in which nobody has signed in for ninety days."""
    since = on - IDLE
    never = Q(last_login__isnull=True, joined_at__date__lt=since)
    return people.filter(never | Q(last_login__date__lt=since), is_active=True)


@transaction.atomic
def add_person(*, by: Actor, name: str, phone: str = "", login: str = "", email: str = "") -> Person:
    """A new account without any role; staff get their first password by `reset_access`.

    Raises:
        PermissionDenied: when the phone or the login name is taken.
    """
    require(may_manage_people(by))
    _require_free(phone, login, by=by)
    try:
        with transaction.atomic():
            person = Person.objects.create_person(
                name, phone=phone, login=login, email=email, sort_key=person_sort_key(name), home=by.congress
            )
    except IntegrityError:
        require(refuse("这个登录名或手机号刚刚有人登记，请核对。"))
        raise
    timeline.record("add_person", by.congress, by=by, person=str(person.pk))
    return person


@transaction.atomic
def change_person(
    person: Person, *, by: Actor, on: date, name: str, phone: str = "", login: str = "", email: str = ""
) -> None:
    """Correct what stands in an account. Another phone or login name is another way in: the sessions end.

    Raises:
        PermissionDenied: when the account is not this administrator's to change, or the phone or name is taken.
    """
    require(may_reset(by, person, on))
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    _require_free(phone, login, by=by, of=person)
    was = (person.phone, person.login or "")
    person.set_phone(phone)
    person.name, person.login, person.email = name, login or None, email
    person.sort_key = person_sort_key(name)
    try:
        with transaction.atomic():
            person.save(update_fields=["name", "sort_key", "login", "email", "phone_sealed", "phone_index"])
    except IntegrityError:
        require(refuse("这个登录名或手机号刚刚有人登记，请核对。"))
        raise
    if was != (phone, login):
        end_sessions(person)
    timeline.record("change_person", by.congress, by=by, person=str(person.pk), is_phone_new=was[0] != phone)


def _require_free(phone: str, login: str, *, by: Actor, of: Person | None = None) -> None:
    """Nobody else has the phone or the login name; whom the administrator knows he is told by name."""
    owner = Person.objects.by_phone(phone) if phone else None
    if owner and owner != of:
        known = people_within(by).filter(pk=owner.pk).exists()
        require(
            refuse(
                f"这个手机号是{owner.name}的账号，请在人员里按手机号找到他再授权。"
                if known
                else "这个手机号在别的人大已有账号，请上一级人大的系统管理员给他授权。"
            )
        )
    namesake = Person.objects.filter(login=login).first() if login else None
    require(refuse(TAKEN) if namesake and namesake != of else ALLOWED)


@transaction.atomic
def reset_access(person: Person, *, by: Actor, on: date, reason: str) -> str:
    """A new initial password for somebody who cannot get in, and why; gives the password, to be told him once."""
    require(may_reset(by, person, on))
    return accounts.reset_access(person, by=by, reason=reason)


@transaction.atomic
def close_account(person: Person, *, by: Actor, on: date) -> None:
    """Nobody signs in with it any more, and who is signed in is out."""
    require(may_shut(by, person, on))
    if not Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        raise OutOfTurn("这个账号已经停用了。")
    end_sessions(person)
    timeline.record("close_account", by.congress, by=by, person=str(person.pk))


@transaction.atomic
def open_account(person: Person, *, by: Actor, on: date) -> None:
    """A closed account is open again, with the roles that are still in force."""
    require(may_shut(by, person, on))
    if not Person.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        raise OutOfTurn("这个账号已经启用了。")
    timeline.record("open_account", by.congress, by=by, person=str(person.pk))


@transaction.atomic
def sign_out(person: Person, *, by: Actor, on: date) -> int:
    """End every session of somebody; says how many there were."""
    require(may_shut(by, person, on))
    ended = end_sessions(person)
    timeline.record("sign_out", by.congress, by=by, person=str(person.pk), sessions=ended)
    return ended
