"""本次会议: how much was put forward in a session, and what became of it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q

from congress.actors import Actor
from congress.models import Congress, Session
from proposals.models import Proposal, ProposalQuerySet

NEWEST = 10


@dataclass
class SessionBoard:
    """One session's papers as an actor may see them.

    Attributes:
        motions, suggestions: handed in as such and not withdrawn, in all.
        converted: motions that have become suggestions.
        by_state: the other motions in each state, in the order of their way.
    """

    session: Session
    motions: int = 0
    suggestions: int = 0
    converted: int = 0
    by_state: list[tuple[str, str, int]] = field(default_factory=list)


def session_of(congress: Congress, key: str, today: date) -> Session | None:
    """The one that an address names, or the one that receives, or the last that did."""
    sessions = Session.objects.filter(term__congress=congress).select_related("term__congress")
    if key.isdecimal() and (named := sessions.filter(pk=int(key[:9])).first()):
        return named
    return sessions.receiving(congress, today).first() or sessions.filter(receives_from__lte=today).first()


def papers_of(session: Session, actor: Actor) -> ProposalQuerySet:
    """What was put forward in it, as this actor may see it, in the order in which the server received it."""
    return Proposal.objects.visible_to(actor).filter(session=session).put_forward().order_by("submitted_at", "pk")


def motions_of(session: Session, actor: Actor) -> ProposalQuerySet:
    """What was handed in as a motion, whatever it has become."""
    return papers_of(session, actor).filter(Q(kind=Proposal.Kind.MOTION) | Q(motion_number__isnull=False))


def board_of(session: Session, actor: Actor) -> SessionBoard:
    """The numbers of one session."""
    found = papers_of(session, actor).order_by().values("kind", "state")
    board, states = SessionBoard(session), {}
    for row in found.annotate(number=Count("pk"), converted=Count("motion_number")):
        if row["kind"] == Proposal.Kind.MOTION:
            board.motions += row["number"]
            states[row["state"]] = row["number"]
        else:
            board.motions += row["converted"]
            board.converted += row["converted"]
            board.suggestions += row["number"] - row["converted"]
    board.by_state = [(state, label, states[state]) for state, label in Proposal.State.choices if state in states]
    return board


def time_left(session: Session, at: datetime) -> str:
    """还有2小时5分, until motions end; 已截止 from that moment on; empty where no hour is set."""
    if session.motions_until is None:
        return ""
    seconds = int((session.motions_until - at).total_seconds())
    if seconds <= 0:
        return "已截止"
    hours, minutes = seconds // 3600, seconds % 3600 // 60
    return f"还有{f'{hours}小时' if hours else ''}{minutes}分{seconds % 60:02}秒"
