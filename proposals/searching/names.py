"""Whose name a word is: deputies and organs, by their characters, their pinyin or its first letters."""

from uuid import UUID

from django.db.models import Q

from congress.models import Organ
from congress.pinyin import endings, initials, person_initials, person_sort_key
from deputies.models import Seat
from proposals.searching.words import Word

LONGEST = 30  # no name of a person or organ is longer


def seats_named(word: Word) -> list[UUID]:
    """The seats of deputies whom the word names: 张三, zhangsan, zhang, zs."""
    if len(word.text) > LONGEST:
        return []
    seats = Seat.objects.order_by()
    found = list(seats.filter(person__name__icontains=word.text).values_list("pk", flat=True))
    if word.is_spelled:
        alike = seats.filter(Q(person__sort_key__startswith=word.text[0]) | Q(person__sort_key=""))
        found += [key for key, name in alike.values_list("pk", "person__name") if _is_person(name, word.text)]
    return found


def _is_person(name: str, word: str) -> bool:
    return person_sort_key(name).startswith(word) or person_initials(name).startswith(word)


def organs_named(word: Word) -> list[UUID]:
    """The organs that the word names: 市城管局, 城管, chengguan, scgj, cgj. Those that are closed now among them."""
    if len(word.text) > LONGEST:
        return []
    organs = Organ.objects.filter(kind__in=Organ.HANDLING).order_by()
    named = Q(name__icontains=word.text) | Q(short_name__icontains=word.text)
    found = list(organs.filter(named).values_list("pk", flat=True))
    if word.is_spelled:
        names = organs.values_list("pk", "name", "short_name")
        found += [key for key, *both in names if any(_is_organ(name, word.text) for name in both)]
    return found


def _is_organ(name: str, word: str) -> bool:
    return word in initials(name) or any(ending.startswith(word) for ending in endings(name))
