from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import transaction

from proposals import limits_file


class Command(BaseCommand):
    help = "Load the table of time limits from its CSV. Safe to repeat; running clocks keep their dates."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=limits_file.FILE)
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            with transaction.atomic():
                new, changed = limits_file.load(file)
                transaction.set_rollback(dry_run)
        except (OSError, ValueError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{'would add' if dry_run else 'added'} {new}, changed {changed}")
