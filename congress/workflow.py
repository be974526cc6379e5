"""The engine behind every table of steps: permission, compare-and-set, guard, event, in one transaction."""

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.rereading import reread

Rule = Callable[[Any, Any], Verdict]
NO_SUCH_STEP = "这一种事项不走这一步。"


class OutOfTurn(Exception):
    """The step is not, or no longer, possible: the subject has moved on. Pages answer 409 with this sentence."""


def always(subject: Any) -> Verdict:
    """The guard of a step that needs nothing in place first."""
    return ALLOWED


def follows(actor: Any, subject: Any) -> Verdict:
    """Who may take a step that only follows from another one: nobody asks, its guard decides."""
    return ALLOWED


def only_time(actor: Any, subject: Any) -> Verdict:
    """Who may take a step that only time takes: nobody who signs in."""
    return ALLOWED if actor is None else refuse("这一步由系统按期限办理。")


@dataclass(frozen=True)
class Step:
    """One line of a table: name, label, from which states, to which state, by whom, once what is in place."""

    name: str
    label: str
    sources: Set[str]
    target: str
    may: Rule
    ready: Callable[[Any], Verdict] = always

    def __post_init__(self) -> None:
        object.__setattr__(self, "sources", frozenset(str(state) for state in self.sources))
        object.__setattr__(self, "target", str(self.target))

    @property
    def is_offered(self) -> bool:
        """True for a step that a person takes, false for one that follows or that time takes."""
        return self.may not in (follows, only_time)


class Workflow:
    """A table of steps. Nothing else in the project writes a `state`.

    Args:
        hold: locks, before a step is taken, what its guard looks at beside the subject's own row.
    """

    def __init__(self, *steps: Step, hold: Callable[[Any], None] | None = None) -> None:
        self.steps = {step.name: step for step in steps}
        self.hold = hold
        if len(self.steps) != len(steps):
            raise ValueError("two steps share a name")

    @property
    def states(self) -> set[str]:
        """Every state that a step of the table starts from or leads to."""
        return {state for step in self.steps.values() for state in (*step.sources, step.target)}

    def may(self, name: str, actor: Actor | None, subject: Any) -> Verdict:
        """May this actor take this step of this subject now, whatever must still be put in place?"""
        step = self.steps.get(name)
        if step is None:
            return refuse(NO_SUCH_STEP)
        if subject.state not in step.sources:
            return refuse(f"现在不能{step.label}，当前状态为“{subject.get_state_display()}”。")
        return step.may(actor, subject)

    def verdict(self, name: str, actor: Actor | None, subject: Any) -> Verdict:
        """May he, and is everything in place? What a page asks before it offers the button."""
        return self.may(name, actor, subject) and self.steps[name].ready(subject)

    def open_to(self, actor: Actor, subject: Any) -> dict[str, Verdict]:
        """The steps this actor may take now, each ready or saying what is missing."""
        mine = (s for s in self.steps.values() if s.is_offered and self.may(s.name, actor, subject))
        return {step.name: step.ready(subject) for step in mine}

    def take(
        self,
        name: str,
        subject: models.Model,
        *,
        by: Actor | None,
        note: str = "",
        log: dict[str, Any] | None = None,
        **facts: Any,
    ) -> None:
        """Move the subject, set the facts that change with it, and record who did so.

        The update succeeds only while the subject is still where the caller saw it, so of two people who
        press the button at once one is told to look again. The guard comes after the update on purpose:
        by then the row is locked, and what the guard sees stays so. A refusal leaves everything as it was, in the
        database and in the subject at hand.

        Args:
            by: who; None when time takes the step.
            note: words for the timeline.
            log: ids and hashes for the event.
            facts: columns of the subject that change in the same statement.
        Raises:
            PermissionDenied: this actor may not, or something must be in place first.
            OutOfTurn: the subject is not, or no longer, in a state from which the step starts.
        """
        require(ALLOWED if name in self.steps else refuse(NO_SUCH_STEP))
        step = self.steps[name]
        require(step.may(by, subject))
        try:
            with transaction.atomic():
                if self.hold:
                    self.hold(subject)
                seen = self._move(step, subject, facts)
                timeline.record(
                    name,
                    subject,
                    by=by,
                    before=seen,
                    after=step.target,
                    note=note,
                    is_locked=True,
                    root=getattr(subject, "root_id", None),
                    **(log or {}),
                )
        except PermissionDenied:
            reread(subject)
            raise
        except IntegrityError:  # the database was asked first; the guard says in words what it refused
            reread(subject)
            require(step.ready(subject))
            raise

    def _move(self, step: Step, subject: Any, facts: dict[str, Any]) -> str:
        """Compare and set, then look whether all is in place; gives the state it came from."""
        seen = str(subject.state)
        waiting = type(subject)._default_manager.filter(pk=subject.pk, state=seen)
        if seen not in step.sources or not waiting.update(state=step.target, version=models.F("version") + 1, **facts):
            raise OutOfTurn(f"现在不能{step.label}，情况可能已经变化，请看最新情况再决定。")
        reread(subject)
        require(step.ready(subject))
        return seen

    def diagram(self, labels: Iterable[tuple[str, str]]) -> str:
        """The table as Mermaid text, with its own states among those; docs/states.md must contain it."""
        lines = ["stateDiagram-v2", *(f"    {code} : {label}" for code, label in labels if code in self.states)]
        for step in self.steps.values():
            lines += [f"    {source} --> {step.target} : {step.label}" for source in sorted(step.sources)]
        return "\n".join(lines)
