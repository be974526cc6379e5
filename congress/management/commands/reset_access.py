"""A way back in for the one security administrator whom nobody else may let in."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from congress.accounts.reset_access import reset_access
from congress.models import Person


class Command(BaseCommand):
    help = "给一个账号新的初始密码，只显示这一次；平时由管理员在页面上办理，唯一的安全管理员登不进去时用它。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login", help="登录名")
        parser.add_argument("--reason", required=True, help="原因，记入审计日志")
        parser.add_argument("--dry-run", action="store_true", help="只查看，不写入")

    @transaction.atomic
    def handle(self, *, login: str, reason: str, dry_run: bool, **options: object) -> None:
        """Reset the account of that login name.

        Raises:
            CommandError: when there is none; exit code 2.
        """
        person = Person.objects.filter(login=login).first()
        if person is None:
            raise CommandError(f"没有登录名为“{login}”的账号", returncode=2)
        grant = person.grants.real().select_related("congress").order_by("-starts_on").first()
        place = grant.congress if grant else person.home
        if dry_run:
            self.stdout.write(f"将重置{person.name}（{grant or '没有角色'}）的登录。")
            return
        password = reset_access(person, by=None, congress=place, reason=reason)
        self.stdout.write(f"{person.name}的初始密码：{password}（只显示这一次）")
