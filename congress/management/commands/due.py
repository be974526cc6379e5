"""When time limits end, for checking a date by hand."""

import csv
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from congress.calendar_table import current_calendar, file_calendar
from congress.workdays import Calendar, Span, read_day

USAGE = "请给出起算日期和期限，如：due 2026-02-12 7WD；可给多组，或从标准输入给出CSV（start,span）"


class Command(BaseCommand):
    help = "计算期限届满日：起算日期 期限（WD工作日、D日、M月），如 due 2026-02-12 7WD。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pairs", nargs="*", metavar="START SPAN", help="可给多组；不给时从标准输入读CSV")

    def handle(self, *, pairs: list[str], **options: object) -> None:
        """Print three lines for each pair: unrolled, due, because. Nothing is printed when any input is wrong.

        Raises:
            CommandError: when the input is wrong; exit code 2.
        """
        calendar = _calendar()
        dues, errors = [], []
        for place, values in _from_arguments(pairs) if pairs else _from_lines():
            try:
                start, span = _read(values)
                dues.append(calendar.add(start, span))
            except ValueError as error:
                errors.append(f"{place}：{error}")
        if errors:
            raise CommandError("\n".join(errors), returncode=2)
        if not dues:
            raise CommandError(USAGE, returncode=2)
        for due in dues:
            self.stdout.write(f"unrolled: {due.unrolled}\ndue: {due.due}\nbecause: {due.because}")


def _calendar() -> Calendar:
    """The database's calendar, or the file's where there is no such table or no database."""
    try:
        return current_calendar()
    except DatabaseError:
        return file_calendar()


def _from_arguments(pairs: list[str]) -> Iterator[tuple[str, list[str]]]:
    for at in range(0, len(pairs), 2):
        yield f"第{at // 2 + 1}组", pairs[at : at + 2]


def _from_lines() -> Iterator[tuple[str, list[str]]]:
    """The rows of a CSV on standard input, a heading or none.

    Raises:
        CommandError: when it is not a text file in UTF-8, or nobody sends any; exit code 2.
    """
    if sys.stdin is None or sys.stdin.isatty():
        raise CommandError(USAGE, returncode=2)
    try:
        lines = list(csv.reader(sys.stdin.read().removeprefix("\ufeff").splitlines()))
    except (UnicodeDecodeError, csv.Error) as error:
        raise CommandError("标准输入应为UTF-8编码的CSV（start,span）", returncode=2) from error
    for line, row in enumerate(lines, 1):
        values = [value.strip() for value in row]
        if any(values) and [value.lower() for value in values[:2]] != ["start", "span"]:
            yield f"第{line}行", values


def _read(values: list[str]) -> tuple[date, Span]:
    if len(values) != 2:
        raise ValueError("应有起算日期和期限两项，如 2026-02-12 7WD")
    return read_day(values[0]), Span.parse(values[1])
