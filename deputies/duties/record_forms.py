"""What is typed when a visit or contact is recorded, corrected or cancelled."""

from datetime import date
from typing import Any
from uuid import UUID

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import Q
from django.utils import timezone

from congress.forms import More, day_field, portal_helper
from congress.models import Congress
from deputies.duties.forms import VisitForm
from deputies.duties.naming import SeatsByName
from deputies.models import DeputyContact, DeputyLink, Seat, Visit
from deputies.models.council import on_a_day


def seen_field() -> forms.IntegerField:
    """How often the record had been corrected when the page was shown."""
    hidden = forms.HiddenInput(attrs={"autocomplete": "off"})
    return forms.IntegerField(widget=hidden, min_value=0, max_value=10**6, required=False)


class CorrectVisitForm(VisitForm):
    """The same of a visit that stands."""

    seen = seen_field()

    def __init__(self, *args: Any, visit: Visit, seen: int, today: date, **kwargs: Any) -> None:
        stored = {name: getattr(visit, name) for name in ("day", "number", "words", "unit", "place")}
        super().__init__(*args, today=today, initial={**stored, "seen": seen}, **kwargs)

    @property
    def helper(self) -> FormHelper:
        more = More("更多：地点、按人计", "unit", "place")
        return portal_helper("day", "number", "words", more, "seen", submit="更正")


class ContactForm(forms.Form):
    """Three fields on a telephone: one's own list is the choice; somebody else, and the way, for who wants to."""

    needed_in_the_end = ("deputy",)
    deputy = forms.ModelChoiceField(
        Seat.objects.none(),
        label="联系的代表",
        empty_label="请选择",
        error_messages={"required": "请选联系的代表", "invalid_choice": "请在名单里选"},
    )
    day = day_field("日期", "请写联系的日期，如 2026-07-01")
    words = forms.CharField(
        label="一句话说明",
        max_length=200,
        error_messages={"required": "请用一句话说明联系的情况", "max_length": "最多200字"},
    )
    other = SeatsByName("联系的其他代表", "请写联系的代表", rows=1, required=False)
    way = forms.ChoiceField(label="方式", choices=DeputyContact.Way.choices, required=False)

    def __init__(self, *args: Any, member: Seat, today: date, named: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        linked = DeputyLink.objects.filter(on_a_day(today), member=member).values("deputy")
        choices = Seat.objects.filter(Q(pk__in=linked) | Q(pk=named))
        field: Any = self.fields["deputy"]
        field.queryset = choices.select_related("person", "congress").order_by("person__sort_key", "pk")
        field.label_from_instance = lambda seat: f"{seat}（{seat.congress.place}）"
        field.required = False  # whom to choose may be written instead
        self.has_list = choices.exists()
        other: Any = self.fields["other"]
        other.among, other.own = seats_below(member.congress), member.congress_id
        if not self.has_list:
            del self.fields["deputy"]
            other.required, other.label = True, "联系的代表"
        self.initial.setdefault("day", today)

    @property
    def helper(self) -> FormHelper:
        if self.has_list:
            layout = ("deputy", "day", "words", More("更多：名单以外的代表、方式", "other", "way"))
        else:
            layout = ("other", "day", "words", More("更多：方式", "way"))
        return portal_helper(*layout, submit="保存")

    def clean(self) -> dict[str, Any]:
        """One deputy, chosen or written."""
        data = super().clean() or {}
        if self.has_list and "other" not in self.errors and "deputy" not in self.errors:
            chosen, other = data.get("deputy"), data.get("other")
            if other and chosen and other != chosen and "deputy" in self.changed_data:
                self.add_error("other", "名单里选了一名，这里又写了一名，请只留一名")
            elif not (other or chosen):
                self.add_error("deputy", "请选联系的代表")
        return data

    def facts(self) -> dict[str, Any]:
        """What goes into the record."""
        data = self.cleaned_data
        deputy = data.get("other") or data.get("deputy")
        way = data["way"] or DeputyContact.Way.MEETING
        return {"deputy": deputy, "day": data["day"], "words": data["words"], "way": way}


class CorrectContactForm(ContactForm):
    """The same of a contact that stands; `other` is somebody in the place of whom it names."""

    seen = seen_field()

    def __init__(self, *args: Any, contact: DeputyContact, seen: int, today: date, **kwargs: Any) -> None:
        stored = {"day": contact.day, "words": contact.words, "way": contact.way, "deputy": contact.deputy_id}
        facts: dict[str, Any] = {"member": contact.member, "named": contact.deputy_id}
        facts["initial"] = {**stored, "seen": seen}
        super().__init__(*args, today=today, **facts, **kwargs)

    @property
    def helper(self) -> FormHelper:
        more = More("更多：名单以外的代表、方式", "other", "way")
        return portal_helper("deputy", "day", "words", more, "seen", submit="更正")


class CancelForm(forms.Form):
    """Why a record should not be there."""

    reason = forms.CharField(
        label="作废的理由",
        max_length=200,
        error_messages={"required": "请写作废的理由", "max_length": "最多200字"},
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("reason", submit="作废")


def seats_below(congress: Congress) -> Any:
    """The deputies of a congress and of those below it, today."""
    seats = Seat.objects.filter(congress__path__startswith=congress.path, is_placeholder=False)
    return seats.filter(on_a_day(timezone.localdate()))
