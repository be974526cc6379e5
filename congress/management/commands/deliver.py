"""Send the messages that are due, without Celery."""

import logging
import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils.timezone import now

from congress.delivery import deliver
from congress.models import Delivery

logger = logging.getLogger(__name__)
PAUSE = 5


class Command(BaseCommand):
    help = "发送到时的短信、邮件和企业微信消息。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--forever", action="store_true", help="不停地发送，直到按Ctrl-C")
        parser.add_argument("--dry-run", action="store_true", help="只说有多少条到时，不发送")

    def handle(self, *, forever: bool, dry_run: bool, **options: object) -> None:
        if dry_run:
            due = Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lte=now())
            self.stdout.write(f"将发出{due.count()}条。")
            return
        if not forever:
            self.stdout.write(f"已发出{deliver(seconds=float('inf'))}条。")
            return
        while True:
            try:
                deliver()
            except DatabaseError:
                logger.exception("the database did not answer; trying again")
            close_old_connections()
            time.sleep(PAUSE)
