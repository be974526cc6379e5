"""The same frame for every form: how it is sent, how it ends, how its texts are counted."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout, Submit
from crispy_forms.utils import TEMPLATE_PACK
from django import forms

COUNTED_FROM = 30


class PortalHelper(FormHelper):
    """A helper whose fields say how long they may be without cutting what is pasted."""

    def render_layout(self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK) -> Any:
        """The fields, with `data-count` where Django writes `maxlength`: the browser counts, the server refuses."""
        for field in form.fields.values():
            limit = field.widget.attrs.pop("maxlength", None)
            if limit and int(limit) >= COUNTED_FROM:
                field.widget.attrs["data-count"] = limit
        return super().render_layout(form, context, template_pack)


class Part(HTML):
    """A template of the page, with the page's context, between fields of the form."""

    def __init__(self, template: str) -> None:
        super().__init__(f"{{% include '{template}' %}}")


class More(Fieldset):
    """Fields that few people need, folded away unless one of them is filled in or wrong."""

    template = "%s/layout/more.html"
    is_open = False

    def render(self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **kwargs: Any) -> Any:
        names = [pointer.name for pointer in self.get_field_names()]
        self.is_open = any(name in form.errors or self._is_filled(form[name]) for name in names)
        return super().render(form, context, template_pack, **kwargs)

    @staticmethod
    def _is_filled(field: Any) -> bool:
        """Whether it says something else than an empty form does: a box ticked beforehand says nothing yet."""
        value, empty = field.value(), field.field.initial
        return bool(value or empty) and value != empty


def portal_helper(
    *layout: Any, submit: str = "", also: dict[str, str] | None = None, tag: bool = True, **attrs: str
) -> FormHelper:
    """The helper of a form.

    A form's `helper` is a property: crispy's layout objects change while they are rendered and must not be
    shared between requests.

    Args:
        layout: names of fields and crispy layout objects, in order.
        submit: what the main button says; none when left out.
        also: further buttons, each with the name it sends and what it says.
        tag: False when the template writes the form element itself.
        attrs: attributes of the form element, `autosave_url=…` for `data-autosave-url`; `action=…` and
            `method="get"` where they differ from posting to the page itself.
    """
    helper = PortalHelper()
    helper.layout = Layout(*layout)
    helper.form_tag = tag
    helper.form_method = attrs.pop("method", "post")
    helper.form_action = attrs.pop("action", "")
    helper.form_id = attrs.pop("id", "")
    if address := attrs.pop("autosave_url", ""):
        attrs["data-autosave-url"] = address
    helper.attrs = {"novalidate": True, **attrs}
    if submit:
        helper.add_input(Submit("", submit))
    for name, label in (also or {}).items():
        helper.add_input(Submit(name, label, css_class="secondary"))
    return helper


def day_field(label: str, missing: str = "", **options: Any) -> forms.DateField:
    """A day, picked or typed."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    messages = {"required": missing, "invalid": "请写日期，如 2026-07-01"}
    return forms.DateField(label=label, widget=widget, error_messages=messages, **options)


def moment_field(label: str, missing: str = "", **options: Any) -> forms.DateTimeField:
    """A day with its hour and minute, Beijing time, picked or typed."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    messages = {"required": missing, "invalid": "请写日期和时间，如 2026-07-01 18:00"}
    return forms.DateTimeField(label=label, widget=widget, error_messages=messages, **options)
