"""Import a roster of deputies from a file."""

import hashlib
from argparse import ArgumentParser
from io import BytesIO
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from congress import spreadsheets
from congress.models import Congress
from congress.progress import bar
from deputies import roster


class Command(BaseCommand):
    help = "从 .xlsx 或 .csv 导入代表名册：全部写入或全部不写入，可重复执行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="名册文件")
        parser.add_argument("--congress", required=True, metavar="CODE", help="人大的编号前缀，如 HB")
        parser.add_argument("--dry-run", action="store_true", help="只核对，不写入")

    def handle(self, *, file: Path, congress: str, dry_run: bool, **options: object) -> None:
        """Check the file, then load it.

        Raises:
            CommandError: when the file cannot be read or a row is wrong; exit code 2, nothing is written.
        """
        place = Congress.objects.filter(code=congress).first()
        if place is None:
            raise CommandError(f"没有编号前缀为“{congress}”的人大", returncode=2)
        try:
            raw = file.read_bytes()
            rows = spreadsheets.read(BytesIO(raw), file.name)
        except (OSError, spreadsheets.Unreadable) as error:
            raise CommandError(f"无法读取{file}：{error}", returncode=2) from error
        today = localdate()
        preview = roster.check(rows, place, today)
        if sentences := preview.sentences():
            raise CommandError("\n".join(sentences), returncode=2)
        counts = f"新增{len(preview.new)}人，变更{len(preview.changed)}人，{preview.unchanged}人没有变化"
        if not dry_run and preview.can_be_loaded:
            report = bar(self.stderr)
            for done, total in roster.loading(preview, by=None, on=today, source=hashlib.sha256(raw).hexdigest()):
                report(done, total)
        self.stdout.write(f"{'将导入' if dry_run else '已导入'}：{counts}")
