"""Reading the table of limits from its file, and writing it into the database."""

import csv
from datetime import date
from pathlib import Path

from django.db import transaction

from congress.remembered import forget
from congress.workdays import Unit
from proposals.models import Limit, LimitKey

FILE = Path(__file__).resolve().parent / "data" / "limits.csv"


@transaction.atomic
def load(path: Path = FILE) -> tuple[int, int]:
    """Enter every row that is not there yet, and correct the common rows that differ; (new, changed).

    Raises:
        ValueError: with the line's number, when a row is unfit; nothing is written then.
    """
    new = changed = 0
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            try:
                key, unit = LimitKey(row["key"]), Unit(row["unit"])
                facts = {"count": int(row["count"]), "unit": str(unit.value), "ground": row["ground"]}
                named = {"level": row["level"], "lane": row["lane"], "starts_on": date.fromisoformat(row["starts_on"])}
            except (KeyError, ValueError) as problem:
                raise ValueError(f"{path.name} 第{line}行：{problem}") from problem
            limit, is_new = Limit.objects.get_or_create(congress=None, key=key, **named, defaults=facts)
            new += is_new
            if not is_new and any(getattr(limit, field) != value for field, value in facts.items()):
                Limit.objects.filter(pk=limit.pk).update(**facts)
                changed += 1
    forget()
    return new, changed
