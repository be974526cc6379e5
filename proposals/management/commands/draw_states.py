"""Write docs/states.md: the tables of steps as diagrams and as lists a clerk can check."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from proposals.states_page import states_page

PAGE = Path(settings.BASE_DIR) / "docs" / "states.md"


class Command(BaseCommand):
    help = "按步骤表写出 docs/states.md。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只核对是否最新，不写入")

    def handle(self, *, dry_run: bool, **options: object) -> None:
        """Write the page, or with --dry-run end with code 1 when it is not what the tables say."""
        wanted = states_page()
        is_current = PAGE.exists() and PAGE.read_text() == wanted
        if dry_run and not is_current:
            raise CommandError("docs/states.md 不是最新的，请运行 manage.py draw_states。")
        if not dry_run:
            PAGE.write_text(wanted)
        self.stdout.write("docs/states.md 是最新的。")
