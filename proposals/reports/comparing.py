"""Organs compared: a table of measures, of rates, and of shares of what an organ led, each number with its list."""

from collections.abc import Mapping, Sequence

from congress.models import Organ
from congress.registries import registry
from proposals.counting import counts_by_organ
from proposals.rates import BY_NAME, measures_of
from proposals.reports.asked import Asked
from proposals.reports.tables import Cell, Heading, Line, Table

WITHOUT = ("organ", "outcome")  # filters that would ask two things of an organ at once
TOGETHER = "合计（一件算一次）"
WHOLE = "handed"  # of which shares are
SHARE = "_share"


def compared(asked: Asked, title: str, headings: Sequence[Heading]) -> Table:
    """Every organ that has or had a part in them, by name; and all together, where a matter of two organs is one.

    Args:
        headings: each named as a measure, a rate, or a measure with `_share`.
    """
    counted = [heading.name for heading in headings if not heading.is_rate]
    rates = [heading.name for heading in headings if heading.name in BY_NAME]
    names = list(dict.fromkeys([WHOLE, *counted, *(measures_of(*rates) if rates else [])]))
    by_organ = counts_by_organ(asked.matters, names)
    organs = Organ.objects.filter(pk__in=list(by_organ))
    lines = [_line(asked, str(organ), headings, by_organ[organ.pk], organ=str(organ.pk)) for organ in organs]
    whole = _line(asked, TOGETHER, headings, asked.counts(names))
    return Table(title, "单位", headings, lines, whole, {heading.whole_label: _says(heading) for heading in headings})


def _says(heading: Heading) -> str:
    if heading.name in BY_NAME:
        return f"{BY_NAME[heading.name].says}。"
    if heading.name.endswith(SHARE):
        return f"占{registry.measures[WHOLE].label}的比例。"
    return registry.measures[heading.name].says


def _line(asked: Asked, label: str, headings: Sequence[Heading], numbers: Mapping[str, int], **more: str) -> Line:
    cells = [Cell(heading, *_value(asked, heading.name, numbers, more)) for heading in headings]
    return Line(label, cells, asked.address(**more))


def _value(asked: Asked, name: str, numbers: Mapping[str, int], more: Mapping[str, str]) -> tuple[float | None, str]:
    if name in BY_NAME:
        return BY_NAME[name].value(numbers), ""
    if name.endswith(SHARE):
        whole = numbers[WHOLE]
        return (numbers[name.removesuffix(SHARE)] / whole if whole else None), ""
    return numbers[name], asked.address(measure=name, **more)
