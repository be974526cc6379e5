"""奖项: what a congress awards, and to what. Words of three dictionaries, so that names change from a day on."""

from dataclasses import dataclass
from datetime import date

from congress.dictionaries import words
from congress.models import Congress
from proposals.models import Award, Commendation

DICTIONARIES = {subject: f"award_{subject.value}" for subject in Award.Subject}


@dataclass(frozen=True)
class Offered:
    """One award that a year may have, with the quota it had the last time.

    Attributes:
        quota: 0 where there was none.
    """

    subject: str
    code: str
    name: str
    quota: int = 0

    @property
    def field(self) -> str:
        """The name of its field in a form."""
        return f"quota_{self.subject}_{self.code}"


def offered(congress: Congress, on: date) -> list[Offered]:
    """The awards of this congress on a day, each with the quota of the last year that had it."""
    last = Commendation.objects.filter(congress=congress).order_by("-year").first()
    quotas = {(row.subject, row.code): row.quota for row in last.awards.all()} if last else {}
    return [
        Offered(subject.value, code, label, quotas.get((subject.value, code), 0))
        for subject, name in DICTIONARIES.items()
        for code, label in words(name, congress).choices(on)
    ]
