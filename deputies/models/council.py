"""常委会组成人员, and which deputies each of them keeps in contact with."""

from datetime import date

from django.db import models
from django.db.models import Q

from congress.constraints import in_order
from deputies.models.seats import Seat


def on_a_day(on: date) -> Q:
    """Begun and not over on that day, both ends counted."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


class CouncilMembership(models.Model):
    """A deputy in the Standing Committee of his congress, from one day to another (地方组织法 art. 47)."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="council_memberships", verbose_name="代表")
    starts_on = models.DateField("任职日期")
    ends_on = models.DateField("免职日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "常委会组成人员"
        ordering = ["seat__person__sort_key", "id"]
        constraints = [in_order("starts_on", "ends_on", name="council_membership_ends_after_start")]

    def __str__(self) -> str:
        return str(self.seat)


class DeputyLink(models.Model):
    """联系名单: a member of the Standing Committee keeps in contact with a deputy, from one day to another.

    代表法 art. 5: members keep in contact with deputies of their own congress and of those below.
    """

    member = models.ForeignKey(Seat, models.PROTECT, related_name="links_kept", verbose_name="常委会组成人员")
    deputy = models.ForeignKey(Seat, models.PROTECT, related_name="links", verbose_name="联系的代表")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "联系名单"
        ordering = ["deputy__person__sort_key", "id"]
        constraints = [
            in_order("starts_on", "ends_on", name="deputy_link_ends_after_start"),
            models.CheckConstraint(condition=~Q(member=models.F("deputy")), name="deputy_link_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.member}联系{self.deputy}"
