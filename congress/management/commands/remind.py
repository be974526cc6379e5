"""Post the reminders that a day calls for."""

from argparse import ArgumentParser
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from congress.calendar_table import current_calendar
from congress.registries import registry
from congress.reminding import rehearse, remind
from congress.workdays import read_day


class Command(BaseCommand):
    help = "发出当天的提醒；每类每天只办一次，可重复执行。休息日不提醒。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", default="", help="按哪一天，如 2026-06-24；缺省为今天")
        parser.add_argument("--dry-run", action="store_true", help="只列出会发给谁、说什么，不写入")
        parser.add_argument("--kind", default="", help="只办这一类")
        parser.add_argument("--anyway", action="store_true", help="因条数过多没有发出的，核对后照发")

    def handle(self, *, today: str, dry_run: bool, kind: str, anyway: bool, **options: object) -> None:
        """List or post.

        Raises:
            CommandError: for a date or a kind that does not exist; exit code 2.
        """
        day = self._day(today)
        if kind and kind not in registry.reminders:
            raise CommandError(f"没有“{kind}”这一类提醒，现有：{'、'.join(registry.reminders)}", returncode=2)
        names = [kind] if kind else None
        if not current_calendar().is_workday(day):
            self.stdout.write(f"{day} 是休息日，不提醒。")
        elif dry_run:
            posted = rehearse(day, names=names)
            for notice in posted:
                self.stdout.write(f"{notice.kind}\t{notice.person}\t{notice.text}")
            self.stdout.write(f"{day} 将发出{len(posted)}条，没有写入。")
        else:
            self.stdout.write(f"{day} 发出{remind(day, names=names, anyway=anyway)}条。")

    def _day(self, text: str) -> date:
        try:
            return read_day(text) if text else localdate()
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
