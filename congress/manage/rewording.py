"""Wording a kind of message otherwise, or as the portal has it again. What was sent keeps the words it was sent in."""

from dataclasses import dataclass

from django.db import transaction

from congress import texts, timeline
from congress.actors import Actor
from congress.manage.permissions import may_reword, own_place
from congress.message_facts import MEANINGS
from congress.models import MessageText
from congress.permissions import ALLOWED, refuse, require
from congress.remembered import forget


@dataclass(frozen=True)
class Standing:
    """How one kind of message reads at an actor's congress.

    Attributes:
        own: the wording of the actor's own place, empty when it has none.
        common: that of all levels, empty when the portal's own is used.
    """

    kind: str
    wording: texts.Wording
    own: str
    common: str

    @property
    def text(self) -> str:
        return self.own or self.common or self.wording.text

    @property
    def longest(self) -> int:
        """UTF-16 units of an SMS with the longest facts, signature included."""
        return texts.longest(self.kind, self.text)

    @property
    def example(self) -> str:
        return texts.sample(self.kind, self.text)

    @property
    def placeholders(self) -> list[tuple[str, str]]:
        """Each placeholder that may stand in it, and what it means, in the order of the portal's own text."""
        names = dict.fromkeys(texts.PLACEHOLDER.findall(self.wording.text))
        return [(f"{{{name}}}", MEANINGS[name]) for name in names]


def standings(actor: Actor) -> list[Standing]:
    """Every kind of message, in a single query."""
    mine = own_place(actor)
    rows = MessageText.objects.filter(congress=None) | MessageText.objects.filter(congress=actor.congress)
    found = {(row.congress_id, row.kind): row.text for row in rows}
    own = mine.pk if mine else None
    return [
        Standing(kind, wording, found.get((own, kind), ""), found.get((None, kind), "") if mine else "")
        for kind, wording in texts.WORDINGS.items()
    ]


@transaction.atomic
def reword(kind: str, text: str, *, by: Actor) -> None:
    """Say this kind so from now on.

    Raises:
        PermissionDenied: when it is not his to word, or the text has a fault.
    """
    require(may_reword(by, texts.wording(kind)))
    found = texts.faults(kind, text)
    require(refuse("；".join(found)) if found else ALLOWED)
    MessageText.objects.update_or_create(congress=own_place(by), kind=kind, defaults={"text": text})
    forget()
    label = texts.wording(kind).label
    timeline.record("reword", by.congress, by=by, note=f"{label}：{text}", kind=kind)


@transaction.atomic
def restore(kind: str, *, by: Actor) -> None:
    """Give up one's own wording; without one nothing happens."""
    require(may_reword(by, texts.wording(kind)))
    if MessageText.objects.filter(congress=own_place(by), kind=kind).delete()[0]:
        forget()
        timeline.record("restore_wording", by.congress, by=by, note=texts.wording(kind).label, kind=kind)
