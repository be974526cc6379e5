"""File published proposals as assigned ones."""

from argparse import ArgumentParser
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import localdate

from congress import spreadsheets
from congress.models import Congress
from congress.progress import bar
from proposals import published


class Command(BaseCommand):
    help = (
        "把公开的建议（标题、主办单位）录成已交办的建议，供试用和检索。可重复运行，已有的不再录；有问题则一件也不录。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV（UTF-8或GBK）或.xlsx，有title和lead_organ两列")
        parser.add_argument("--congress", metavar="编号前缀", help="录到哪一级人大；不写则录到最上一级")
        parser.add_argument("--live", action="store_true", help="计入统计和提醒；不写则不计入")
        parser.add_argument("--add-organs", action="store_true", help="本级没有的单位，登记为承办单位")
        parser.add_argument("--dry-run", action="store_true", help="走一遍，不写入")

    def handle(
        self, *, file: Path, congress: str | None, live: bool, add_organs: bool, dry_run: bool, **options: Any
    ) -> None:
        """File them. Raises CommandError, exit code 2, for what cannot be read or filed."""
        every = Congress.objects.real().order_by("path")
        place = every.filter(code=congress).first() if congress else every.first()
        if place is None:
            raise CommandError(f"没有编号前缀为“{congress}”的人大" if congress else "还没有人大", returncode=2)
        try:
            rows = spreadsheets.read(BytesIO(file.read_bytes()), file.name)
        except (OSError, spreadsheets.Unreadable) as error:
            raise CommandError(f"无法读取{file}：{error}", returncode=2) from error
        found = published.read(rows, place, may_add_organs=add_organs)
        if found.problems:
            raise CommandError("\n".join(found.problems), returncode=2)
        with transaction.atomic():
            published.file_all(found, place, on=localdate(), is_live=live, report=bar(self.stderr))
            transaction.set_rollback(dry_run)
        added = f"，登记单位{len(found.missing)}个" if found.missing else ""
        self.stdout.write(f"{'将录入' if dry_run else '已录入'}{found.filed}件，已有{found.there}件{added}。")
