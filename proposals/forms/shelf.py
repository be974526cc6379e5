"""What the desk types into the shelf, and what everybody types who looks something up there."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import Q
from django.utils import timezone

from congress.actors import Actor
from congress.dictionaries import Lexicon
from congress.forms import day_field, portal_helper
from congress.models import StoredFile
from proposals.forms.deciding import ReasonForm, reason_field
from proposals.forms.fields import LongText, version_field
from proposals.models import ShelfEntry
from proposals.searching.words import words_of
from proposals.shelf.reading import LEAST

Kind = ShelfEntry.Kind
MOST_CHARACTERS = 30_000
FIRST_YEAR, YEARS_AHEAD = 2000, 2
# Beside title, text, category, source and file: what each kind has of its own.
OF_A_KIND: dict[str, tuple[str, ...]] = {
    Kind.TOPIC: ("year",),
    Kind.CASE: (),
    Kind.MODEL: ("paper",),
    Kind.RULE: ("paper", "starts_on", "ends_on", "replaced_by"),
}


def kind_choices(actor: Actor) -> list[tuple[str, str]]:
    """The four kinds as the congress calls them today."""
    return Lexicon().words("shelf_kind", actor.congress.pk).choices(timezone.localdate())


def category_choices(actor: Actor) -> list[tuple[str, str]]:
    """Those of proposals."""
    return Lexicon().words("category", actor.congress.pk).choices(timezone.localdate())


class EntryForm(forms.ModelForm):
    """An entry of one kind, with the fields that this kind has."""

    version = version_field()
    text = LongText(
        label="正文",
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="分段写，空一行就是一段；不支持网页格式。",
        error_messages={"required": "请写正文"},
    )
    starts_on = day_field("生效日期", "请写生效日期")
    ends_on = day_field("失效日期", required=False, help_text="从这一天起失效；还在用的不填。")
    year = forms.IntegerField(
        label="年份", error_messages={"required": "请写年份，例如2026", "invalid": "请写年份，例如2026"}
    )
    upload = forms.FileField(label="附件（20MB内）", required=False)
    drops_file = forms.BooleanField(label="去掉现在的附件", required=False)

    class Meta:
        model = ShelfEntry
        fields = ["title", "text", "paper", "category", "year", "starts_on", "ends_on", "replaced_by", "source"]
        labels = {"source": "来源"}
        error_messages = {
            "title": {"required": "请写标题", "max_length": "标题最多%(limit_value)d字，现在是%(show_value)d字"},
            "source": {"max_length": "来源最多%(limit_value)d字，现在是%(show_value)d字"},
        }

    def __init__(self, *args: Any, kind: str, actor: Actor, submit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.submit = kind, submit
        entry, today = self.instance, timezone.localdate()
        for name in {name for names in OF_A_KIND.values() for name in names} - set(OF_A_KIND[kind]):
            del self.fields[name]
        if entry._state.adding:
            del self.fields["version"]
        if not entry.file_id:
            del self.fields["drops_file"]
        known = dict(category_choices(actor))
        if entry.category:
            known.setdefault(entry.category, entry.category)
        choices = [("", "不分类"), *known.items()]
        self.fields["category"] = forms.ChoiceField(label="类别", required=False, choices=choices)
        if rules := self.fields.get("replaced_by"):
            assert isinstance(rules, forms.ModelChoiceField)
            own = ShelfEntry.objects.filter(congress=actor.congress, kind=Kind.RULE).exclude(pk=entry.pk)
            there = ~Q(state=ShelfEntry.State.REMOVED) | Q(pk=entry.replaced_by_id)
            rules.queryset = own.filter(there).defer("text")
            rules.label, rules.empty_label = "由哪一项制度代替", "没有"
        if "year" in self.fields and entry._state.adding:
            self.initial.setdefault("year", today.year)
        self.initial["version"] = entry.version

    @property
    def helper(self) -> FormHelper:
        order = ["version", "title", "text", *OF_A_KIND[self.kind], "category", "source", "upload", "drops_file"]
        return portal_helper(*(name for name in order if name in self.fields), submit=self.submit)

    def clean_title(self) -> str:
        """In one line."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_year(self) -> int:
        """Neither a slip of the finger nor a century ahead."""
        year, last = int(self.cleaned_data["year"]), timezone.localdate().year + YEARS_AHEAD
        if not FIRST_YEAR <= year <= last:
            raise forms.ValidationError(f"请写{FIRST_YEAR}年到{last}年之间的年份")
        return year

    def clean(self) -> dict[str, Any]:
        """A rule that is replaced ends on the day on which the other begins, unless another day is said."""
        data = super().clean() or {}
        starts_on, ends_on, other = (data.get(name) for name in ("starts_on", "ends_on", "replaced_by"))
        if other is not None and ends_on is None and "ends_on" not in self.errors:
            data["ends_on"] = ends_on = other.starts_on
        if isinstance(starts_on, date) and isinstance(ends_on, date) and ends_on < starts_on:
            self.add_error("ends_on", "失效日期不能早于生效日期")
        return data

    def _post_clean(self) -> None:
        """The entry is written by its deed alone: what was typed does not go into the row that was given."""

    def written(self, file: StoredFile | None) -> dict[str, Any]:
        """The columns as typed, for the deed.

        Args:
            file: what was uploaded now; without one the present file stays unless it is to go.
        """
        fields = {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}
        if file is not None or self.cleaned_data.get("drops_file"):
            fields["file"] = file
        return fields


class TakeOffForm(ReasonForm):
    reason = reason_field("为什么下架", "请写下架的理由")
    submit = "下架"


class ShelfFilterForm(forms.Form):
    """The filters of the shelf; they stand in its address."""

    q = forms.CharField(label="搜索标题、正文、来源", required=False, max_length=60)
    kind = forms.ChoiceField(label="种类", required=False)
    category = forms.ChoiceField(label="类别", required=False)
    year = forms.ChoiceField(label="年份", required=False)

    def __init__(self, *args: Any, actor: Actor, years: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[str, str]]] = {
            "kind": kind_choices(actor),
            "category": category_choices(actor),
            "year": [(str(year), f"{year}年") for year in years],
        }
        for name, values in choices.items():
            self.fields[name].choices = [("", "全部"), *values]  # type: ignore[attr-defined]

    @property
    def too_short(self) -> str:
        """Words of one character, which are passed over."""
        return "、".join(word.text for word in words_of(self.data.get("q", "")) if len(word.text) < LEAST)
