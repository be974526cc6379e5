"""What `manage.py doctor` looks for here: the timeline, rows that point at nothing, files without their content."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Exists, ForeignKey, OuterRef, Q
from django.utils import timezone

from congress import timeline
from congress.downloads import is_as_uploaded
from congress.files.sweeping import sweep
from congress.models import Delivery, StoredFile
from congress.registries import check

NAMED = 5  # rows named of many alike


@check("timeline", "办理记录和每日封存")
def broken_chains() -> Iterator[str]:
    """Events changed, taken out or put in."""
    yield from timeline.faults()


@check("rows", "指向不存在的行")
def pointing_at_nothing() -> Iterator[str]:
    """Rows whose foreign key leads nowhere: the database refuses them, unless somebody switched that off."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if not isinstance(field, ForeignKey):
                continue
            there = field.related_model._base_manager.filter(**{field.target_field.name: OuterRef(field.attname)})
            lost = model._base_manager.filter(~Exists(there), **{f"{field.attname}__isnull": False})
            if keys := list(lost.order_by("pk").values_list("pk", flat=True)[:NAMED]):
                names = "、".join(map(str, keys))
                yield f"{model._meta.verbose_name}的“{field.verbose_name}”指向不存在的行，共{lost.count()}条：{names}"


@check("deliveries", "没有人再管的发送")
def nobodys_deliveries() -> Iterator[str]:
    """Taken by a worker without a time, so that no other takes it over; sent without a time."""
    stuck = Q(state=Delivery.State.SENDING, claimed_at__isnull=True) | Q(state="sent", sent_at__isnull=True)
    for row in Delivery.objects.filter(stuck).order_by("pk"):
        yield f"发送记录{row.pk}：{row.get_state_display()}，没有时间"


@check("files", "附件的内容")
def missing_contents() -> Iterator[str]:
    """Files whose content is not in the storage."""
    for name in sweep(at=timezone.now(), dry_run=True).missing:
        yield f"缺少内容：{name}，请从备份恢复"


@check("contents", "附件的指纹", is_slow=True)
def changed_contents() -> Iterator[str]:
    """Files whose content is there and is not what was uploaded."""
    for stored in StoredFile.objects.order_by("pk").iterator():
        try:
            is_whole = is_as_uploaded(stored)
        except Exception as error:  # each kind of storage has its own errors; what is missing is named above
            yield f"文件{stored.pk}读不出来：{type(error).__name__}"
        else:
            if not is_whole:
                yield f"文件{stored.pk}的内容与上传时不同，请从备份恢复"
