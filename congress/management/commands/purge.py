"""Delete what has been kept long enough."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from congress.purging import purge_all
from congress.registries import registry


class Command(BaseCommand):
    help = "删除到了保存期限的数据，期限见“设置”里的保存期限；时钟每天也会运行，可重复执行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只说会删除多少，不删除")

    def handle(self, *, dry_run: bool, **options: object) -> None:
        """Print how many rows of each kind went."""
        word = "将删除" if dry_run else "已删除"
        for name, number in purge_all(at=timezone.now(), dry_run=dry_run).items():
            self.stdout.write(f"{word}{registry.purges[name].label}：{number}")
