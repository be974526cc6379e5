"""Import a roster of deputies from a file."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from congress import roster_command
from deputies import roster


class Command(BaseCommand):
    help = "从 .xlsx 或 .csv 导入代表名册：全部写入或全部不写入，可重复执行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        roster_command.add_arguments(parser)

    def handle(self, *, file: Path, congress: str, dry_run: bool, **options: object) -> None:
        """Check the file, then load it.

        Raises:
            CommandError: when the file cannot be read or a row is wrong; exit code 2, nothing is written.
        """
        place, rows, source = roster_command.read(file, congress)
        today = localdate()
        preview = roster.check(rows, place, today)
        steps = roster.taking(rows, place, by=None, on=today, source=source)
        roster_command.take(self, preview, steps, unit="人", dry_run=dry_run)
