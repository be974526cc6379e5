"""Load the demo congress."""

from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import transaction

from congress.models import Congress
from congress.progress import bar
from proposals.demo import load


class Command(BaseCommand):
    help = "载入演示用的淮北市人大：人名、电话和意见都是虚构的。只能载入没有数据的试用库。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--scale",
            choices=["small", "session", "seed"],
            default="small",
            help="small：几十件；session：一次会议的273件，从起草到办结；seed：2921名代表、15757件",
        )
        parser.add_argument(
            "--from-month", type=int, default=4, choices=range(1, 12), metavar="1-11", help="活动从几月起（4）"
        )
        parser.add_argument("--seed", type=int, default=2022, help="随机数种子；同一个数，内容相同")
        parser.add_argument("--dry-run", action="store_true", help="走一遍，不写入")

    def handle(self, *, scale: str, from_month: int, seed: int, dry_run: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "这是正式环境（设置了DATABASE_URL、REDIS_URL或PORTAL_DEMO=0），不能载入演示数据。", returncode=2
            )
        if Congress.objects.exists():
            raise CommandError("库里已经有人大，不能再载入演示数据。", returncode=2)
        for command in ("load_calendar", "load_limits", "load_duties"):
            call_command(command, stdout=StringIO())
        with transaction.atomic():
            if scale == "seed":
                loaded = load.seed(seed, first_month=from_month, report=bar(self.stderr))
            elif scale == "session":
                loaded = load.session(seed, report=bar(self.stderr))
            else:
                loaded = load.small(seed)
            transaction.set_rollback(dry_run)
        self.stdout.write(f"{'将载入' if dry_run else '已载入'}：{loaded}。")
