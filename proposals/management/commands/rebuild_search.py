"""Put down anew what proposals are searched by."""

from argparse import ArgumentParser
from contextlib import nullcontext

from django.core.management.base import BaseCommand
from django.db import transaction

from congress.progress import bar
from proposals.searching import indexing
from proposals.searching import papers as reading


class Command(BaseCommand):
    help = "重建检索文本：建议的标题、内容、方案和已签发的答复；附件由后台读取。可重复执行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只查看，不改动")
        parser.add_argument("--papers", action="store_true", help="把每个附件和正式答复文件也重新读一遍")

    def handle(self, *, dry_run: bool, papers: bool, **options: object) -> None:
        """Print how many texts were not as they should be, and with --papers how many papers were read."""
        with transaction.atomic() if dry_run else nullcontext():
            changed = indexing.rebuild(bar(self.stderr))
            read = reading.read_all() if papers else 0
            if dry_run:
                transaction.set_rollback(True)
        self.stdout.write(f"{'将更正' if dry_run else '已更正'}检索文本{changed}处。")
        if papers:
            self.stdout.write(f"{'将读取' if dry_run else '已读取'}文件{read}个。")
