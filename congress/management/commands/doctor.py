"""Look for rows that contradict one another."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from congress.registries import registry


class Command(BaseCommand):
    help = "检查数据是否自相矛盾：状态与记录、没有主人的时限、指向不存在的行、附件等；只查看，有问题时退出码1。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--read-files", action="store_true", help="把每个附件读一遍，与上传时的指纹比较")

    def handle(self, *, read_files: bool, **options: object) -> None:
        """Print a line for each check and one for each thing found. Exits with 1 when there is any."""
        found = 0
        for check in registry.checks.values():
            if check.is_slow and not read_files:
                continue
            number = 0
            for sentence in check.find():
                self.stdout.write(f"  {sentence}")
                number += 1
            self.stdout.write(f"{check.label}：{f'{number}处问题' if number else '完好'}")
            found += number
        if found:
            self.stderr.write(f"发现{found}处问题。")
            raise SystemExit(1)
