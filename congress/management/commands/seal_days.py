"""Seal the days of the timeline that are over."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.timezone import localdate

from congress.timeline import seal_days


class Command(BaseCommand):
    help = "封存已过去各天的办理记录；可重复执行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只查看，不写入")

    def handle(self, *, dry_run: bool, **options: object) -> None:
        with transaction.atomic():
            sealed = seal_days(before=localdate())
            transaction.set_rollback(dry_run)
        self.stdout.write(f"将封存{sealed}天。" if dry_run else f"已封存{sealed}天。")
