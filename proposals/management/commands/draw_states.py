"""Write docs/states.md: the tables of steps as diagrams and as lists a clerk can check."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from proposals.states_page import states_page

PAGE = Path(settings.BASE_DIR) / "docs" / "states.md"


class Command(BaseCommand):
    help = "Write docs/states.md from the tables of steps."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say whether the page is up to date")

    def handle(self, *, dry_run: bool, **options: object) -> None:
        """Write the page, or with --dry-run end with code 1 when it is not what the tables say."""
        wanted = states_page()
        is_current = PAGE.exists() and PAGE.read_text() == wanted
        if dry_run and not is_current:
            raise CommandError("docs/states.md is not up to date: run manage.py draw_states.")
        if not dry_run:
            PAGE.write_text(wanted)
        self.stdout.write("docs/states.md is up to date.")
