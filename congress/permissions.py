"""A permission is a question; the answer is yes, or no and why."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Verdict:
    """True when allowed; otherwise false, carrying the Chinese reason a person will read.

    Verdicts join with `and`: the first refusal is the answer.
    """

    refusal: str = ""

    def __bool__(self) -> bool:
        return not self.refusal


ALLOWED = Verdict()


def refuse(reason: str) -> Verdict:
    """No, because of this."""
    return Verdict(reason)


def all_of(*verdicts: Verdict) -> Verdict:
    """Yes when every one is; otherwise no, with every reason: who must put things in place reads them once."""
    return Verdict("".join(verdict.refusal for verdict in verdicts))


def require(verdict: Verdict) -> None:
    """Go on only when allowed. Raises PermissionDenied with the reason otherwise."""
    if not verdict:
        raise PermissionDenied(verdict.refusal)
