"""外部系统: registered, given its rights, tokens and addresses to listen at, and closed; all on the record."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from congress import phones, timeline
from congress.actors import Actor
from congress.interface import hooks, outgoing, scopes
from congress.interface.callers import SHOWN, digest, new_token
from congress.interface.permissions import may_act_as, may_grant_scopes, may_register, may_shut_out
from congress.manage.granting import end_now, fits
from congress.models import Congress, Delivery, Grant, Organ, Person, Subscription, System, SystemToken
from congress.permissions import ALLOWED, refuse, require
from congress.pinyin import person_sort_key
from congress.workflow import OutOfTurn

LONGEST_LIFE = timedelta(days=366)
CLOSED = "这个系统已经停用，请看最新情况。"


@transaction.atomic
def register(
    *, by: Actor, on: date, name: str, purpose: str, role: str, congress: Congress, organ: Organ | None
) -> System:
    """A new system, without rights and without tokens. It acts as a person whose account is never open.

    Raises:
        PermissionDenied: when it is not this administrator's, the role does not fit, or the name is taken there.
    """
    require(may_register(by) and may_act_as(by, role, congress) and fits(role, congress, organ))
    list(Congress.objects.select_for_update(no_key=True).filter(pk=congress.pk))  # of two at once the later is told
    same = System.objects.filter(grant__congress=congress, grant__person__name=name, closed_at__isnull=True)
    require(refuse("这一级人大已经登记过同名的系统。") if same.exists() else ALLOWED)
    person = Person.objects.create_person(name, sort_key=person_sort_key(name), is_active=False)
    grant = Grant.objects.create(
        person=person, role=role, congress=congress, organ=organ, starts_on=on, granted_by=by.person
    )
    system = System.objects.create(grant=grant, purpose=purpose, registered_by=by.person)
    _record("register_system", system, by, role=role)
    return system


@transaction.atomic
def grant_scopes(system: System, chosen: list[str], *, by: Actor) -> None:
    """Say what a system may do, from now on and in place of what it might before."""
    require(may_grant_scopes(by))
    system = _held(system)
    fitting = scopes.OF_ROLE[system.grant.role]  # type: ignore[index]
    require(ALLOWED if set(chosen) <= set(fitting) else refuse("这项权限与系统的身份不符。"))
    kept = [scope for scope in scopes.LABELS if scope in chosen]
    System.objects.filter(pk=system.pk).update(scopes=kept)
    _record("grant_scopes", system, by, note=scopes.in_words(kept), scopes=kept)


@transaction.atomic
def close(system: System, *, by: Actor, at: datetime) -> None:
    """End a system: its grant, its tokens, what it listens to."""
    require(may_shut_out(by))
    system = _held(system)
    System.objects.filter(pk=system.pk).update(closed_at=at)
    end_now(system.grant, at=at)
    system.tokens.filter(revoked_at__isnull=True).update(revoked_at=at)
    for subscription in system.subscriptions.filter(ended_at__isnull=True):
        _stop(subscription, at)
    _record("close_system", system, by)


@transaction.atomic
def make_token(system: System, *, by: Actor, on: date, label: str, expires_on: date) -> str:
    """A new token; what is given back is kept nowhere.

    Raises:
        PermissionDenied: when it would last too long, or one of that name is in use.
    """
    require(may_register(by))
    require(refuse("有效期最晚到一年以后。") if expires_on > on + LONGEST_LIFE else ALLOWED)
    require(refuse("有效期不能早于今天。") if expires_on < on else ALLOWED)
    system = _held(system)
    same = system.tokens.filter(label=label, revoked_at__isnull=True)
    require(
        refuse("这个系统已经有同名的令牌。要换发的，另起一个名称，换好后再作废旧的。") if same.exists() else ALLOWED
    )
    token = new_token()
    row = SystemToken.objects.create(
        system=system,
        label=label,
        digest=digest(token),
        beginning=token[:SHOWN],
        made_by=by.person,
        expires_on=expires_on,
    )
    _record("make_token", system, by, note=label, token=str(row.pk))
    return token


@transaction.atomic
def revoke_token(token: SystemToken, *, by: Actor, at: datetime) -> None:
    """End a token at this moment. Raises OutOfTurn when it was ended before."""
    require(may_shut_out(by))
    if not SystemToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=at):
        raise OutOfTurn("这个令牌已经作废。")
    _record("revoke_token", token.system, by, note=token.label, token=str(token.pk))


@transaction.atomic
def subscribe(system: System, *, by: Actor, address: str, kinds: list[str]) -> str:
    """Tell a system of steps at its address, from the next one on; gives the signing key, which is shown once.

    Raises:
        PermissionDenied: when the address can't be used, or is used already.
    """
    require(may_register(by))
    system = _held(system)
    require(refuse(f"{problem}。") if (problem := outgoing.fault(address)) else ALLOWED)
    key = secrets.token_urlsafe(32)
    fields: dict[str, Any] = {"key_sealed": phones.seal(key, purpose=hooks.PURPOSE), "position": hooks.newest()}
    try:
        with transaction.atomic():
            row = Subscription.objects.create(
                system=system, address=address, kinds=sorted(kinds), made_by=by.person, **fields
            )
    except IntegrityError:
        require(refuse("这个系统已经登记过这个地址。"))
        raise
    _record("subscribe", system, by, subscription=str(row.pk))
    return key


@transaction.atomic
def end_subscription(subscription: Subscription, *, by: Actor, at: datetime) -> None:
    """Tell nothing more there. Raises OutOfTurn when it was ended before."""
    require(may_shut_out(by))
    if not _stop(subscription, at):
        raise OutOfTurn("这个推送已经停止。")
    _record("end_subscription", subscription.system, by, subscription=str(subscription.pk))


def _stop(subscription: Subscription, at: datetime) -> int:
    """End it, and drop what waits for it."""
    ended = Subscription.objects.filter(pk=subscription.pk, ended_at__isnull=True).update(ended_at=at)
    waiting = Delivery.objects.filter(notice__call__subscription=subscription, state=Delivery.State.WAITING)
    waiting.update(state=Delivery.State.DROPPED, problem="推送已经停止")
    return ended


def _held(system: System) -> System:
    """The row as it is now, locked. Raises OutOfTurn once it is closed."""
    rows = System.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "grant__congress", "grant__organ"
    )
    found = rows.get(pk=system.pk)
    if found.closed_at:
        raise OutOfTurn(CLOSED)
    return found


def _record(step: str, system: System, by: Actor, *, note: str = "", **facts: Any) -> None:
    words = f"{system}：{note}" if note else str(system)
    timeline.record(step, by.congress, by=by, note=words, system=str(system.pk), **facts)


def expires_by_default(on: date) -> date:
    """Half a year from today."""
    return on + timedelta(days=183)


def is_expired(token: SystemToken) -> bool:
    return token.expires_on < timezone.localdate()
