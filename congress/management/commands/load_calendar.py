"""Enter the holiday notices of a calendar file."""

from argparse import ArgumentParser
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from congress.calendar_table import enter_plan
from congress.holiday_plan import REPOSITORY_FILE, BadPlan, load_calendar_file


class Command(BaseCommand):
    help = "录入年度放假安排；可重复执行，未变的年份不改动。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=REPOSITORY_FILE, help="CSV文件，缺省为随附的文件")
        parser.add_argument("--dry-run", action="store_true", help="只查看，不写入")

    def handle(self, *, file: Path, dry_run: bool, **options: object) -> None:
        """Enter every year of the file, all or none.

        Raises:
            CommandError: when the file cannot be read or any row is wrong; exit code 2.
        """
        try:
            rows = load_calendar_file(file)
        except BadPlan as error:
            raise CommandError("\n".join(map(str, error.errors)), returncode=2) from error
        except OSError as error:
            raise CommandError(f"无法读取文件：{file}", returncode=2) from error
        with transaction.atomic():
            for year, days in groupby(sorted(rows, key=attrgetter("year", "date")), key=attrgetter("year")):
                plan = list(days)
                changed = enter_plan(year, plan, save=not dry_run)
                worked = sum(row.is_workday for row in plan)
                outcome = ("将录入" if dry_run else "已录入") if changed else "无变化"
                self.stdout.write(f"{year}年：放假{len(plan) - worked}天，周末上班{worked}天，{outcome}")
