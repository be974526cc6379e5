"""Tables from outside and for outside: hostile .xlsx and .csv read within limits, .xlsx written without formulas."""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation

from congress.downloads import give

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 * MEGABYTE
MOST_RATIO = 100
MOST_ROWS = 20_000
MOST_COLUMNS = 100
LONGEST_CELL = 5_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
NESTED = (".zip", ".xlsx", ".docx", ".7z", ".rar", ".gz")
PROBLEM = "问题"
PAPER_A4 = 9
HEADER_WITHIN = 10
RISKY = ("=", "+", "-", "@", "\t", "\r")
# Written by nobody on purpose: controls, zero-width characters and marks that turn the direction of text.
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")

Cells = list[Any]


class Unreadable(ValueError):
    """The file cannot be taken; the sentence is Chinese and says what to do."""


@dataclass(frozen=True)
class Column:
    """A column of an export: its heading, width in characters, and a number format where it needs one."""

    label: str
    width: int = 14
    format: str = ""


class Readable(Protocol):
    """An opened or uploaded file."""

    def read(self, size: int, /) -> bytes: ...


def read(content: Readable, name: str) -> list[Cells]:
    """All rows of the first sheet, or of a CSV in UTF-8 or GBK; row 1 is at index 0.

    Args:
        content: the file, opened at its beginning.
        name: as the user called it, for its ending.

    Raises:
        Unreadable: when it is neither, broken, too big or made to do harm.
    """
    raw = content.read(MOST_BYTES + 1)
    if not raw:
        raise Unreadable("这个文件是空的，请选择填好的表格")
    if len(raw) > MOST_BYTES:
        raise Unreadable(f"文件要小于{MOST_BYTES // MEGABYTE}MB，请拆成几个文件")
    if raw.startswith(OLD_OFFICE):
        raise Unreadable("文件有密码，或是旧版 .xls 格式，请另存为没有密码的 .xlsx 再传")
    rows = _read_xlsx(raw) if raw.startswith(b"PK") else _read_csv(raw, name)
    while rows and not any(map(text_of, rows[-1])):
        rows.pop()
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"表格最多{MOST_ROWS}行，请拆成几个文件")
    if not rows:
        raise Unreadable("表格里没有内容，请选择填好的表格")
    return rows


def text_of(cell: Any) -> str:
    """What a person sees in the cell, without blanks around it and characters nobody sees."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return unicodedata.normalize("NFC", INVISIBLE.sub("", str(cell))).strip()[:LONGEST_CELL]


def digits_of(cell: Any) -> str:
    """The same with full-width digits and letters made plain: for numbers and codes."""
    return unicodedata.normalize("NFKC", text_of(cell))


def day_of(cell: Any) -> date | None:
    """The day in a cell, None for an empty one.

    Raises:
        ValueError: when there is something that is no day; the text is Chinese.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = digits_of(cell)
    if not text:
        return None
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 0?0:00(?::00)?)?", text, re.ASCII)
    try:
        if not found:
            raise ValueError(text)
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise ValueError(f"日期“{text[:20]}”无法识别，应为存在的日期，例如 2026-06-20") from error


def find_header(rows: Sequence[Cells], labels: Sequence[str]) -> tuple[int, dict[str, int]]:
    """Where the heading is (an index) and in which column stands each label that is there.

    A title above the heading, as exports have it, is passed over.
    """
    best: tuple[int, dict[str, int]] = (0, {})
    for at, cells in enumerate(rows[:HEADER_WITHIN]):
        places: dict[str, int] = {}
        for column, cell in enumerate(cells):
            label = re.sub(r"[（(]?选填[）)]?|\s|\*", "", text_of(cell))
            if label in labels:
                places.setdefault(label, column)
        if len(places) > len(best[1]):
            best = (at, places)
    return best


