"""What the commands that import a roster have in common."""

import hashlib
from argparse import ArgumentParser
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from congress import spreadsheets
from congress.models import Congress
from congress.progress import bar
from congress.rosters import Done, Preview
from congress.spreadsheets import Cells


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="名册文件")
    parser.add_argument("--congress", required=True, metavar="CODE", help="人大的编号前缀，如 HB")
    parser.add_argument("--dry-run", action="store_true", help="只核对，不写入")


def read(file: Path, code: str) -> tuple[Congress, list[Cells], str]:
    """The congress of that code, the rows of the file, and the file's fingerprint.

    Raises:
        CommandError: when there is no such congress, or the file cannot be read; exit code 2.
    """
    place = Congress.objects.real().filter(code=code).first()
    if place is None:
        raise CommandError(f"没有编号前缀为“{code}”的人大", returncode=2)
    try:
        raw = file.read_bytes()
        return place, spreadsheets.read(BytesIO(raw), file.name), hashlib.sha256(raw).hexdigest()
    except (OSError, spreadsheets.Unreadable) as error:
        raise CommandError(f"无法读取{file}：{error}", returncode=2) from error


def take(command: BaseCommand, preview: Preview[Any], steps: Iterable[Done], *, unit: str, dry_run: bool) -> None:
    """Say what is wrong, or take the steps with a bar that grows, and say what was done.

    Raises:
        CommandError: when a row is wrong; exit code 2, nothing is written.
    """
    if sentences := preview.sentences():
        raise CommandError("\n".join(sentences), returncode=2)
    new, changed = len(preview.new), len(preview.changed)
    if not dry_run and preview.can_be_loaded:
        report = bar(command.stderr)
        for done, total in steps:
            report(done, total)
    counts = f"新增{new}{unit}，变更{changed}{unit}，{preview.unchanged}{unit}没有变化"
    command.stdout.write(f"{'将导入' if dry_run else '已导入'}：{counts}")
