"""The pictures that README.md and docs/manual.md show: taken of the portal, never drawn."""

import io
import re
from collections import Counter
from operator import sub
from pathlib import Path

from PIL import Image

from tests.browser.visitor import PHONE_WIDTHS, Visitor

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "pictures"
PAGES = [ROOT / "README.md", ROOT / "docs" / "manual.md"]
SHOWN = re.compile(r"pictures/([a-z-]+)\.png")
LARGEST = 150 * 1024  # bytes a picture
TALLEST = {"phone": 760, "desk": 1000}  # pixels
COLOURS = 256
APART = 8  # of 255
EDGE = 16  # pixels around a part
MOST_OF_ONE = 0.98  # a picture of which one colour fills more than that shows nothing


def shown() -> set[str]:
    """The names of the pictures on the pages."""
    return {name for page in PAGES for name in SHOWN.findall(page.read_text(encoding="utf-8"))}


def commonest(picture: Image.Image) -> Image.Image:
    """A palette of the colours that fill most of it; the others, at the edges of letters, become their nearest.

    Pillow looks for the nearest in steps: beside a common colour the palette holds none that it could be taken for.
    """
    counted = picture.getcolors(picture.width * picture.height) or []
    colours: list[tuple[int, ...]] = []
    for _, colour in sorted(counted, reverse=True):
        if len(colours) < COLOURS and all(max(map(abs, map(sub, colour, other))) > APART for other in colours):
            colours.append(colour)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in colours for part in colour])
    return palette


class Album:
    """Pictures on their way into a folder.

    Attributes:
        names: those taken so far, in order.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: list[str] = []
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, visitor: Visitor, name: str, *, of: str = "", tall: int = 0) -> None:
        """The page as the visitor sees it, from its top to its footer, with `-phone` in the name when he holds one.

        Args:
            name: after whose page it is, as `desk-queue`.
            of: a selector, when only that part of the page is meant.
            tall: pixels, when more of the page is wanted than fits on a screen.
        """
        width = visitor.page.evaluate("window.innerWidth")
        kind = "phone" if width < PHONE_WIDTHS else "desk"
        visitor.page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
        box = visitor.page.locator(of or "main").first.bounding_box()
        assert box, f"{name}: nothing to be seen"
        if of:
            clip = {"x": box["x"] - EDGE, "y": box["y"] - EDGE}
            clip |= {"width": box["width"] + 2 * EDGE, "height": box["height"] + 2 * EDGE}
        else:
            clip = {"x": 0, "y": 0, "width": width, "height": min(box["y"] + box["height"], tall or TALLEST[kind])}
        raw = visitor.page.screenshot(full_page=True, clip=clip, animations="disabled")
        self._keep(f"{name}-phone" if kind == "phone" else name, raw)

    def _keep(self, name: str, raw: bytes) -> None:
        assert name not in self.names, f"{name} was taken already"
        self.names.append(name)
        with Image.open(io.BytesIO(raw)) as seen:
            true = seen.convert("RGB")
        few = true.quantize(palette=commonest(true), dither=Image.Dither.NONE)
        few.save(self.folder / f"{name}.png", optimize=True)

    def faults(self) -> dict[str, str]:
        """What is wrong with which picture: empty, or too heavy."""
        found = {}
        for name in self.names:
            path = self.folder / f"{name}.png"
            with Image.open(path) as picture:
                most = Counter(picture.tobytes()).most_common(1)[0][1] / (picture.width * picture.height)
                if picture.format != "PNG" or most > MOST_OF_ONE:
                    found[name] = "shows nothing"
            if path.stat().st_size > LARGEST:
                found[name] = f"{path.stat().st_size} bytes"
        return found
