"""Prove that the bundle of a case is what the portal wrote."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from proposals.papers.verifying import faults_of


class Command(BaseCommand):
    help = "核验一件建议的整卷（ZIP）：文件与清单、办理记录的哈希链、本平台的印记；有问题时逐条列出，退出码1。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether anything beside it is looked at."""
        parser.add_argument("file", type=Path, help="整卷文件")
        parser.add_argument("--alone", action="store_true", help="只看文件本身，不比对本平台的密钥和数据库")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every fault. Exits with 1 when there is any, with 2 when the file cannot be opened."""
        try:
            with options["file"].open("rb") as bundle:
                faults = list(faults_of(bundle, alone=options["alone"]))
        except OSError as error:
            raise CommandError(f"打不开：{error}", returncode=2) from error
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            self.stderr.write(f"发现{len(faults)}处问题。")
            raise SystemExit(1)
        self.stdout.write("整卷完好。")
