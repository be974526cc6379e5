"""One page, one name: in its URL, in the last words of its address, in its template."""

import ast
import inspect
import re
import textwrap

import pytest
from django.urls import get_resolver

# Pages that are not called after the last word of their address.
OTHERWISE = {
    "congress:home": "the root has no word",
    "deputies:index": "an app's list stands at its root",
    "deputies:detail": "one of them stands at its own key",
    "deputies:preview": "the uploaded table stands at its own key",
    "groups:index": "an app's list stands at its root",
    "groups:preview": "the uploaded table stands at its own key",
    "groups:detail": "one of them stands at its own key",
    "interface:proposal": "one of them stands at its own key",
    "proposals:index": "an app's list stands at its root",
    "proposals:create": "the deed; new is what there is afterwards",
    "proposals:detail": "one of them stands at its own key",
    "public:suggestion": "one of them stands at its own number",
    "public:station": "one of them stands at its own key",
    "stations:index": "an app's list stands at its root",
    "proposals:file": "an attachment stands at its own key",
    "proposals:promise": "one of them stands at its own key",
    "proposals:sign_in_all": "the inbox's sign-in is that of all that are ticked",
    "training:index": "an app's list stands at its root",
}
PARAMETER = re.compile(r"<[^>]*>|\^|\$")
TEMPLATE = re.compile(r"^[a-z_]+/[a-z_]+\.html$")


def pages():
    """Each page of ours: its name with the app's, its address, its view."""

    def walk(patterns, before, namespace):
        for pattern in patterns:
            address = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, address, pattern.namespace or namespace)
            elif namespace:
                yield f"{namespace}:{pattern.name}", address, pattern.callback

    return list(walk(get_resolver().url_patterns, "", ""))


def words(address):
    return [part.replace("-", "_") for part in PARAMETER.sub("", address).strip("/").split("/") if part]


def names_from(address):
    """The last word, or the last two in either order: reply/autosave is reply_autosave, files/…/remove remove_file."""
    *before, last = words(address) or [""]
    if not before:
        return {last}
    one = re.sub("ies$", "y", before[-1]).removesuffix("s")
    return {last, f"{before[-1]}_{last}", f"{one}_{last}", f"{last}_{one}"}


def templates_of(view):
    """The templates that a view names in its own body."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(view))))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in texts if TEMPLATE.match(text)]


def test_every_name_is_given_once():
    names = [name for name, _, _ in pages()]
    assert len(names) > 50
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_exceptions_are_pages():
    assert set(OTHERWISE) - {name for name, _, _ in pages()} == set()


@pytest.mark.parametrize(("name", "address"), [(name, address) for name, address, _ in pages()])
def test_a_page_is_called_after_its_address(name, address):
    assert (name.partition(":")[2] in names_from(address)) is not (name in OTHERWISE)


@pytest.mark.parametrize(("name", "view"), [(name, view) for name, _, view in pages()])
def test_a_page_is_drawn_by_the_template_of_its_name(name, view):
    """A view that serves several names draws the template of its own name."""
    app, _, own = name.partition(":")
    templates = templates_of(view)
    if templates:
        assert {f"{app}/{own}.html", f"{app}/{view.__name__}.html"} & set(templates), templates