def with_problems(rows: Sequence[Cells], header: int, problems: dict[int, list[str]]) -> bytes:
    """The user's own rows, every cell as text, with one more column that says what is wrong.

    Args:
        rows: as `read` gave them.
        header: the index of the heading.
        problems: by line number as a spreadsheet shows it.
    """
    width = max((len(cells) for cells in rows), default=0)
    old = next((at for at, cell in enumerate(rows[header]) if text_of(cell) == PROBLEM), width)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("问题")
    sheet.freeze_panes = f"A{header + 2}"
    for number in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(number)].width = 16
    sheet.column_dimensions[get_column_letter(old + 1)].width = 60
    for at, cells in enumerate(rows):
        line: Cells = [*cells, *[""] * (width - len(cells))]
        said = PROBLEM if at == header else "；".join(problems.get(at + 1, []))
        line[old : old + 1] = [said]
        bold = at == header
        fill = PatternFill("solid", fgColor="FFF3C4") if said and not bold else None
        sheet.append([_cell(sheet, cell, bold=bold, fill=fill) for cell in line])
    return _saved(book)


def export(
    title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, maker: str, exporter: str, at: datetime
) -> bytes:
    """A workbook as offices expect it: title, who made it and when, a heading with filters, then the data.

    Args:
        title: stands in row 1 and names the sheet.
        columns: labels, widths and formats.
        rows: plain values; text is written as text whatever it begins with, dates as dates.
        maker: 制表单位.
        exporter: 导出人.
        at: 截至时间.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    last = get_column_letter(len(columns))
    sheet.freeze_panes = "A4"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = PAPER_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:3"
    sheet.HeaderFooter.oddFooter.center.text = "&P/&N"
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for line in (1, 2):
        sheet.merged_cells.ranges.add(CellRange(f"A{line}:{last}{line}"))
    heading = _cell(sheet, title, bold=True)
    heading.font, heading.alignment = Font(bold=True, size=16), Alignment(horizontal="center")
    sheet.append([heading])
    moment = timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
    sheet.append([_cell(sheet, f"制表单位：{maker}　　截至时间：{moment}　　导出人：{exporter}")])
    shade = PatternFill("solid", fgColor="EEF2F6")
    sheet.append([_cell(sheet, column.label, bold=True, fill=shade) for column in columns])
    count = 3
    for row in rows:
        sheet.append([_cell(sheet, value, column.format) for value, column in zip(row, columns, strict=True)])
        count += 1
    sheet.auto_filter.ref = f"A3:{last}{count}"
    return _saved(book)


def template(
    title: str, columns: Sequence[Column], notes: dict[str, str], choices: Mapping[str, Sequence[str]]
) -> bytes:
    """An empty table to fill in, with what each column wants and drop-down lists on a second sheet.

    Args:
        notes: by column, one sentence.
        choices: by column, the words that may stand there.
    """
    book = Workbook()
    sheet, lists = book.active, book.create_sheet("填写说明")
    sheet.title = _sheet_name(title)
    sheet.freeze_panes = "A2"
    lists.append(["栏目", "怎样填"])
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        _put(sheet, 1, number, column.label, bold=True)
        sheet.column_dimensions[letter].width = column.width
        for line in range(2, 502):
            sheet.cell(line, number).number_format = column.format or "@"
        _put(lists, number + 1, 1, column.label)
        _put(lists, number + 1, 2, notes.get(column.label, ""))
        if words := choices.get(column.label):
            place = 3 + list(choices).index(column.label)
            for line, word in enumerate([column.label, *words], 1):
                _put(lists, line, place, word)
            where = get_column_letter(place)
            rule = DataValidation(
                "list", formula1=f"'填写说明'!${where}$2:${where}${len(words) + 1}", allow_blank=True
            )
            rule.showErrorMessage = False
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{MOST_ROWS}")
    lists.column_dimensions["A"].width, lists.column_dimensions["B"].width = 18, 70
    return _saved(book)


def file_name(title: str, at: datetime) -> str:
    """代表名册_2026-11-30_1005.xlsx."""
    return f"{title}_{timezone.localtime(at).strftime('%Y-%m-%d_%H%M')}.xlsx"


def download(content: bytes, name: str) -> HttpResponse:
    """The workbook as an answer that browsers save and never show or keep."""
    return give(content, name, XLSX)


def _read_xlsx(raw: bytes) -> list[Cells]:
    _refuse_bombs(raw)
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        found = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
        rows = [list(cells) for cells in found]
        book.close()
    except Exception as error:  # whatever a hostile or broken workbook makes the parser raise
        raise Unreadable("文件已损坏或不是 .xlsx 表格，请用 Excel 或 WPS 打开后另存再传") from error
    return [_trimmed(cells) for cells in rows]


def _refuse_bombs(raw: bytes) -> None:
    """Ask the archive's directory before anything is unpacked. A directory that lies fails at its checksum."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable("文件已损坏，请用 Excel 或 WPS 打开后另存再传") from error
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > MOST_ENTRIES
        or unpacked > MOST_UNPACKED
        or unpacked > MOST_RATIO * max(packed, 1)
        or any(entry.filename.lower().endswith(NESTED) or entry.flag_bits & 1 for entry in entries)
    ):
        raise Unreadable("文件展开后过大或带有别的压缩文件，请只保留名册一张表再传")


