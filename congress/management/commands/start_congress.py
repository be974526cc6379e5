"""Make a first congress and the three who administer it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from congress import phones
from congress.accounts.start import NotStarted, start_congress


class Command(BaseCommand):
    help = "建立第一个人大和它的三名管理员；初始密码只显示这一次。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="名称，如 淮北市人大")
        parser.add_argument("--admin", required=True, metavar="PHONE", help="系统管理员的手机号")
        parser.add_argument("--code", default="", help="编号前缀，如 HB；不写则取地名的拼音首字母")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")

    def handle(self, *, name: str, admin: str, code: str, dry_run: bool, **options: Any) -> None:
        try:
            phone = phones.normalise(admin)
            started = start_congress(name, phone=phone, code=code, dry_run=dry_run)
        except (ValueError, NotStarted) as problem:
            raise CommandError(str(problem), returncode=2) from problem
        word = "将建立" if dry_run else "已建立"
        congress = started.congress
        self.stdout.write(f"{word}{congress.name}（{congress.get_level_display()}，编号前缀{congress.code}）。")
        for login in started.logins:
            self.stdout.write(f"{login.role}：登录名 {login.name}，初始密码 {login.password or '（不写入时不生成）'}")
