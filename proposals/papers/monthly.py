"""意见建议月报 as a Word file: a month's sentence, its table, and how each column is counted."""

from datetime import date

from congress.actors import Actor
from congress.documents import Paper
from congress.models import Congress
from congress.templatetags.portal import cn_date
from proposals.reports.monthly import TITLE
from proposals.reports.tables import Table

WIDTHS = [38, *[15] * 5, 18, 15, 18]


def monthly_paper(table: Table, congress: Congress, month: date, *, by: Actor, on: date) -> bytes:
    """The .docx of a month's report.

    Args:
        table: the month's lines and their sentence, as the page has them (`monthly_table`).
        congress: of which they speak; with all that lies within it.
    """
    title = f"{congress.place}{month.year}年{month.month}月{TITLE}"
    paper = Paper(title, author=by.congress.name)
    paper.title(title)
    paper.blank()
    paper.text(table.sentence)
    paper.blank()
    heading = [table.of, *(one.whole_label for one in table.headings)]
    paper.table([heading, *([line.label, *(cell.words for cell in line.cells)] for line in table.all_lines)], WIDTHS)
    paper.blank()
    paper.text("口径：" + "".join(f"{name}，{says}" for name, says in table.says.items()))
    paper.blank()
    paper.signature(by.congress.name, cn_date(on))
    paper.number_pages()
    return paper.content()
