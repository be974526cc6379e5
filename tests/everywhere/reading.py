"""What somebody reads on a page: its words without its tags, block by block."""

import re
from html.parser import HTMLParser

INLINE = {"a", "abbr", "b", "em", "i", "kbd", "label", "mark", "q", "small", "span", "strong", "time"}
EMPTY = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}
UNSEEN = {"script", "style", "template"}
SAID = ("aria-label", "placeholder", "title", "alt")
ENDS = re.compile(r"(?<=[。！？；])")


class Reader(HTMLParser):
    """Collects the lines of a page; `path` says where each tag stands in it.

    Attributes:
        lines: the words of each block.
        aside: those of attributes that are shown or read out, and of old-fashioned buttons.
        found: for each element with `class=help`, the tags around it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.aside: list[str] = []
        self.found: list[tuple[str, ...]] = []
        self.path: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in INLINE:
            self.lines.append("")
        if tag == "input" and given.get("type") in ("submit", "button"):
            self.aside.append(given.get("value") or "")
        self.aside += [value for name in SAID if (value := given.get(name))]
        if "help" in (given.get("class") or "").split():
            self.found.append((*self.path, tag))
        if tag not in EMPTY:
            self.path.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.path:
            while self.path.pop() != tag:
                pass
        if tag not in INLINE:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not UNSEEN & set(self.path):
            self.lines[-1] += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def joined(said: list[str]) -> list[str]:
    """These without empty ones and line breaks."""
    return [line for each in said if (line := " ".join(each.split()))]


def sentences(said: list[str]) -> list[str]:
    """The whole sentences among these lines; labels and headings are none."""
    return [
        part.strip() for line in said for part in ENDS.split(line) if part.strip().endswith(("。", "！", "？", "；"))
    ]
