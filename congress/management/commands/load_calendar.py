"""Enter the holiday notices of a calendar file."""

from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import localdate

from congress import planning
from congress.calendar_table import enter_plan
from congress.holiday_plan import REPOSITORY_FILE, BadPlan, PlanRow, load_calendar_file
from congress.models import CalendarYear


class Command(BaseCommand):
    help = "录入年度放假安排；可重复执行，未变的年份和管理员自己录入的年份不改动。"

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
        known = dict(CalendarYear.objects.values_list("year", "source"))
        with transaction.atomic():
            for year, days in groupby(sorted(rows, key=attrgetter("year", "date")), key=attrgetter("year")):
                plan = list(days)
                worked = sum(row.is_workday for row in plan)
                said = f"{year}年：放假{len(plan) - worked}天，周末上班{worked}天"
                if file == REPOSITORY_FILE and known.get(year, plan[0].source) != plan[0].source:
                    self.stdout.write(f"{said}，已由管理员录入，不改动")
                    continue
                self.stdout.write(f"{said}，{_outcome(year, plan, localdate(), dry_run=dry_run)}")


def _outcome(year: int, plan: Sequence[PlanRow], today: date, *, dry_run: bool) -> str:
    """Enter one year, or only look: what became of it, and how many limits end on another day."""
    if dry_run:
        changed = enter_plan(year, plan, save=False)
        moved = len(planning.look(planning.planned(year, plan), by=None, on=today).moved)
    else:
        changed, moved = planning.enter(year, plan, by=None, on=today)
    shifted = f"{moved}项时限改期，" if moved else ""
    return shifted + (("将录入" if dry_run else "已录入") if changed else "无变化")
