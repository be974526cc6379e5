"""How good the suggested organs are, measured on titles whose organ is known."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from proposals.suggesting import scoring
from proposals.suggesting.duties import Duties
from proposals.suggesting.ranking import SURE


class Command(BaseCommand):
    help = "核对推荐承办单位的准确程度：读入有标题（title）和承办单位（lead_organ）的表格，不用数据库。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV（UTF-8或GBK）或.xlsx")
        parser.add_argument("--train", type=Path, help="另一张这样的表格，先学它再核对")
        parser.add_argument("--folds", type=int, help="交叉验证：分成几份，每份用其余各份学习后核对")
        parser.add_argument(
            "--sure", type=float, default=SURE, help="首选至少有这样的把握（0到1）才推荐，缺省%(default)s"
        )
        parser.add_argument("--without-duties", action="store_true", help="不用职责词表，只用学到的")
        parser.add_argument("--strict", action="store_true", help="职责词表里只在这一个标题中出现的词，对它不算")

    def handle(
        self,
        *,
        file: Path,
        train: Path | None = None,
        folds: int | None = None,
        sure: float = SURE,
        without_duties: bool = False,
        strict: bool = False,
        **options: object,
    ) -> None:
        """Print top1, top3 (shares of those suggested for), abstained (share of all) and n, a line each.

        Raises:
            CommandError: when a table or a number is wrong; exit code 2.
        """
        duties = Duties([]) if without_duties else None
        try:
            known = scoring.read(file)
            learned = scoring.read(train) if train else []
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
        if not known:
            raise CommandError(f"{file.name} 里没有写明承办单位（lead_organ）的行", returncode=2)
        if folds is not None and not 2 <= folds <= len(known):
            raise CommandError(f"--folds 应在2和{len(known)}之间", returncode=2)
        own_words = scoring.words_of_one_title(known, duties) if strict else None
        if folds:
            score = scoring.cross_validated(
                known, folds, learned=learned, duties=duties, sure=sure, own_words=own_words
            )
        else:
            score = scoring.score(known, learned, duties=duties, sure=sure, own_words=own_words)
        self.stdout.write(f"top1: {score.top1:.3f}\ntop3: {score.top3:.3f}")
        self.stdout.write(f"abstained: {score.abstained:.3f}\nn: {score.n}")
