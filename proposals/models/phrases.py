"""常用语: what the handlers of an organ write again and again."""

from django.db import models
from django.db.models import Q

from congress.models import Organ


class StockPhrases(models.Model):
    """The stock phrases of one organ, a blank line between two; all its handlers keep them together."""

    organ = models.OneToOneField(Organ, models.CASCADE, related_name="stock_phrases", verbose_name="单位")
    text = models.TextField("常用语", blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "常用语"
        constraints = [models.CheckConstraint(condition=Q(version__gte=1), name="phrases_versions_from_one")]

    def __str__(self) -> str:
        return f"{self.organ}的常用语"
