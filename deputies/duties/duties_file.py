"""Reading the nine duties of every congress from their file."""

import csv
from datetime import date
from pathlib import Path

from django.db import transaction

from deputies.models import Duty

FILE = Path(__file__).resolve().parent.parent / "data" / "duties.csv"


@transaction.atomic
def load(path: Path = FILE) -> int:
    """Enter every common duty whose code has no row yet; gives how many. What is there stays: a desk builds on it.

    Raises:
        ValueError: with the line's number, when a row is unfit; nothing is written then.
    """
    known, new = set(Duty.objects.filter(congress=None).values_list("code", flat=True)), []
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            try:
                facts = {name: row[name] for name in ("code", "label", "countable")}
                facts |= {"holder": Duty.Holder(row["holder"]).value, "period": Duty.Period(row["period"]).value}
                numbers = {"target": int(row["target"]), "order": int(row["order"])}
                duty = Duty(**facts, **numbers, starts_on=date.fromisoformat(row["starts_on"]))
            except (KeyError, ValueError) as problem:
                raise ValueError(f"{path.name} 第{line}行：{problem}") from problem
            if duty.code not in known:
                new.append(duty)
                known.add(duty.code)
    Duty.objects.bulk_create(new)
    return len(new)
