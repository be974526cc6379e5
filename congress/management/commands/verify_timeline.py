"""Check that no event of the timeline was changed, taken out or put in."""

from django.core.management.base import BaseCommand

from congress.timeline import faults


class Command(BaseCommand):
    help = "核验办理记录的哈希链和每日封存；有问题时逐条列出，退出码1。"

    def handle(self, **options: object) -> None:
        """Print every fault. Exits with 1 when there is any."""
        found = 0
        for fault in faults():
            self.stdout.write(fault)
            found += 1
        if found:
            self.stderr.write(f"发现{found}处问题。")
            raise SystemExit(1)
        self.stdout.write("办理记录完好。")
