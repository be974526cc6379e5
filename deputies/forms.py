"""What people type about deputies: shape only."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import Q, QuerySet

from congress import phones
from congress.actors import Actor
from congress.forms import portal_helper
from congress.models import Congress
from deputies.models import Delegation, SeatQuerySet, SeatState
from deputies.permissions import is_branch_desk
from deputies.standing import Change

EMPTY = [("", "全部")]


class RosterFilter(forms.Form):
    """What narrows the list down; the export takes the very same."""

    q = forms.CharField(label="姓名、拼音、证号或手机号", required=False, max_length=60)
    congress = forms.ModelChoiceField(Congress.objects.none(), label="人大", required=False, empty_label="全部")
    delegation = forms.ModelChoiceField(Delegation.objects.none(), label="代表团", required=False, empty_label="全部")
    state = forms.ChoiceField(label="状态", required=False, choices=EMPTY + SeatState.State.choices)
    within = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)  # of a number that leads here

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data)
        if is_branch_desk(actor):
            del self.fields["congress"]
        else:
            self.fields["congress"].queryset = Congress.objects.within(actor.congress)  # type: ignore[attr-defined]
        delegations = Delegation.objects.filter(congress=actor.congress)
        self.fields["delegation"].queryset = delegations  # type: ignore[attr-defined]

    def narrow(self, seats: SeatQuerySet, on: Any) -> SeatQuerySet:
        """The seats that fit; a filter that makes no sense is as if it were not there."""
        self.is_valid()
        chosen = getattr(self, "cleaned_data", {})
        if text := chosen.get("q", "").strip():
            seats = seats.filter(_matching(text))
        if congress := chosen.get("congress"):
            seats = seats.filter(congress=congress)
        if within := chosen.get("within"):
            seats = seats.filter(congress__in=_within(within), is_placeholder=False)
        if delegation := chosen.get("delegation"):
            seats = seats.filter(delegation=delegation)
        if state := chosen.get("state"):
            now = SeatState.objects.filter(seat__in=seats, state=state, starts_on__lte=on).exclude(ends_on__lt=on)
            seats = seats.filter(pk__in=now.values("seat"))
        return seats


def _within(code: str) -> QuerySet[Congress]:
    """The congress of that code and all below it."""
    found = Congress.objects.filter(code=code).first()
    return Congress.objects.within(found) if found else Congress.objects.none()


def _matching(text: str) -> Q:
    """A whole telephone number is found by its index, all else by what people read."""
    try:
        return Q(person__phone_index=phones.index(phones.normalise(text)))
    except ValueError:
        return (
            Q(person__name__contains=text)
            | Q(person__sort_key__startswith=text.lower())
            | Q(card_number__contains=text)
        )


class PhonesForm(forms.Form):
    """Why somebody needs everybody's telephone number."""

    reason = forms.CharField(
        label="导出完整手机号的理由",
        min_length=5,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="理由和您的姓名会记入日志，审计管理员可以查到。",
        error_messages={"required": "请写明理由", "min_length": "请写明理由（至少5字）"},
    )

    @property
    def helper(self) -> FormHelper:
        return portal_helper("reason", submit="导出")


class StandingForm(forms.Form):
    """On which ground of the law, and from which day."""

    ground = forms.ChoiceField(
        label="法定情形", widget=forms.RadioSelect, error_messages={"required": "请选择法定情形"}
    )
    detail = forms.CharField(label="文号或说明", required=False, max_length=30)
    starts_on = forms.DateField(
        label="自哪一天起",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "请写日期，例如 2026-06-20", "invalid": "请写日期，例如 2026-06-20"},
    )

    def __init__(self, *args: Any, change: Change, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.change = change
        if change.grounds:
            self.fields["ground"].choices = [(ground, ground) for ground in change.grounds]  # type: ignore[attr-defined]
        else:
            del self.fields["ground"]

    def stored_ground(self) -> str:
        """The ground as it is stored, with the number of the paper where there is one."""
        parts = [self.cleaned_data.get("ground", ""), self.cleaned_data["detail"].strip()]
        return "；".join(part for part in parts if part)[:80]

    @property
    def helper(self) -> FormHelper:
        return portal_helper(*self.fields, submit=self.change.label)
