"""常用语: an organ's stock phrases, and one of them added to a reply that is being written."""

import hashlib
import re
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from congress.actors import Actor
from congress.models import Organ, Role
from congress.permissions import ALLOWED, Verdict, refuse, require
from proposals.drafting import Overwritten
from proposals.models import StockPhrases

MOST, LONGEST = 30, 300  # phrases of an organ, characters of each


@dataclass(frozen=True)
class Phrase:
    """One of them; its key is made of its words, so that a page that is shown too long adds nothing else."""

    text: str

    @property
    def key(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def may_keep_phrases(actor: Actor) -> Verdict:
    """Whoever handles or signs for an organ keeps those of that organ."""
    of_an_organ = actor.role in (Role.HANDLER, Role.ORGAN_LEADER) and actor.organ is not None
    return ALLOWED if of_an_organ else refuse("常用语是承办单位的页面。")


def split(text: str) -> list[Phrase]:
    """The phrases that a blank line parts, each once."""
    parts = (part.strip() for part in re.split(r"\n[ \t\u3000]*\n", text))
    return [Phrase(part) for part in dict.fromkeys(parts) if part]


def stored(organ: Organ) -> StockPhrases:
    """The row of the organ; a new one, not saved, where it has none."""
    return StockPhrases.objects.filter(organ=organ).first() or StockPhrases(organ=organ)


def phrases_of(organ: Organ) -> list[Phrase]:
    """Those of the organ; no question to the database when the row was read along with it."""
    row = getattr(organ, "stock_phrases", None)
    return split(row.text) if row else []


@transaction.atomic
def keep_phrases(organ: Organ, *, text: str, seen: int, by: Actor) -> None:
    """Put this text in the place of the organ's phrases.

    Args:
        text: all of them, a blank line between two.
        seen: the version the writer's page showed.
    Raises:
        Overwritten: when a colleague saved other ones since.
        PermissionDenied: for anybody else's organ.
    """
    own = by.organ is not None and by.organ.pk == organ.pk
    require(may_keep_phrases(by) if own else refuse("只能改本单位的常用语。"))
    kept = "\n\n".join(phrase.text for phrase in split(text))
    first = {"text": kept, "version": 2}  # the empty page before it was the first
    row, is_new = StockPhrases.objects.get_or_create(organ=organ, defaults=first)
    if is_new:
        return
    changed = StockPhrases.objects.filter(pk=row.pk, version=seen).update(text=kept, version=F("version") + 1)
    if not changed and row.text != kept:
        raise Overwritten


def with_phrase(text: str, organ: Organ, key: str) -> str | None:
    """The text with that phrase as its last paragraph; None when there is no such phrase any more."""
    found = next((phrase for phrase in phrases_of(organ) if phrase.key == key), None)
    return None if found is None else "\n".join(filter(None, [text.rstrip(), found.text]))
