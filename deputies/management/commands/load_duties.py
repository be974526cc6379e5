"""Enter the nine duties of "5+4" from their file."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import transaction

from deputies.duties import duties_file


class Command(BaseCommand):
    help = "录入履职任务表（CSV）。可重复运行；已经有的任务和各级自己改过的目标不变。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=duties_file.FILE, help="CSV文件，缺省为随附的文件")
        parser.add_argument("--dry-run", action="store_true", help="只说会新增什么，不写入")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            with transaction.atomic():
                new = duties_file.load(file)
                transaction.set_rollback(dry_run)
        except OSError as problem:
            raise CommandError(f"无法读取文件：{file}", returncode=2) from problem
        except ValueError as problem:
            raise CommandError(str(problem), returncode=2) from problem
        self.stdout.write(f"{'将新增' if dry_run else '已新增'}{new}项任务。")
