"""Whom the demo's sign-in page offers of duties: members of the Standing Committee with a list of contacts."""

from datetime import date

from django.db.models import QuerySet

from congress.accounts.demo import offer
from congress.models import Grant, Role
from deputies.models import DeputyLink
from deputies.models.council import on_a_day

NUMBER = 2


@offer(Role.DEPUTY, "常委会组成人员（联系代表）")
def members_with_a_list(today: date) -> QuerySet[Grant]:
    """The first of them."""
    kept = DeputyLink.objects.filter(on_a_day(today)).values("member__grant")
    grants = Grant.objects.active(today).real().filter(pk__in=kept).select_related("person", "congress", "organ")
    return grants.order_by("congress__path", "person__sort_key", "pk")[:NUMBER]
