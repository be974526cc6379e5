"""Settings of a congress that people change: dated, so that a change never rewrites the past."""

from django.db import models

from congress.models.people import Person
from congress.models.tree import Congress


class Setting(models.Model):
    """A value in force from a day on; congress empty = for all that set none of their own."""

    congress = models.ForeignKey(Congress, models.CASCADE, null=True, blank=True, related_name="settings")
    key = models.CharField("项目", max_length=40)
    value = models.JSONField("值")
    starts_on = models.DateField("生效日期")
    set_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "设置"
        ordering = ["key", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["congress", "key", "starts_on"], name="setting_once_a_day"),
            models.UniqueConstraint(
                fields=["key", "starts_on"],
                condition=models.Q(congress__isnull=True),
                name="setting_default_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Word(models.Model):
    """One word of a dictionary from a day on, under a code that never changes; congress empty = common to all.

    A later row of the same code renames it, or retires it. What was written keeps the code, and shows the word of
    its own day.
    """

    congress = models.ForeignKey(Congress, models.CASCADE, null=True, blank=True, related_name="words")
    dictionary = models.CharField("字典", max_length=30)
    code = models.CharField("代码", max_length=20)
    label = models.CharField("名称", max_length=60)
    order = models.PositiveSmallIntegerField("排序", default=0)
    starts_on = models.DateField("生效日期")
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "字典项"
        ordering = ["dictionary", "order", "code", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["congress", "dictionary", "code", "starts_on"], name="word_once_a_day"),
            models.UniqueConstraint(
                fields=["dictionary", "code", "starts_on"],
                condition=models.Q(congress__isnull=True),
                name="word_common_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.label
