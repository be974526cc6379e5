"""Prove that the bundle of a case is what the portal wrote."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from proposals.papers.verifying import faults_of


class Command(BaseCommand):
    help = "Prove a case's bundle (ZIP): its files, its chain of events, the portal's mark on it. Changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the bundle")
        parser.add_argument(
            "--alone", action="store_true", help="look at the file alone, not at this portal's key and database"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as bundle:
                faults = list(faults_of(bundle, alone=options["alone"]))
        except OSError as error:
            raise CommandError(f"打不开：{error}") from error
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"有{len(faults)}处不符。")
        self.stdout.write("整卷完好：文件与清单一致，办理记录的链没有断开。")