def _read_csv(raw: bytes, name: str) -> list[Cells]:
    if not name.lower().endswith((".csv", ".txt")):
        raise Unreadable("只能上传 .xlsx 或 .csv 表格")
    text = _decoded(raw)
    first = text.split("\n", 1)[0]
    delimiter = "\t" if "\t" in first and "," not in first else ","
    rows: list[Cells] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(_trimmed(list(cells[:MOST_COLUMNS])))
            if len(rows) > MOST_ROWS:
                break
    except csv.Error as error:
        raise Unreadable("CSV 文件无法识别，请用 Excel 或 WPS 另存为 .xlsx 再传") from error
    return rows


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable("文字编码无法识别，请另存为“CSV UTF-8”或 .xlsx 再传")


def _trimmed(cells: Cells) -> Cells:
    while cells and cells[-1] in (None, ""):
        cells.pop()
    return cells


def _plain(value: Any) -> Any:
    """What a cell may hold: numbers and dates as they are, everything else as text a workbook allows."""
    if isinstance(value, bool) or not isinstance(value, int | float | date):
        return ILLEGAL_CHARACTERS_RE.sub("", "" if value is None else str(value))[:32_767]
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    return value


def _cell(sheet: Any, value: Any, form: str = "", *, bold: bool = False, fill: Any = None) -> WriteOnlyCell:
    """A cell that never becomes a formula: what is text is stored as text, and stays so when edited."""
    plain = _plain(value)
    cell = WriteOnlyCell(sheet, plain)
    if isinstance(plain, str):
        cell.data_type = "s"
        cell.quotePrefix = plain.startswith(RISKY)
        cell.number_format = "@" if cell.quotePrefix else "General"
    elif form:
        cell.number_format = form
    elif isinstance(plain, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(plain, date):
        cell.number_format = "yyyy-mm-dd"
    if bold:
        cell.font = Font(bold=True)
        cell.border = Border(bottom=Side("thin"))
    if fill:
        cell.fill = fill
    return cell


def _put(sheet: Any, line: int, column: int, text: str, *, bold: bool = False) -> None:
    cell = sheet.cell(line, column, _plain(text))
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", "", title)[:31] or "表"


def _saved(book: Workbook) -> bytes:
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def numbered(rows: Sequence[Cells], header: int) -> Iterator[tuple[int, Cells]]:
    """The rows below the heading that hold anything, each with its line number as a spreadsheet shows it."""
    for at in range(header + 1, len(rows)):
        if any(map(text_of, rows[at])):
            yield at + 1, rows[at]
