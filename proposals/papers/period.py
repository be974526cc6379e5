"""Of which time a collection or report speaks: one session, or one year with what came between sessions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from congress.actors import Actor
from congress.models import Congress, Session
from congress.numerals import numeral
from congress.workflow import OutOfTurn
from proposals.measures import proposals
from proposals.models import Proposal, ProposalQuerySet


@dataclass(frozen=True)
class Period:
    """One of the two."""

    year: int = 0
    session: Session | None = None

    def __str__(self) -> str:
        """十七届人大一次会议, or 2026年."""
        if self.session:
            return f"{numeral(self.session.term.number)}届人大{self.session.occasion}"
        return f"{self.year}年"

    @property
    def parameters(self) -> dict[str, Any]:
        """As they are kept with an order."""
        return {"year": self.year, "session": self.session.pk if self.session else None}

    @classmethod
    def read(cls, parameters: Mapping[str, Any], congress: Congress) -> "Period":
        """From an order.

        Raises:
            OutOfTurn: when the session has been struck off meanwhile.
        """
        if key := parameters.get("session"):
            found = Session.objects.filter(pk=key, term__congress=congress).select_related("term").first()
            if found is None:
                raise OutOfTurn("这次会议已经不在登记里，请重新选择。")
            return cls(session=found)
        return cls(year=int(parameters["year"]))

    def proposals(self, actor: Actor) -> ProposalQuerySet:
        """What was put forward then in the actor's own congress, as far as he sees it."""
        own = proposals(Proposal.objects.visible_to(actor)).filter(congress=actor.congress)
        return own.filter(session=self.session) if self.session else own.filter(submitted_at__year=self.year)
