"""The table of docs/proof.md: reading it, and writing rows anew."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One goal: its number and words, what was measured by which command, when and at which commit."""

    number: str
    goal: str
    measured: str
    command: str = ""
    day: str = ""
    commit: str = ""

    def __str__(self) -> str:
        cells = (self.number, self.goal, self.measured, self.command, self.day, self.commit)
        return "| " + " | ".join(cell.replace("|", "/").replace("\n", " ") for cell in cells) + " |"


def read_table(page: str) -> dict[str, Row]:
    """Every goal of the page, by its number."""
    rows = {}
    for line in page.splitlines():
        if line.startswith(("| G", "| U")):
            row = Row(*[cell.strip() for cell in line.strip("|").split("|")])
            rows[row.number] = row
    return rows


def written(page: str, rows: list[Row]) -> str:
    """The page with these rows in place of their former selves."""
    new = {row.number: str(row) for row in rows}
    lines = [
        new.get(line.split("|")[1].strip(), line) if line.startswith("| ") else line for line in page.splitlines()
    ]
    return "\n".join(lines) + "\n"
