"""Charts as plain SVG, drawn on the server: bars that lie, bars that stand in pairs, a line. Lengths are in SVG units.

A chart is 360 units wide, so that its words are as large on a phone as the page's; colours are those of the style
sheet. Who cannot see it hears its title and description, and everybody has the table of the same numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH = 360
LINE = 40  # of a lying bar with its words above
BAR = 14
PLOT = 150  # height of a chart with months
TOP, BOTTOM = 22, 26
LONGEST = 20  # characters of a label


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    look: str = "first"


@dataclass(frozen=True)
class Words:
    x: float
    y: float
    text: str
    anchor: str = "start"
    look: str = ""


@dataclass
class Chart:
    """What the template draws.

    Attributes:
        key: distinguishes its ids on the page.
        title, says: what it is called, and what it shows in a sentence.
        legend: which look means what, where there are two.
        points: of a line, as SVG wants them.
    """

    key: str
    title: str
    says: str
    height: float = 0
    bars: list[Bar] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    dots: list[tuple[float, float]] = field(default_factory=list)
    legend: Sequence[tuple[str, str]] = ()
    width: int = WIDTH

    @property
    def points(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.dots)


def lying(key: str, title: str, says: str, rows: Sequence[tuple[str, float, str]]) -> Chart:
    """A bar for each row (label, number, what stands at its end), the label above it."""
    chart = Chart(key, title, says, height=max(len(rows), 1) * LINE)
    most = max((number for _, number, _ in rows), default=0) or 1
    for at, (label, number, end) in enumerate(rows):
        y = at * LINE
        short = label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"
        chart.words += [Words(0, y + 15, short), Words(WIDTH, y + 15, end, "end")]
        chart.bars.append(Bar(0, y + 20, _round(number / most * WIDTH), BAR))
    return chart


def standing(
    key: str, title: str, says: str, names: Sequence[str], pairs: Sequence[tuple[int, int]], legend: Sequence[str]
) -> Chart:
    """Two bars beside one another for each name; the first one's number stands above."""
    looks = list(zip(("first", "second"), legend, strict=True))
    chart = Chart(key, title, says, height=TOP + PLOT + BOTTOM, legend=looks)
    most, step = max((max(pair) for pair in pairs), default=0) or 1, WIDTH / max(len(names), 1)
    width = min(step * 0.36, 22)
    for at, (name, pair) in enumerate(zip(names, pairs, strict=True)):
        middle = step * (at + 0.5)
        for side, (number, look) in enumerate(zip(pair, ("first", "second"), strict=True)):
            height = number / most * PLOT
            x = middle - width + side * width
            chart.bars.append(Bar(_round(x), _round(TOP + PLOT - height), _round(width), _round(height), look))
        above = _round(TOP + PLOT - max(pair) / most * PLOT - 5)
        chart.words.append(Words(_round(middle), above, str(pair[0]), "middle", "small"))
        chart.words.append(Words(_round(middle), TOP + PLOT + 18, name, "middle", "small"))
    return chart


def lined(key: str, title: str, says: str, names: Sequence[str], shares: Sequence[float]) -> Chart:
    """A line through shares between 0 and 1, each with its percent above."""
    chart = Chart(key, title, says, height=TOP + PLOT + BOTTOM)
    step = WIDTH / max(len(names), 1)
    for at, (name, share) in enumerate(zip(names, shares, strict=True)):
        x, y = _round(step * (at + 0.5)), _round(TOP + PLOT * (1 - min(share, 1)))
        chart.dots.append((x, y))
        chart.words.append(Words(x, y - 8, f"{share:.0%}", "middle", "small"))
        chart.words.append(Words(x, TOP + PLOT + 18, name, "middle", "small"))
    return chart


def _round(number: float) -> float:
    return round(number, 1)
