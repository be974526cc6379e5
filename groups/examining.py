"""What groups must agree with."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from congress.registries import check
from deputies.models import DutyExcuse
from groups.models import Activity, Attendance, Group, Link, Membership, Post


@check("groups", "代表小组")
def groups() -> Iterator[str]:
    """Members, posts and links are of the group's congress and within its days; who came was in it or was asked."""
    of_others = Membership.objects.exclude(seat__congress=F("group__congress"))
    for row in of_others.select_related("group", "seat__person").order_by("pk"):
        yield f"{row.group}：{row.seat}不是本级人大的代表"
    for post in Post.objects.exclude(grant__congress=F("group__congress")).select_related("group").order_by("pk"):
        yield f"{post.group}：有一名{post.get_kind_display()}不是本级人大的人员"
    for model, word in ((Membership, "成员"), (Post, "职务"), (Link, "固定联系")):
        outside = Q(starts_on__lt=F("group__starts_on")) | Q(group__ends_on__lt=F("starts_on"))
        outside |= Q(group__ends_on__isnull=False, ends_on__isnull=True) | Q(ends_on__gt=F("group__ends_on"))
        for name in model._base_manager.filter(outside).order_by("pk").values_list("group__name", flat=True):
            yield f"{name}：有一项{word}不在小组存在的日期以内"
    strangers = Attendance.objects.exclude(seat__congress=F("activity__group__congress"))
    for name in strangers.order_by("pk").values_list("activity__group__name", flat=True):
        yield f"{name}：有一次活动登记了别处的代表"
    elsewhere = Activity.objects.exclude(station=None)
    elsewhere = elsewhere.exclude(station__congress__path__startswith=F("group__congress__path"))
    for name in elsewhere.order_by("pk").values_list("group__name", flat=True):
        yield f"{name}：有一次活动记在别处人大的阵地"
    kept = Group.objects.filter(pk=OuterRef("holder"), congress=OuterRef("congress"))
    for excuse in DutyExcuse.objects.filter(~Exists(kept), subject=DutyExcuse.Subject.GROUP).order_by("pk"):
        yield f"免计时段{excuse.pk}：不是本级小组的"
