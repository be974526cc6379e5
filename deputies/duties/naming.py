"""Deputies by what people write: a column of names or card numbers, pasted from a sheet or typed."""

import re
from typing import Any

from django import forms
from django.db.models import Q

from deputies.models import Seat, SeatQuerySet

BETWEEN = re.compile(r"[\n\t、，,；;]+")
MOST = 200  # in one form


class SeatsByName(forms.CharField):
    """One or many, each by name or 代表证号; of deputies of one name those of the form's own congress go first.

    `among` and `own` are set by the form: the seats to choose from, and the key of its congress.
    """

    among: SeatQuerySet = Seat.objects.none()
    own: Any = None

    def __init__(self, label: str, missing: str, *, rows: int = 4, **options: Any) -> None:
        self.is_one = rows == 1
        widget = forms.TextInput() if self.is_one else forms.Textarea(attrs={"rows": rows})
        options.setdefault("help_text", "写姓名或者代表证号。" if self.is_one else "每行一名，写姓名或者代表证号。")
        super().__init__(label=label, max_length=4000, widget=widget, error_messages={"required": missing}, **options)

    def clean(self, value: Any) -> Any:
        """The seats in the order in which they were written; one or None where one is asked for."""
        words = list(dict.fromkeys(filter(None, (word.strip() for word in BETWEEN.split(super().clean(value) or "")))))
        if len(words) > (1 if self.is_one else MOST):
            raise forms.ValidationError("只写一名代表" if self.is_one else f"一次最多{MOST}名，多的请分几次登记")
        found = self._found(words)
        return next(iter(found), None) if self.is_one else found

    def _found(self, words: list[str]) -> list[Seat]:
        if not words:
            return []
        rows = list(
            self.among.filter(Q(person__name__in=words) | Q(card_number__in=words)).select_related(
                "person", "congress"
            )
        )
        problems, found = [], []
        for word in words:
            fitting = [seat for seat in rows if word in (seat.person.name, seat.card_number)]
            near = [seat for seat in fitting if seat.congress_id == self.own] or fitting
            if len(near) == 1:
                found.append(near[0])
            else:
                problems.append(f"“{word}”有{len(near)}名，请写代表证号" if near else f"没有找到“{word}”")
        if problems:
            raise forms.ValidationError("；".join(problems[:5]))
        return list(dict.fromkeys(found))
