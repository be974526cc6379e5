"""The beginning of an installation: a congress, its term, and the three administrators, none of whom is another."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate

from congress import timeline
from congress.accounts.reset_access import reset_access
from congress.models import ADMINISTRATORS, Congress, Grant, Person, Role, Term
from congress.pinyin import initials
from congress.places import level_of, place_in


class NotStarted(Exception):
    """The congress cannot be made; the sentence says why."""


@dataclass(frozen=True)
class Login:
    """What an administrator signs in with for the first time."""

    role: str
    name: str
    password: str


@dataclass(frozen=True)
class Started:
    congress: Congress
    logins: list[Login]


@transaction.atomic
def start_congress(name: str, *, phone: str, code: str = "", dry_run: bool = False) -> Started:
    """Make the congress and one person for each of the three administrators' roles.

    The owner of the phone administers the system. The other two roles go to persons of their own, because nobody may
    hold two of the three; their real names and phones are entered by the system administrator.

    Args:
        name: as on the seal; the place and its level are read from it.
        phone: normalised.
        code: prefix of the numbers; the initials of the place when left out.
    Raises:
        NotStarted: when the name says no place, or the congress, its code or the phone is there already.
    """
    place = place_in(name)
    level = level_of(place)
    if not place or not level:
        raise NotStarted("名称应为“某某市人大”“某某县（区）人大”或“某某镇（乡）人大”。")
    code = (code or initials(place[:-1])).upper()[:8]
    if not code.isascii() or not code.isalnum():
        raise NotStarted("请用 --code 写明编号前缀，1到8个字母或数字。")
    if Congress.objects.filter(name=name).exists() or Congress.objects.filter(code=code).exists():
        raise NotStarted(f"已经有{name}，或者编号前缀{code}已被使用。")
    if Person.objects.by_phone(phone):
        raise NotStarted("这个手机号已经有人使用。")
    congress = Congress(name=name, place=place, code=code, level=level)
    if dry_run:
        return Started(congress, [Login(role.label, login_of(role, code), "") for role in ADMINISTRATORS])
    congress.save()
    Term.objects.create(congress=congress, number=1, starts_on=localdate())
    timeline.record("start_congress", congress, by=None)
    return Started(congress, [_administrator(role, congress, phone) for role in ADMINISTRATORS])


def _administrator(role: Role, congress: Congress, phone: str) -> Login:
    login = login_of(role, congress.code)
    own = phone if role == Role.SYSTEM_ADMIN else ""
    person = Person.objects.create_person(role.label, phone=own, login=login)
    Grant.objects.create(person=person, role=role, congress=congress, starts_on=localdate())
    return Login(role.label, login, reset_access(person, by=None, congress=congress))


def login_of(role: Role, code: str) -> str:
    """hb-system, hb-security, hb-audit."""
    return f"{code.lower()}-{role.value.removesuffix('_admin')}"
