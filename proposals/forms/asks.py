"""What is typed of asks: the split of a proposal, one ask a line, and a reply's answer to each; and why one signs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from congress.forms import portal_helper
from proposals.asks.answering import Answers, asks_of, kinds_for, name_of
from proposals.asks.splitting import LONGEST, MOST, NUMBERED, proposed_asks
from proposals.forms.fields import LongText
from proposals.models import Ask, AskAnswer, Proposal, Reply

TYPED = re.compile(r"(?:ask|said)_(\d{1,9})")
MOST_TYPED = 100


class SplitForm(forms.Form):
    """One ask a line: that is all there is to learn. Nothing at all only takes back an earlier split."""

    needed_in_the_end = ("asks",)
    asks = LongText(
        label="一行写一条诉求",
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=f"不用写序号，系统自动编号；最多{MOST}条，每条最多{LONGEST}字。",
    )
    seen = forms.RegexField(r"^(\d{1,18}(,\d{1,18})*)?$", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = proposal.current_asks()
        self.is_proposed = not known
        self.initial["asks"] = "\n".join([ask.text for ask in known] or proposed_asks(proposal))
        self.initial["seen"] = ",".join(str(ask.pk) for ask in known)

    def clean_asks(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["asks"].splitlines()]
        lines = [NUMBERED.sub("", line, count=1).strip() if NUMBERED.match(line) else line for line in lines]
        lines = [line for line in lines if line]
        if long := [f"第{at}条有{len(line)}字" for at, line in enumerate(lines, 1) if len(line) > LONGEST]:
            raise forms.ValidationError(f"{'，'.join(long[:3])}，每条最多{LONGEST}字")
        if len(lines) > MOST:
            raise forms.ValidationError(f"最多{MOST}条，现在是{len(lines)}条，请合并相近的")
        if not lines and self.is_proposed:
            raise forms.ValidationError("请写诉求，一行一条")
        return lines

    def clean_seen(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["seen"].split(",") if key]

    @property
    def helper(self) -> FormHelper:
        return portal_helper("seen", "asks", submit="保存诉求")


@dataclass(frozen=True)
class AskRow:
    """An ask in the form of a reply, with the names of its two fields.

    Attributes:
        is_asked: it is still asked for; what was typed to one that was changed meanwhile stays in the form.
    """

    ask: Ask
    is_asked: bool

    @property
    def kind(self) -> str:
        return f"ask_{self.ask.pk}"

    @property
    def words(self) -> str:
        return f"said_{self.ask.pk}"


def ask_rows_of(form: forms.BaseForm, reply: Reply, answers: Sequence[AskAnswer]) -> list[AskRow]:
    """Give the form two fields for each ask, and for each that it was sent with words though it is asked no more.

    Args:
        answers: what the reply says so far.
    """
    assignment = reply.assignment
    asks = asks_of(assignment)
    rows = [AskRow(ask, True) for ask in asks] + [AskRow(ask, False) for ask in _changed_since(form, asks, reply)]
    stored = {row.ask_id: (row.kind, row.words) for row in answers}
    for row in rows:
        before = "" if row.is_asked else "（已改掉）"
        form.fields[row.kind] = forms.ChoiceField(
            label=f"{before}{name_of(row.ask, assignment)}：{row.ask.text}",
            choices=kinds_for(assignment),
            required=False,
            widget=forms.RadioSelect(attrs={"class": "inline"}),
            error_messages={"invalid_choice": "请在列出的里面选一个"},
        )
        form.fields[row.words] = LongText(
            label=f"对{before}{name_of(row.ask, assignment)}的答复",
            required=False,
            max_length=AskAnswer._meta.get_field("words").max_length,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        form.initial[row.kind], form.initial[row.words] = stored.get(row.ask.pk, ("", ""))
    return rows


def _changed_since(form: forms.BaseForm, asks: Sequence[Ask], reply: Reply) -> list[Ask]:
    """Asks that the writer's page had and that are asked no more."""
    sent = {int(hit[1]) for name in form.data if (hit := TYPED.fullmatch(name))} - {ask.pk for ask in asks}
    if not sent or len(sent) > MOST_TYPED:
        return []
    of = (reply.assignment.proposal_id,)
    found = Ask.objects.filter(pk__in=sent).select_related("proposal")
    return [ask for ask in found if ask.proposal_id in of or ask.proposal.merged_into_id in of]


def typed_answers(form: forms.BaseForm, rows: Sequence[AskRow]) -> Answers | None:
    """What was typed to each ask; None where no field of theirs was sent."""
    sent = [row for row in rows if row.kind in form.data or row.words in form.data]
    data = form.cleaned_data
    return {row.ask.pk: (data.get(row.kind) or "", data.get(row.words) or "") for row in sent} or None


class OverrideForm(forms.Form):
    """签发, with faults that may be passed over: why."""

    needed_in_the_end = ("why",)
    why = forms.CharField(
        label="仍要签发的理由",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="理由记入办理进程，代表工委能看到并统计。",
    )

    @property
    def helper(self) -> FormHelper:
        """The page's own template writes the form element and its button."""
        return portal_helper("why", tag=False)
