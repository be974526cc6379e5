"""A desk's own limit."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Hidden
from django import forms

from congress.forms import portal_helper
from proposals.forms.fields import day_input
from proposals.models import Limit, LimitKey, Proposal


class LimitForm(forms.Form):
    """One limit from a day on, in days, working days, or months (民法典 art. 202)."""

    key = forms.ChoiceField(
        label="时限", choices=[(key.value, key.label) for key in LimitKey if key != LimitKey.PROMISE]
    )
    lane = forms.ChoiceField(label="办理方式", required=False, choices=[("", "全部"), *Proposal.Lane.choices])
    count = forms.IntegerField(
        label="数量", min_value=1, max_value=365, error_messages={"required": "请写数量", "invalid": "请写整数"}
    )
    unit = forms.ChoiceField(label="单位", choices=Limit._meta.get_field("unit").choices or ())
    ground = forms.CharField(
        label="依据", max_length=80, error_messages={"required": "请写依据，例如“本级办理规程第几条”"}
    )
    starts_on = forms.DateField(
        label="从哪一天起执行",
        widget=day_input(),
        error_messages={"required": "请写从哪一天起执行", "invalid": "请写日期，如 2026-07-01"},
    )

    was_seen = False  # what it leaves alone stands above the form

    @property
    def helper(self) -> FormHelper:
        if self.was_seen:
            return portal_helper(*self.fields, Hidden("seen", "1"), submit="确认登记")
        return portal_helper(*self.fields, submit="核对")
