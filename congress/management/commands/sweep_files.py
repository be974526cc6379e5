"""Clear away uploaded files that nothing refers to."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from congress.files.sweeping import sweep


class Command(BaseCommand):
    help = "清除一天前上传、已没有任何地方引用的文件；可重复执行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只查看，不删除")

    def handle(self, *, dry_run: bool, **options: object) -> None:
        """Print what was cleared away, and on the error output every content that is missing."""
        swept = sweep(at=timezone.now(), dry_run=dry_run)
        word = "将清除" if dry_run else "已清除"
        self.stdout.write(f"{word}无人引用的文件{swept.rows}个，没有登记的内容{swept.contents}个。")
        for name in swept.missing:
            self.stderr.write(f"缺少内容：{name}，请从备份恢复。")
